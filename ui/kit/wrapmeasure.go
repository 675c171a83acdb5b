package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// A wrapBox is a row as it is laid out: a number of pieces.
type wrapBox struct {
	y, h   float32 // within the content
	pieces []wrapPiece
}

// A wrapPiece is a line of text, or an icon, within its row.
type wrapPiece struct {
	at    fyne.Position
	w     float32
	text  string
	size  float32
	style fyne.TextStyle
	color fyne.ThemeColorName
	icon  fyne.Resource // in place of a text
	link  bool
}

// wrapMeasure lays rows out for a width.
type wrapMeasure struct {
	columns     []WrapColumn
	size, note  float32 // of text
	line, small float32 // heights of lines
	width       float32
	stacked     bool
	titles      float32 // width of the titles beside stacked cells
	x, w        []float32
}

const (
	wrapPadX = 6
	wrapPadY = 4
	wrapGap  = 1 // between the lines of a stacked row
)

func newWrapMeasure(t *WrapTable, width float32) *wrapMeasure {
	m := &wrapMeasure{columns: t.columns, size: themeSize(t, theme.SizeNameText), width: width, stacked: t.Stacked()}
	m.note = m.size - 1
	m.line, m.small = t.lineHeight(), fyne.MeasureText("M", m.note, fyne.TextStyle{}).Height
	least, shares := float32(0), float32(0)
	for i, c := range t.columns {
		least += c.Least
		shares += c.Share
		if i > 0 {
			m.titles = max(m.titles, textWidth(c.Title, m.note, fyne.TextStyle{}))
		}
	}
	x := float32(0)
	for _, c := range t.columns {
		w := c.Least
		if shares > 0 {
			w += max(0, width-least) * c.Share / shares
		}
		m.x, m.w = append(m.x, x), append(m.w, w)
		x += w
	}
	return m
}

// row lays one row out, at the top.
func (m *wrapMeasure) row(r *WrapRow) (b wrapBox) {
	top := float32(wrapPadY)
	if r.Part {
		top = 1
	}
	if m.stacked {
		y := top
		for i := range r.Cells {
			if c := r.Cells[i]; c.Text+c.Note+c.Link == "" {
				continue
			}
			left := float32(0)
			if i > 0 {
				left = m.titles + 10
				b.pieces = append(b.pieces, wrapPiece{at: fyne.NewPos(wrapPadX, y+(m.line-m.small)/2), w: m.titles, text: m.columns[i].Title, size: m.note, color: ColorMuted})
			}
			y = m.cell(&b, &r.Cells[i], left, m.width-left, y) + wrapGap
		}
		b.h = y + wrapPadY
		return b
	}
	for i := range r.Cells {
		b.h = max(b.h, m.cell(&b, &r.Cells[i], m.x[i], m.w[i], top)+wrapPadY)
	}
	return b
}

// cell adds the pieces of a cell and returns where it ends.
func (m *wrapMeasure) cell(b *wrapBox, c *WrapCell, x, w, y float32) float32 {
	left, room := x+wrapPadX, w-2*wrapPadX
	if c.Icon != nil {
		b.pieces = append(b.pieces, wrapPiece{at: fyne.NewPos(left, y+(m.line-cellIcon)/2), w: cellIcon, icon: c.Icon})
		left, room = left+cellIcon+cellGap, room-cellIcon-cellGap
	}
	room = max(room, 20)
	style := fyne.TextStyle{Bold: c.Bold}
	last := float32(0) // width of the last line
	for _, text := range wrapText(c.Text, room, m.size, style) {
		last = textWidth(text, m.size, style)
		b.pieces = append(b.pieces, wrapPiece{at: fyne.NewPos(left, y), w: last, text: text, size: m.size, style: style, color: c.Color})
		y += m.line
	}
	if c.Link != "" {
		y = m.link(b, c.Link, left, room, last, y)
	}
	if c.Note != "" {
		for _, text := range wrapText(c.Note, room, m.note, fyne.TextStyle{}) {
			b.pieces = append(b.pieces, wrapPiece{at: fyne.NewPos(left, y), w: room, text: text, size: m.note, color: ColorMuted})
			y += m.small
		}
	}
	return y
}

// link puts the word that can be clicked behind the last line, or below it.
func (m *wrapMeasure) link(b *wrapBox, word string, left, room, last, y float32) float32 {
	style := fyne.TextStyle{Underline: true}
	w := textWidth(word, m.size, style)
	p := wrapPiece{at: fyne.NewPos(left, y), w: w, text: word, size: m.size, style: style, color: theme.ColorNameHyperlink, link: true}
	if last > 0 && last+8+w <= room {
		p.at = fyne.NewPos(left+last+8, y-m.line)
		b.pieces = append(b.pieces, p)
		return y
	}
	if last == 0 {
		p.at.Y -= m.line
		y -= m.line
	}
	b.pieces = append(b.pieces, p)
	return y + m.line
}
