package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// NewGroup puts rows under a title with a line beside it. An empty title leaves
// both out.
func NewGroup(title string, rows ...fyne.CanvasObject) *fyne.Container {
	body := container.New(spaced{6}, rows...)
	if title == "" {
		return body
	}
	return container.New(spaced{6}, newHeading(title), body)
}

// heading is the title of a group.
type heading struct {
	widget.BaseWidget
	text *canvas.Text
	line *canvas.Rectangle
}

func newHeading(title string) *heading {
	h := &heading{text: canvas.NewText(title, nil), line: canvas.NewRectangle(color.Transparent)}
	h.text.TextStyle.Bold = true
	h.ExtendBaseWidget(h)
	return h
}

// Refresh implements fyne.CanvasObject.
func (h *heading) Refresh() {
	h.paint()
	h.BaseWidget.Refresh()
}

func (h *heading) paint() {
	h.text.Color = themeColor(h, ColorMuted)
	h.text.TextSize = themeSize(h, theme.SizeNameText) - 1
	h.line.FillColor = themeColor(h, theme.ColorNameSeparator)
	h.line.SetMinSize(fyne.NewSize(20, 1))
}

func (h *heading) CreateRenderer() fyne.WidgetRenderer {
	h.paint()
	return widget.NewSimpleRenderer(container.New(rowLayout{gap: 8, fill: 1}, h.text, h.line))
}

// spaced stacks objects with a gap of that many units.
type spaced struct{ gap float32 }

func (s spaced) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := tightColumn{}.MinSize(objects)
	n := 0
	for _, o := range objects {
		if o.Visible() {
			n++
		}
	}
	return size.AddWidthHeight(0, s.gap*float32(max(0, n-1)))
}

func (s spaced) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h + s.gap
	}
}
