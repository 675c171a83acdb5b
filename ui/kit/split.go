package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Split shows two things side by side with a line between them that can be
// dragged. The line is as thin as any other; what can be taken hold of is wider.
type Split struct {
	widget.BaseWidget
	left, right fyne.CanvasObject
	offset      float64
	edge        *splitEdge
}

const splitReach = 7 // units that take hold of the line

// NewSplit puts left and right side by side. offset is how much of the width the
// left side takes, from 0 to 1; neither side gets smaller than its smallest size.
func NewSplit(left, right fyne.CanvasObject, offset float64) *Split {
	s := &Split{left: left, right: right, offset: offset}
	s.edge = newSplitEdge(s)
	s.ExtendBaseWidget(s)
	return s
}

// Offset is how much of the width the left side takes.
func (s *Split) Offset() float64 { return s.offset }

// leftWidth is the width of the left side as it fits.
func (s *Split) leftWidth() float32 {
	width := s.Size().Width
	w := float32(s.offset) * width
	w = min(w, width-splitReach-s.right.MinSize().Width)
	return max(w, s.left.MinSize().Width, 0)
}

// drag moves the line to a place within the split.
func (s *Split) drag(x float32) {
	if width := s.Size().Width; width > 0 {
		s.offset = float64(x / width)
		s.offset = float64(s.leftWidth() / width)
		s.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Split) CreateRenderer() fyne.WidgetRenderer { return splitRenderer{s} }

type splitRenderer struct{ split *Split }

func (r splitRenderer) Layout(size fyne.Size) {
	s := r.split
	w := s.leftWidth()
	s.left.Resize(fyne.NewSize(w, size.Height))
	s.left.Move(fyne.NewPos(0, 0))
	s.edge.Resize(fyne.NewSize(splitReach, size.Height))
	s.edge.Move(fyne.NewPos(w, 0))
	s.right.Resize(fyne.NewSize(max(0, size.Width-w-splitReach), size.Height))
	s.right.Move(fyne.NewPos(w+splitReach, 0))
}

func (r splitRenderer) MinSize() fyne.Size {
	left, right := r.split.left.MinSize(), r.split.right.MinSize()
	return fyne.NewSize(left.Width+splitReach+right.Width, max(left.Height, right.Height))
}

func (r splitRenderer) Refresh() {
	r.Layout(r.split.Size())
	r.split.edge.Refresh()
	canvas.Refresh(r.split)
}

func (r splitRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.split.left, r.split.right, r.split.edge}
}

func (r splitRenderer) Destroy() {}

// splitEdge is the line, and the room beside it that takes the pointer.
type splitEdge struct {
	widget.BaseWidget
	split   *Split
	line    *canvas.Rectangle
	grab    float32 // pointer minus line when the drag began
	drags   bool
	hovered bool
}

func newSplitEdge(s *Split) *splitEdge {
	e := &splitEdge{split: s, line: canvas.NewRectangle(color.Transparent)}
	e.ExtendBaseWidget(e)
	return e
}

// Dragged implements fyne.Draggable.
func (e *splitEdge) Dragged(ev *fyne.DragEvent) {
	if !e.drags {
		e.drags, e.grab = true, ev.Position.X-ev.Dragged.DX
	}
	e.split.drag(e.Position().X + ev.Position.X - e.grab)
}

// DragEnd implements fyne.Draggable.
func (e *splitEdge) DragEnd() {
	e.drags = false
	e.Refresh()
}

// MouseIn implements desktop.Hoverable.
func (e *splitEdge) MouseIn(*desktop.MouseEvent) { e.hovered = true; e.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (e *splitEdge) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (e *splitEdge) MouseOut() { e.hovered = false; e.Refresh() }

// Cursor implements desktop.Cursorable.
func (e *splitEdge) Cursor() desktop.Cursor { return desktop.HResizeCursor }

func (e *splitEdge) CreateRenderer() fyne.WidgetRenderer { return splitEdgeRenderer{e} }

type splitEdgeRenderer struct{ edge *splitEdge }

func (r splitEdgeRenderer) Layout(size fyne.Size) {
	e := r.edge
	name, wide := theme.ColorNameSeparator, float32(1)
	if e.hovered || e.drags {
		name, wide = theme.ColorNamePrimary, 3
	}
	e.line.FillColor = themeColor(e, name)
	e.line.Resize(fyne.NewSize(wide, size.Height))
	e.line.Move(fyne.NewPos(float32(int((size.Width-wide)/2)), 0))
	e.line.Refresh()
}

func (r splitEdgeRenderer) MinSize() fyne.Size           { return fyne.NewSize(splitReach, 0) }
func (r splitEdgeRenderer) Refresh()                     { r.Layout(r.edge.Size()) }
func (r splitEdgeRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.edge.line} }
func (r splitEdgeRenderer) Destroy()                     {}
