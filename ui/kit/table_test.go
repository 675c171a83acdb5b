package kit

import (
	"fmt"
	"image/color"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

const (
	ctrl  = fyne.KeyModifierShortcutDefault
	shift = fyne.KeyModifierShift
)

// people is a table of n rows and three columns.
func people(n int) *Table {
	columns := []Column{{Title: "Name", Width: 200}, {Title: "Type", Width: 150}, {Title: "Items", Width: 80, Align: fyne.TextAlignTrailing}}
	return NewTable(columns, func() int { return n }, func(row, col int) CellData {
		switch col {
		case 0:
			return CellData{Text: fmt.Sprintf("Person %d", row), Icon: ShapeFull, Color: ColorOK}
		case 1:
			return CellData{Text: "Mailbox"}
		}
		return CellData{Text: fmt.Sprint(row)}
	})
}

// click is a press of the primary button on a row.
func click(table *Table, row int, mod fyne.KeyModifier) {
	y := (float64(row)+0.5)*float64(table.rowHeight()) - table.offY
	table.body.MouseDown(&desktop.MouseEvent{
		PointEvent: fyne.PointEvent{Position: fyne.NewPos(20, float32(y))},
		Button:     desktop.MouseButtonPrimary, Modifier: mod,
	})
}

func TestTableSelectsByMouse(t *testing.T) {
	table := people(100)
	show(t, table)
	told := 0
	table.OnSelect = func() { told++ }
	steps := []struct {
		name string
		row  int
		mod  fyne.KeyModifier
		want []int
	}{
		{"a click selects one", 3, 0, []int{3}},
		{"shift selects from there", 6, shift, []int{3, 4, 5, 6}},
		{"shift again starts at the same row", 1, shift, []int{1, 2, 3}},
		{"ctrl adds one", 9, ctrl, []int{1, 2, 3, 9}},
		{"ctrl removes one", 2, ctrl, []int{1, 3, 9}},
		{"ctrl and shift add a range", 5, ctrl | shift, []int{1, 2, 3, 4, 5, 9}},
		{"a click selects one only", 8, 0, []int{8}},
	}
	for i, s := range steps {
		click(table, s.row, s.mod)
		if !slices.Equal(table.Selected(), s.want) {
			t.Errorf("%s: %v, want %v", s.name, table.Selected(), s.want)
		}
		if told != i+1 || table.Cursor() != s.row {
			t.Errorf("%s: told %d times, cursor %d", s.name, told, table.Cursor())
		}
	}
}

func TestTableSelectsByKeyboard(t *testing.T) {
	table := people(100)
	show(t, table)
	table.Select(10)
	for _, s := range []struct {
		key    Key
		cursor int
		count  int
	}{
		{Key{fyne.KeyDown, 0}, 11, 1},
		{Key{fyne.KeyDown, shift}, 12, 2},
		{Key{fyne.KeyUp, ctrl}, 11, 2},
		{Key{fyne.KeySpace, ctrl}, 11, 1},
		{Key{fyne.KeyEnd, shift}, 99, 89},
		{Key{fyne.KeyHome, 0}, 0, 1},
		{Key{fyne.KeyUp, 0}, 0, 1},
		{Key{fyne.KeyEnd, 0}, 99, 1},
		{Key{fyne.KeyDown, 0}, 99, 1},
		{Key{fyne.KeyA, ctrl}, 99, 100},
	} {
		if !table.typed(s.key) {
			t.Errorf("%v did nothing", s.key)
		}
		if table.Cursor() != s.cursor || table.SelectedCount() != s.count {
			t.Errorf("%v: cursor %d, %d selected; want %d, %d", s.key, table.Cursor(), table.SelectedCount(), s.cursor, s.count)
		}
	}
	table.typed(Key{fyne.KeyHome, 0})
	table.typed(Key{fyne.KeyPageDown, 0})
	_, inSight := table.InSight()
	if c := table.Cursor(); c < inSight-4 || c > inSight {
		t.Errorf("page down went to %d with %d rows in sight", c, inSight)
	}
}

func TestTableCursorIsScrolledIntoSight(t *testing.T) {
	table := people(100_000)
	show(t, table)
	table.typed(Key{fyne.KeyEnd, 0})
	first, count := table.InSight()
	if first+count != 100_000 {
		t.Errorf("End shows %d…%d", first, first+count)
	}
	if line := table.body.lines[99_999]; line == nil || line.cells[0].text.Text != "Person 99999" {
		t.Errorf("the last row is not on a line: %v", line)
	}
	if n := len(table.body.list); n > count+2 {
		t.Errorf("%d lines for %d rows in sight", n, count)
	}
}

func TestTableScrollsToARowChosenBeforeItIsShown(t *testing.T) {
	table := people(10_000)
	table.Select(5000)
	show(t, table)
	if first, count := table.InSight(); first > 5000 || first+count <= 5000 {
		t.Errorf("shows %d…%d", first, first+count)
	}
	table.ScrollTo(0)
	table.Refresh()
	if first, _ := table.InSight(); first != 0 {
		t.Errorf("went back to %d", first)
	}
}

func TestTableDoesNotJumpWhenRowsComeIn(t *testing.T) {
	n := 1000
	table := people(0)
	table.Len = func() int { return n }
	show(t, table)
	table.scrollTo(0, 5000)
	table.SetSelection([]int{210})
	first, _ := table.InSight()
	n = 50_000
	table.Refresh()
	if now, _ := table.InSight(); now != first || table.offY != 5000 {
		t.Errorf("first row was %d, is %d", first, now)
	}
	n = 205
	table.SetCursor(204)
	table.Refresh()
	first, count := table.InSight()
	if first+count != 205 || table.Cursor() != 204 || table.SelectedCount() != 0 {
		t.Errorf("after rows went: %d…%d, cursor %d, %d selected", first, first+count, table.Cursor(), table.SelectedCount())
	}
}

func TestTableEnterAndDoubleClickActivate(t *testing.T) {
	table := people(10)
	w := show(t, table)
	var got []int
	table.OnActivate = func(row int) { got = append(got, row) }
	click(table, 4, 0)
	typeKey(w, fyne.KeyReturn)
	click(table, 5, 0)
	click(table, 5, 0)
	table.body.DoubleTapped(&fyne.PointEvent{})
	click(table, 6, 0)
	click(table, 7, 0)
	table.body.DoubleTapped(&fyne.PointEvent{}) // two rows: two clicks
	if !slices.Equal(got, []int{4, 5}) {
		t.Errorf("activated %v", got)
	}
}

func TestTableMenuIsAboutTheSelection(t *testing.T) {
	table := people(10)
	show(t, table)
	var row int
	table.OnMenu = func(r int, _ fyne.Position) { row = r }
	menu := func(r int) {
		at := fyne.NewPos(20, (float32(r)+0.5)*table.rowHeight())
		table.body.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonSecondary})
		table.body.TappedSecondary(&fyne.PointEvent{Position: at, AbsolutePosition: at})
	}
	table.SetSelection([]int{2, 3})
	menu(3)
	if row != 3 || !slices.Equal(table.Selected(), []int{2, 3}) {
		t.Errorf("menu on the selection: row %d, selected %v", row, table.Selected())
	}
	menu(5)
	if row != 5 || !slices.Equal(table.Selected(), []int{5}) {
		t.Errorf("menu beside the selection: row %d, selected %v", row, table.Selected())
	}
	menu(14)
	if row != -1 || table.SelectedCount() != 0 {
		t.Errorf("menu below the rows: row %d, selected %v", row, table.Selected())
	}
}

