package ui

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/template"
	"recipientdesk/ui/kit"
)

// A templateWindow lists the templates, and edits those of the user's folder. A
// built-in one can be looked at and duplicated.
type templateWindow struct {
	app    *App
	win    *kit.Window
	rows   []template.File // those built in have no path
	at     int             // the row that is edited; -1: a new one, or none
	table  *kit.Table
	editor *templateEditor

	duplicate *kit.Button
	remove    *kit.Button
	save      *kit.Button
	revert    *kit.Button
	icon      *widget.Icon
	status    *widget.Label
	busy      bool
	working   slot
}

// showTemplates opens the window of templates, at the one with that name.
func (a *App) showTemplates(name string) {
	if a.templating == nil {
		a.templating = newTemplateWindow(a)
	}
	w := a.templating
	w.win.Show()
	w.win.RequestFocus()
	w.win.Canvas().Focus(w.table)
	a.templates.read(func() { w.reload(name) })
}

func newTemplateWindow(a *App) *templateWindow {
	w := &templateWindow{app: a, at: -1, win: a.newWindow("Templates"), icon: widget.NewIcon(nil), status: widget.NewLabel("")}
	w.table = kit.NewTable([]kit.Column{{Title: "Template", Width: 200, Static: true}, {Title: "From", Width: 80, Static: true}},
		func() int { return len(w.rows) }, w.cell)
	w.table.OnSelect = w.picked
	w.table.OnActivate = func(int) { w.win.Canvas().Focus(w.editor.boxes["name"].entry) }
	w.table.Tip = func(row, _ int) string { return w.tip(row) }
	w.editor = newTemplateEditor(w)
	fresh := kit.NewButton("New", theme.ContentAddIcon(), func() {
		w.edit(&template.Template{Name: a.templates.freeName("New template"), Makes: template.CloudMailbox})
	})
	fresh.SetTip("Begin an empty template (Ctrl+N)")
	w.duplicate = kit.NewButton("Duplicate", theme.ContentCopyIcon(), w.copy)
	w.duplicate.SetTip("Begin a template with everything that this one says (Ctrl+D)")
	load := kit.NewButton("Import…", theme.FolderOpenIcon(), w.ask)
	load.SetTip("Take over a template from a file (Ctrl+O)")
	w.remove = kit.NewButton("Delete…", theme.DeleteIcon(), w.askDelete)
	w.remove.SetTip("Delete the file of this template (Ctrl+Delete)")
	buttons := container.NewVBox(container.NewGridWithColumns(2, fresh, w.duplicate, load, w.remove))
	left := kit.Inset(8, 8, framed(nil, buttons, nil, nil, w.table))
	w.win.SetContent(container.NewBorder(nil, w.foot(), nil, nil, kit.NewSplit(left, w.editor.content, 0.31)))
	w.win.OnFocus = w.editor.reveal
	w.bind(fresh.OnTapped, load.OnTapped)
	w.win.SetCloseIntercept(w.close)
	w.win.SetOnClosed(w.closed)
	w.win.Resize(fyne.NewSize(1060, 690))
	return w
}

func (w *templateWindow) bind(fresh, load func()) {
	const ctrl = fyne.KeyModifierShortcutDefault
	for k, f := range map[kit.Key]func(){{Name: fyne.KeyEscape}: w.close, {Name: fyne.KeyW, Mod: ctrl}: w.close, {Name: fyne.KeyS, Mod: ctrl}: w.store,
		{Name: fyne.KeyN, Mod: ctrl}: fresh, {Name: fyne.KeyO, Mod: ctrl}: load, {Name: fyne.KeyD, Mod: ctrl}: w.copy, {Name: fyne.KeyDelete, Mod: ctrl}: w.askDelete} {
		w.win.Bind(k, f)
	}
}

