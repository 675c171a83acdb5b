package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// wrapRenderer lays out titles, rows and scroll bar. Stacked cells carry their titles
// themselves.
type wrapRenderer struct {
	table      *WrapTable
	back, ring *canvas.Rectangle
}

func newWrapRenderer(t *WrapTable) *wrapRenderer {
	r := &wrapRenderer{table: t, back: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent)}
	r.ring.StrokeWidth = 1
	r.paint()
	return r
}

func (r *wrapRenderer) Layout(size fyne.Size) {
	t := r.table
	width := size.Width - barThickness
	t.body.Resize(fyne.NewSize(width, size.Height)) // Stacked asks for the width
	head := float32(0)
	if t.header.Hidden = t.Stacked(); !t.header.Hidden {
		head = t.header.MinSize().Height
		t.header.Resize(fyne.NewSize(size.Width, head))
	}
	height := max(0, size.Height-head)
	t.body.Move(fyne.NewPos(0, head))
	t.body.Resize(fyne.NewSize(width, height))
	t.bar.Move(fyne.NewPos(width, head))
	t.bar.Resize(fyne.NewSize(barThickness, height))
	r.back.Resize(size)
	r.ring.Resize(size)
	t.measure()
	t.scrollTo(t.offset) // the view may have grown past the end
	t.body.update(true)
	t.header.Refresh()
	if t.want >= 0 {
		t.reveal(t.want)
	}
}

func (r *wrapRenderer) MinSize() fyne.Size {
	return fyne.NewSize(200, 4*r.table.lineHeight())
}

func (r *wrapRenderer) Refresh() {
	r.paint()
	r.Layout(r.table.Size())
	canvas.Refresh(r.table)
}

func (r *wrapRenderer) paint() {
	t := r.table
	r.back.FillColor = themeColor(t, theme.ColorNameInputBackground)
	r.ring.StrokeColor = themeColor(t, theme.ColorNameSeparator)
	if t.focused {
		r.ring.StrokeColor = themeColor(t, theme.ColorNamePrimary)
	}
}

func (r *wrapRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.table.body, r.table.header, r.table.bar, r.ring}
}

func (r *wrapRenderer) Destroy() {}

// wrapHeader shows the titles, each with its tooltip.
type wrapHeader struct {
	widget.BaseWidget
	tipped
	table *WrapTable
}

func newWrapHeader(t *WrapTable) *wrapHeader {
	h := &wrapHeader{table: t}
	h.ExtendBaseWidget(h)
	return h
}

// MouseIn implements desktop.Hoverable.
func (h *wrapHeader) MouseIn(ev *desktop.MouseEvent) { h.MouseMoved(ev) }

// MouseMoved implements desktop.Hoverable.
func (h *wrapHeader) MouseMoved(ev *desktop.MouseEvent) {
	m := newWrapMeasure(h.table, h.table.body.Size().Width)
	h.SetTip("")
	for i, c := range h.table.columns {
		if ev.Position.X >= m.x[i] && ev.Position.X < m.x[i]+m.w[i] {
			h.SetTip(c.Tip)
		}
	}
	h.hover(h, ev)
}

// MouseOut implements desktop.Hoverable.
func (h *wrapHeader) MouseOut() { h.leave(h) }

// CreateRenderer implements fyne.Widget.
func (h *wrapHeader) CreateRenderer() fyne.WidgetRenderer {
	r := &wrapHeaderRenderer{header: h, back: canvas.NewRectangle(color.Transparent)}
	r.objects = []fyne.CanvasObject{r.back}
	for _, c := range h.table.columns {
		text := canvas.NewText(c.Title, nil)
		text.TextStyle.Bold = true
		r.texts, r.objects = append(r.texts, text), append(r.objects, text)
	}
	r.Refresh()
	return r
}

type wrapHeaderRenderer struct {
	header  *wrapHeader
	back    *canvas.Rectangle
	texts   []*canvas.Text
	objects []fyne.CanvasObject
}

func (r *wrapHeaderRenderer) MinSize() fyne.Size {
	return fyne.NewSize(0, r.header.table.lineHeight()+8)
}

func (r *wrapHeaderRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	m := newWrapMeasure(r.header.table, r.header.table.body.Size().Width)
	for i, text := range r.texts {
		text.Move(fyne.NewPos(m.x[i]+wrapPadX, 4))
		text.Resize(text.MinSize())
	}
}

func (r *wrapHeaderRenderer) Refresh() {
	h := r.header
	r.back.FillColor = themeColor(h, theme.ColorNameHeaderBackground)
	for _, text := range r.texts {
		text.Color, text.TextSize = themeColor(h, theme.ColorNameForeground), themeSize(h, theme.SizeNameText)
	}
	r.Layout(h.Size())
	canvas.Refresh(h)
}

func (r *wrapHeaderRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *wrapHeaderRenderer) Destroy()                     {}
