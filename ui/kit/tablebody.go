package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// tableBody draws the rows in sight. A line keeps its row as long as the row is
// in sight, so scrolling moves lines and writes only those that come in.
type tableBody struct {
	widget.BaseWidget
	table *Table
	lines map[int]*tableLine // by row
	spare []*tableLine
	list  []fyne.CanvasObject // what the renderer shows; all lines, in or out of use

	icons map[coloredIcon]fyne.Resource

	hover     int // row under the pointer; -1
	pressed   int // row of the press before, for double clicks
	lastPress int
}

func newTableBody(t *Table) *tableBody {
	b := &tableBody{table: t, lines: map[int]*tableLine{}, hover: -1, pressed: -1, lastPress: -1}
	b.ExtendBaseWidget(b)
	return b
}

func (b *tableBody) CreateRenderer() fyne.WidgetRenderer { return &tableBodyRenderer{b} }

// reset forgets all lines: they have the wrong columns.
func (b *tableBody) reset() {
	b.lines, b.spare, b.list = map[int]*tableLine{}, nil, nil
}

// Refresh reads the rows in sight anew.
func (b *tableBody) Refresh() {
	b.update(true)
	canvas.Refresh(b)
}

// update puts every row in sight on its line. Rows that were in sight before are
// only moved, unless all is set.
func (b *tableBody) update(all bool) {
	t := b.table
	first, count := t.InSight()
	for row, line := range b.lines {
		if row < first || row >= first+count {
			delete(b.lines, row)
			line.box.Hide()
			b.spare = append(b.spare, line)
		}
	}
	h, had := t.rowHeight(), len(b.list)
	for row := first; row < first+count; row++ {
		line, seen := b.lines[row]
		if !seen {
			line = b.take()
			b.lines[row] = line
		}
		if all || !seen {
			line.write(t, row, b.Size().Width, h)
		}
		line.box.Move(fyne.NewPos(0, float32(float64(row)*float64(h)-t.offY)))
		if !seen {
			line.box.Show()
		}
	}
	if len(b.list) > had {
		canvas.Refresh(b)
	}
	for _, line := range b.lines {
		line.shift(float32(t.offX))
	}
}

// take finds a line that is not in use.
func (b *tableBody) take() *tableLine {
	if n := len(b.spare); n > 0 {
		line := b.spare[n-1]
		b.spare = b.spare[:n-1]
		return line
	}
	line := newTableLine()
	b.list = append(b.list, line.box)
	return line
}

// rowAt is the row at a height within the body; -1 below the last.
func (b *tableBody) rowAt(y float32) int {
	row := int((b.table.offY + float64(y)) / float64(b.table.rowHeight()))
	if y < 0 || row >= b.table.Len() {
		return -1
	}
	return row
}

// MouseDown implements desktop.Mouseable: selection happens on the press.
func (b *tableBody) MouseDown(ev *desktop.MouseEvent) {
	t := b.table
	if w := WindowOf(t); w != nil {
		w.hideTip()
		w.Canvas().Focus(t)
	}
	row := b.rowAt(ev.Position.Y)
	if ev.Button == desktop.MouseButtonSecondary {
		t.pressMenu(row)
		return
	}
	b.lastPress, b.pressed = b.pressed, row
	t.press(row, ev.Modifier)
}

// MouseUp implements desktop.Mouseable.
func (b *tableBody) MouseUp(*desktop.MouseEvent) {}

// DoubleTapped implements fyne.DoubleTappable. Fyne only knows that the body was
// clicked twice; both clicks must have met the same row.
func (b *tableBody) DoubleTapped(*fyne.PointEvent) {
	t := b.table
	if b.pressed >= 0 && b.pressed == b.lastPress && b.pressed < t.Len() && t.OnActivate != nil {
		t.OnActivate(b.pressed)
	}
	b.pressed, b.lastPress = -1, -1
}

// TappedSecondary implements fyne.SecondaryTappable.
func (b *tableBody) TappedSecondary(ev *fyne.PointEvent) {
	if b.table.OnMenu != nil {
		b.table.OnMenu(b.rowAt(ev.Position.Y), ev.AbsolutePosition)
	}
}

// Scrolled implements fyne.Scrollable. Shift turns the wheel sideways. A notch of
// a wheel is 25 units in Fyne, one row: lists move three. Touch pads, which send
// fractions, keep their pace.
func (b *tableBody) Scrolled(ev *fyne.ScrollEvent) {
	const notch, rowsPerNotch = 25, 3
	t := b.table
	dx, dy := ev.Scrolled.DX, ev.Scrolled.DY
	if math.Mod(float64(dy), notch) == 0 {
		dy = dy / notch * rowsPerNotch * t.rowHeight()
	}
	if dx == 0 && modifiers() == fyne.KeyModifierShift {
		dx, dy = dy, 0
	}
	t.scrollTo(t.offX-float64(dx), t.offY-float64(dy))
	b.point(ev.Position, ev.AbsolutePosition)
}

// MouseIn implements desktop.Hoverable.
func (b *tableBody) MouseIn(ev *desktop.MouseEvent) { b.MouseMoved(ev) }

// MouseMoved implements desktop.Hoverable.
func (b *tableBody) MouseMoved(ev *desktop.MouseEvent) { b.point(ev.Position, ev.AbsolutePosition) }

// MouseOut implements desktop.Hoverable.
func (b *tableBody) MouseOut() {
	b.setHover(-1)
	if w := WindowOf(b.table); w != nil {
		w.hideTip()
	}
}

// point is the pointer over a place of the body.
func (b *tableBody) point(at, onCanvas fyne.Position) {
	row, col := b.rowAt(at.Y), b.table.columnAt(at.X)
	b.setHover(row)
	if w := WindowOf(b.table); w != nil {
		w.showTip(b.tip(row, col), onCanvas)
	}
}

func (b *tableBody) setHover(row int) {
	if row == b.hover {
		return
	}
	before := b.hover
	b.hover = row
	for _, r := range []int{before, row} {
		if line := b.lines[r]; line != nil {
			line.paint(b.table, r)
		}
	}
}

func (b *tableBody) tip(row, col int) string {
	t := b.table
	line := b.lines[row]
	if line == nil || col < 0 {
		return ""
	}
	if t.Tip != nil {
		if text := t.Tip(row, col); text != "" {
			return text
		}
	}
	return line.cut(col)
}

type coloredIcon struct {
	icon  fyne.Resource
	color fyne.ThemeColorName
}

// colored is the icon in a color, always the same resource for the same two: a
// new one for each cell would be painted anew each time.
func (b *tableBody) colored(icon fyne.Resource, color fyne.ThemeColorName) fyne.Resource {
	if color == "" {
		return icon
	}
	key := coloredIcon{icon, color}
	if b.icons[key] == nil {
		if b.icons == nil {
			b.icons = map[coloredIcon]fyne.Resource{}
		}
		b.icons[key] = theme.NewColoredResource(icon, color)
	}
	return b.icons[key]
}

// tableBodyRenderer draws the lines. The first and the last stand out of the body;
// Fyne clips them because the body is scrollable.
type tableBodyRenderer struct{ body *tableBody }

func (r *tableBodyRenderer) Layout(fyne.Size)             { r.body.update(true) }
func (r *tableBodyRenderer) MinSize() fyne.Size           { return fyne.NewSize(0, 0) }
func (r *tableBodyRenderer) Refresh()                     { r.body.update(true) }
func (r *tableBodyRenderer) Destroy()                     {}
func (r *tableBodyRenderer) Objects() []fyne.CanvasObject { return r.body.list }
