package lifecycletest

import (
	"context"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/desk"
)

// Make makes the objects of a case, and returns the one that it is about. They are
// taken away again when the test ends.
func (c Case) Make(t *testing.T, dk *desk.Desk) model.Entry {
	t.Helper()
	var e model.Entry
	for _, obj := range append(c.Others, c.Object) {
		made, err := dk.Create(t.Context(), obj)
		if err != nil {
			t.Fatalf("%s: %s: %v", c.Name, obj.DN, err)
		}
		t.Cleanup(func() { // the context of the test is over by then
			if _, err := dk.Undo(context.Background(), made.Numbers[0]); err != nil {
				t.Errorf("%s: taking the creation back: %v", c.Name, err)
			}
		})
		e = made.Entry
	}
	return e
}

// ThereAndBack plans the operation, saves it, compares what the server has with what the
// case wants, and takes it back: then the object is what it was, value by value.
func (c Case) ThereAndBack(t *testing.T, dk *desk.Desk, was model.Entry) desk.Step {
	t.Helper()
	step, err := dk.Operate(t.Context(), was.Ref, c.Op)
	if err != nil {
		t.Fatalf("%s: %v", c.Name, err)
	}
	if err := step.Review.Err(); err != nil {
		t.Errorf("%s: the review refuses it: %v", c.Name, err)
	}
	saved, err := dk.Save(t.Context(), step.Change())
	if err != nil {
		t.Fatalf("%s: %v", c.Name, err)
	}
	if wrong := c.Check(ByServer(was, saved.Entry)); wrong != "" {
		t.Errorf("%s: %s", c.Name, wrong)
	}
	back, err := dk.Undo(t.Context(), saved.Numbers[0])
	if err != nil {
		t.Fatalf("%s: taking it back: %v", c.Name, err)
	}
	for _, x := range ByServer(was, back.Entry).Changes {
		t.Errorf("%s: taken back, %s is %q, was %q", c.Name, x.Attr, x.After, x.Before)
	}
	return step
}

// ByServer is what two states of an object have different, without what a server writes
// itself: when it was changed, and what follows from groupType. The order of values
// means nothing.
func ByServer(was, is model.Entry) (out model.ChangeSet) {
	out.Ref = was.Ref
	for _, x := range model.Diff(was, is).Changes {
		own := strings.HasPrefix(strings.ToLower(string(x.Attr)), "usn") || x.Attr.Is("whenChanged") || x.Attr.Is("sAMAccountType")
		if !own && len(x.Added())+len(x.Removed()) > 0 {
			out.Changes = append(out.Changes, x)
		}
	}
	return out
}
