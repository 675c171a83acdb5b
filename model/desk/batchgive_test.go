package desk_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
	"recipientdesk/model/desk"
	"recipientdesk/model/journal"
	"recipientdesk/sim"
)

// A policed organization is the sample with a policy for everybody, previewed.
type policed struct {
	*testing.T
	forest  *sim.Forest
	desk    *desk.Desk
	ps      addresspolicy.Policies
	rows    []addresspolicy.Row // that change
	changes []model.ChangeSet
}

func newPoliced(t *testing.T) *policed { return police(t, sim.Sample(nil, nil)) }

func police(t *testing.T, forest *sim.Forest) *policed {
	j, err := journal.Open(t.TempDir(), journal.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	p := &policed{T: t, forest: forest}
	p.desk = desk.New(p.forest.System(), j, desk.Options{Now: time.Now})
	p.ps = policies(t, `{"policies":[{"name":"All","addresses":["SMTP:%g.%s@policy.example","%m@policy.example"]}]}`)
	got := p.preview()
	for _, r := range got.Rows {
		if cs := r.Change(); !cs.Empty() {
			p.rows, p.changes = append(p.rows, r), append(p.changes, cs)
		}
	}
	if len(p.changes) < 60 {
		t.Fatalf("%d changes are too few for two lots", len(p.changes))
	}
	return p
}

func (p *policed) preview() *desk.PolicyPreview {
	p.Helper()
	got, err := p.desk.Policies(p.Context(), p.ps, nil)
	if err != nil {
		p.Fatal(err)
	}
	return got
}

// owners are those of an address.
func (p *policed) owners(address string) (out []string) {
	p.Helper()
	found, err := p.desk.Who(p.Context(), address)
	if err != nil {
		p.Fatal(err)
	}
	for _, o := range found {
		if !o.Deleted && !slices.Contains(out, o.Ref.DN) {
			out = append(out, o.Ref.DN)
		}
	}
	return out
}

// sameChange reports whether two changes write the same.
func sameChange(a, b model.ChangeSet) bool {
	return a.Ref.Same(b.Ref) && slices.EqualFunc(a.Changes, b.Changes, func(x, y model.Change) bool {
		return x.Attr.Is(y.Attr) && slices.Equal(x.Before, y.Before) && slices.Equal(x.After, y.After)
	})
}

// steal gives an address to an object that no policy is for, as another administrator
// would.
func (p *policed) steal(address string) (dn string) {
	p.Helper()
	dn = "CN=Thief,CN=Users,DC=corp,DC=example"
	_, err := p.forest.System().Create(p.Context(), model.NewObject{DN: dn, Attrs: map[model.Attr][]string{model.ObjectClass: {"contact"},
		model.ProxyAddresses: {"smtp:" + strings.ToUpper(address)}}})
	if err != nil {
		p.Fatal(err)
	}
	return dn
}

// the new primary address of a row
func primaryOf(r addresspolicy.Row) string {
	a, _ := model.Addresses(r.After).Primary()
	return a.Value()
}

// sameValues reports whether two objects have the same values, in whatever order.
func sameValues(a, b model.Entry, attr model.Attr) bool {
	return slices.Equal(slices.Sorted(slices.Values(a.Values(attr))), slices.Sorted(slices.Values(b.Values(attr))))
}

// The directory is asked twice for fifty objects, before the changes are shown and when
// they are made, and not for each of them.
func TestGiveAllAsksForManyAtOnce(t *testing.T) {
	p := newPoliced(t)
	searches, gets := 0, 0
	p.forest.Fault(func(op string) error {
		switch op {
		case "search":
			searches++
		case "get":
			gets++
		}
		return nil
	})
	lots := (len(p.changes) + 49) / 50
	reviewed, err := p.desk.ReviewAll(t.Context(), p.changes, nil)
	if err != nil {
		t.Fatal(err)
	}
	if searches != 3*lots || gets != 0 { // one that finds something counts twice here: the answer comes in pieces
		t.Errorf("reviewing %d changes took %d searches and %d reads", len(p.changes), searches, gets)
	}
	for i, r := range reviewed {
		if r.Refusal() != nil || !sameChange(r.Change, p.changes[i]) {
			t.Errorf("%s: %v", r.Change.Ref.DN, r.Refusal())
		}
	}
	searches = 0
	b, err := p.desk.NewBatch(t.Context(), "policy", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	numbers, failed, err := b.GiveAll(t.Context(), p.changes, false, func(s desk.Saved, err error) {
		if told++; err != nil || s.Entry.Len() == 0 {
			t.Errorf("told of %v", err)
		}
	})
	if err != nil || len(failed) > 0 || len(numbers) != len(p.changes) || told != len(p.changes) {
		t.Fatalf("%d of %d changes, told of %d: %v %v", len(numbers), len(p.changes), told, failed, err)
	}
	if searches != 3*lots {
		t.Errorf("giving took %d searches for %d lots", searches, lots)
	}
	if again := p.preview(); again.Changed != 0 {
		t.Errorf("a second run would change %d", again.Changed)
	}
	back, err := p.desk.RollBack(t.Context(), b.Name, nil)
	if err != nil || len(back.Failed) > 0 || len(back.Undone) != len(numbers) {
		t.Fatalf("taken back: %+v %v", back, err)
	}
	for _, r := range p.rows {
		e, err := p.desk.Get(t.Context(), r.Before.Ref, model.ProxyAddresses, model.Mail)
		if err != nil || !sameValues(e, r.Before, model.ProxyAddresses) || !sameValues(e, r.Before, model.Mail) {
			t.Errorf("%s is not as it was: %v (%v)", e.Ref.DN, e.Values(model.ProxyAddresses), err)
		}
	}
}

// An address that somebody else got since the preview is refused, before anything is
// sent for that object; the others get theirs.
func TestGiveAllRefusesWhatIsTaken(t *testing.T) {
	for _, goOn := range []bool{true, false} {
		p := newPoliced(t)
		const victim = 55 // in the second lot
		address := primaryOf(p.rows[victim])
		thief := p.steal(address)
		reviewed, err := p.desk.ReviewAll(t.Context(), p.changes, nil)
		if err != nil || model.CodeOf(reviewed[victim].Refusal()) != model.Exists || reviewed[victim-1].Refusal() != nil {
			t.Errorf("the review says %v (%v)", reviewed[victim].Refusal(), err)
		}
		b, err := p.desk.NewBatch(t.Context(), "policy", time.Now())
		if err != nil {
			t.Fatal(err)
		}
		numbers, failed, err := b.GiveAll(t.Context(), p.changes, goOn, nil)
		if got := p.owners(address); !slices.Equal(got, []string{thief}) {
			t.Errorf("%s belongs to %v", address, got)
		}
		switch {
		case goOn && (err != nil || len(numbers) != len(p.changes)-1 || len(failed) != 1 || model.CodeOf(failed[0].Err) != model.Exists):
			t.Errorf("%d changes, %v, %v", len(numbers), failed, err)
		case !goOn && (model.CodeOf(err) != model.Exists || len(numbers) > 0):
			t.Errorf("all or none: %d changes stand, %v", len(numbers), err)
		}
	}
}

// What somebody else is given between the question and the answer is found afterwards,
// and one of the two is taken back.
func TestGiveAllFindsARace(t *testing.T) {
	for _, goOn := range []bool{true, false} {
		p := newPoliced(t)
		const victim = 3
		address, thief := primaryOf(p.rows[victim]), ""
		p.forest.Fault(func(op string) error {
			if op == "answer" && thief == "" { // the first change was made: the question is past
				thief = "soon"
				thief = p.steal(address)
			}
			return nil
		})
		b, err := p.desk.NewBatch(t.Context(), "policy", time.Now())
		if err != nil {
			t.Fatal(err)
		}
		var refused []error
		numbers, failed, err := b.GiveAll(t.Context(), p.changes, goOn, func(_ desk.Saved, err error) {
			if err != nil {
				refused = append(refused, err)
			}
		})
		if got := p.owners(address); !slices.Equal(got, []string{thief}) {
			t.Errorf("%s belongs to %v", address, got)
		}
		if len(refused) == 0 || model.CodeOf(refused[0]) != model.Exists {
			t.Errorf("told of %v", refused)
		}
		e, gerr := p.desk.Get(t.Context(), p.rows[victim].Before.Ref)
		if gerr != nil || !sameValues(e, p.rows[victim].Before, model.ProxyAddresses) {
			t.Errorf("%v has %v (%v)", e.Ref.DN, e.Values(model.ProxyAddresses), gerr)
		}
		switch {
		case goOn && (err != nil || len(numbers) != len(p.changes)-1 || len(failed) != 1):
			t.Errorf("%d of %d changes, %v, %v", len(numbers), len(p.changes), failed, err)
		case !goOn && (model.CodeOf(err) != model.Exists || len(numbers) > 0):
			t.Errorf("all or none: %d changes stand, %v", len(numbers), err)
		}
	}
}

// What somebody did to the same object since the preview is not overwritten.
func TestGiveAllRefusesAChangedObject(t *testing.T) {
	p := newPoliced(t)
	ref := p.rows[1].Before.Ref
	now, err := p.desk.Get(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	next := now.With(model.ProxyAddresses, "SMTP:other@brightwater.example").With(model.Mail, "other@brightwater.example")
	if err := p.forest.System().Apply(t.Context(), model.Diff(now, next)); err != nil {
		t.Fatal(err)
	}
	reviewed, err := p.desk.ReviewAll(t.Context(), p.changes[:3], nil)
	if err != nil || model.CodeOf(reviewed[1].Refusal()) != model.Conflict || reviewed[0].Refusal() != nil {
		t.Errorf("the review says %v (%v)", reviewed[1].Refusal(), err)
	}
	b, err := p.desk.NewBatch(t.Context(), "policy", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	numbers, failed, err := b.GiveAll(t.Context(), p.changes[:3], true, nil)
	if err != nil || len(numbers) != 2 || len(failed) != 1 || model.CodeOf(failed[0].Err) != model.Conflict || !failed[0].Ref.Same(ref) {
		t.Errorf("%d changes, %v, %v", len(numbers), failed, err)
	}
	if err := p.forest.System().Delete(t.Context(), ref); err != nil {
		t.Fatal(err)
	}
	if reviewed, err = p.desk.ReviewAll(t.Context(), p.changes[:3], nil); err != nil || model.CodeOf(reviewed[1].Refusal()) != model.NotFound {
		t.Errorf("of what is gone the review says %v (%v)", reviewed[1].Refusal(), err)
	}
}

// Stopped between two changes, what was made stands and can be taken back, or with all or
// none nothing does.
func TestGiveAllStops(t *testing.T) {
	for _, goOn := range []bool{true, false} {
		p := newPoliced(t)
		ctx, stop := context.WithCancel(t.Context())
		made := 0
		p.forest.Fault(func(op string) error {
			if op == "answer" {
				if made++; made == 7 {
					stop()
				}
			}
			return nil
		})
		b, err := p.desk.NewBatch(t.Context(), "policy", time.Now())
		if err != nil {
			t.Fatal(err)
		}
		told := 0
		numbers, _, err := b.GiveAll(ctx, p.changes, goOn, func(s desk.Saved, err error) {
			if err == nil {
				told++
			}
		})
		want := map[bool]int{true: 7, false: 0}[goOn]
		if model.CodeOf(err) != model.Canceled || len(numbers) != want || told != 7 {
			t.Errorf("go on %v: %d changes stand, told of %d: %v", goOn, len(numbers), told, err)
		}
		if again := p.preview(); again.Changed != len(p.changes)-want {
			t.Errorf("go on %v: %d are left to change of %d", goOn, again.Changed, len(p.changes))
		}
	}
}
