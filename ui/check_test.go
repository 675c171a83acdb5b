package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/model/check"
)

// A checkDriver works the Check page as a person does, on the sample organization.
type checkDriver struct {
	*windowDriver
	*checkPage
}

func openCheckDriver(t *testing.T) *checkDriver {
	t.Helper()
	d := openWindowDriver(t)
	d.cmd.run("check")
	d.run.drain()
	p, ok := d.pages[placeCheck].(*checkPage)
	if !ok {
		t.Fatal("there is no Check page")
	}
	return &checkDriver{d, p}
}

// group chooses a group by a part of its title.
func (d *checkDriver) group(title string) {
	d.t.Helper()
	i := slices.IndexFunc(d.s.groups, func(g findingGroup) bool { return strings.Contains(g.title, title) })
	if i < 0 {
		d.t.Fatalf("no group %q", title)
	}
	d.groups.Select(i + 1)
	d.groups.OnSelect()
}

// pickFinding selects the first finding that fits.
func (d *checkDriver) pickFinding(fits func(check.Finding) bool) check.Finding {
	d.t.Helper()
	i := slices.IndexFunc(d.shown(), fits)
	if i < 0 {
		d.t.Fatal("no such finding")
	}
	d.found.Select(i)
	d.found.OnSelect()
	return d.at(i)
}

// about reports whether a finding of the result is about the same fault.
func (d *checkDriver) about(f check.Finding) bool {
	return slices.ContainsFunc(d.checker.last.list, func(o check.Finding) bool { return keyOf(o) == keyOf(f) })
}

func TestFindingsAreThereAtOnceAndGrouped(t *testing.T) {
	d := openCheckDriver(t)
	if len(d.s.groups) < 5 || len(d.s.rows) != len(d.checker.last.list) {
		t.Fatalf("%d groups, %d rows of %d findings", len(d.s.groups), len(d.s.rows), len(d.checker.last.list))
	}
	for i, g := range d.s.groups {
		if g.len() == 0 || i > 0 && g.worst > d.s.groups[i-1].worst {
			t.Errorf("group %d: %d findings, worst %v: the worst rules come first", i, g.len(), g.worst)
		}
		for _, n := range d.s.rows[g.from:g.to] {
			if d.s.of.list[n].Rule != g.rule {
				t.Fatalf("%s among %s", d.s.of.list[n].Rule.ID, g.key)
			}
		}
	}
	d.group("more than one owner")
	for _, f := range d.shown() {
		if f.Rule.ID != "RD1004" {
			t.Errorf("%s is shown", f.Rule.ID)
		}
	}
	d.by.SetSelected("By object")
	d.run.drain()
	seen := map[string]bool{}
	for _, g := range d.s.groups {
		if g.rule != nil || seen[g.key] {
			t.Errorf("group %q", g.title)
		}
		seen[g.key] = true
	}
}

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

// stored is the first value of an attribute in the directory.
func (d *checkDriver) stored(ref model.Ref, a model.Attr) string {
	d.t.Helper()
	e, err := d.session.Desk.Get(d.t.Context(), ref, a)
	if err != nil {
		d.t.Fatal(err)
	}
	return e.First(a)
}

func TestStoppingACheckKeepsWhatWasFound(t *testing.T) {
	d := openCheckDriver(t)
	was := d.checker.last
	d.cmd.run("check-run")
	if !d.checker.busy || d.head.run.Text != "Stop" || !d.head.progress.Visible() {
		t.Fatal("it does not run")
	}
	d.found.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	d.run.drain()
	if d.checker.busy || d.checker.last != was || !strings.Contains(d.head.status.Text, "Stopped") {
		t.Errorf("busy %v, status %q", d.checker.busy, d.head.status.Text)
	}
	test.Tap(d.head.run)
	d.run.drain()
	if d.checker.last == was || d.head.run.Text != "Check now" {
		t.Error("it did not run again")
	}
}
