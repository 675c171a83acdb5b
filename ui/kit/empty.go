package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// An EmptyState stands where there is nothing to show, and says what to do.
type EmptyState struct {
	widget.BaseWidget
	icon    *canvas.Image
	title   *widget.Label
	text    *widget.Label
	buttons *fyne.Container
}

// NewEmptyState makes one; icon may be nil, text may be empty.
func NewEmptyState(icon fyne.Resource, title, text string, buttons ...*Button) *EmptyState {
	e := &EmptyState{icon: canvas.NewImageFromResource(nil),
		title: widget.NewLabel(""), text: widget.NewLabel(""), buttons: container.NewHBox()}
	e.icon.FillMode = canvas.ImageFillContain
	e.icon.SetMinSize(fyne.NewSquareSize(44))
	e.title.TextStyle.Bold = true
	e.title.SizeName = theme.SizeNameSubHeadingText
	e.title.Alignment = fyne.TextAlignCenter
	e.text.Alignment = fyne.TextAlignCenter
	e.text.Wrapping = fyne.TextWrapWord
	e.ExtendBaseWidget(e)
	e.Say(icon, title, text, buttons...)
	return e
}

// Say changes all of it.
func (e *EmptyState) Say(icon fyne.Resource, title, text string, buttons ...*Button) {
	e.icon.Hidden = icon == nil
	if icon != nil {
		e.icon.Resource = theme.NewColoredResource(icon, theme.ColorNameDisabled)
	}
	e.title.SetText(title)
	e.text.SetText(text)
	e.text.Hidden = text == ""
	e.buttons.Objects = nil
	for _, b := range buttons {
		e.buttons.Add(b)
	}
	e.Refresh()
}

// Buttons holds what can be done about it, for the keyboard to go to.
func (e *EmptyState) Buttons() fyne.CanvasObject { return e.buttons }

// CreateRenderer implements fyne.Widget.
func (e *EmptyState) CreateRenderer() fyne.WidgetRenderer {
	width := canvas.NewRectangle(color.Transparent)
	width.SetMinSize(fyne.NewSize(380, 0))
	column := container.NewVBox(e.icon, e.title, width, e.text,
		container.New(layout.NewCenterLayout(), e.buttons))
	return widget.NewSimpleRenderer(container.NewCenter(column))
}
