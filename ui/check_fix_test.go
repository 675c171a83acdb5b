package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/ui/kit"
)

func TestOneFixAndItsUndo(t *testing.T) {
	d := openCheckDriver(t)
	before := len(d.checker.last.list)
	f := d.pickFinding(func(f check.Finding) bool { return mendable(f) && f.Rule.ID == "RD1003" })
	test.Tap(d.detail.fix)
	d.run.drain()
	if got := d.stored(f.Ref, f.Attr); got != f.Value {
		t.Fatalf("%s is %q before anything was confirmed", f.Attr, got)
	}
	press(d.win.Canvas(), "Save")
	d.run.drain()
	if got := d.stored(f.Ref, f.Attr); got != f.Proposed {
		t.Errorf("%s is %q, want %q", f.Attr, got, f.Proposed)
	}
	if d.about(f) || len(d.checker.last.list) >= before {
		t.Error("the finding is still there")
	}
	if !strings.Contains(d.frame.bar.Text(), "1 object was changed") {
		t.Errorf("the bar says %q", d.frame.bar.Text())
	}
	d.cmd.run("check-undo")
	press(d.win.Canvas(), "Undo")
	d.run.drain()
	if got := d.stored(f.Ref, f.Attr); got != f.Value {
		t.Errorf("after the undo %s is %q, want %q", f.Attr, got, f.Value)
	}
	if !d.about(f) || len(d.checker.last.list) != before {
		t.Errorf("%d findings after the undo, had %d", len(d.checker.last.list), before)
	}
	if d.cmd.get("check-undo").enabled() {
		t.Error("it can be undone twice")
	}
}

func TestFixAllOfARule(t *testing.T) {
	d := openCheckDriver(t)
	d.group("RD1003")
	g, _ := d.checkPage.group()
	want := g.mendable
	if label := d.detail.fixAll.Text; want < planted || label != "Fix all "+count(want)+" of this rule…" {
		t.Fatalf("%d can be fixed, the button says %q", want, label)
	}
	fixed := d.fixables()
	d.cmd.run("check-fix-all")
	d.run.drain()
	if text := textsOf(d.win); !strings.Contains(text, "Save changes to "+count(want)+" objects?") {
		t.Fatalf("no review: %s", text)
	}
	press(d.win.Canvas(), "Save")
	d.run.drain()
	for _, f := range fixed {
		if got := d.stored(f.Ref, f.Attr); got != f.Proposed {
			t.Errorf("%s: %s is %q, proposed was %q", f.Ref.DN, f.Attr, got, f.Proposed)
		}
		if d.about(f) {
			t.Errorf("%s is still found", f.Ref.DN)
		}
	}
	if records, err := d.session.Desk.History(t.Context()); err != nil || len(records) != want {
		t.Errorf("%d changes in the journal, want %d (%v)", len(records), want, err)
	}
	d.cmd.run("check-undo")
	press(d.win.Canvas(), "Undo")
	d.run.drain()
	for _, f := range fixed {
		if got := d.stored(f.Ref, f.Attr); got != f.Value || !d.about(f) {
			t.Errorf("%s: after the undo %q, found again: %v", f.Ref.DN, got, d.about(f))
		}
	}
}

// textsOf is what the dialog in front says.
func textsOf(w *kit.Window) string {
	var out []string
	for _, o := range test.LaidOutObjects(w.Canvas().Overlays().Top()) {
		switch o := o.(type) {
		case *canvas.Text:
			out = append(out, o.Text)
		case *kit.Text:
			out = append(out, o.Text())
		}
	}
	return strings.Join(out, "\n")
}

func TestFixAllLeavesWhatAPersonHasToDecide(t *testing.T) {
	d := openCheckDriver(t)
	d.group("RD1005")
	g, _ := d.checkPage.group()
	list := d.fixables()
	if g.mendable == 0 || g.mendable == g.len() || len(list) != g.mendable || slices.ContainsFunc(list, func(f check.Finding) bool { return !mendable(f) }) {
		t.Errorf("%d findings, %d of them to be fixed, %d would be", g.len(), g.mendable, len(list))
	}
}

