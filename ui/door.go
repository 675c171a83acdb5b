package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/ui/kit"
)

// A door is a large button of the first page: a way into the program.
type door struct {
	widget.BaseWidget
	open          func()
	back          *canvas.Rectangle
	icon          *canvas.Image
	title, text   *widget.Label
	hover, focus  bool
	width, height float32
}

func newDoor(icon fyne.Resource, title, text string, open func()) *door {
	d := &door{open: open, back: canvas.NewRectangle(color.Transparent), icon: canvas.NewImageFromResource(theme.NewPrimaryThemedResource(icon)),
		title: widget.NewLabel(title), text: widget.NewLabel(text), width: 270, height: 176}
	d.icon.FillMode = canvas.ImageFillContain
	d.icon.SetMinSize(fyne.NewSquareSize(36))
	d.title.TextStyle.Bold = true
	d.title.SizeName = theme.SizeNameSubHeadingText
	d.text.Wrapping = fyne.TextWrapWord
	d.text.Importance = widget.LowImportance
	d.ExtendBaseWidget(d)
	return d
}

// MinSize implements fyne.CanvasObject.
func (d *door) MinSize() fyne.Size {
	d.ExtendBaseWidget(d)
	return fyne.NewSize(d.width, d.height)
}

// Tapped implements fyne.Tappable.
func (d *door) Tapped(*fyne.PointEvent) { d.open() }

// FocusGained implements fyne.Focusable.
func (d *door) FocusGained() { d.focus = true; d.Refresh() }

// FocusLost implements fyne.Focusable.
func (d *door) FocusLost() { d.focus = false; d.Refresh() }

// TypedRune implements fyne.Focusable.
func (d *door) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (d *door) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		d.open()
	case fyne.KeyRight, fyne.KeyDown:
		kit.WindowOf(d).Canvas().FocusNext()
	case fyne.KeyLeft, fyne.KeyUp:
		kit.WindowOf(d).Canvas().FocusPrevious()
	}
}

// MouseIn implements desktop.Hoverable.
func (d *door) MouseIn(*desktop.MouseEvent) { d.hover = true; d.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (d *door) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (d *door) MouseOut() { d.hover = false; d.Refresh() }

// Cursor implements desktop.Cursorable.
func (d *door) Cursor() desktop.Cursor { return desktop.PointerCursor }

// Refresh implements fyne.CanvasObject.
func (d *door) Refresh() {
	d.paint()
	d.BaseWidget.Refresh()
}

func (d *door) paint() {
	th, v := d.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	d.back.FillColor = th.Color(theme.ColorNameInputBackground, v)
	d.back.StrokeColor, d.back.StrokeWidth = th.Color(theme.ColorNameSeparator, v), 1
	if d.hover || d.focus {
		d.back.StrokeColor = th.Color(theme.ColorNamePrimary, v)
	}
	if d.focus {
		d.back.StrokeWidth = 2
	}
	d.back.CornerRadius = 8
	d.back.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (d *door) CreateRenderer() fyne.WidgetRenderer {
	d.paint()
	column := container.NewBorder(container.NewVBox(container.NewHBox(d.icon), d.title), nil, nil, nil, d.text)
	return widget.NewSimpleRenderer(container.NewStack(d.back, container.New(layout.NewCustomPaddedLayout(16, 10, 14, 14), column)))
}
