package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// A page has the main window to itself, where the list is otherwise.
type page interface {
	fyne.CanvasObject

	// read brings the page up to date. It is called each time the page comes into
	// view, and after something was saved while it is.
	read()
	// stop gives up what the page still reads: the session is over.
	stop()
	// focusTarget is what the keyboard goes to.
	focusTarget() fyne.CanvasObject
	// searchBox is where typing goes.
	searchBox() *kit.SearchBox
}

// A lister is a page with a list of its own, on which the commands of the main list
// work while it is in view.
type lister interface {
	reload()
	export()
	rowCount() int
	selectedCount() int
	copyAddresses()
	copyRows()
	address() string // of the selected row, "" for none
}

// A columned is a page with a list whose columns the user chooses.
type columned interface {
	askColumns()
	usualColumns()
}

// hasColumns reports whether the columns of what is in view can be chosen.
func (a *App) hasColumns() bool {
	_, ok := a.pages[a.place].(columned)
	return a.session != nil && (ok || !isPage(a.place))
}

// chooseColumns has the columns of what is in view chosen.
func (a *App) chooseColumns() {
	if c, ok := a.pages[a.place].(columned); ok {
		c.askColumns()
		return
	}
	a.askColumns()
}

// usualColumns shows the usual columns of what is in view.
func (a *App) usualColumns() {
	if c, ok := a.pages[a.place].(columned); ok {
		c.usualColumns()
		return
	}
	a.list.setColumns(nil)
}

// lister is the page in view if it has a list of its own.
func (a *App) lister() lister {
	l, _ := a.pages[a.place].(lister)
	return l
}

// A savedFollower is a page that wants to know what was saved, in view or not.
type savedFollower interface {
	// objectSaved: an object of AD was saved, and read back as e; nil: it was deleted.
	objectSaved(ref model.Ref, e *model.Entry)
}

// tellSaved tells the pages that were made, and the recipe for it, of an object that was
// saved or deleted.
func (a *App) tellSaved(ref model.Ref, e *model.Entry) {
	if r := a.recipes[sheetKey([]model.Ref{ref})]; r != nil {
		r.read()
	}
	for _, p := range a.pages {
		if f, ok := p.(savedFollower); ok {
			f.objectSaved(ref, e)
		}
	}
}

// A pageDef declares a page of the main window. Left pane, View menu and key are
// drawn from it; the page is made when it is first shown.
type pageDef struct {
	ID    string // of the place and of the command that goes there
	Label string
	Tip   string
	Icon  fyne.Resource
	Key   kit.Key
	Make  func(*App) page
}

const (
	placeCheck   = "check"
	placeHistory = "history"
)

// pageDefs are the pages in the order of the left pane.
func pageDefs() []pageDef {
	return []pageDef{
		{ID: placeCheck, Label: "Check", Icon: theme.ConfirmIcon(), Key: plainKey(fyne.KeyF7),
			Tip: "What is wrong in the directory, and how to put it right.", Make: newCheckPage},
		{ID: placeOfTenant, Label: "Tenant", Icon: iconCloud, Key: ctrlKey(fyne.KeyT),
			Tip: "What arrived in Microsoft 365: users, groups, contacts, deleted objects, errors, licenses.", Make: newTenantPage},
		{ID: placeDrift, Label: "Drift", Icon: theme.ViewRefreshIcon(), Key: ctrlShift(fyne.KeyD),
			Tip: "How the directory and the tenant stand to each other, and why.", Make: newDriftPage},
		{ID: placePolicies, Label: "Address policies", Icon: theme.MailComposeIcon(), Key: ctrlKey(fyne.KeyP),
			Tip: "Give recipients their addresses by templates, with a full preview.", Make: newPolicyPage},
		{ID: placeRules, Label: "Rules", Icon: theme.SettingsIcon(), Key: plainKey(fyne.KeyF9),
			Tip: "The synchronization rules that forecasts rest on.", Make: newRulesPage},
		{ID: placeHistory, Label: "History", Icon: theme.HistoryIcon(), Key: ctrlKey(fyne.KeyH),
			Tip: "What was changed with this program, with undo.", Make: newHistoryPage},
	}
}

// isPage reports whether a place is a page and not a part of the list.
func isPage(place string) bool {
	for _, p := range pageDefs() {
		if p.ID == place {
			return true
		}
	}
	return false
}

// showPage makes the page of that place if need be, and brings it into view.
func (a *App) showPage(id string) {
	for _, def := range pageDefs() {
		if def.ID == id && a.pages[id] == nil {
			a.pages[id] = def.Make(a)
		}
	}
	a.list.search.Hide() // a page has a search of its own
	a.frame.showPage(a.pages[id])
	if f, ok := a.pages[id].focusTarget().(fyne.Focusable); ok {
		a.win.SetFallback(f)
	}
	a.pages[id].read()
	a.refresh()
}

// readPage brings the page in view up to date.
func (a *App) readPage() {
	if p := a.pages[a.place]; p != nil {
		p.read()
	}
}

// closePages forgets all pages: the session is over.
func (a *App) closePages() {
	for _, p := range a.pages {
		p.stop()
	}
	clear(a.pages)
}

// pageCommands go to the pages.
func pageCommands(a *App) (list []*command) {
	for _, p := range pageDefs() {
		list = append(list, &command{ID: p.ID, Label: p.Label, Tip: p.Tip, Icon: p.Icon, Key: p.Key,
			Enabled: func() bool { return a.session != nil }, Run: func() { a.goTo(p.ID) }})
	}
	return list
}