func (w *templateWindow) foot() fyne.CanvasObject {
	w.status.Truncation = fyne.TextTruncateEllipsis
	w.save = kit.NewButton("Save", nil, w.store)
	w.save.Importance = widget.HighImportance
	w.save.SetTip("Write the template to its file (Ctrl+S)")
	w.revert = kit.NewButton("Revert", nil, func() { w.show(w.at) })
	w.revert.SetTip("Take back what was changed since it was saved")
	quit := kit.NewButton("Close", nil, w.close)
	quit.SetTip("Esc")
	line := container.NewBorder(nil, nil, w.icon, container.NewHBox(w.save, w.revert, quit), w.status)
	return container.NewVBox(widget.NewSeparator(), kit.Inset(10, 6, line))
}

func (w *templateWindow) cell(row, col int) kit.CellData {
	f := w.rows[row]
	d := kit.CellData{Text: f.Template.Name, Icon: newIcon(f.Template.Makes), Color: theme.ColorNameForeground}
	switch {
	case col == 0 && f.Err != nil:
		d.Icon, d.Color = theme.NewErrorThemedResource(theme.ErrorIcon()), kit.ColorError
	case col == 1 && f.Err != nil:
		d = kit.CellData{Text: "broken", Color: kit.ColorError}
	case col == 1 && f.Path == "":
		d = kit.CellData{Text: "built in", Color: kit.ColorMuted}
	case col == 1:
		d = kit.CellData{Text: "you", Color: kit.ColorMuted}
	}
	return d
}

func (w *templateWindow) tip(row int) string {
	f := w.rows[row]
	switch {
	case f.Err != nil:
		return f.Path + "\n" + aloud(f.Err)
	case f.Path == "":
		return templateWords(f.Template) + "\nIt comes with the program. Duplicate it to change it."
	}
	return templateWords(f.Template) + "\n" + f.Path
}

// reload lists the templates anew, and shows the one with that name.
func (w *templateWindow) reload(name string) {
	w.rows = nil
	for _, t := range w.app.templates.builtin {
		w.rows = append(w.rows, template.File{Template: t})
	}
	w.rows = append(w.rows, w.app.templates.own...)
	w.table.Refresh()
	at := slices.IndexFunc(w.rows, func(f template.File) bool { return strings.EqualFold(f.Template.Name, name) })
	w.show(max(at, 0))
	if err := w.app.templates.err; err != nil {
		w.app.fail(w.win, err)
	}
}

// picked turns to the row that was chosen, unless edits would be lost.
func (w *templateWindow) picked() {
	row := w.table.Cursor()
	if row == w.at || row < 0 {
		return
	}
	if !w.editor.edited() {
		w.show(row)
		return
	}
	back := w.at
	w.table.SetSelection(nil)
	w.table.SetCursor(-1)
	if back >= 0 {
		w.table.Select(back)
	}
	w.win.ConfirmDanger("Discard what you changed?", "“"+w.editor.text("name")+"” was not saved.", "Discard", func() { w.show(row) })
}

// show puts a template of the list into the editor.
func (w *templateWindow) show(row int) {
	if row < 0 || row >= len(w.rows) {
		row = 0
	}
	w.at = row
	w.table.Select(row)
	f := w.rows[row]
	w.editor.open(f.Template, f.Path != "" && f.Template.Makes != "")
	w.draw()
}

// edit begins a template that is not saved yet.
func (w *templateWindow) edit(t *template.Template) {
	begin := func() {
		w.at = -1
		w.table.SetSelection(nil)
		w.table.SetCursor(-1)
		w.editor.open(t, true)
		w.editor.fresh = true
		w.draw()
		w.win.Canvas().Focus(w.editor.boxes["name"].entry)
	}
	if w.editor.edited() {
		w.win.ConfirmDanger("Discard what you changed?", "“"+w.editor.text("name")+"” was not saved.", "Discard", begin)
		return
	}
	begin()
}

func (w *templateWindow) copy() {
	t, faults := w.editor.value()
	if w.duplicate.Disabled() || len(faults) > 0 {
		return
	}
	t.Name = w.app.templates.freeName(t.Name)
	w.edit(t)
}

