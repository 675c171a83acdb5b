package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/sim"
)

func (d *driver) all() *allTab {
	d.t.Helper()
	d.show("all")
	return d.page().holds.Objects[0].(*allTab)
}

func (t *allTab) find(name model.Attr) int {
	return slices.IndexFunc(t.rows, func(r attrRow) bool { return r.def.Name.Is(name) })
}

func TestEveryAttributeIsThere(t *testing.T) {
	d := newDriver(t, "").open(someone)
	a := d.all()
	e := d.draft.Base()[0]
	for attr := range e.All() {
		if a.find(attr) < 0 {
			t.Errorf("%s has a value and is not listed", attr)
		}
	}
	if a.find("pager") >= 0 && !e.Has("pager") {
		t.Error("an attribute without a value is listed")
	}
	test.Tap(a.set)
	if a.find("pager") < 0 {
		t.Error("an attribute that is allowed is not listed")
	}
	a.search.SetText("objectguid")
	if len(a.rows) != 1 || a.rows[0].text != e.Ref.GUID || !a.rows[0].readOnly {
		t.Errorf("%+v", a.rows)
	}
}

func TestEditAnAttributeByItsSyntax(t *testing.T) {
	d := newDriver(t, "").open(someone)
	a := d.all()
	test.Tap(a.set)
	a.search.SetText("employeeNumber")
	a.table.OnActivate(0)
	d.typeInto("77")
	test.Tap(d.button("OK"))
	d.status("1 change")
	if !a.rows[0].changed || a.rows[0].text != "77" {
		t.Errorf("%+v", a.rows[0])
	}
	d.undo()
	d.status("No changes")

	a.search.SetText("")
	a.table.OnActivate(a.find("mail"))
	d.typeInto("x")
	test.Tap(d.button("Cancel"))
	d.status("No changes")
}

func TestReadOnlyAttributesCannotBeEdited(t *testing.T) {
	d := newDriver(t, sim.SampleReader).open(someone)
	a := d.all()
	for i := range a.rows {
		if !a.rows[i].readOnly {
			t.Errorf("%s can be edited by a reader", a.rows[i].def.Name)
		}
	}
	a.table.OnActivate(a.find("displayName"))
	if !d.button("OK").Disabled() {
		t.Error("OK is on")
	}
}

func TestRawText(t *testing.T) {
	for _, tt := range []struct {
		value string
		form  int
		want  string
	}{{"a\x00\"b", 0, `a\x00"b`}, {"\xff", 2, "/w=="}, {"AB", 1, "41 42"}} {
		if got := rawText([]string{tt.value}, tt.form); !strings.Contains(got, tt.want) {
			t.Errorf("%q as %d is %q", tt.value, tt.form, got)
		}
	}
}

func TestFieldsCarryTheNamesOfTheOrganization(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.show("custom")
	test.Tap(d.button("Name these fields…"))
	d.typeInto("Cost center")
	test.Tap(d.button("OK"))
	if got := d.view("custom1").field.Label; got != "Cost center" {
		t.Errorf("the label is %q", got)
	}
	if got := d.app.labels()["custom1"]; got != "Cost center" {
		t.Errorf("remembered is %q", got)
	}
}

func TestFocusedFieldsAreScrolledIntoSight(t *testing.T) {
	d := newDriver(t, "").open(someone)
	p := d.page()
	d.win.Canvas().Focus(d.view("info").ed.(*linesEditor).entry)
	if p.scroll.Offset.Y == 0 {
		t.Error("the notes stay out of sight")
	}
	at := p.scroll.Offset.Y
	d.win.Canvas().Focus(d.review.quit) // below the tab, where a field out of sight could be
	if p.scroll.Offset.Y != at {
		t.Error("a button of the review scrolls the tab")
	}
	d.win.Canvas().Focus(d.view("displayName").ed.(*textEditor).entry)
	if p.scroll.Offset.Y > 20 {
		t.Errorf("the first field is reached at %v", p.scroll.Offset.Y)
	}
}
