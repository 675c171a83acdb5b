package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// recipientList is the list of recipients on screen: the table, what stands in
// its place when there is nothing to show, and the line about the selection.
type recipientList struct {
	listTable
	app     *App
	search  *kit.SearchBox
	empty   *kit.EmptyState
	summary *summary
	content fyne.CanvasObject

	columns []column // those shown
	lent    bool     // they are those of a saved view, not the user's choice
	keepOf  func(l *listing) func(row int) bool
	marks   syncMarks

	reading  slot
	busy     bool                       // pages are still coming
	next     *listing                   // what they go to; nil: none are coming
	late     map[model.GUID]model.Entry // saved or deleted meanwhile
	read     time.Time                  // when the list was read
	stopped  bool                       // the list is not complete
	touched  bool                       // the user did something with the list since it began to come
	selected []string                   // GUIDs to select again as their rows come in
	at       string                     // GUID of the object the keyboard was at
	sorted   sortOrder
	hint     func() // stops a look for similar names that is about to begin
}

func newRecipientList(a *App) *recipientList {
	r := &recipientList{app: a, listTable: listTable{l: newListing(nil)}, marks: newSyncMarks(), sorted: a.settings.Sort()}
	r.keepOf = func(*listing) func(int) bool { return nil }
	r.search = kit.NewSearchBox("Filter: name, alias, any address (F3)", r.filter)
	r.search.OnLeave = r.focus
	r.columns = shownColumns(a.settings.Columns())
	r.table = kit.NewTable(r.kitColumns(), func() int { return len(r.l.shown) }, r.cell)
	r.table.Tip = r.tip
	r.table.OnSort = r.sortBy
	r.table.OnSelect = r.selectionChanged
	r.table.OnActivate = func(int) { a.cmd.run("properties") }
	r.table.OnMenu = func(row int, at fyne.Position) { a.contextMenu(row, at) }
	r.table.OnHeaderMenu = func(at fyne.Position) { a.cmd.popUp(a.win.Canvas(), at, []string{"columns", "columns-reset"}) }
	r.table.OnRune = r.typed
	r.table.OnKey = r.key
	r.table.OnResize = func([]kit.Column) { r.saveColumns() }
	r.empty = kit.NewEmptyState(nil, "", "")
	r.empty.Hide()
	r.summary = newSummary(a)
	r.content = container.NewBorder(nil, r.summary.content, nil, nil, container.NewStack(r.table, container.NewPadded(r.empty)))
	return r
}

// typed is a letter typed into the list, or while nothing has the keyboard.
func (r *recipientList) typed(letter rune) {
	if p := r.app.pages[r.app.place]; p != nil {
		p.searchBox().Type(letter)
	} else if r.app.session != nil {
		r.search.Type(letter)
	}
}

// place shows another part of the directory. keepOf makes the test for a listing:
// what it tests against changes with what was read.
func (r *recipientList) place(keepOf func(l *listing) func(row int) bool) {
	r.keepOf = keepOf
	r.keeping(func() { r.l.place(keepOf(r.l)) })
	r.table.ScrollTo(0)
	r.show()
}

func (r *recipientList) filter(text string) {
	r.keeping(func() { r.l.filter(text) })
	r.show()
}

func (r *recipientList) selectionChanged() {
	r.touched = true
	r.selected = nil
	r.summarize()
	r.app.refresh()
}

// refs are the selected objects.
func (r *recipientList) refs() []model.Ref {
	var out []model.Ref
	for _, row := range r.rows() {
		out = append(out, r.l.snap.Ref(row))
	}
	return out
}

// focus puts the keyboard into the list.
func (r *recipientList) focus() {
	r.app.win.Canvas().Focus(r.table)
	if len(r.table.Selected()) == 0 && len(r.l.shown) > 0 {
		r.table.Select(max(0, r.table.Cursor()))
		r.selectionChanged()
	}
}

// show draws everything that depends on what is listed.
func (r *recipientList) show() {
	r.table.Refresh()
	r.showEmpty()
	r.summarize()
	r.app.refresh()
}

func (r *recipientList) key(ev *fyne.KeyEvent) bool {
	switch {
	case ev.Name == fyne.KeyEscape && r.search.Text() != "":
		r.search.SetText("")
	case ev.Name == fyne.KeyEscape && r.busy:
		r.stop()
	case ev.Name == fyne.KeyBackspace && r.search.Text() != "":
		r.search.Focus()
	default:
		return false
	}
	return true
}

// reveal selects an object and scrolls to it, if it is shown.
func (r *recipientList) reveal(ref model.Ref) {
	if i := r.l.index(ref.GUID); i >= 0 {
		r.table.Select(i)
		r.selectionChanged()
	}
}

func (r *recipientList) selectAll() {
	r.app.win.Canvas().Focus(r.table)
	r.table.TypedShortcut(&fyne.ShortcutSelectAll{})
}