func TestTableSortsByTitle(t *testing.T) {
	table := people(10)
	w := show(t, table)
	var got []string
	table.OnSort = func(col int, descending bool) {
		got = append(got, fmt.Sprint(col, descending))
		table.SetSort(col, descending)
	}
	for _, x := range []float32{20, 20, 20, 250, 500} {
		test.TapCanvas(w.Canvas(), fyne.NewPos(x, 8))
	}
	if want := []string{"0 false", "0 true", "0 false", "1 false"}; !slices.Equal(got, want) {
		t.Errorf("sorted %v, want %v", got, want)
	}
}

func TestTableResizesColumns(t *testing.T) {
	table := people(10)
	w := show(t, table)
	var told float32
	table.OnResize = func(c []Column) { told = c[0].Width }
	test.Drag(w.Canvas(), fyne.NewPos(300, 8), 40, 0) // from 260: not an edge
	if told != 0 {
		t.Errorf("a drag beside the edge resized to %v", told)
	}
	table.header.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(239, 8)}, Dragged: fyne.NewDelta(40, 0)})
	table.header.DragEnd()
	if told != 240 || table.Columns()[0].Width != 240 {
		t.Errorf("told %v, width %v", told, table.Columns()[0].Width)
	}
	table.FitColumn(1)
	if w := table.Columns()[1].Width; w < 50 || w > 90 {
		t.Errorf("“Mailbox” fits %v", w)
	}
}

func TestDoubleClickOnAnEdgeFitsTheColumn(t *testing.T) {
	table := people(10)
	w, c := newTestWindow(t)
	w.SetContent(table)
	w.Resize(fyne.NewSize(640, 480))
	edge := fyne.NewPos(200, 8)
	test.TapCanvas(w.Canvas(), edge)
	c.pass(time.Second)
	test.TapCanvas(w.Canvas(), edge)
	if table.Columns()[0].Width != 200 {
		t.Error("two clicks far apart fit the column")
	}
	test.TapCanvas(w.Canvas(), edge)
	if w := table.Columns()[0].Width; w >= 150 {
		t.Errorf("the column is %v wide", w)
	}
}

func TestTableColumnsChange(t *testing.T) {
	table := people(30)
	w := show(t, table)
	table.SetColumns([]Column{{Title: "One", Width: 300}})
	table.Cell = func(row, _ int) CellData { return CellData{Text: fmt.Sprint("only ", row)} }
	table.Refresh()
	if got := table.body.lines[2].cells; len(got) != 1 || got[0].text.Text != "only 2" {
		t.Errorf("cells %v", got)
	}
	if drawn(w, table.body, themeColor(table, theme.ColorNameForeground)) == 0 {
		t.Error("no text drawn")
	}
}

