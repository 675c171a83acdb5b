package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Segment is one part of a StatusBar.
type Segment struct {
	Text     string
	Tip      string
	Icon     fyne.Resource
	Color    fyne.ThemeColorName // "" is ColorMuted
	OnTapped func()              // nil: not a button
}

// A StatusBar is the line at the bottom of a window: facts side by side, each
// with a tooltip that says more. The last one is at the right.
type StatusBar struct {
	widget.BaseWidget
	segments []Segment
	row      *fyne.Container
	back     *canvas.Rectangle
}

// NewStatusBar makes a bar with these segments.
func NewStatusBar(segments ...Segment) *StatusBar {
	s := &StatusBar{row: container.New(statusLayout{}), back: canvas.NewRectangle(color.Transparent)}
	s.ExtendBaseWidget(s)
	s.Set(segments...)
	return s
}

// Set shows these segments. Those without text and icon take no room.
func (s *StatusBar) Set(segments ...Segment) {
	s.segments = segments
	s.row.Objects = nil
	for _, g := range segments {
		if g.Text != "" || g.Icon != nil {
			s.row.Add(newStatusCell(g))
		}
	}
	if n := len(s.row.Objects); n > 1 {
		s.row.Objects[n-1].(*statusCell).edge.Hide()
	}
	s.row.Refresh()
}

// Segments are those shown.
func (s *StatusBar) Segments() []Segment { return s.segments }

// Refresh implements fyne.CanvasObject.
func (s *StatusBar) Refresh() {
	s.back.FillColor = themeColor(s, colorBar)
	s.BaseWidget.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *StatusBar) CreateRenderer() fyne.WidgetRenderer {
	s.back.FillColor = themeColor(s, colorBar)
	return widget.NewSimpleRenderer(container.New(tightColumn{}, widget.NewSeparator(),
		container.NewStack(s.back, container.New(inset{4, 1}, s.row))))
}

// statusLayout puts cells side by side and the last at the right; where there is
// too little room the first gives way.
type statusLayout struct{}

func (statusLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	h := float32(20)
	for _, o := range objects {
		h = max(h, o.MinSize().Height)
	}
	return fyne.NewSize(100, h)
}

func (statusLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	need := float32(0)
	for _, o := range objects {
		need += o.MinSize().Width
	}
	lack := max(0, need-size.Width)
	x := float32(0)
	for i, o := range objects {
		w := o.MinSize().Width
		give := min(lack, max(0, w-40))
		w, lack = w-give, lack-give
		if i > 0 && i == len(objects)-1 {
			x = max(x, size.Width-w)
		}
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(w, size.Height))
		x += w
	}
}

// statusCell is one segment as it is drawn.
type statusCell struct {
	widget.BaseWidget
	tipped
	segment Segment
	hovered bool
	light   *canvas.Rectangle
	edge    *canvas.Rectangle
	text    *canvas.Text
	icon    *widget.Icon
}

func newStatusCell(g Segment) *statusCell {
	c := &statusCell{segment: g, light: canvas.NewRectangle(color.Transparent), edge: canvas.NewRectangle(color.Transparent),
		text: canvas.NewText(g.Text, nil), icon: widget.NewIcon(nil)}
	c.SetTip(g.Tip)
	c.ExtendBaseWidget(c)
	return c
}

// Tapped implements fyne.Tappable.
func (c *statusCell) Tapped(*fyne.PointEvent) {
	if c.segment.OnTapped != nil {
		c.segment.OnTapped()
	}
}

// MouseIn implements desktop.Hoverable.
func (c *statusCell) MouseIn(ev *desktop.MouseEvent) {
	c.hovered = true
	c.Refresh()
	c.hover(c, ev)
}

// MouseMoved implements desktop.Hoverable.
func (c *statusCell) MouseMoved(ev *desktop.MouseEvent) { c.hover(c, ev) }

// MouseOut implements desktop.Hoverable.
func (c *statusCell) MouseOut() {
	c.hovered = false
	c.Refresh()
	c.leave(c)
}

// Cursor implements desktop.Cursorable.
func (c *statusCell) Cursor() desktop.Cursor {
	if c.segment.OnTapped != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

func (c *statusCell) CreateRenderer() fyne.WidgetRenderer {
	r := &statusCellRenderer{c}
	r.paint()
	return r
}

type statusCellRenderer struct{ cell *statusCell }

const (
	statusPadding = 8
	statusIcon    = 14
)

func (r *statusCellRenderer) paint() {
	c := r.cell
	name := c.segment.Color
	if name == "" {
		name = ColorMuted
	}
	c.text.Color = themeColor(c, name)
	c.text.TextSize = themeSize(c, theme.SizeNameText) - 1
	c.edge.FillColor = themeColor(c, theme.ColorNameSeparator)
	c.light.FillColor = color.Transparent
	if c.hovered && c.segment.OnTapped != nil {
		c.light.FillColor = themeColor(c, theme.ColorNameHover)
	}
	if c.segment.Icon != nil {
		c.icon.SetResource(theme.NewColoredResource(c.segment.Icon, name))
	}
}

func (r *statusCellRenderer) left() float32 {
	if r.cell.segment.Icon == nil {
		return statusPadding
	}
	return statusPadding + statusIcon + 5
}

func (r *statusCellRenderer) MinSize() fyne.Size {
	size := themeSize(r.cell, theme.SizeNameText) - 1
	text := fyne.MeasureText(r.cell.segment.Text, size, fyne.TextStyle{})
	return fyne.NewSize(r.left()+text.Width+statusPadding+1, text.Height+5)
}

func (r *statusCellRenderer) Layout(size fyne.Size) {
	c := r.cell
	left := r.left()
	room := size.Width - left - statusPadding
	c.light.Resize(size)
	c.edge.Move(fyne.NewPos(size.Width-1, 4))
	c.edge.Resize(fyne.NewSize(1, size.Height-8))
	c.icon.Move(fyne.NewPos(statusPadding, (size.Height-statusIcon)/2))
	c.icon.Resize(fyne.NewSquareSize(statusIcon))
	c.text.Text = ellipsize(c.segment.Text, room+1, c.text.TextSize, fyne.TextStyle{})
	c.SetTip(c.segment.Tip)
	if c.segment.Tip == "" && c.text.Text != c.segment.Text {
		c.SetTip(c.segment.Text)
	}
	c.text.Move(fyne.NewPos(left, 0))
	c.text.Resize(fyne.NewSize(room, size.Height))
}

func (r *statusCellRenderer) Refresh() {
	r.paint()
	r.Layout(r.cell.Size())
	canvas.Refresh(r.cell)
}

func (r *statusCellRenderer) Objects() []fyne.CanvasObject {
	c := r.cell
	return []fyne.CanvasObject{c.light, c.icon, c.text, c.edge}
}

func (r *statusCellRenderer) Destroy() {}
