package ui

import (
	"slices"

	"recipientdesk/ui/kit"
)

// shownColumns are the columns of the settings that exist, or the default ones.
func shownColumns(set []shownColumn) []column {
	all := catalog()
	find := func(id string) (column, bool) {
		i := slices.IndexFunc(all, func(c column) bool { return c.ID == id })
		if i < 0 {
			return column{}, false
		}
		return all[i], true
	}
	var out []column
	for _, s := range set {
		if c, ok := find(s.ID); ok {
			if s.Width > 0 {
				c.Width = s.Width
			}
			out = append(out, c)
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, id := range defaultColumns {
		if c, ok := find(id); ok {
			out = append(out, c)
		}
	}
	return out
}

func (r *recipientList) kitColumns() []kit.Column {
	var out []kit.Column
	for _, c := range r.columns {
		out = append(out, c.kitColumn(0))
	}
	return out
}

// saveColumns remembers columns and widths as they are now.
func (r *recipientList) saveColumns() {
	var out []shownColumn
	for i, c := range r.table.Columns() {
		r.columns[i].Width = c.Width
		out = append(out, shownColumn{c.ID, c.Width})
	}
	if !r.lent {
		r.app.settings.SetColumns(out)
	}
}

// setColumns shows the columns that the user chose; none are the usual ones.
func (r *recipientList) setColumns(set []shownColumn) {
	r.app.settings.SetColumns(set)
	r.lent = false
	r.useColumns(set)
}

// lendColumns shows the columns of a saved view until the user goes elsewhere.
func (r *recipientList) lendColumns(set []shownColumn) {
	r.lent = true
	r.useColumns(set)
}

// ownColumns ends what lendColumns began.
func (r *recipientList) ownColumns() {
	if r.lent {
		r.lent = false
		r.useColumns(r.app.settings.Columns())
	}
}

// useColumns shows columns, and reads the list anew if it lacks what they need.
func (r *recipientList) useColumns(set []shownColumn) {
	r.columns = shownColumns(set)
	r.table.SetColumns(r.kitColumns())
	r.showSort()
	if r.app.session != nil && !r.l.has(r.attrs()) {
		r.reload()
	}
}
