package ui

import (
	"recipientdesk/model/sheet"
	"recipientdesk/ui/kit"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// A textEditor is a line of text.
type textEditor struct {
	widget.BaseWidget
	entry *kit.Entry
}

func newTextEditor(h *fieldHost) *textEditor {
	e := &textEditor{entry: kit.NewEntry()}
	e.entry.OnChanged = h.typed
	e.entry.SetTip(placeholder(h.field.Edit))
	e.ExtendBaseWidget(e)
	return e
}

// placeholder says how a value is written, where that is not plain text.
func placeholder(e sheet.Editor) string {
	switch e.(type) {
	case sheet.Octets:
		return "Base64, or hexadecimal digits after hex:"
	case sheet.GUID:
		return "00000000-0000-0000-0000-000000000000"
	case sheet.SID:
		return "S-1-5-21-…"
	case sheet.Time:
		return "2026-12-31T23:59:59Z"
	}
	return ""
}

func (e *textEditor) focusTarget() fyne.CanvasObject { return e.entry }

func (e *textEditor) show(v shown) {
	e.entry.ShowText(v.text())
	hint(e.entry, v)
	enable(e.entry, v.on)
}

// hint puts the words for "they differ" into an empty field.
func hint(e interface{ SetPlaceHolder(string) }, v shown) {
	if v.same {
		e.SetPlaceHolder("")
	} else {
		e.SetPlaceHolder(several)
	}
}

// CreateRenderer implements fyne.Widget.
func (e *textEditor) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(e.entry)
}

// A linesEditor is text of several lines.
type linesEditor struct {
	widget.BaseWidget
	entry *kit.MultiEntry
}

func newLinesEditor(h *fieldHost, lines int) *linesEditor {
	e := &linesEditor{entry: kit.NewMultiEntry(min(lines, 5))}
	e.entry.OnChanged = h.typed
	e.ExtendBaseWidget(e)
	return e
}

func (e *linesEditor) focusTarget() fyne.CanvasObject { return e.entry }

func (e *linesEditor) show(v shown) {
	e.entry.ShowText(v.text())
	hint(e.entry, v)
	enable(e.entry, v.on)
}

// CreateRenderer implements fyne.Widget.
func (e *linesEditor) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(e.entry)
}

// A numberEditor is a number with its unit behind it.
type numberEditor struct {
	widget.BaseWidget
	entry *kit.Entry
	unit  *widget.Label
}

func newNumberEditor(h *fieldHost, n sheet.Number) *numberEditor {
	e := &numberEditor{entry: kit.NewEntry(), unit: widget.NewLabel(n.Unit)}
	e.entry.OnChanged = h.typed
	e.ExtendBaseWidget(e)
	return e
}

func (e *numberEditor) focusTarget() fyne.CanvasObject { return e.entry }

func (e *numberEditor) show(v shown) {
	e.entry.ShowText(v.text())
	hint(e.entry, v)
	enable(e.entry, v.on)
}

// CreateRenderer implements fyne.Widget.
func (e *numberEditor) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(narrow{150}, e.entry, e.unit))
}

// narrow lays objects side by side, the first with a width of its own.
type narrow struct{ first float32 }

// MinSize implements fyne.Layout.
func (n narrow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(n.first, 0)
	for i, o := range objects {
		m := o.MinSize()
		if i > 0 {
			size.Width += m.Width
		}
		size.Height = max(size.Height, m.Height)
	}
	return size
}

// Layout implements fyne.Layout.
func (n narrow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for i, o := range objects {
		w := o.MinSize().Width
		if i == 0 {
			w = n.first
		}
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(w, size.Height))
		x += w
	}
}

// A checkEditor is a box.
type checkEditor struct {
	widget.BaseWidget
	box *kit.Check
}

func newCheckEditor(h *fieldHost) *checkEditor {
	e := &checkEditor{}
	e.box = kit.NewCheck("", func(on bool) { toggle(h, on) })
	e.ExtendBaseWidget(e)
	return e
}

func (e *checkEditor) focusTarget() fyne.CanvasObject { return e.box }

func (e *checkEditor) show(v shown) {
	e.box.ShowChecked(v.text() == "TRUE", !v.same)
	enable(e.box, v.on)
}

// CreateRenderer implements fyne.Widget.
func (e *checkEditor) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewHBox(e.box))
}
