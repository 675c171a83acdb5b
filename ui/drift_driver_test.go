package ui

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"recipientdesk/model/drift"
)

// A driftDriver works the Drift page as a person does, on the sample organization and
// its tenant.
type driftDriver struct {
	*windowDriver
	*driftPage
}

// toDrift goes to the page.
func (d *windowDriver) toDrift() *driftDriver {
	d.t.Helper()
	d.goTo(placeDrift)
	d.run.drain()
	p, ok := d.pages[placeDrift].(*driftPage)
	if !ok {
		d.t.Fatal("there is no Drift page")
	}
	return &driftDriver{d, p}
}

// openDriftDriver has compared everything.
func openDriftDriver(t *testing.T) *driftDriver {
	t.Helper()
	d := openCloudWindow(t).toDrift()
	d.cmd.run("drift-run")
	d.run.drain()
	if d.r.last == nil {
		t.Fatalf("nothing was compared: %v", d.r.failed)
	}
	return d
}

// list chooses a list and returns what it shows.
func (d *driftDriver) list(id string) []driftEntry {
	d.t.Helper()
	i := slices.IndexFunc(driftLists(), func(l driftList) bool { return l.ID == id })
	if i < 0 {
		d.t.Fatalf("no list %q", id)
	}
	d.lists.Select(i)
	d.lists.OnSelect()
	d.run.drain()
	return d.shown()
}

// shown are the rows of the table.
func (d *driftDriver) shown() (out []driftEntry) {
	for i := range d.rows() {
		out = append(out, d.entry(i))
	}
	return out
}

// pick selects the first row of that name.
func (d *driftDriver) pick(name string) driftEntry {
	d.t.Helper()
	for i, e := range d.shown() {
		if e.name == name {
			d.table.Select(i)
			d.table.OnSelect()
			d.run.drain()
			return e
		}
	}
	d.t.Fatalf("%q is not in the list", name)
	return driftEntry{}
}

// tap clicks the tile of a status.
func (d *driftDriver) tap(s drift.Status, mod fyne.KeyModifier) {
	d.t.Helper()
	i := slices.Index(d.head.shown(), s)
	x := (float32(i) + 0.5) * min(174, (d.head.bar.Size().Width+4)/float32(len(d.head.shown())))
	d.head.bar.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 40)}, Button: desktop.MouseButtonPrimary, Modifier: mod})
	d.run.drain()
}

func (d *driftDriver) statuses() map[drift.Status]int {
	n := map[drift.Status]int{}
	for _, e := range d.shown() {
		n[e.status]++
	}
	return n
}
