package ui

import (
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
	"recipientdesk/model/syncrule"
	"recipientdesk/sim"
)

func TestMarksOfTheRowsInSight(t *testing.T) {
	d := newWindowDriver(t)
	f := newFakeSeer(t)
	d.see = f.see
	d.cmd.run("sample")
	d.run.drain()
	d.list.table.Refresh()
	d.run.drain()
	_, n := d.list.table.InSight()
	if len(f.asked) == 0 || len(f.asked[0]) > n+1 || len(d.list.marks.by) == 0 || len(d.list.marks.by) >= len(d.names()) {
		t.Fatalf("asked %d times; %d marks of %d rows, %d in sight", len(f.asked), len(d.list.marks.by), len(d.names()), n)
	}
	row := int(d.list.l.shown[0])
	if c := d.list.syncCell(row); c.Icon == nil || c.Text != "" {
		t.Errorf("the first row shows %+v", c)
	}
	if tip := d.list.syncTip(row); !strings.HasPrefix(tip, "Will sync as ") {
		t.Errorf("the tooltip is %q", tip)
	}
	d.list.table.Select(0)
	d.list.selectionChanged()
	if got := d.list.summary.detail.Text; !strings.Contains(got, "Will sync as ") {
		t.Errorf("the line below says %q", got)
	}
	asked := len(f.asked)
	d.list.table.Refresh()
	d.run.drain()
	if len(f.asked) != asked {
		t.Error("what is known is asked again")
	}
	ref := d.list.l.snap.Ref(row)
	e, err := d.session.Desk.Get(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	d.saved(e.With("adminDescription", "User_x"))
	d.run.drain()
	if len(f.asked) == asked {
		t.Error("the mark of a saved object is not made anew")
	}
}

func TestMarksThatCannotBeMadeAreTriedAgain(t *testing.T) {
	d := newWindowDriver(t)
	f := newFakeSeer(t)
	f.refuse = &model.Error{Code: model.Unreachable, Message: "no answer"}
	d.see = f.see
	d.cmd.run("sample")
	d.run.drain()
	if len(d.list.marks.by) != 0 || d.win.Modal() {
		t.Fatal("marks without an answer, or a dialog that nobody asked for")
	}
	f.refuse = nil
	d.list.table.Refresh()
	d.run.drain()
	if len(d.list.marks.by) == 0 {
		t.Error("it was not tried again")
	}
}

func TestTheWholeListIsForeseen(t *testing.T) {
	d := openWindowDriver(t)
	d.session.Desk.UseRules(syncrule.Builtin())
	d.session.Desk.UseFacts(sim.SampleFacts())
	d.cmd.run("foresee-all")
	if d.cmd.get("foresee-all").enabled() || !strings.Contains(d.status(), "Forecast 0 of ") {
		t.Errorf("a second forecast could start; the status is %q", d.status())
	}
	d.run.drain()
	if !d.list.marks.whole || len(d.list.marks.by) < len(d.names()) || !strings.Contains(d.status(), " with differences, ") {
		t.Errorf("%d marks of %d rows, status %q", len(d.list.marks.by), len(d.names()), d.status())
	}
	kinds := map[forecast.Arrival]int{}
	for _, m := range d.list.marks.by {
		kinds[m.arrival]++
	}
	if kinds[forecast.ArrivesAsIs] == 0 || kinds[forecast.ArrivesChanged] == 0 || kinds[forecast.ArrivesNot] == 0 {
		t.Errorf("the marks are %v", kinds)
	}
	d.list.sortBy(slices.IndexFunc(d.list.columns, func(c column) bool { return c.ID == syncColumn }), false)
	if m := d.list.marks.by[d.list.l.snap.GUID(int(d.list.l.shown[0]))]; m.arrival != forecast.ArrivesNot {
		t.Errorf("sorted by Sync, the first row %s", m.sentence)
	}
	table := d.list.export()
	if !slices.ContainsFunc(table, func(row []string) bool { return slices.Contains(row, "will not sync") }) {
		t.Error("the export does not say what will not sync")
	}
}

func TestTheForecastOfTheListCanBeStopped(t *testing.T) {
	d := openWindowDriver(t)
	d.session.Desk.UseRules(syncrule.Builtin())
	d.cmd.run("foresee-all")
	d.list.stopForesight()
	d.run.drain()
	if d.list.marks.busy || d.list.marks.whole || strings.Contains(d.status(), "Forecast") {
		t.Errorf("it goes on: %q", d.status())
	}
}

func TestRowsThatScrollInMeanwhileGetTheirMarks(t *testing.T) {
	d := newWindowDriver(t)
	f := newFakeSeer(t)
	d.see = f.see
	d.cmd.run("sample")
	d.run.drain()
	d.list.marks.forget()
	d.list.table.Refresh()
	d.list.markInSight() // the first rows are being looked at
	if d.list.marks.pending == nil {
		t.Fatal("nothing is looked at")
	}
	d.list.table.ScrollTo(len(d.names()) - 1)
	d.list.table.Refresh()
	d.run.step(len(d.run.queue) - 1) // the list rests before the answer is in
	d.run.drain()
	for _, row := range []int{0, len(d.names()) - 1} {
		if _, ok := d.list.marks.by[d.list.l.snap.GUID(int(d.list.l.shown[row]))]; !ok {
			t.Errorf("row %d has no mark", row)
		}
	}
}

func TestASaveOutdatesTheMarkBeingMade(t *testing.T) {
	d := newWindowDriver(t)
	f := newFakeSeer(t)
	d.see = f.see
	d.cmd.run("sample")
	d.run.drain()
	d.list.marks.forget()
	d.list.table.Refresh()
	e, err := d.session.Desk.Get(t.Context(), d.list.l.snap.Ref(int(d.list.l.shown[0])))
	if err != nil {
		t.Fatal(err)
	}
	f.during = func() {
		s, err := d.session.Desk.Save(t.Context(), model.Diff(e, e.With("adminDescription", "User_x")))
		if err != nil {
			t.Fatal(err)
		}
		d.saved(s.Entry)
	}
	d.list.markInSight()
	d.run.drain()
	g, _ := model.ParseGUID(e.Ref.GUID)
	if m := d.list.marks.by[g]; m.arrival != forecast.ArrivesNot {
		t.Errorf("the mark says %q", m.sentence)
	}
}
