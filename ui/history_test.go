package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
)

func TestUndoFromTheHistory(t *testing.T) {
	d := newDriver(t, "").open(someone)
	was := d.entry("title").Text
	d.entry("title").SetText("Chief of staff")
	d.save()
	d.run.drain()
	d.show("history")
	d.run.drain()
	h := d.history
	if len(h.rows) != 1 || !strings.Contains(h.cell(0, 3).Text, "Job title: "+was+" › Chief of staff") {
		t.Fatalf("%d rows, %q", len(h.rows), h.cell(0, 3).Text)
	}
	h.table.Select(0)
	h.drawDetail()
	if len(h.lines) != 2 || h.lines[0].value != was || h.lines[0].added || !h.lines[1].added {
		t.Errorf("the detail shows %+v", h.lines)
	}
	test.Tap(h.undo)
	d.run.drain()
	test.Tap(d.button("Undo"))
	d.run.drain()
	if got := d.stored(someone, "title"); got != was {
		t.Errorf("stored %q", got)
	}
	if got := d.entry("title").Text; got != was {
		t.Errorf("shows %q", got)
	}
	if len(h.rows) != 2 || outcome(h.rows[1]) != "taken back by change 2" || outcome(h.rows[0]) != "done; took back change 1" {
		t.Errorf("%d rows: %q", len(h.rows), outcome(h.rows[0]))
	}
	d.show("history")
	h.table.Select(1)
	h.drawDetail()
	if !h.undo.Disabled() {
		t.Error("it can be taken back twice")
	}
}

func TestUndoOfAValueThatChangedSince(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.entry("title").SetText("Chief of staff")
	d.save()
	d.run.drain()
	d.elsewhere(0, func(e model.Entry) model.Entry { return e.With("title", "Retired") })
	d.show("history")
	d.run.drain()
	d.history.table.Select(0)
	d.history.drawDetail()
	test.Tap(d.history.undo)
	d.run.drain()
	if !d.win.Modal() {
		t.Error("nothing says that it would be refused")
	}
	if got := d.stored(someone, "title"); got != "Retired" {
		t.Errorf("stored %q", got)
	}
}

func TestTheHistoryPageFilters(t *testing.T) {
	d := newDriver(t, "")
	for _, id := range []string{"cweber", "jmueller"} {
		d.open(id)
		d.entry("title").SetText("Director of " + id)
		d.save()
		d.run.drain()
		d.shut()
	}
	h := newHistoryPage(d.app).(*historyView)
	h.read()
	d.run.drain()
	if len(h.rows) != 2 || h.cell(0, 3).Text != "Jürgen Müller" {
		t.Fatalf("%d rows; the newest is not first", len(h.rows))
	}
	h.filter.SetText("claudia TITLE")
	if len(h.rows) != 1 || h.cell(0, 3).Text != "Weber, Claudia" {
		t.Errorf("%d rows", len(h.rows))
	}
}

func TestCopyingTheHistory(t *testing.T) {
	d := newDriver(t, "").open(someone)
	d.entry("title").SetText("Chief of staff")
	d.save()
	d.run.drain()
	d.show("history")
	d.run.drain()
	d.history.table.Select(0)
	d.history.drawDetail()
	test.Tap(d.history.copy)
	got := fyne.CurrentApp().Clipboard().Content()
	if !strings.Contains(got, "Weber\\, Claudia") || !strings.Contains(got, "+ title: Chief of staff") {
		t.Errorf("copied %q", got)
	}
}
