package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"recipientdesk/ui/kit"
)

// goTo takes the user to a place, and the keyboard to what it shows.
func (a *App) goTo(id string) {
	a.places.outline.Select(id)
	a.pickPlace(id)
	if p := a.pages[id]; p != nil {
		if f, ok := p.focusTarget().(fyne.Focusable); ok {
			a.win.Canvas().Focus(f)
		}
	} else if a.session != nil {
		a.win.Canvas().Focus(a.list.table)
	}
}

// pickPlace shows a place that was picked in the left pane.
func (a *App) pickPlace(id string) {
	if a.session == nil {
		return
	}
	if id != a.place {
		a.leaveSaved()
	}
	a.place = id
	if isPage(id) {
		a.showPage(id)
		return
	}
	a.list.search.Show()
	a.list.ownColumns()
	a.frame.showPage(a.list.content)
	a.win.SetFallback(a.list.table)
	switch {
	case strings.HasPrefix(id, prefixSaved):
		a.showSaved(strings.TrimPrefix(id, prefixSaved))
	case strings.HasPrefix(id, prefixOU):
		a.showFolder(id)
	default:
		a.list.place(a.keepView(strings.TrimPrefix(id, prefixView)))
	}
	a.rememberPlace(id)
	a.refresh()
}

// keepView makes the test for a built-in view.
func (a *App) keepView(id string) func(l *listing) func(row int) bool {
	v, ok := findView(id)
	if !ok || id == "all" {
		return func(*listing) func(int) bool { return nil }
	}
	return func(l *listing) func(int) bool {
		w := a.world(l)
		return func(row int) bool { return v.Keep(l.snap, row, w) }
	}
}

func (a *App) world(l *listing) viewWorld {
	w := viewWorld{Now: a.opt.Now(), Changed: a.changed}
	if last := a.checker.last; last != nil {
		w.Findings = func(row int) int {
			n, _ := last.count(l.snap.GUID(row))
			return n
		}
	}
	return w
}

func (a *App) showFolder(id string) {
	f := a.places.folder(id)
	if f == nil {
		return
	}
	a.list.place(keepBelow(f.ref.DN))
}

// keepBelow makes the test for what is in a folder or further below it.
func keepBelow(dn string) func(l *listing) func(row int) bool {
	return func(l *listing) func(int) bool {
		return func(row int) bool { return below(l.snap.Ref(row).DN, dn) }
	}
}

// showSaved shows a view the user made.
func (a *App) showSaved(name string) {
	v, ok := a.settings.savedView(name)
	if !ok {
		return
	}
	a.list.place(func(l *listing) func(int) bool {
		kind := a.keepView(v.View)(l)
		return func(row int) bool {
			return (kind == nil || kind(row)) && (v.Base == "" || below(l.snap.Ref(row).DN, v.Base))
		}
	})
	if len(v.Columns) > 0 {
		a.list.lendColumns(v.Columns)
	}
	a.list.search.SetText(v.Text)
}

// countViews counts what the views hold, once the list is complete.
func (a *App) countViews() {
	a.counts = map[string]int{}
	l := a.list.l
	if a.session == nil || a.list.busy || l.snap.Len() == 0 {
		return
	}
	w := a.world(l)
	for _, v := range builtinViews() {
		if v.ID == "findings" && w.Findings == nil {
			continue
		}
		n := 0
		for _, row := range l.order {
			if v.Keep(l.snap, int(row), w) {
				n++
			}
		}
		a.counts[v.ID] = n
	}
	a.places.refresh()
}

// rememberPlace has the next session start here. Of a folder it keeps where it
// is, as its identity alone does not say.
func (a *App) rememberPlace(id string) {
	if f := a.places.folder(id); f != nil {
		id = prefixOU + f.ref.DN
	}
	a.settings.SetPlace(a.session.Target.Directory, id)
}

