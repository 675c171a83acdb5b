package ui

import "recipientdesk/ui/kit"

// A listTable is a listing in the table that shows it. The table knows rows by
// number; what moves rows goes through keeping, so that selection and keyboard stay
// with their objects.
type listTable struct {
	l     *listing
	table *kit.Table
}

// keeping changes the rows and keeps selection and cursor with their objects.
func (t *listTable) keeping(change func()) {
	guids, at := t.guids(), t.cursorGUID()
	change()
	t.choose(guids)
	if at == "" {
		return
	}
	c := t.l.index(at)
	t.table.SetCursor(c)
	if c >= 0 {
		t.table.ScrollTo(c)
	}
}

// cursorGUID is the object the keyboard is at, "" if it is at none.
func (t *listTable) cursorGUID() string {
	if c := t.table.Cursor(); c >= 0 && c < len(t.l.shown) {
		return t.l.snap.GUID(int(t.l.shown[c])).String()
	}
	return ""
}

// guids are the selected objects.
func (t *listTable) guids() []string {
	var out []string
	for _, row := range t.rows() {
		out = append(out, t.l.snap.GUID(row).String())
	}
	return out
}

// rows are the selected rows of the snapshot, in the order of the table.
func (t *listTable) rows() []int {
	var out []int
	for _, i := range t.table.Selected() {
		if i < len(t.l.shown) {
			out = append(out, int(t.l.shown[i]))
		}
	}
	return out
}

// choose selects the objects that are shown.
func (t *listTable) choose(guids []string) {
	want := map[int32]bool{}
	for _, g := range guids {
		if row := t.l.snap.Find(g); row >= 0 {
			want[int32(row)] = true
		}
	}
	var rows []int
	for i, row := range t.l.shown {
		if len(rows) == len(want) {
			break
		}
		if want[row] {
			rows = append(rows, i)
		}
	}
	t.table.SetSelection(rows)
}