// draw says what can be done now.
func (w *templateWindow) draw() {
	broken := w.at >= 0 && w.rows[w.at].Err != nil
	own := w.at >= 0 && w.rows[w.at].Path != ""
	faults := w.editor.drawFaults()
	edited := w.editor.edited()
	enable(w.save, edited && len(faults) == 0 && !w.busy)
	enable(w.revert, edited && w.at >= 0)
	enable(w.remove, own)
	enable(w.duplicate, len(faults) == 0 && w.at >= 0)
	text, tone := "", kit.ToneNeutral
	switch {
	case len(faults) > 0 && w.editor.on:
		text, tone = aloud(faults[0].Err), kit.ToneError
	case edited:
		text, tone = "Not saved yet.", kit.ToneInfo
	case broken:
		text, tone = filepath.Base(w.rows[w.at].Path)+": "+aloud(w.rows[w.at].Err), kit.ToneError
	case !own:
		text, tone = "It comes with the program. Duplicate it to change it.", kit.ToneInfo
	default:
		text = w.rows[w.at].Path
	}
	w.icon.SetResource(tone.Icon())
	w.status.SetText(text)
}

// path is the file of the template that is edited; "" for a new one.
func (w *templateWindow) path() string {
	if w.at < 0 {
		return ""
	}
	return w.rows[w.at].Path
}

func (w *templateWindow) store() {
	if w.save.Disabled() || w.win.Modal() {
		return
	}
	t, _ := w.editor.value()
	w.keep(t, w.path())
}

// keep writes a template and lists it. old is the file that it replaces.
func (w *templateWindow) keep(t *template.Template, old string) {
	folder := w.app.templates.folder
	w.busy = true
	w.draw()
	send(w.app.run, func(context.Context) (string, error) { return folder.Save(t, old) }, func(_ string, err error) {
		w.busy = false
		if err != nil {
			w.draw()
			if model.CodeOf(err) == model.Exists {
				w.editor.boxes["name"].row.SetNote(kit.ToneError, sentence(err))
			}
			w.app.fail(w.win, err)
			return
		}
		w.app.templates.read(func() { w.reload(t.Name) })
	})
}

func (w *templateWindow) askDelete() {
	if w.remove.Disabled() || w.win.Modal() {
		return
	}
	f := w.rows[w.at]
	w.win.ConfirmDanger("Delete this template?", "The file "+f.Path+" is deleted. What was made from it stays.", "Delete", func() {
		folder := w.app.templates.folder
		send(w.app.run, func(context.Context) (bool, error) { return true, folder.Delete(f.Path) }, func(_ bool, err error) {
			if err != nil {
				w.app.fail(w.win, err)
			}
			w.app.templates.read(func() { w.reload("") })
		})
	})
}

// ask asks for a file to take a template from.
func (w *templateWindow) ask() {
	w.app.chooseFile(w.win, fileOptions{Title: "Import a template", Ext: []string{".json"}, Done: w.take})
}

// take reads a template from a file and keeps it, under a name that is free.
func (w *templateWindow) take(path string) {
	load(w.app.run, &w.working, func(context.Context) (*template.Template, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, &model.Error{Code: model.NotFound, Subject: path, Message: "cannot be read", Hint: "Choose another file.", Err: err}
		}
		defer f.Close()
		return template.Load(f)
	}, func(t *template.Template, err error) {
		if err != nil {
			w.app.fail(w.win, err)
			return
		}
		t.Name = w.app.templates.freeName(t.Name)
		w.keep(t, "")
	})
}

func (w *templateWindow) close() {
	switch {
	case w.win.Modal():
	case w.editor.edited():
		w.win.ConfirmDanger("Discard what you changed?", "“"+w.editor.text("name")+"” was not saved.", "Discard", w.shut)
	default:
		w.shut()
	}
}

func (w *templateWindow) shut() {
	w.win.SetCloseIntercept(nil)
	w.win.Close()
}

func (w *templateWindow) closed() {
	w.app.templating = nil
	w.working.stop()
	w.editor.stop()
}