func TestARefusedFixIsSaidAndTheOthersAreMade(t *testing.T) {
	d := openCheckDriver(t)
	d.group("RD1003")
	fixed := d.fixables()
	d.cmd.run("check-fix-all")
	d.run.drain()
	late := fixed[3]
	e, err := d.session.Desk.Get(t.Context(), late.Ref)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.forest.System().Apply(t.Context(), model.Diff(e, e.With(late.Attr, "somebody.else@brightwater.example"))); err != nil {
		t.Fatal(err)
	}
	press(d.win.Canvas(), "Save")
	d.run.drain()
	if text := textsOf(d.win); !strings.Contains(text, "1 change was refused") || !strings.Contains(text, "objects were changed") {
		t.Errorf("the dialog says %q", text)
	}
	if got := d.stored(late.Ref, late.Attr); got != "somebody.else@brightwater.example" {
		t.Errorf("the other one's value is now %q", got)
	}
	if got := d.stored(fixed[4].Ref, fixed[4].Attr); got != fixed[4].Proposed {
		t.Errorf("the next object has %q", got)
	}
}

func TestBothPartiesOfAConflict(t *testing.T) {
	d := openCheckDriver(t)
	f := d.pickFinding(func(f check.Finding) bool {
		return f.Rule.ID == "RD1004" && f.Attr.Is(model.ProxyAddresses) && strings.HasPrefix(f.Value, "smtp:") && len(f.Others) == 1
	})
	if got := len(d.detail.parties.Objects); got != 2 {
		t.Fatalf("%d parties are shown", got)
	}
	open := findButtons(d.detail.parties, "Open")
	for _, b := range open {
		test.Tap(b)
		d.run.drain()
	}
	for _, ref := range []model.Ref{f.Ref, f.Others[0].Ref} {
		if d.sheets[sheetKey([]model.Ref{ref})] == nil {
			t.Errorf("%s did not open", ref.DN)
		}
	}
	test.Tap(findButtons(d.detail.parties, "Remove here…")[0])
	d.run.drain()
	press(d.win.Canvas(), "Save")
	d.run.drain()
	e, err := d.session.Desk.Get(t.Context(), f.Ref)
	if err != nil || slices.Contains(e.Values(model.ProxyAddresses), f.Value) {
		t.Errorf("the address is still there (%v)", err)
	}
	for _, o := range d.checker.last.list {
		if o.Rule.ID == "RD1004" && strings.EqualFold(o.Value, f.Value) {
			t.Errorf("%s is still in conflict", o.Ref.DN)
		}
	}
	d.cmd.run("check-undo")
	press(d.win.Canvas(), "Undo")
	d.run.drain()
	back := 0
	for _, o := range d.checker.last.list {
		if o.Rule.ID == "RD1004" && strings.EqualFold(claimOf(o.Value), claimOf(f.Value)) {
			back++
		}
	}
	if back != 2 {
		t.Errorf("after the undo %d parties are found, want both", back)
	}
}

func claimOf(v string) string { return strings.TrimPrefix(strings.ToLower(v), "smtp:") }

func findButtons(root fyne.CanvasObject, label string) (out []*kit.Button) {
	for _, o := range test.LaidOutObjects(root) {
		if b, ok := o.(*kit.Button); ok && b.Text == label {
			out = append(out, b)
		}
	}
	return out
}

func TestTakingAnAddressAway(t *testing.T) {
	base := map[model.Attr][]string{model.Mail: {"a@x.example"}, model.ProxyAddresses: {"SMTP:a@x.example", "X500:/o=x", "smtp:b@x.example"}}
	for _, c := range []struct {
		name, value, mail string
		proxies           []string
	}{
		{"a secondary one", "smtp:b@x.example", "a@x.example", []string{"SMTP:a@x.example", "X500:/o=x"}},
		{"the primary one: the next takes its place", "SMTP:a@x.example", "b@x.example", []string{"X500:/o=x", "SMTP:b@x.example"}},
		{"one of another type", "X500:/o=x", "a@x.example", []string{"SMTP:a@x.example", "smtp:b@x.example"}},
	} {
		e := withoutAddress(model.NewEntry(model.Ref{DN: "CN=A"}, base), model.ProxyAddresses, c.value)
		got := e.Values(model.ProxyAddresses)
		slices.Sort(got)
		slices.Sort(c.proxies)
		if e.First(model.Mail) != c.mail || !slices.Equal(got, c.proxies) {
			t.Errorf("%s: mail %q, %v", c.name, e.First(model.Mail), got)
		}
	}
	only := model.NewEntry(model.Ref{DN: "CN=A"}, map[model.Attr][]string{model.Mail: {"a@x.example"}, model.ProxyAddresses: {"SMTP:a@x.example"}})
	if e := withoutAddress(only, model.ProxyAddresses, "SMTP:a@x.example"); e.First(model.Mail) != "" {
		t.Error("mail names an address that is gone")
	}
}

