package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

// An operateWindow does one step in the life of recipients, of one or of several at
// once: which one, what it has to know, what it comes to, and what is left to be done in
// the tenant when it is saved.
type operateWindow struct {
	app  *App
	win  *kit.Window
	refs []model.Ref

	objects []desk.Opened   // as they were read
	world   lifecycle.World // what operations know
	op      *operation      // nil: none is chosen
	blocked map[string]error
	offered []*operation // those that are for objects of these kinds
	outlay               // of the operation with the choices
	pending bool         // it is not that of what is on screen

	proposal  *choices // for the operation that is turned to next; nil: what is likeliest
	untouched bool     // nobody has chosen or written anything yet: a refusal is no fault

	done   *doneOperation // nil: nothing is saved yet
	busy   bool           // something is being written
	closed bool

	list    *kit.Outline
	title   *widget.Label
	about   *widget.Label
	form    *operateForm
	table   *kit.Table // of the objects, where there are several
	outcome *outcomeView
	empty   *kit.EmptyState
	body    *fyne.Container
	page    fyne.CanvasObject // in body, of the operation pageOf
	pageOf  string
	icon    *widget.Icon
	status  *widget.Label
	save    *kit.Button
	undo    *kit.Button
	open    *kit.Button
	quit    *kit.Button

	standings standingSight // who decides about the objects in the tenant

	reading, planning slot
	wait              func()
}

func newOperateWindow(a *App, id string, refs []model.Ref, proposal *choices) *operateWindow {
	w := &operateWindow{app: a, refs: refs, proposal: proposal, win: a.newWindow("Operations"), blocked: map[string]error{}, wait: func() {}}
	if a.operating == nil {
		a.operating = map[string]*operateWindow{}
	}
	a.operating[sheetKey(refs)] = w
	w.standings = standingSight{app: a, changed: w.draw}
	w.win.SetContent(kit.NewEmptyState(nil, "Reading…", ""))
	w.win.Resize(a.operateSize())
	w.win.SetCloseIntercept(w.close)
	w.win.SetOnClosed(w.closeDown)
	w.bindKeys()
	w.win.Show()
	w.read(id)
	return w
}

// keyOperateSize holds the size of the window that was closed last, in units.
const keyOperateSize = "operate.size"

func (a *App) operateSize() fyne.Size {
	if size := read[fyne.Size](a.settings, keyOperateSize); size.Width >= 760 && size.Height >= 480 {
		return size
	}
	return fyne.NewSize(1000, 690)
}

func (w *operateWindow) bindKeys() {
	turn := func(by int) func() {
		return func() {
			if w.outcome != nil {
				w.outcome.turn(by)
			}
		}
	}
	for key, run := range map[kit.Key]func(){
		ctrlKey(fyne.KeyS): w.send, plainKey(fyne.KeyReturn): w.send, ctrlKey(fyne.KeyZ): w.askUndo, plainKey(fyne.KeyF5): func() { w.read("") },
		plainKey(fyne.KeyEscape): w.close, ctrlKey(fyne.KeyW): w.close, plainKey(fyne.KeyF6): w.otherPane,
		ctrlKey(fyne.KeyTab): turn(1), ctrlShift(fyne.KeyTab): turn(-1), ctrlKey(fyne.KeyPageDown): turn(1), ctrlKey(fyne.KeyPageUp): turn(-1),
	} {
		w.win.Bind(key, run)
	}
}

