package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// A listEditor edits a field of several values: a list, and below it a line to
// add or change one.
type listEditor struct {
	widget.BaseWidget
	host    *fieldHost
	values  []string
	table   *kit.Table
	room    listRoom
	entry   *kit.Entry
	add     *kit.Button
	remove  *kit.Button
	wrong   *widget.Label
	editing string // the value that the line replaces; "" adds one
}

func newListEditor(h *fieldHost) *listEditor {
	e := &listEditor{host: h, entry: kit.NewEntry(), wrong: newWrong()}
	e.table = kit.NewTable([]kit.Column{{Title: "Value", Width: 480, Static: true}},
		func() int { return len(e.values) },
		func(row, _ int) kit.CellData { return kit.CellData{Text: e.values[row]} })
	e.table.OnSelect = e.enable
	e.table.OnActivate = e.change
	e.table.OnKey = e.key
	e.add = kit.NewButton("Add", theme.ContentAddIcon(), e.put)
	e.remove = kit.NewButton("Remove", theme.ContentRemoveIcon(), e.drop)
	e.remove.SetTip("Remove the selected values (Del)")
	e.entry.SetPlaceHolder("New value")
	e.entry.SetTip(placeholder(h.field.Edit))
	e.entry.OnSubmitted = func(string) { e.put() }
	e.entry.OnChanged = func(string) { e.wrong.Hide(); e.enable() }
	e.ExtendBaseWidget(e)
	return e
}

// newWrong is the line below an editor that says what is wrong with a new value.
func newWrong() *widget.Label {
	l := widget.NewLabel("")
	l.Importance = widget.DangerImportance
	l.SizeName = theme.SizeNameCaptionText
	l.Wrapping = fyne.TextWrapWord
	l.Hide()
	return l
}

func say(l *widget.Label, err error) {
	l.Hidden = err == nil
	if err != nil {
		l.SetText(sentence(err))
	}
	l.Refresh()
}

func (e *listEditor) stretches() {}

func (e *listEditor) focusTarget() fyne.CanvasObject { return e.table }

func (e *listEditor) show(v shown) {
	e.values = v.values
	e.room.fit(len(v.values))
	if !v.same {
		e.values = nil
		e.entry.SetPlaceHolder(several + " A new value is added to each.")
	}
	enable(e.entry, v.on)
	e.table.Refresh()
	e.enable()
}

func (e *listEditor) enable() {
	on := !e.entry.Disabled()
	enable(e.add, on && strings.TrimSpace(e.entry.Text) != "")
	enable(e.remove, on && e.table.SelectedCount() > 0)
}

// change takes a value into the line, to be written otherwise.
func (e *listEditor) change(row int) {
	if e.entry.Disabled() {
		return
	}
	e.editing = e.values[row]
	e.entry.SetText(e.editing)
	e.add.SetText("Change")
	e.host.win.Canvas().Focus(e.entry)
}

// put adds what stands in the line, or puts it in the place of the value that is
// being changed.
func (e *listEditor) put() {
	text, was, f := e.entry.Text, e.editing, e.host.field
	if strings.TrimSpace(text) == "" {
		return
	}
	err := e.host.do("", func(entry model.Entry) (model.Entry, error) {
		values := slices.Clone(f.Values(entry))
		i := slices.Index(values, was)
		if was == "" || i < 0 {
			return f.Add(entry, text)
		}
		values[i] = text
		return f.With(entry, values)
	})
	if err == nil {
		e.editing = ""
		e.add.SetText("Add")
		e.entry.SetText("")
	}
	say(e.wrong, err)
}

func (e *listEditor) drop() {
	var gone []string
	for _, row := range e.table.Selected() {
		gone = append(gone, e.values[row])
	}
	f := e.host.field
	err := e.host.do("", func(entry model.Entry) (model.Entry, error) {
		return f.With(entry, slices.DeleteFunc(slices.Clone(f.Values(entry)), func(v string) bool { return slices.Contains(gone, v) }))
	})
	say(e.wrong, err)
	e.table.SetSelection(nil)
	e.enable()
}

func (e *listEditor) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyDelete:
		if !e.remove.Disabled() {
			e.drop()
		}
		return true
	case fyne.KeyInsert:
		e.host.win.Canvas().Focus(e.entry)
		return true
	}
	return false
}

// CreateRenderer implements fyne.Widget.
func (e *listEditor) CreateRenderer() fyne.WidgetRenderer {
	line := container.NewBorder(nil, nil, nil, container.NewHBox(e.add, e.remove), e.entry)
	return widget.NewSimpleRenderer(container.NewBorder(nil, container.NewVBox(line, e.wrong), nil, nil, container.New(&e.room, e.table)))
}