func TestTableLeavesOtherKeysToTheWindow(t *testing.T) {
	table := people(10)
	w := show(t, table)
	var got []string
	for _, k := range []Key{{fyne.KeyF5, 0}, {fyne.KeyDelete, 0}, Ctrl(fyne.KeyS), Ctrl(fyne.KeyPageDown)} {
		w.Bind(k, func() { got = append(got, k.String()) })
	}
	table.OnKey = func(ev *fyne.KeyEvent) bool {
		got = append(got, "OnKey "+string(ev.Name))
		return ev.Name == fyne.KeyF2
	}
	table.OnRune = func(r rune) { got = append(got, string(r)) }
	w.Canvas().Focus(table)
	typeKey(w, fyne.KeyF5)
	typeKey(w, fyne.KeyF2)
	typeKey(w, fyne.KeyDelete)
	typeShortcut(w, Ctrl(fyne.KeyS))
	typeShortcut(w, Ctrl(fyne.KeyPageDown))
	table.TypedRune('ä')
	table.TypedRune(' ')
	want := []string{"OnKey F5", "F5", "OnKey F2", "OnKey Delete", "Del", "Ctrl+S", "Ctrl+PgDn", "ä"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTableIsDrawn(t *testing.T) {
	table := people(100)
	w := show(t, table)
	w.Canvas().Focus(table)
	table.Select(1)
	for name, least := range map[fyne.ThemeColorName]int{
		colorRowSelected:                5000, // the selected row
		theme.ColorNameForeground:       200,  // text
		ColorOK:                         200,  // icons
		colorRowAlt:                     5000,
		theme.ColorNameHeaderBackground: 3000,
	} {
		if n := drawn(w, table, themeColor(table, name)); n < least {
			t.Errorf("%d pixels of %s, want %d", n, name, least)
		}
	}
	test.AssertRendersToMarkup(t, "table.xml", w.Canvas())
}

func BenchmarkTableScroll(b *testing.B) {
	app := test.NewTempApp(b)
	app.Settings().SetTheme(Theme{Variant: VariantLight})
	table := people(100_000)
	w := NewWindow(app.NewWindow("bench"), nil)
	w.SetContent(table)
	w.Resize(fyne.NewSize(1200, 800))
	w.Canvas().Capture()
	b.ResetTimer()
	for i := range b.N {
		table.scrollTo(0, float64(i%30_000)*75)
	}
}

func BenchmarkTableRefresh(b *testing.B) {
	app := test.NewTempApp(b)
	app.Settings().SetTheme(Theme{Variant: VariantLight})
	table := people(100_000)
	w := NewWindow(app.NewWindow("bench"), nil)
	w.SetContent(table)
	w.Resize(fyne.NewSize(1200, 800))
	b.ResetTimer()
	for range b.N {
		table.Refresh()
	}
}

func BenchmarkTableScrollPainted(b *testing.B) {
	app := test.NewTempApp(b)
	app.Settings().SetTheme(Theme{Variant: VariantLight})
	table := people(100_000)
	w := NewWindow(app.NewWindow("bench"), nil)
	w.SetContent(table)
	w.Resize(fyne.NewSize(1200, 800))
	b.ResetTimer()
	for i := range b.N {
		table.scrollTo(0, float64(i%30_000)*75)
		w.Canvas().Capture()
	}
}

func TestTableFollowsTheTheme(t *testing.T) {
	table := people(50)
	w := show(t, table)
	table.SetSelection([]int{1})
	w.Canvas().Capture()
	fyne.CurrentApp().Settings().SetTheme(Theme{Variant: VariantDark})
	table.Refresh()
	for _, name := range []fyne.ThemeColorName{theme.ColorNameForeground, ColorOK, colorRowIdle, ColorMuted} {
		if n := drawn(w, table, darkPalette[name]); n < 50 {
			t.Errorf("dark: %d pixels of %s", n, name)
		}
	}
	if n := pixels(w, table, lightPalette[theme.ColorNameInputBackground], 3); n > 0 {
		t.Errorf("%d pixels stay light", n)
	}
}

func TestTableStaysInItsPlace(t *testing.T) {
	table := people(100)
	w := show(t, container.NewWithoutLayout(table))
	table.Move(fyne.NewPos(150, 100))
	table.Resize(fyne.NewSize(300, 200))
	table.scrollTo(70, 12)
	img := w.Canvas().Capture()
	want := themeColor(table, theme.ColorNameBackground)
	outside := 0
	for y := range 480 {
		for x := range 640 {
			// The software painter draws half of the ring outside; GL does not.
			if x >= 149 && x <= 450 && y >= 99 && y <= 300 {
				continue
			}
			if color.NRGBAModel.Convert(img.At(x, y)) != want {
				outside++
			}
		}
	}
	if outside > 0 {
		t.Errorf("%d pixels are drawn beside the table", outside)
	}
}