// restorePlace goes where the user was when he left.
func (a *App) restorePlace() {
	id := a.settings.Place(a.session.Target.Directory)
	a.places.outline.Select(a.place)
	a.list.keepOf = a.keepView("all")
	switch {
	case strings.HasPrefix(id, prefixOU):
		a.places.goTo(strings.TrimPrefix(id, prefixOU))
	case strings.HasPrefix(id, prefixSaved):
		if _, ok := a.settings.savedView(strings.TrimPrefix(id, prefixSaved)); ok {
			a.goTo(id)
		}
	case strings.HasPrefix(id, prefixView):
		if _, ok := findView(strings.TrimPrefix(id, prefixView)); ok {
			a.goTo(id)
		}
	}
}

func (a *App) placeMenu(id string, at fyne.Position) {
	switch {
	case strings.HasPrefix(id, prefixSaved):
		a.cmd.popUp(a.win.Canvas(), at, []string{"view-delete"})
	case strings.HasPrefix(id, prefixOU):
		a.cmd.popUp(a.win.Canvas(), at, []string{"check-folder", "reload", "copy-place"})
	}
}

// leaveSaved takes the filter of a saved view away, unless the user has changed it.
func (a *App) leaveSaved() {
	if !isSaved(a.place) {
		return
	}
	v, _ := a.settings.savedView(strings.TrimPrefix(a.place, prefixSaved))
	if a.list.search.Text() == v.Text {
		a.list.search.SetText("")
	}
}

// saveView asks for a name and saves what is shown as a view.
func (a *App) saveView() {
	name := kit.NewEntry()
	name.SetPlaceHolder("Name of the view")
	var d *kit.Dialog
	name.OnChanged = func(text string) { d.Enable(strings.TrimSpace(text) != "") }
	v := a.currentView()
	text := v.describe() + ", with the columns as they are now."
	d = a.win.Ask(kit.Question{Title: "Save view", Text: text, Content: name, OK: "Save", Focus: name, OnOK: func() bool {
		v.Name = strings.TrimSpace(name.Text)
		a.addView(v)
		return true
	}})
	d.Enable(false)
}

// currentView is what is shown now, as a view without a name.
func (a *App) currentView() savedView {
	v := savedView{View: "all", Text: a.list.search.Text()}
	for _, c := range a.list.table.Columns() {
		v.Columns = append(v.Columns, shownColumn{c.ID, c.Width})
	}
	switch {
	case strings.HasPrefix(a.place, prefixView):
		v.View = strings.TrimPrefix(a.place, prefixView)
	case strings.HasPrefix(a.place, prefixSaved):
		old, _ := a.settings.savedView(strings.TrimPrefix(a.place, prefixSaved))
		v.View, v.Base = old.View, old.Base
	default:
		if f := a.places.folder(a.place); f != nil {
			v.Base = f.ref.DN
		}
	}
	return v
}

// addView saves a view, in place of one with that name.
func (a *App) addView(v savedView) {
	views := without(a.settings.Views(), v.Name)
	a.settings.SetViews(append(views, v))
	a.places.refresh()
	a.goTo(prefixSaved + v.Name)
}

func (a *App) deleteView() {
	name := strings.TrimPrefix(a.place, prefixSaved)
	a.win.Confirm("Delete the view", "“"+name+"” is taken off the list of views. Recipients are not touched.", "Delete", func() {
		a.goTo(prefixView + "all")
		a.settings.SetViews(without(a.settings.Views(), name))
		a.places.refresh()
	})
}

func without(views []savedView, name string) (out []savedView) {
	for _, v := range views {
		if !strings.EqualFold(v.Name, name) {
			out = append(out, v)
		}
	}
	return out
}

// note tells the user something that needs no answer. What does not fit a line
// can be read in a dialog.
func (a *App) note(notes []string) {
	if len(notes) == 0 {
		return
	}
	text := strings.Join(notes, " ")
	ok := kit.NewButton("OK", nil, a.frame.hush)
	if len(text) <= 100 {
		a.frame.say(kit.ToneInfo, text, ok)
		return
	}
	more := kit.NewButton("Show", nil, func() {
		a.tell("Before you go on", kit.NewText(strings.Join(notes, "\n\n"), 460))
	})
	a.frame.say(kit.ToneInfo, text, more, ok)
}
