package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// tableRenderer lays out header, body and scroll bars. The bars have a place of
// their own, so they cover no text; the horizontal one only when it is needed.
type tableRenderer struct {
	table   *Table
	back    *canvas.Rectangle
	ring    *canvas.Rectangle
	objects []fyne.CanvasObject
}

func newTableRenderer(t *Table) *tableRenderer {
	r := &tableRenderer{table: t, back: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent)}
	r.objects = []fyne.CanvasObject{r.back, t.body, t.header, t.vbar, t.hbar, r.ring}
	r.paint()
	return r
}

func (r *tableRenderer) Layout(size fyne.Size) {
	t := r.table
	head := t.headerHeight()
	width, height := size.Width-barThickness, size.Height-head
	t.fill(width)
	wide := t.contentWidth() > width
	if wide {
		height -= barThickness
		t.hbar.Move(fyne.NewPos(0, head+height))
		t.hbar.Resize(fyne.NewSize(width, barThickness))
	}
	t.hbar.show(wide)
	t.header.Resize(fyne.NewSize(size.Width, head))
	t.body.Move(fyne.NewPos(0, head))
	t.body.Resize(fyne.NewSize(width, max(0, height)))
	t.vbar.Move(fyne.NewPos(width, head))
	t.vbar.Resize(fyne.NewSize(barThickness, max(0, height)))
	r.back.Resize(size)
	r.ring.Resize(size)

	x, y := t.offX, t.offY
	t.scrollTo(x, y) // the view may have grown past the end
	t.updateBars()
	if t.pending >= 0 && height > 0 {
		t.ScrollTo(t.pending)
		t.pending = -1
	}
}

func (r *tableRenderer) MinSize() fyne.Size {
	t := r.table
	return fyne.NewSize(120, t.headerHeight()+3*t.rowHeight())
}

func (r *tableRenderer) Refresh() {
	r.paint()
	r.Layout(r.table.Size())
	r.table.header.Refresh()
	r.table.body.update(true)
	canvas.Refresh(r.table)
}

func (r *tableRenderer) paint() {
	t := r.table
	r.back.FillColor = themeColor(t, theme.ColorNameInputBackground)
	r.ring.FillColor = color.Transparent
	r.ring.StrokeWidth = 1
	r.ring.StrokeColor = themeColor(t, theme.ColorNameSeparator)
	if t.focused {
		r.ring.StrokeColor = themeColor(t, theme.ColorNamePrimary)
	}
}

func (r *tableRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *tableRenderer) Destroy()                     {}
