package ui

import (
	"slices"
)

// arrange sorts, and keeps selection and cursor with their objects.
func (r *recipientList) arrange() {
	r.keeping(func() {
		r.l.keep = r.keepOf(r.l)
		r.l.sort, r.l.down = r.sortKey(), r.sorted.Descending
		r.l.arrange()
	})
	r.showSort()
}

func (r *recipientList) sortKey() func(row int) string {
	all := catalog()
	i := slices.IndexFunc(all, func(c column) bool { return c.ID == r.sorted.Column })
	switch {
	case i < 0:
		return func(row int) string { return rowName(r.l.snap, row) }
	case r.sorted.Column == findingsColumn:
		return r.findingsKey
	case r.sorted.Column == syncColumn:
		return r.syncKey
	}
	return func(row int) string { return all[i].Text(r.l.snap, row) }
}

// findingsKey sorts the worst first; what has none is empty, and so last.
func (r *recipientList) findingsKey(row int) string {
	n, worst := r.app.checker.last.count(r.l.snap.GUID(row))
	if n == 0 {
		return ""
	}
	return string(rune('9'-worst)) + string(rune('z'-min(n, 20)))
}

func (r *recipientList) sortBy(col int, descending bool) {
	r.touched = true
	r.sorted = sortOrder{r.columns[col].ID, descending}
	r.app.settings.SetSort(r.sorted)
	r.arrange()
	r.table.Refresh()
	if r.sorted.Column == syncColumn && !r.marks.whole {
		r.foreseeAll()
	}
}

func (r *recipientList) showSort() {
	col := slices.IndexFunc(r.columns, func(c column) bool { return c.ID == r.sorted.Column })
	r.table.SetSort(col, r.sorted.Descending)
}
