package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Column is one column of a Table.
type Column struct {
	ID     string // the owner's name for it; not shown
	Title  string
	Tip    string  // tooltip of the title
	Width  float32 // units; 0 is 120
	Align  fyne.TextAlign
	Static bool // a click on the title does not sort
	// Fill has the column take what the others leave of the table's width, but no
	// less than Width.
	Fill bool
}

const (
	defaultColumnWidth = 120
	minColumnWidth     = 28
)

// CellData is what one cell shows: an icon, a text, or both. The text is cut
// with an ellipsis; the whole of it then appears as the tooltip.
type CellData struct {
	Text  string
	Icon  fyne.Resource       // drawn in Color if that is set
	Color fyne.ThemeColorName // "" is the foreground
	Bold  bool
	Mono  bool // of fixed width, for expressions
	// Share draws a bar in place of a text: how much of the cell's width, from 0 for
	// none to 1, in the color of Tone.
	Share float32
	Tone  Tone
	Track bool // the whole, of which the bar is a part, can be seen, too
}

// A Table is a list of rows with columns, made for a directory: it draws only
// the rows in sight, so that 100,000 are as quick as ten, and selects whole rows
// as list views do (Ctrl, Shift, Ctrl+A, arrows, Home, End, Page Up and Down).
//
// The owner holds the data and answers for it by row number, from memory. After
// the data changed the owner calls Refresh; if rows moved, also SetSelection and
// SetCursor, because the table knows numbers, not objects. Rows added at the end
// move nothing. It belongs to the UI goroutine.
type Table struct {
	widget.BaseWidget

	Len  func() int
	Cell func(row, col int) CellData
	// Tip is the tooltip of a cell; nil or "" shows the text where it was cut.
	Tip func(row, col int) string

	// OnSort is told that a title was clicked. The owner sorts, calls SetSort to
	// move the arrow, and Refresh.
	OnSort func(col int, descending bool)
	// OnSelect is told after the user changed the selection or moved the cursor.
	OnSelect func()
	// OnActivate is told of Enter and double click.
	OnActivate func(row int)
	// OnMenu is told of a right click, Shift+F10 or the menu key, with the place
	// for the menu on the canvas. row is -1 beside the rows. The row has been
	// selected before.
	OnMenu func(row int, at fyne.Position)
	// OnHeaderMenu is told of a right click on the titles.
	OnHeaderMenu func(at fyne.Position)
	// OnKey sees each plain key first and says whether it used it up. What the
	// table has no use for goes to the window.
	OnKey func(*fyne.KeyEvent) bool
	// OnRune gets what is typed into the list, to start a filter with.
	OnRune func(r rune)
	// OnResize is told after the user changed the width of a column.
	OnResize func(columns []Column)

	columns    []Column
	least      []float32 // of each column that fills, its smallest width
	sortCol    int
	descending bool
	selected   rows
	cursor     int // -1: none
	anchor     int // where a Shift selection starts
	pending    int // row to scroll to when there is room; -1: none
	focused    bool

	// The scroll position in units. float64, because float32 has no half units
	// left at row 700,000.
	offX, offY float64
	body       *tableBody
	header     *tableHeader
	vbar, hbar *scrollBar
}

var (
	_ fyne.Focusable      = (*Table)(nil)
	_ fyne.Shortcutable   = (*Table)(nil)
	_ desktop.Mouseable   = (*tableBody)(nil)
	_ desktop.Hoverable   = (*tableBody)(nil)
	_ fyne.DoubleTappable = (*tableBody)(nil)
)

// NewTable makes an unsorted table without selection.
func NewTable(columns []Column, length func() int, cell func(row, col int) CellData) *Table {
	t := &Table{Len: length, Cell: cell, sortCol: -1, cursor: -1, anchor: -1, pending: -1}
	t.body, t.header = newTableBody(t), newTableHeader(t)
	t.vbar = newScrollBar(true, func(at float64) { t.scrollTo(t.offX, at) })
	t.hbar = newScrollBar(false, func(at float64) { t.scrollTo(at, t.offY) })
	t.setColumns(columns)
	t.ExtendBaseWidget(t)
	return t
}

func (t *Table) setColumns(columns []Column) {
	t.columns = sized(columns)
	t.least = make([]float32, len(columns))
	for i, c := range t.columns {
		t.least[i] = c.Width
	}
}

// fill gives the columns that fill what the others leave of a width. What the
// user resized is his.
func (t *Table) fill(width float32) {
	for i, c := range t.columns {
		if c.Fill {
			t.columns[i].Width = max(t.least[i], width-(t.contentWidth()-c.Width))
		}
	}
}

func sized(columns []Column) []Column {
	columns = slices.Clone(columns)
	for i := range columns {
		if columns[i].Width <= 0 {
			columns[i].Width = defaultColumnWidth
		}
		columns[i].Width = max(columns[i].Width, minColumnWidth)
	}
	return columns
}