func TestControlZTakesAFixBackToo(t *testing.T) {
	d := openCheckDriver(t)
	f := d.pickFinding(func(f check.Finding) bool { return mendable(f) })
	d.cmd.run("check-fix")
	d.run.drain()
	press(d.win.Canvas(), "Save")
	d.run.drain()
	if d.about(f) {
		t.Fatal("it was not fixed")
	}
	d.cmd.run("undo-saved")
	d.run.drain()
	press(d.win.Canvas(), "Undo")
	d.run.drain()
	if !d.about(f) {
		t.Error("the finding does not come back")
	}
	d.goTo(placeHistory)
	d.run.drain()
	if h := d.pages[placeHistory].(*historyView); len(h.rows) != 2 {
		t.Errorf("the history has %d changes, want the fix and its undoing", len(h.rows))
	}
}

func TestWhatCanBeMended(t *testing.T) {
	for _, c := range []struct {
		action          check.Action
		value, proposed string
		want            bool
	}{
		{check.Edit, "a b", "ab", true},
		{check.Edit, "", "Anna", true},
		{check.Edit, "a@x.example", "a@x.example", false}, // IdFix of an unknown top-level domain
		{check.Remove, "a", "", true},
		{check.Complete, "a", "", false},
		{check.None, "a", "b", false},
	} {
		f := check.Finding{Problem: check.Problem{Action: c.action, Value: c.value, Proposed: c.proposed}}
		if got := mendable(f); got != c.want {
			t.Errorf("%s of %q to %q: %v", c.action, c.value, c.proposed, got)
		}
	}
}

func TestStoppingAFixBetweenTwoObjects(t *testing.T) {
	d := openCheckDriver(t)
	d.group("RD1003")
	list := d.fixables()
	d.cmd.run("check-fix-all")
	d.run.drain()
	writes := 0
	d.forest.Fault(func(op string) error {
		if op == "apply" {
			if writes++; writes == 3 {
				press(d.win.Canvas(), "Cancel")
			}
		}
		return nil
	})
	press(d.win.Canvas(), "Save")
	d.run.drain()
	d.forest.Fault(nil)
	made := 0
	for _, f := range list {
		if d.stored(f.Ref, f.Attr) == f.Proposed {
			made++
		}
	}
	if made != 3 || d.win.Modal() {
		t.Fatalf("%d of %d were written, dialog up: %v", made, len(list), d.win.Modal())
	}
	if want := count(len(list)-3) + " objects were not touched"; !strings.Contains(d.frame.bar.Text(), want) {
		t.Errorf("the bar says %q", d.frame.bar.Text())
	}
	d.cmd.run("check-undo")
	press(d.win.Canvas(), "Undo")
	d.run.drain()
	for _, f := range list {
		if got := d.stored(f.Ref, f.Attr); got != f.Value {
			t.Errorf("after the undo %s has %q", f.Ref.DN, got)
		}
	}
}

func TestAFixUnderWayHoldsTheProgramBack(t *testing.T) {
	d := openCheckDriver(t)
	f := d.pickFinding(mendable)
	d.cmd.run("check-fix")
	d.run.drain()
	press(d.win.Canvas(), "Save")
	if !d.mending.busy {
		t.Fatal("nothing is being saved")
	}
	d.cmd.run("disconnect")
	if d.session == nil || !strings.Contains(textsOf(d.win), "being saved") {
		t.Fatal("the session ends while something is being saved")
	}
	press(d.win.Canvas(), "Close")
	d.run.drain()
	if d.about(f) || d.mending.busy {
		t.Error("the fix was not ended")
	}
}
