package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// operateCommands do a step in the life of what is selected. Which of them is possible
// takes a look at the objects, so the window says it.
func operateCommands(a *App) []*command {
	some := func() bool {
		return a.session != nil && !a.session.Info.ReadOnly && !isPage(a.place) && a.list.table.SelectedCount() > 0
	}
	list := []*command{{ID: "operate", Label: "Operations…", Icon: theme.SettingsIcon(), Key: ctrlKey(fyne.KeyM), Enabled: some,
		Tip: "Enable, convert, disable or clean up the selected recipients, with what that comes to in the cloud", Run: func() { a.operate("", a.list.refs()) }}}
	subs := map[string][]string{}
	for _, o := range operations() {
		c := &command{ID: "op-" + o.ID, Label: o.Label + "…", Tip: o.Tip, Icon: o.Icon, Key: o.Key, Run: func() { a.operate(o.ID, a.list.refs()) }}
		if o.Group == "Clean up" { // has no submenu
			c.Label = "Clean up left-over Exchange attributes…"
		}
		c.Enabled = func() bool { return some() && a.list.anyOf(o.For) }
		subs[o.Group] = append(subs[o.Group], c.ID)
		list = append(list, c)
	}
	for _, g := range []struct {
		id, label string
		icon      fyne.Resource
	}{{"ops-enable", "Enable", theme.ContentAddIcon()}, {"ops-convert", "Convert", theme.ViewRefreshIcon()},
		{"ops-change", "Change", theme.DocumentCreateIcon()}, {"ops-disable", "Disable", theme.DeleteIcon()}} {
		list = append(list, &command{ID: g.id, Label: g.label, Icon: g.icon, Enabled: some, Sub: subs[g.label]})
	}
	return list
}

// operate opens the operations for the objects of the sheet as they are saved: edits of
// the sheet stay in it.
func (s *Sheet) operate() {
	if s.draft != nil && !s.frozen() && !s.win.Modal() {
		s.app.operate("", s.refs)
	}
}

// anyOf reports whether one of the selected recipients is of one of these families.
func (r *recipientList) anyOf(families []string) bool {
	for _, row := range r.rows() {
		family := r.l.snap.Kind(row).Family()
		for _, f := range families {
			if f == family {
				return true
			}
		}
	}
	return false
}
