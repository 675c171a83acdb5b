package kit

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// wrapBody draws the rows in sight.
type wrapBody struct {
	widget.BaseWidget
	table *WrapTable
	lines map[int]*wrapLine // by row
	list  []fyne.CanvasObject
	link  bool // the pointer is over one
	press int  // row of the press before, for double clicks
}

// A wrapLine is one row as it is drawn.
type wrapLine struct {
	box        *fyne.Container
	back, ring *canvas.Rectangle
}

var (
	_ desktop.Mouseable   = (*wrapBody)(nil)
	_ desktop.Hoverable   = (*wrapBody)(nil)
	_ desktop.Cursorable  = (*wrapBody)(nil)
	_ fyne.Scrollable     = (*wrapBody)(nil) // which has Fyne clip it, too
	_ fyne.DoubleTappable = (*wrapBody)(nil)
)

func newWrapBody(t *WrapTable) *wrapBody {
	b := &wrapBody{table: t, lines: map[int]*wrapLine{}, press: -1}
	b.ExtendBaseWidget(b)
	return b
}

// update puts every row in sight on its place; all says that they changed.
func (b *wrapBody) update(all bool) {
	t := b.table
	if all {
		b.lines, b.list = map[int]*wrapLine{}, nil
	}
	top, end := float32(t.offset), float32(t.offset)+b.Size().Height
	grown := all
	for row, box := range t.boxes {
		line := b.lines[row]
		if box.y+box.h < top || box.y > end {
			if line != nil {
				line.box.Hide()
			}
			continue
		}
		if line == nil {
			line = b.draw(row)
			b.lines[row], b.list, grown = line, append(b.list, line.box), true
		}
		line.box.Move(fyne.NewPos(0, box.y-top))
		line.box.Show()
	}
	b.paint()
	if grown {
		canvas.Refresh(b)
	}
}

// draw makes the objects of a row.
func (b *wrapBody) draw(row int) *wrapLine {
	t := b.table
	box := t.boxes[row]
	l := &wrapLine{back: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent)}
	l.box = container.NewWithoutLayout(l.back)
	if row > 0 && !t.rows[row].Part {
		rule := canvas.NewRectangle(themeColor(t, theme.ColorNameSeparator))
		rule.Resize(fyne.NewSize(b.Size().Width, 1))
		l.box.Add(rule)
	}
	for _, p := range box.pieces {
		if p.icon != nil {
			img := canvas.NewImageFromResource(p.icon)
			img.FillMode = canvas.ImageFillContain
			img.Resize(fyne.NewSquareSize(cellIcon))
			img.Move(p.at)
			l.box.Add(img)
			continue
		}
		name := p.color
		if name == "" {
			name = theme.ColorNameForeground
		}
		text := canvas.NewText(p.text, themeColor(t, name))
		text.TextSize, text.TextStyle = p.size, p.style
		text.Move(p.at)
		text.Resize(text.MinSize())
		l.box.Add(text)
	}
	l.ring.StrokeWidth = 1
	l.box.Add(l.ring)
	size := fyne.NewSize(b.Size().Width, box.h)
	l.box.Resize(size)
	l.back.Resize(size)
	l.ring.Resize(size)
	return l
}

// paint shows what is selected.
func (b *wrapBody) paint() {
	t := b.table
	from, to := t.Selected()
	for row, l := range b.lines {
		fill := color.Color(color.Transparent)
		switch in := from >= 0 && row >= from && row <= to; {
		case in && t.focused:
			fill = themeColor(t, colorRowSelected)
		case in:
			fill = themeColor(t, colorRowIdle)
		}
		if l.back.FillColor != fill {
			l.back.FillColor = fill
			l.back.Refresh()
		}
		l.ring.Hidden = !t.focused || row != t.cursor
		l.ring.StrokeColor = themeColor(t, theme.ColorNamePrimary)
		l.ring.Refresh()
	}
}

// at is the row at a place of the body, and whether its link is there.
func (b *wrapBody) at(p fyne.Position) (row int, link bool) {
	y := float32(b.table.offset) + p.Y
	for row, box := range b.table.boxes {
		if y < box.y || y >= box.y+box.h {
			continue
		}
		for _, piece := range box.pieces {
			if piece.link && p.X >= piece.at.X && p.X < piece.at.X+piece.w && y-box.y >= piece.at.Y && y-box.y < piece.at.Y+b.table.lineHeight() {
				return row, true
			}
		}
		return row, false
	}
	return -1, false
}

// MouseDown implements desktop.Mouseable: selection happens on the press.
func (b *wrapBody) MouseDown(ev *desktop.MouseEvent) {
	t := b.table
	if w := WindowOf(t); w != nil {
		w.hideTip()
		w.Canvas().Focus(t)
	}
	row, link := b.at(ev.Position)
	if row < 0 {
		return
	}
	b.press = row
	if ev.Button == desktop.MouseButtonSecondary {
		if from, to := t.Selected(); row < from || row > to {
			t.move(row, false)
		}
		return
	}
	t.move(row, ev.Modifier&fyne.KeyModifierShift != 0)
	if link && t.OnLink != nil {
		t.OnLink(row)
	}
}

// MouseUp implements desktop.Mouseable.
func (b *wrapBody) MouseUp(*desktop.MouseEvent) {}

// DoubleTapped implements fyne.DoubleTappable.
func (b *wrapBody) DoubleTapped(ev *fyne.PointEvent) {
	t := b.table
	if row, link := b.at(ev.Position); row >= 0 && row == b.press && !link && t.OnActivate != nil {
		t.OnActivate(row)
	}
}

// TappedSecondary implements fyne.SecondaryTappable.
func (b *wrapBody) TappedSecondary(ev *fyne.PointEvent) {
	if b.table.OnMenu != nil {
		row, _ := b.at(ev.Position)
		b.table.OnMenu(row, ev.AbsolutePosition)
	}
}

// Scrolled implements fyne.Scrollable: a notch of a wheel, 25 units in Fyne, is three
// lines, as it is in a Table.
func (b *wrapBody) Scrolled(ev *fyne.ScrollEvent) {
	dy := ev.Scrolled.DY
	if math.Mod(float64(dy), 25) == 0 {
		dy = dy / 25 * 3 * b.table.lineHeight()
	}
	b.table.scrollTo(b.table.offset - float64(dy))
}

// MouseIn implements desktop.Hoverable.
func (b *wrapBody) MouseIn(ev *desktop.MouseEvent) { b.MouseMoved(ev) }

// MouseMoved implements desktop.Hoverable.
func (b *wrapBody) MouseMoved(ev *desktop.MouseEvent) { _, b.link = b.at(ev.Position) }

// MouseOut implements desktop.Hoverable.
func (b *wrapBody) MouseOut() { b.link = false }

// Cursor implements desktop.Cursorable.
func (b *wrapBody) Cursor() desktop.Cursor {
	if b.link {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer implements fyne.Widget.
func (b *wrapBody) CreateRenderer() fyne.WidgetRenderer { return wrapBodyRenderer{b} }

type wrapBodyRenderer struct{ body *wrapBody }

func (r wrapBodyRenderer) Layout(fyne.Size)             {}
func (r wrapBodyRenderer) MinSize() fyne.Size           { return fyne.NewSize(0, 0) }
func (r wrapBodyRenderer) Refresh()                     { r.body.update(true) }
func (r wrapBodyRenderer) Destroy()                     {}
func (r wrapBodyRenderer) Objects() []fyne.CanvasObject { return r.body.list }
