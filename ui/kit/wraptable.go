package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A WrapColumn is one column of a WrapTable.
type WrapColumn struct {
	Title string
	Tip   string  // tooltip of the title
	Least float32 // units, below which the cells of a row stand one below the other
	Share float32 // of the width that is left, beside the shares of the others
}

// A WrapRow is one row of a WrapTable.
type WrapRow struct {
	Cells []WrapCell // one for each column
	Text  string     // what copying takes
	Part  bool       // continues the row above: no line between the two
}

// A WrapCell is one cell: what is too long for a line goes on in the next.
type WrapCell struct {
	Text  string
	Note  string              // a line below, smaller
	Icon  fyne.Resource       // in its own color
	Color fyne.ThemeColorName // of the text; "" is the foreground
	Bold  bool
	Link  string // a word behind the text that can be clicked; "" for none
}

// A WrapTable shows rows whose values can be read in full. Where there is no room for
// the columns side by side, the cells of a row stand one below the other. Arrows move
// through the rows, Shift takes several, Ctrl+A all, Ctrl+C copies them. It draws the
// rows in sight and measures all of them, so it is made for hundreds of rows; Table
// is for thousands. It belongs to the UI goroutine.
type WrapTable struct {
	widget.BaseWidget

	OnSelect   func()                           // told after the user moved the cursor
	OnActivate func(row int)                    // told of Enter and double click
	OnLink     func(row int)                    // told of a click on the link of a row
	OnMenu     func(row int, at fyne.Position)  // asked for a menu; row is -1 beside the rows
	OnKey      func(*fyne.KeyEvent) (used bool) // sees each plain key first
	OnRune     func(r rune)

	columns []WrapColumn
	rows    []WrapRow
	cursor  int // -1: none
	anchor  int // where the selection starts
	focused bool

	boxes  []wrapBox // of the rows, for the width of the body
	height float32   // of all rows
	offset float64   // scrolled, in units
	want   int       // row to scroll to when there is room; -1: none
	body   *wrapBody
	header *wrapHeader
	bar    *scrollBar
}

var (
	_ fyne.Focusable    = (*WrapTable)(nil)
	_ fyne.Shortcutable = (*WrapTable)(nil)
)

// NewWrapTable makes an empty table.
func NewWrapTable(columns ...WrapColumn) *WrapTable {
	t := &WrapTable{columns: columns, cursor: -1, anchor: -1, want: -1}
	t.body, t.header = newWrapBody(t), newWrapHeader(t)
	t.bar = newScrollBar(true, t.scrollTo)
	t.ExtendBaseWidget(t)
	return t
}

// SetRows shows other rows. The cursor stays at its number as far as there is one.
func (t *WrapTable) SetRows(rows []WrapRow) {
	t.rows = rows
	t.cursor, t.anchor = min(t.cursor, len(rows)-1), min(t.anchor, len(rows)-1)
	t.Refresh()
}

// Rows are those shown. They must not be modified.
func (t *WrapTable) Rows() []WrapRow { return t.rows }

// Cursor is the row the keyboard is at; -1 if it is at none.
func (t *WrapTable) Cursor() int { return t.cursor }

// Select moves the cursor to a row, or to none with -1, and scrolls it into sight.
// OnSelect is not called.
func (t *WrapTable) Select(row int) {
	t.cursor = max(-1, min(row, len(t.rows)-1))
	t.anchor = t.cursor
	t.reveal(t.cursor)
	t.body.paint()
}

// Selected are the first and the last row that are selected; -1 for none.
func (t *WrapTable) Selected() (from, to int) {
	if t.anchor < 0 {
		return t.cursor, t.cursor
	}
	return min(t.anchor, t.cursor), max(t.anchor, t.cursor)
}

// SelectedText is what copying takes of the selected rows. The window knows by it that
// the keys of the clipboard are the table's while it has the focus.
func (t *WrapTable) SelectedText() string {
	from, to := t.Selected()
	if from < 0 {
		return ""
	}
	var lines []string
	for _, r := range t.rows[from : to+1] {
		lines = append(lines, r.Text)
	}
	return strings.Join(lines, "\n")
}

// Stacked reports whether the cells of a row stand one below the other.
func (t *WrapTable) Stacked() bool {
	least := float32(0)
	for _, c := range t.columns {
		least += c.Least
	}
	return t.body.Size().Width < least
}

// scrollTo moves the view, within bounds.
func (t *WrapTable) scrollTo(y float64) {
	y = clamp(y, float64(t.height-t.body.Size().Height))
	if y != t.offset {
		t.offset = y
		t.body.update(false)
	}
	t.bar.set(t.offset, float64(t.body.Size().Height), float64(t.height))
}

// reveal brings a row into sight with the least movement; of one that is higher than
// the view, its beginning.
func (t *WrapTable) reveal(row int) {
	view := float64(t.body.Size().Height)
	if row < 0 || view <= 0 || row >= len(t.boxes) {
		t.want = row
		return
	}
	t.want = -1
	b := t.boxes[row]
	top, end := float64(b.y), float64(b.y+b.h)
	switch {
	case top < t.offset || end-top > view:
		t.scrollTo(top)
	case end > t.offset+view:
		t.scrollTo(end - view)
	}
}

// measure wraps all rows for the width there is.
func (t *WrapTable) measure() {
	m := newWrapMeasure(t, t.body.Size().Width)
	t.boxes, t.height = t.boxes[:0], 0
	for i := range t.rows {
		b := m.row(&t.rows[i])
		b.y = t.height
		t.height += b.h
		t.boxes = append(t.boxes, b)
	}
}

// CreateRenderer implements fyne.Widget.
func (t *WrapTable) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	return newWrapRenderer(t)
}

// lineHeight is that of a line of text of the usual size.
func (t *WrapTable) lineHeight() float32 {
	return fyne.MeasureText("M", themeSize(t, theme.SizeNameText), fyne.TextStyle{}).Height
}
