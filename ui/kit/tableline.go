package kit

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

const (
	cellPadding = 6 // left and right of a cell's content
	cellIcon    = 16
	cellGap     = 5 // between icon and text
)

// tableLine is one row as it is drawn.
type tableLine struct {
	box   *fyne.Container
	back  *canvas.Rectangle
	ring  *canvas.Rectangle // the cursor
	cells []*tableCell
	off   float32 // horizontal scroll offset
}

type tableCell struct {
	data  CellData
	text  *canvas.Text
	icon  *canvas.Image     // nil until a cell has one
	bar   *canvas.Rectangle // nil until a cell has one
	track *canvas.Rectangle // likewise
	x, w  float32           // column
	fresh bool              // data is what is drawn
}

func newTableLine() *tableLine {
	l := &tableLine{back: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent)}
	l.ring.StrokeWidth = 1
	l.ring.Hide()
	l.box = container.NewWithoutLayout(l.back, l.ring)
	return l
}

// write shows a row. Cells whose data did not change are left alone.
func (l *tableLine) write(t *Table, row int, width, height float32) {
	if size := fyne.NewSize(width, height); l.box.Size() != size {
		l.box.Resize(size)
		l.back.Resize(size)
		l.ring.Resize(size)
	}
	l.grow(t)
	x := float32(0)
	for i, c := range t.columns {
		l.cells[i].write(l, t, t.Cell(row, i), c, x, height)
		x += c.Width
	}
	l.paint(t, row)
}

func (l *tableLine) grow(t *Table) {
	for len(l.cells) < len(t.columns) {
		cell := &tableCell{text: canvas.NewText("", color.Transparent)}
		l.cells = append(l.cells, cell)
		l.box.Objects = append(l.box.Objects, cell.text)
	}
}

// shift moves all cells by a horizontal scroll offset.
func (l *tableLine) shift(off float32) {
	l.off = off
	for _, c := range l.cells {
		c.place(off)
	}
}

// paint colors the line: selected, under the pointer, or every other one.
func (l *tableLine) paint(t *Table, row int) {
	fill := color.Color(color.Transparent)
	switch {
	case t.selected.has(row) && t.focused:
		fill = themeColor(t, colorRowSelected)
	case t.selected.has(row):
		fill = themeColor(t, colorRowIdle)
	case row == t.body.hover:
		fill = themeColor(t, colorRowHover)
	case row%2 == 1:
		fill = themeColor(t, colorRowAlt)
	}
	if l.back.FillColor != fill {
		l.back.FillColor = fill
		l.back.Refresh()
	}
	ring := t.focused && row == t.cursor
	if stroke := themeColor(t, theme.ColorNamePrimary); ring && l.ring.StrokeColor != stroke {
		l.ring.StrokeColor = stroke
		l.ring.Refresh()
	}
	if ring != l.ring.Visible() {
		if ring {
			l.ring.Show()
		} else {
			l.ring.Hide()
		}
	}
}

// cut is the whole text of a cell that shows only part of it.
func (l *tableLine) cut(col int) string {
	if col >= len(l.cells) || l.cells[col].text.Text == l.cells[col].data.Text {
		return ""
	}
	return l.cells[col].data.Text
}

func (c *tableCell) write(l *tableLine, t *Table, d CellData, col Column, x, height float32) {
	size := themeSize(t, theme.SizeNameText)
	name := d.Color
	if name == "" {
		name = theme.ColorNameForeground
	}
	ink := themeColor(t, name)
	if c.fresh && c.data == d && c.x == x && c.w == col.Width && c.text.Color == ink &&
		c.text.TextSize == size && c.text.Alignment == col.Align {
		return
	}
	c.fresh, c.data, c.x, c.w = true, d, x, col.Width
	c.writeIcon(l, t, d)
	c.writeBar(l, t, d)

	style := fyne.TextStyle{Bold: d.Bold, Monospace: d.Mono}
	_, room := c.room()
	c.text.Text = ellipsize(d.Text, room, size, style)
	c.text.Color, c.text.TextSize, c.text.TextStyle, c.text.Alignment = ink, size, style, col.Align
	c.text.Resize(fyne.NewSize(room, height))
	c.text.Refresh()
	c.place(l.off)
}

// room is where the text starts within the column and how wide it may be.
func (c *tableCell) room() (left, width float32) {
	left = cellPadding
	if c.data.Icon != nil {
		left += cellIcon + cellGap
	}
	return left, max(0, c.w-left-cellPadding)
}

func (c *tableCell) writeIcon(l *tableLine, t *Table, d CellData) {
	if d.Icon == nil {
		if c.icon != nil {
			c.icon.Hide()
		}
		return
	}
	if c.icon == nil {
		c.icon = canvas.NewImageFromResource(nil)
		c.icon.FillMode = canvas.ImageFillContain
		c.icon.Resize(fyne.NewSquareSize(cellIcon))
		l.box.Objects = append(l.box.Objects, c.icon)
	}
	c.icon.Resource = t.body.colored(d.Icon, d.Color)
	c.icon.Show()
	c.icon.Refresh()
}

// writeBar draws the bar right below the cell's text, and the track right below the
// bar.
func (c *tableCell) writeBar(l *tableLine, t *Table, d CellData) {
	whole := c.w - 2*cellPadding
	if d.Share > 0 && c.bar == nil {
		c.bar = l.newBar(c.text)
	}
	if d.Track && c.track == nil {
		above := fyne.CanvasObject(c.text)
		if c.bar != nil {
			above = c.bar
		}
		c.track = l.newBar(above)
	}
	drawBar(c.bar, d.Share > 0, themeColor(t, d.Tone.Color()), max(barLeast, min(d.Share, 1)*whole))
	drawBar(c.track, d.Track, themeColor(t, theme.ColorNameSeparator), whole)
}

// newBar makes a bar that is drawn below an object of the line.
func (l *tableLine) newBar(above fyne.CanvasObject) *canvas.Rectangle {
	bar := canvas.NewRectangle(color.Transparent)
	bar.CornerRadius = 2
	l.box.Objects = slices.Insert(l.box.Objects, slices.Index(l.box.Objects, above), fyne.CanvasObject(bar))
	return bar
}

func drawBar(bar *canvas.Rectangle, on bool, fill color.Color, width float32) {
	if bar == nil {
		return
	}
	bar.Hidden, bar.FillColor = !on, fill
	bar.Resize(fyne.NewSize(width, barHeight))
	bar.Refresh()
}

const (
	barLeast  = 3 // units: the smallest share can be seen
	barHeight = 8
)

// place puts the cell where its column is.
func (c *tableCell) place(off float32) {
	left, _ := c.room()
	c.text.Move(fyne.NewPos(c.x-off+left, 0))
	for _, bar := range []*canvas.Rectangle{c.bar, c.track} {
		if bar != nil {
			bar.Move(fyne.NewPos(c.x-off+cellPadding, (c.text.Size().Height-barHeight)/2))
		}
	}
	if c.data.Icon == nil {
		return
	}
	x := c.x - off + cellPadding
	if c.data.Text == "" && c.text.Alignment == fyne.TextAlignCenter {
		x = c.x - off + (c.w-cellIcon)/2
	}
	c.icon.Move(fyne.NewPos(x, (c.text.Size().Height-cellIcon)/2))
}
