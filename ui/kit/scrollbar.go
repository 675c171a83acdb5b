package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

const (
	barThickness = 11
	thumbMin     = 24
)

// scrollBar is a bar with a place of its own beside what it scrolls. Positions
// are float64 for the reason Table gives.
type scrollBar struct {
	widget.BaseWidget
	vertical          bool
	scroll            func(at float64)
	offset, view, all float64
	hovered, dragging bool
	grab              float64 // pointer minus thumb when the drag began
	thumb             *canvas.Rectangle
}

func newScrollBar(vertical bool, scroll func(at float64)) *scrollBar {
	b := &scrollBar{vertical: vertical, scroll: scroll, thumb: canvas.NewRectangle(color.Transparent)}
	b.ExtendBaseWidget(b)
	return b
}

// set says what part of the whole is in view.
func (b *scrollBar) set(offset, view, all float64) {
	if offset == b.offset && view == b.view && all == b.all {
		return
	}
	b.offset, b.view, b.all = offset, view, all
	b.layout()
}

func (b *scrollBar) show(on bool) {
	if on != b.Visible() {
		if on {
			b.Show()
		} else {
			b.Hide()
		}
	}
}

// along is the coordinate the bar runs along.
func (b *scrollBar) along(p fyne.Position) float64 {
	if b.vertical {
		return float64(p.Y)
	}
	return float64(p.X)
}

func (b *scrollBar) length() float64 {
	return b.along(fyne.NewPos(b.Size().Width, b.Size().Height))
}

// span is where the thumb is.
func (b *scrollBar) span() (at, long float64) {
	if b.all <= b.view || b.all == 0 {
		return 0, 0
	}
	long = max(thumbMin, b.length()*b.view/b.all)
	return (b.length() - long) * b.offset / (b.all - b.view), long
}

// to scrolls so that the thumb starts at a coordinate.
func (b *scrollBar) to(at float64) {
	_, long := b.span()
	if room := b.length() - long; room > 0 && long > 0 {
		b.scroll(max(0, min(at, room)) / room * (b.all - b.view))
	}
}

// Dragged implements fyne.Draggable.
func (b *scrollBar) Dragged(ev *fyne.DragEvent) {
	at, _ := b.span()
	if !b.dragging {
		b.dragging = true
		start := ev.Position.SubtractXY(ev.Dragged.DX, ev.Dragged.DY)
		b.grab = b.along(start) - at
	}
	b.to(b.along(ev.Position) - b.grab)
}

// DragEnd implements fyne.Draggable.
func (b *scrollBar) DragEnd() {
	b.dragging = false
	b.layout()
}

// Tapped implements fyne.Tappable: a click beside the thumb turns a page.
func (b *scrollBar) Tapped(ev *fyne.PointEvent) {
	at, long := b.span()
	switch p := b.along(ev.Position); {
	case p < at:
		b.scroll(b.offset - b.view)
	case p > at+long:
		b.scroll(b.offset + b.view)
	}
}

// MouseIn implements desktop.Hoverable.
func (b *scrollBar) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.layout() }

// MouseMoved implements desktop.Hoverable.
func (b *scrollBar) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *scrollBar) MouseOut() { b.hovered = false; b.layout() }

func (b *scrollBar) layout() {
	at, long := b.span()
	margin := float32(3)
	if b.hovered || b.dragging {
		margin = 1.5
	}
	thick := barThickness - 2*margin
	b.thumb.FillColor = themeColor(b, theme.ColorNameScrollBar)
	b.thumb.CornerRadius = thick / 2
	if b.vertical {
		b.thumb.Move(fyne.NewPos(margin, float32(at)))
		b.thumb.Resize(fyne.NewSize(thick, float32(long)))
	} else {
		b.thumb.Move(fyne.NewPos(float32(at), margin))
		b.thumb.Resize(fyne.NewSize(float32(long), thick))
	}
	b.thumb.Refresh()
}

func (b *scrollBar) CreateRenderer() fyne.WidgetRenderer { return &scrollBarRenderer{b} }

type scrollBarRenderer struct{ bar *scrollBar }

func (r *scrollBarRenderer) Layout(fyne.Size)   { r.bar.layout() }
func (r *scrollBarRenderer) MinSize() fyne.Size { return fyne.NewSize(0, 0) }
func (r *scrollBarRenderer) Refresh()           { r.bar.layout() }
func (r *scrollBarRenderer) Destroy()           {}
func (r *scrollBarRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bar.thumb}
}
