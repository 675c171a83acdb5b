package ui

import "recipientdesk/ui/kit"

// reselect selects in a table that has got other rows, n of them, what was selected
// before, by the keys of rows. If nothing of that is left, the keyboard goes to the row
// that took the place of the former one, or with stay false to the first.
func reselect(t *kit.Table, n int, was map[string]bool, key func(row int) string, stay bool) {
	at := t.Cursor()
	var rows []int
	for i := 0; i < n && len(rows) < len(was); i++ {
		if was[key(i)] {
			rows = append(rows, i)
		}
	}
	t.SetSelection(nil)
	switch {
	case len(rows) > 0:
		t.SetSelection(rows)
		t.SetCursor(rows[0])
		t.ScrollTo(rows[0])
	case n > 0 && len(was) > 0 && stay:
		t.Select(min(max(at, 0), n-1))
	case n > 0:
		t.Select(0)
	default:
		t.SetCursor(-1)
	}
	t.Refresh()
}
