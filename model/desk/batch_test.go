package desk_test

import (
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
)

// A batch is made as a whole or not at all; told to go on, it makes what can be made.
func TestSaveAll(t *testing.T) {
	o := open(t)
	now := time.Date(2026, 5, 31, 8, 0, 0, 0, time.UTC)
	var users []model.Entry
	var changes []model.ChangeSet
	for _, name := range []string{"Ann", "Bob", "Cid"} {
		e := o.user(name, map[model.Attr][]string{model.DisplayName: {name}})
		users = append(users, e)
		changes = append(changes, model.Diff(e, e.With(model.DisplayName, name+" new")))
	}
	if _, err := o.desk.Save(t.Context(), model.Diff(users[1], users[1].With(model.DisplayName, "Robert"))); err != nil {
		t.Fatal(err)
	}
	shown := func() (out []string) {
		for _, u := range users {
			e, err := o.desk.Get(t.Context(), u.Ref)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, e.First(model.DisplayName))
		}
		return out
	}
	b, err := o.desk.NewBatch(t.Context(), "test", now)
	if err != nil || b.Name != "test-20260531-080000" {
		t.Fatal(b, err)
	}
	numbers, _, err := b.SaveAll(t.Context(), changes, false, nil)
	if model.CodeOf(err) != model.Conflict || len(numbers) != 0 || !strings.Contains(err.(*model.Error).Hint, "nothing is changed") {
		t.Fatalf("%v: %v", numbers, err)
	}
	if got := strings.Join(shown(), ","); got != "Ann,Robert,Cid" {
		t.Errorf("after a failure: %s", got)
	}
	b, err = o.desk.NewBatch(t.Context(), "test", now)
	if err != nil || b.Name != "test-20260531-080000-2" {
		t.Fatal(b, err)
	}
	numbers, failed, err := b.SaveAll(t.Context(), changes, true, nil)
	if err != nil || len(numbers) != 2 || len(failed) != 1 || failed[0].Ref.GUID != users[1].Ref.GUID {
		t.Fatalf("%v, %v: %v", numbers, failed, err)
	}
	if got := strings.Join(shown(), ","); got != "Ann new,Robert,Cid new" {
		t.Errorf("after going on: %s", got)
	}
	if _, err := o.desk.RollBack(t.Context(), b.Name, nil); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(shown(), ","); got != "Ann,Robert,Cid" {
		t.Errorf("after the rollback: %s", got)
	}
}

// Whoever loses a race for a name is told by the server, and nothing stays behind.
func TestCreateLosesARace(t *testing.T) {
	o := open(t)
	first := o.user("Ann", map[model.Attr][]string{model.SAMAccountName: {"ann"}})
	obj := model.NewObject{DN: first.Ref.DN, Attrs: map[model.Attr][]string{model.ObjectClass: {"top", "person", "organizationalPerson", "user"}, model.SAMAccountName: {"ann2"}}}
	if err := o.desk.Taken(t.Context(), obj); model.CodeOf(err) != model.Exists || !strings.Contains(err.(*model.Error).Hint, first.Ref.DN) {
		t.Errorf("asked before: %v", err)
	}
	if _, err := o.desk.Create(t.Context(), obj); model.CodeOf(err) != model.Exists {
		t.Errorf("made all the same: %v", err)
	}
	obj.DN = "CN=Other," + strings.SplitN(first.Ref.DN, ",", 2)[1]
	obj.Attrs[model.SAMAccountName] = []string{"ANN"}
	if err := o.desk.Taken(t.Context(), obj); model.CodeOf(err) != model.Exists {
		t.Errorf("account name asked before: %v", err)
	}
	if _, err := o.desk.Create(t.Context(), obj); model.CodeOf(err) != model.Exists {
		t.Errorf("account name made all the same: %v", err)
	}
	if _, err := o.desk.Get(t.Context(), model.Ref{DN: obj.DN}); model.CodeOf(err) != model.NotFound {
		t.Errorf("left behind: %v", err)
	}
}
