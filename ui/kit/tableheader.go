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
	gripReach = 5 // how far from a column's edge the pointer takes hold of it
	sortIcon  = 14
)

// tableHeader shows the titles. A click sorts, dragging an edge resizes, a
// double click on an edge fits the column to the rows in sight.
type tableHeader struct {
	widget.BaseWidget
	table *Table
	hover int     // column under the pointer; -1
	grip  int     // column whose right edge is under the pointer or dragged; -1
	edge  int     // column whose edge was clicked a moment ago; -1
	drag  bool    // an edge is being dragged
	grab  float32 // width minus pointer when the drag began
}

func newTableHeader(t *Table) *tableHeader {
	h := &tableHeader{table: t, hover: -1, grip: -1, edge: -1}
	h.ExtendBaseWidget(h)
	return h
}

// columnAt is the column at a place within the view; -1 beside the last.
func (t *Table) columnAt(x float32) int {
	x += float32(t.offX)
	for i, c := range t.columns {
		if x < c.Width {
			return i
		}
		x -= c.Width
	}
	return -1
}

// gripAt is the column whose right edge is near; -1 if none is.
func (t *Table) gripAt(x float32) int {
	edge := -float32(t.offX)
	for i, c := range t.columns {
		edge += c.Width
		if x > edge-gripReach && x < edge+gripReach {
			return i
		}
	}
	return -1
}

// resizeColumn changes a width, as far as it goes.
func (t *Table) resizeColumn(col int, width float32) {
	width = max(minColumnWidth, width)
	if t.columns[col].Width == width {
		return
	}
	t.columns[col].Width = width
	t.least[col] = width
	t.BaseWidget.Refresh()
}

// FitColumn makes a column as wide as its title and the rows in sight need.
func (t *Table) FitColumn(col int) {
	size := themeSize(t, theme.SizeNameText)
	width := textWidth(t.columns[col].Title, size, fyne.TextStyle{Bold: true}) + sortIcon + cellGap
	first, count := t.InSight()
	for row := first; row < first+count; row++ {
		d := t.Cell(row, col)
		w := textWidth(d.Text, size, fyne.TextStyle{Bold: d.Bold}) + 1
		if d.Icon != nil {
			w += cellIcon + cellGap
		}
		width = max(width, w)
	}
	t.resizeColumn(col, min(width+2*cellPadding, 600))
	t.resized()
}

func (t *Table) resized() {
	if t.OnResize != nil {
		t.OnResize(t.Columns())
	}
}

// Tapped implements fyne.Tappable: it sorts, or counts the clicks on an edge.
func (h *tableHeader) Tapped(ev *fyne.PointEvent) {
	t := h.table
	if grip := t.gripAt(ev.Position.X); grip >= 0 {
		h.tapEdge(grip)
		return
	}
	col := t.columnAt(ev.Position.X)
	if col < 0 || t.columns[col].Static || t.OnSort == nil {
		return
	}
	t.OnSort(col, col == t.sortCol && !t.descending)
}

// tapEdge fits a column at the second click. Were the header DoubleTappable, Fyne
// would hold every click back for a third of a second, and sorting with it.
func (h *tableHeader) tapEdge(col int) {
	w := WindowOf(h.table)
	if h.edge == col {
		h.edge = -1
		h.table.FitColumn(col)
		return
	}
	h.edge = col
	if w != nil && w.after != nil {
		w.after(fyne.CurrentApp().Driver().DoubleTapDelay(), func() { h.edge = -1 })
	}
}

// TappedSecondary implements fyne.SecondaryTappable.
func (h *tableHeader) TappedSecondary(ev *fyne.PointEvent) {
	if w := WindowOf(h.table); w != nil {
		w.hideTip() // it would lie over the menu
	}
	if h.table.OnHeaderMenu != nil {
		h.table.OnHeaderMenu(ev.AbsolutePosition)
	}
}

// Dragged implements fyne.Draggable: it resizes the column taken hold of.
func (h *tableHeader) Dragged(ev *fyne.DragEvent) {
	t := h.table
	if !h.drag {
		col := t.gripAt(ev.Position.X - ev.Dragged.DX)
		if col < 0 {
			return
		}
		h.drag, h.grip = true, col
		h.grab = t.columns[col].Width - (ev.Position.X - ev.Dragged.DX)
	}
	t.resizeColumn(h.grip, ev.Position.X+h.grab)
}

// DragEnd implements fyne.Draggable.
func (h *tableHeader) DragEnd() {
	if h.drag {
		h.drag = false
		h.table.resized()
	}
}

