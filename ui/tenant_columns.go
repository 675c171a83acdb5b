package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/ui/kit"
)

// keyTenantColumns holds the columns that the user chose, by part; none are the usual
// ones.
const keyTenantColumns = "tenant.columns"

// chosenColumns are the columns of the settings that exist, in their order, or the
// usual ones.
func (t *tenantList) chosenColumns() (out []tenantColumn) {
	set := read[map[string][]shownColumn](t.page.app.settings, keyTenantColumns)[t.part.ID]
	for _, s := range set {
		if i := t.part.column(s.ID); i >= 0 {
			c := t.part.Columns[i]
			if s.Width > 0 {
				c.Width = s.Width
			}
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		out = slices.DeleteFunc(slices.Clone(t.part.Columns), func(c tenantColumn) bool { return c.Extra })
	}
	return out
}

func (t *tenantList) kitColumns() (out []kit.Column) {
	for _, c := range t.columns {
		out = append(out, c.Column)
	}
	return out
}

// saveColumns remembers columns and widths as they are now.
func (t *tenantList) saveColumns() {
	var set []shownColumn
	for i, c := range t.table.Columns() {
		t.columns[i].Width = c.Width
		set = append(set, shownColumn{c.ID, c.Width})
	}
	t.setColumns(set)
}

func (t *tenantList) setColumns(set []shownColumn) {
	all := read[map[string][]shownColumn](t.page.app.settings, keyTenantColumns)
	if all == nil {
		all = map[string][]shownColumn{}
	}
	all[t.part.ID] = set
	write(t.page.app.settings, keyTenantColumns, all)
}

// columnMenu offers every column of the part; those shown have a check mark.
func (t *tenantList) columnMenu(at fyne.Position) {
	menu := fyne.NewMenu("")
	for _, c := range t.part.Columns {
		if c.Title == "" {
			continue // a bar, which goes with the column before it
		}
		item := fyne.NewMenuItem(c.Title, func() { t.toggle(c.ID) })
		item.Checked = slices.ContainsFunc(t.columns, func(o tenantColumn) bool { return o.ID == c.ID })
		item.Disabled = item.Checked && len(t.columns) == 1
		menu.Items = append(menu.Items, item)
	}
	usual := fyne.NewMenuItem("Usual columns", func() { t.useColumns(nil) })
	menu.Items = append(menu.Items, fyne.NewMenuItemSeparator(), usual)
	widget.ShowPopUpMenuAtPosition(menu, t.page.app.win.Canvas(), at)
}

// askColumns implements columned: it offers the columns of the list in front, where
// they stand.
func (p *tenantPage) askColumns() {
	t := p.list()
	t.columnMenu(fyne.CurrentApp().Driver().AbsolutePositionForObject(t.table))
}

// usualColumns implements columned.
func (p *tenantPage) usualColumns() { p.list().useColumns(nil) }

// toggle shows a column at its usual place, or takes it away.
func (t *tenantList) toggle(id string) {
	var set []shownColumn
	for _, c := range t.part.Columns {
		i := slices.IndexFunc(t.columns, func(o tenantColumn) bool { return o.ID == c.ID })
		switch {
		case i >= 0 && c.ID != id:
			set = append(set, shownColumn{c.ID, t.columns[i].Width})
		case i < 0 && c.ID == id:
			set = append(set, shownColumn{c.ID, c.Width})
		}
	}
	t.useColumns(set)
}

// useColumns shows columns; none are the usual ones.
func (t *tenantList) useColumns(set []shownColumn) {
	t.setColumns(set)
	t.columns = t.chosenColumns()
	t.table.SetColumns(t.kitColumns())
	t.showSort()
}