// build makes the widgets, once the objects are read.
func (w *operateWindow) build() {
	w.list = kit.NewOutline()
	w.list.OnSelect = func(id string) { w.choose(id) }
	w.list.OnActivate = func(string) { w.toForm() }
	w.title, w.about = widget.NewLabel(""), newWrapped("")
	w.title.TextStyle.Bold = true
	w.title.SizeName = theme.SizeNameSubHeadingText
	w.title.Truncation = fyne.TextTruncateEllipsis
	w.form = newOperateForm(w.app, w.win, w.later)
	w.outcome = newOutcomeView(w.app, w.win, "steps.ps1")
	w.empty = kit.NewEmptyState(nil, "", "")
	w.table = w.newObjectTable()
	w.body = container.NewStack()
	w.icon, w.status = widget.NewIcon(nil), widget.NewLabel("")
	w.status.Truncation = fyne.TextTruncateEllipsis
	w.save = kit.NewButton("Save", nil, w.send)
	w.save.Importance = widget.HighImportance
	w.save.SetTip("Write this to the directory, each object in one change (Ctrl+S)")
	w.undo = kit.NewButton("Undo", theme.ContentUndoIcon(), w.askUndo)
	w.undo.SetTip("Take all of it back (Ctrl+Z)")
	w.open = kit.NewButton("Properties…", nil, func() { openSheet(w.app, w.refs) })
	w.open.SetTip("Open the properties of what was chosen")
	w.quit = kit.NewButton("Close", nil, w.close)
	w.quit.SetTip("Esc")
	buttons := container.NewHBox(w.save, w.undo, w.open, w.quit)
	foot := container.NewVBox(widget.NewSeparator(), kit.Inset(10, 6, framed(nil, nil, w.icon, buttons, kit.Tooltip(w.status, ""))))
	left := container.NewStack(w.list)
	w.win.OnFocus = w.outcome.reveal
	w.win.SetContent(container.New(&paneLayout{width: 236}, left, widget.NewSeparator(), kit.Inset(12, 8, w.body), foot))
}

// newBody is the right side where an operation is possible.
func (w *operateWindow) newBody() fyne.CanvasObject {
	head := container.NewVBox(w.title, w.about)
	kit.Stack(head)
	parts := []fyne.CanvasObject{head}
	if len(w.form.order) > 0 {
		parts = append(parts, kit.Inset(0, 4, w.form.form))
	}
	if len(w.refs) > 1 {
		rows := float32(min(len(w.refs), 6) + 1)
		parts = append(parts, kit.Inset(0, 4, container.New(atLeast{0, rows*rowHeight + 2}, w.table)))
	}
	return container.New(fittedHead{}, append(parts, w.outcome)...)
}

// paneLayout puts a pane of a fixed width at the left, a line beside it, the rest to the
// right, and a foot below all of it.
type paneLayout struct{ width float32 }

// MinSize implements fyne.Layout.
func (l *paneLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.width+o[2].MinSize().Width, 300+o[3].MinSize().Height)
}

// Layout implements fyne.Layout.
func (l *paneLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	foot := o[3].MinSize().Height
	height := size.Height - foot
	for i, x := range []struct{ at, width float32 }{{0, l.width}, {l.width, 1}, {l.width + 1, size.Width - l.width - 1}} {
		o[i].Move(fyne.NewPos(x.at, 0))
		o[i].Resize(fyne.NewSize(x.width, height))
	}
	o[3].Move(fyne.NewPos(0, height))
	o[3].Resize(fyne.NewSize(size.Width, foot))
}

// otherPane moves the keyboard between the list of operations and what is beside it.
func (w *operateWindow) otherPane() {
	if w.list == nil || w.win.Modal() {
		return
	}
	if w.win.Canvas().Focused() == fyne.Focusable(w.list) {
		w.toForm()
		return
	}
	w.win.Canvas().Focus(w.list)
}

// toForm puts the keyboard on the first thing that is asked.
func (w *operateWindow) toForm() {
	switch first := w.form.first(); {
	case first != nil && w.done == nil && w.op != nil && w.blocked[w.op.ID] == nil:
		w.win.Canvas().Focus(first)
	case !w.save.Disabled():
		w.win.Canvas().Focus(w.save)
	default:
		w.win.Canvas().Focus(w.quit)
	}
}

func (w *operateWindow) close() {
	if !w.win.Modal() && !w.busy {
		w.win.SetCloseIntercept(nil)
		w.win.Close()
	}
}

// closeDown gives up what is being read, however the window went.
func (w *operateWindow) closeDown() {
	w.closed = true
	write(w.app.settings, keyOperateSize, w.win.Canvas().Size())
	w.reading.stop()
	w.planning.stop()
	w.standings.reading.stop()
	w.wait()
	if w.form != nil {
		w.form.owners.reading.stop()
	}
	delete(w.app.operating, sheetKey(w.refs))
}