// SetColumns shows other columns. Cell is asked with their numbers from now on.
// The sort arrow goes; call SetSort.
func (t *Table) SetColumns(columns []Column) {
	t.setColumns(columns)
	t.sortCol = -1
	t.body.reset()
	t.Refresh()
}

// Columns are those shown, with the widths they have now.
func (t *Table) Columns() []Column { return slices.Clone(t.columns) }

// SetSort moves the arrow: it shows by what the owner has sorted. -1 is nothing.
func (t *Table) SetSort(col int, descending bool) {
	t.sortCol, t.descending = col, descending
	t.header.Refresh()
}

// Sort is where the arrow is.
func (t *Table) Sort() (col int, descending bool) { return t.sortCol, t.descending }

// Selected are the selected rows, in order.
func (t *Table) Selected() []int { return t.selected.list() }

// SelectedCount is the number of selected rows, without making the list.
func (t *Table) SelectedCount() int { return t.selected.count() }

// IsSelected says whether a row is selected.
func (t *Table) IsSelected(row int) bool { return t.selected.has(row) }

// SetSelection selects exactly these rows. It does not move the cursor, scroll,
// or call OnSelect.
func (t *Table) SetSelection(selected []int) {
	t.selected = rowsOf(selected)
	t.body.Refresh()
}

// Cursor is the row the keyboard is at; -1 if it is at none.
func (t *Table) Cursor() int { return t.cursor }

// SetCursor moves the keyboard to a row, or to none with -1, without selecting
// it or scrolling.
func (t *Table) SetCursor(row int) {
	t.cursor = min(row, t.Len()-1)
	t.anchor = t.cursor
	t.body.Refresh()
}

// Select selects one row, moves the cursor there and scrolls it into sight.
// OnSelect is not called.
func (t *Table) Select(row int) {
	if row < 0 || row >= t.Len() {
		return
	}
	t.selected = rows{{row, row}}
	t.cursor, t.anchor = row, row
	t.ScrollTo(row)
	t.body.Refresh()
}

// ScrollTo brings a row into sight with the least movement.
func (t *Table) ScrollTo(row int) {
	h, view := float64(t.rowHeight()), float64(t.body.Size().Height)
	if view == 0 {
		t.pending = row // there is no sight yet: when the table is laid out
		return
	}
	top := float64(row) * h
	switch {
	case top < t.offY:
		t.scrollTo(t.offX, top)
	case top+h > t.offY+view:
		t.scrollTo(t.offX, top+h-view)
	}
}

// SetFirst scrolls so that row stands where the first row in sight stands, to
// the fraction. An owner who inserts rows above calls it, so that nothing moves
// under the pointer.
func (t *Table) SetFirst(row int) {
	first, _ := t.InSight()
	t.scrollTo(t.offX, t.offY+float64(row-first)*float64(t.rowHeight()))
}

// InSight is the first row in sight and the number of rows at least partly so.
func (t *Table) InSight() (first, count int) {
	h := float64(t.rowHeight())
	first = int(t.offY / h)
	last := int((t.offY + float64(t.body.Size().Height) + h - 1) / h)
	return first, max(0, min(last, t.Len())-first)
}

// Refresh reads the rows in sight anew. It costs the same however many there are.
func (t *Table) Refresh() {
	n := t.Len()
	t.selected = t.selected.without(n, max(n, int(^uint(0)>>1)-1))
	t.cursor, t.anchor = min(t.cursor, n-1), min(t.anchor, n-1)
	t.BaseWidget.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (t *Table) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	return newTableRenderer(t)
}

// rowHeight is the text and a little air: about 25 units.
func (t *Table) rowHeight() float32 {
	size := themeSize(t, theme.SizeNameText)
	h := fyne.MeasureText("M", size, fyne.TextStyle{}).Height
	return float32(int(h + 7.5))
}

func (t *Table) headerHeight() float32 { return t.rowHeight() + 1 }

func (t *Table) contentWidth() float32 {
	w := float32(0)
	for _, c := range t.columns {
		w += c.Width
	}
	return w
}

// scrollTo moves the view, within bounds.
func (t *Table) scrollTo(x, y float64) {
	view := t.body.Size()
	x = clamp(x, float64(t.contentWidth()-view.Width))
	y = clamp(y, float64(t.Len())*float64(t.rowHeight())-float64(view.Height))
	if x == t.offX && y == t.offY {
		return
	}
	moved := x != t.offX
	t.offX, t.offY = x, y
	t.body.update(false)
	if moved {
		t.header.Refresh()
	}
	t.updateBars()
}

func (t *Table) updateBars() {
	view := t.body.Size()
	t.vbar.set(t.offY, float64(view.Height), float64(t.Len())*float64(t.rowHeight()))
	t.hbar.set(t.offX, float64(view.Width), float64(t.contentWidth()))
}

func clamp(v, most float64) float64 { return max(0, min(v, most)) }