// Cursor implements desktop.Cursorable.
func (h *tableHeader) Cursor() desktop.Cursor {
	if h.grip >= 0 {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

// MouseIn implements desktop.Hoverable.
func (h *tableHeader) MouseIn(ev *desktop.MouseEvent) { h.MouseMoved(ev) }

// MouseMoved implements desktop.Hoverable.
func (h *tableHeader) MouseMoved(ev *desktop.MouseEvent) {
	t := h.table
	col := t.columnAt(ev.Position.X)
	if !h.drag {
		h.grip = t.gripAt(ev.Position.X)
	}
	if col != h.hover {
		h.hover = col
		h.Refresh()
	}
	if w := WindowOf(t); w != nil && !h.drag {
		tip := ""
		if col >= 0 {
			tip = t.columns[col].Tip
		}
		w.showTip(tip, ev.AbsolutePosition)
	}
}

// MouseOut implements desktop.Hoverable.
func (h *tableHeader) MouseOut() {
	h.hover = -1
	if !h.drag {
		h.grip = -1
	}
	h.Refresh()
	if w := WindowOf(h.table); w != nil {
		w.hideTip()
	}
}

func (h *tableHeader) CreateRenderer() fyne.WidgetRenderer {
	return &tableHeaderRenderer{header: h, back: canvas.NewRectangle(color.Transparent),
		line: canvas.NewRectangle(color.Transparent), light: canvas.NewRectangle(color.Transparent), arrow: widget.NewIcon(nil)}
}

// tableHeaderRenderer draws a few dozen things at most, so it draws all anew.
type tableHeaderRenderer struct {
	header            *tableHeader
	back, line, light *canvas.Rectangle
	arrow             *widget.Icon
	titles            []*canvas.Text
	edges             []*canvas.Rectangle
}

func (r *tableHeaderRenderer) IsClip()               {}
func (r *tableHeaderRenderer) Destroy()              {}
func (r *tableHeaderRenderer) MinSize() fyne.Size    { return fyne.NewSize(0, 0) }
func (r *tableHeaderRenderer) Layout(size fyne.Size) { r.draw(size) }

func (r *tableHeaderRenderer) Refresh() {
	r.draw(r.header.Size())
	canvas.Refresh(r.header)
}

func (r *tableHeaderRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.back, r.light, r.line}
	for i := range r.titles {
		objects = append(objects, r.titles[i], r.edges[i])
	}
	return append(objects, r.arrow)
}

func (r *tableHeaderRenderer) draw(size fyne.Size) {
	t := r.header.table
	for len(r.titles) < len(t.columns) {
		r.titles = append(r.titles, canvas.NewText("", nil))
		r.edges = append(r.edges, canvas.NewRectangle(color.Transparent))
	}
	r.titles, r.edges = r.titles[:len(t.columns)], r.edges[:len(t.columns)]

	r.back.FillColor = themeColor(t, theme.ColorNameHeaderBackground)
	r.back.Resize(size)
	r.line.FillColor = themeColor(t, theme.ColorNameSeparator)
	r.line.Move(fyne.NewPos(0, size.Height-1))
	r.line.Resize(fyne.NewSize(size.Width, 1))
	r.light.Hide()
	r.arrow.Hide()
	x := -float32(t.offX)
	for i, c := range t.columns {
		r.drawTitle(i, c, x, size.Height)
		x += c.Width
	}
}

func (r *tableHeaderRenderer) drawTitle(i int, c Column, x, height float32) {
	t := r.header.table
	if i == r.header.hover && !c.Static && t.OnSort != nil {
		r.light.FillColor = themeColor(t, theme.ColorNameHover)
		r.light.Move(fyne.NewPos(x, 0))
		r.light.Resize(fyne.NewSize(c.Width, height-1))
		r.light.Show()
	}
	room := c.Width - 2*cellPadding
	if i == t.sortCol {
		room -= sortIcon + 2
	}
	size := themeSize(t, theme.SizeNameText) - 1
	style := fyne.TextStyle{Bold: true}
	title := r.titles[i]
	title.Text = ellipsize(c.Title, max(0, room), size, style)
	title.TextSize, title.TextStyle, title.Alignment = size, style, c.Align
	title.Color = themeColor(t, ColorMuted)
	title.Resize(fyne.NewSize(max(0, room), height-1))
	title.Move(fyne.NewPos(x+cellPadding, 0))
	title.Refresh()

	edge := r.edges[i]
	edge.FillColor = themeColor(t, theme.ColorNameSeparator)
	edge.Move(fyne.NewPos(x+c.Width-1, 5))
	edge.Resize(fyne.NewSize(1, height-11))
	edge.Refresh()
	if i == t.sortCol {
		r.drawArrow(x+cellPadding, room, title, height)
	}
}

func (r *tableHeaderRenderer) drawArrow(x, room float32, title *canvas.Text, height float32) {
	icon := theme.MoveUpIcon()
	if r.header.table.descending {
		icon = theme.MoveDownIcon()
	}
	at := x + title.MinSize().Width + 2
	if title.Alignment != fyne.TextAlignLeading {
		at = x + room + 2
	}
	r.arrow.SetResource(theme.NewPrimaryThemedResource(icon))
	r.arrow.Resize(fyne.NewSquareSize(sortIcon))
	r.arrow.Move(fyne.NewPos(at, (height-1-sortIcon)/2))
	r.arrow.Show()
}
