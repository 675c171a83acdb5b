package ui

import (
	"slices"
	"testing"
)

func columnTitles(columns []column) (out []string) {
	for _, c := range columns {
		out = append(out, c.Title)
	}
	return out
}

func TestColumnsAreAddedMovedAndTakenAway(t *testing.T) {
	d := openWindowDriver(t)
	c := d.askColumns()
	was := columnTitles(c.chosen)
	if slices.ContainsFunc(c.all, func(col column) bool { return col.ID == "name" }) {
		t.Error("a column that is shown is offered again")
	}
	c.filter = "department"
	c.refresh()
	if len(c.all) != 1 {
		t.Fatalf("the filter finds %v", columnTitles(c.all))
	}
	c.left.Select(0)
	c.enable()
	c.take()
	if got := columnTitles(c.chosen); len(got) != len(was)+1 || got[len(got)-1] != "Department" {
		t.Errorf("after adding: %v", got)
	}
	c.move(-1)
	if got := columnTitles(c.chosen); got[len(got)-2] != "Department" {
		t.Errorf("after moving up: %v", got)
	}
	c.right.SetSelection([]int{0, 1})
	c.giveBack()
	if got := columnTitles(c.chosen); slices.Contains(got, was[0]) || slices.Contains(got, was[1]) || len(got) != len(was)-1 {
		t.Errorf("after removing two: %v", got)
	}
	for range 10 {
		c.right.SetSelection([]int{0})
		c.giveBack()
	}
	if len(c.chosen) != 1 {
		t.Errorf("%d columns left: one must stay", len(c.chosen))
	}
	press(d.win.Canvas(), "Show")
	d.run.drain()
	if got := d.list.table.Columns(); len(got) != 1 || got[0].Title != c.chosen[0].Title {
		t.Errorf("the list shows %+v", got)
	}
}
