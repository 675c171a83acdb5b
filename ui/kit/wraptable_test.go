package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

var wrapTestColumns = []WrapColumn{{Title: "Property", Least: 100, Share: 1}, {Title: "AD now", Least: 120, Share: 3}, {Title: "Why", Least: 150, Share: 2}}

func wrapTestRows() []WrapRow {
	long := strings.Repeat("o", 90) + "@contoso.com"
	return []WrapRow{
		{Cells: []WrapCell{{Text: "Addresses", Note: "waiting for sync", Icon: ShapeClock, Bold: true}, {Text: "SMTP:" + long + "\nsmtp:b@contoso.com"}, {Text: "AD was changed after the last synchronization", Link: "Source"}}, Text: "one"},
		{Cells: []WrapCell{{Text: "equal", Icon: ShapeFull}, {Text: long}, {Link: "Source"}}, Text: "two", Part: true},
		{Cells: []WrapCell{{Text: "Title"}, {Text: "–"}, {Text: ""}}, Text: "three"},
	}
}

// newWrapTest shows a table that large.
func newWrapTest(t *testing.T, width, height float32, rows []WrapRow) *WrapTable {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(Theme{})
	w := NewWindow(test.NewTempWindow(t, nil), nil)
	table := NewWrapTable(wrapTestColumns...)
	table.SetRows(rows)
	w.SetContent(table)
	w.Resize(fyne.NewSize(width, height))
	return table
}

func TestWrappedTextStaysInItsColumnWhole(t *testing.T) {
	for _, width := range []float32{220, 300, 420, 600, 900, 1400} {
		table := newWrapTest(t, width, 400, wrapTestRows())
		m := newWrapMeasure(table, table.body.Size().Width)
		end := float32(0)
		for i, b := range table.boxes {
			if b.y != end || b.h <= 0 {
				t.Errorf("at %v row %d begins at %v and the one above ends at %v", width, i, b.y, end)
			}
			end = b.y + b.h
			var text strings.Builder
			for _, p := range b.pieces {
				right, bottom := table.body.Size().Width, b.h
				for c := range m.x {
					if !m.stacked && p.at.X >= m.x[c] {
						right = m.x[c] + m.w[c]
					}
				}
				if p.at.X+textWidth(p.text, p.size, p.style) > right || p.at.Y < 0 || p.at.Y+m.small > bottom {
					t.Errorf("at %v row %d: %q sticks out of its place", width, i, p.text)
				}
				text.WriteString(p.text)
			}
			for _, c := range table.rows[i].Cells {
				for _, part := range []string{c.Text, c.Note, c.Link} {
					if flat := strings.NewReplacer(" ", "", "\n", "").Replace; !strings.Contains(flat(text.String()), flat(part)) {
						t.Errorf("at %v row %d lacks a part of %q", width, i, part)
					}
				}
			}
		}
		if table.Stacked() != (width < 381) {
			t.Errorf("at %v stacked is %v", width, table.Stacked())
		}
	}
}

func TestAWrapTableIsReadByKey(t *testing.T) {
	rows := make([]WrapRow, 0, 60)
	for range 20 {
		rows = append(rows, wrapTestRows()...)
	}
	table := newWrapTest(t, 500, 200, rows)
	WindowOf(table).Canvas().Focus(table)
	press := func(name fyne.KeyName) { table.TypedKey(&fyne.KeyEvent{Name: name}) }
	inSight := func() bool {
		b := table.boxes[table.Cursor()]
		return float64(b.y) >= table.offset-0.5 && float64(b.y+b.h) <= table.offset+float64(table.body.Size().Height)+0.5
	}
	for range 200 {
		press(fyne.KeyDown)
		if !inSight() {
			t.Fatalf("row %d is not in sight", table.Cursor())
		}
	}
	if table.Cursor() != 59 {
		t.Errorf("the last row is %d", table.Cursor())
	}
	press(fyne.KeyHome)
	press(fyne.KeyPageDown)
	if at := table.Cursor(); at < 1 || at > 10 || !inSight() {
		t.Errorf("a page down is row %d", at)
	}
	at := table.Cursor()
	press(fyne.KeyPageUp)
	if table.Cursor() >= at {
		t.Errorf("a page up goes from %d to %d", at, table.Cursor())
	}
	table.SetRows(rows[:2])
	if table.Cursor() > 1 {
		t.Errorf("the cursor is at %d of two rows", table.Cursor())
	}
	table.SetRows(nil)
	press(fyne.KeyDown)
	press(fyne.KeyEnd)
	if table.Cursor() != -1 || table.SelectedText() != "" {
		t.Errorf("without rows: cursor %d, selected %q", table.Cursor(), table.SelectedText())
	}
}

// A row that is higher than the view is scrolled through before an arrow leaves it.
func TestAHighRowIsReadToItsEnd(t *testing.T) {
	rows := wrapTestRows()
	rows[0].Cells[1].Text = strings.Repeat("smtp:x@contoso.com\n", 60)
	table := newWrapTest(t, 500, 200, rows)
	WindowOf(table).Canvas().Focus(table)
	n := 0
	for ; table.Cursor() == 0 && n < 500; n++ {
		before := table.offset
		table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		if table.Cursor() == 0 && table.offset <= before {
			t.Fatal("it does not scroll")
		}
	}
	if b := table.boxes[0]; n < 5 || float64(b.y+b.h) > table.offset+float64(table.body.Size().Height)+float64(table.boxes[1].h)+1 {
		t.Errorf("left after %d keys at %v of %v", n, table.offset, b.h)
	}
}

func TestTheLinkOfARowIsClicked(t *testing.T) {
	table := newWrapTest(t, 900, 300, wrapTestRows())
	var clicked []int
	table.OnLink = func(row int) { clicked = append(clicked, row) }
	for row, b := range table.boxes {
		for _, p := range b.pieces {
			if p.link {
				at := fyne.NewPos(p.at.X+p.w/2, b.y+p.at.Y+6)
				table.body.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
				if _, on := table.body.at(fyne.NewPos(p.at.X-4, b.y+p.at.Y+6)); on {
					t.Errorf("row %d: the link is also beside itself", row)
				}
			}
		}
	}
	if len(clicked) != 2 || clicked[0] != 0 || clicked[1] != 1 || table.Cursor() != 1 {
		t.Errorf("clicked %v, cursor %d", clicked, table.Cursor())
	}
}
