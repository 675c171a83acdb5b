package kit

import (
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func TestSearchBox(t *testing.T) {
	var changed []string
	s := NewSearchBox("Type to filter", func(text string) { changed = append(changed, text) })
	left := 0
	s.OnLeave = func() { left++ }
	w := show(t, container.NewVBox(s))
	s.Focus()
	s.Type('a')
	s.Type('b')
	if s.Text() != "ab" || !s.clear.Visible() {
		t.Errorf("text %q, clear button %v", s.Text(), s.clear.Visible())
	}
	typeKey(w, fyne.KeyDown)
	typeKey(w, fyne.KeyEscape)
	if s.Text() != "" || left != 1 || s.clear.Visible() {
		t.Errorf("Escape: text %q, left %d times", s.Text(), left)
	}
	typeKey(w, fyne.KeyEscape)
	if left != 2 {
		t.Error("Escape in an empty box does not leave it")
	}
	s.SetText("c")
	s.Focus()
	if s.entry.SelectedText() != "c" {
		t.Errorf("selected %q", s.entry.SelectedText())
	}
	test.Tap(s.clear)
	if want := []string{"a", "ab", "", "c", ""}; !slices.Equal(changed, want) {
		t.Errorf("changed %q, want %q", changed, want)
	}
	if w.Canvas().Focused() != s.entry {
		t.Error("the clear button takes the focus away")
	}
}

func TestBar(t *testing.T) {
	b := NewBar()
	w := show(t, container.NewVBox(b))
	if b.Visible() || b.Text() != "" {
		t.Error("not hidden at first")
	}
	pressed := 0
	keep := NewButton("Keep mine", nil, func() { pressed++ })
	b.Say(ToneWarning, "mail was changed by CORP\\eva.", keep)
	w.Content().Refresh()
	test.Tap(keep)
	if b.area.Tip() != b.Text() {
		t.Errorf("tooltip %q", b.area.Tip())
	}
	if b.Text() != "mail was changed by CORP\\eva." || pressed != 1 {
		t.Errorf("says %q, pressed %d", b.Text(), pressed)
	}
	if drawn(w, b, themeColor(b, ColorWarning)) < 20 || drawn(w, b, themeColor(b, theme.ColorNameForeground)) < 50 {
		t.Error("not drawn")
	}
	b.Say(ToneError, "gone")
	if len(b.buttons.Objects) != 0 {
		t.Error("old buttons stay")
	}
}

func TestStatusBar(t *testing.T) {
	tapped := 0
	s := NewStatusBar(Segment{Text: strings.Repeat("a long server name ", 6), Tip: "pinned"}, Segment{},
		Segment{Text: "1,204 recipients"}, Segment{Text: "synced", Color: ColorOK, OnTapped: func() { tapped++ }})
	w := show(t, container.NewBorder(nil, s, nil, nil))
	cells := s.row.Objects
	if len(cells) != 3 {
		t.Fatalf("%d cells", len(cells))
	}
	last := cells[2].(*statusCell)
	if right := last.Position().X + last.Size().Width; right < s.row.Size().Width-1 || right > s.row.Size().Width+1 {
		t.Errorf("the last segment ends at %v of %v", right, s.row.Size().Width)
	}
	first := cells[0].(*statusCell)
	if first.Tip() != "pinned" || last.Tip() != "" {
		t.Errorf("tooltips %q, %q", first.Tip(), last.Tip())
	}
	if !strings.HasSuffix(first.text.Text, "…") || cells[1].(*statusCell).text.Text != "1,204 recipients" {
		t.Errorf("the first does not give way: %q, %q", first.text.Text, cells[1].(*statusCell).text.Text)
	}
	if last.edge.Visible() || !first.edge.Visible() {
		t.Error("the edges are not between the segments")
	}
	test.Tap(last)
	if tapped != 1 {
		t.Error("not tapped")
	}
	if drawn(w, last, themeColor(s, ColorOK)) < 20 {
		t.Error("not drawn")
	}
}

func TestFieldRow(t *testing.T) {
	one, two := NewEntry(), NewEntry()
	a, b := NewFieldRow("Name", one, "cn"), NewFieldRow("A much longer label", two, "")
	AlignLabels(a, b)
	w := show(t, NewGroup("General", a, b))
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject
	if at(one).X != at(two).X || at(one).X < 100 {
		t.Errorf("editors at %v and %v", at(one), at(two))
	}
	before := a.MinSize().Height
	a.SetNote(ToneError, "An alias has no spaces.")
	if a.Note() == "" || a.MinSize().Height <= before {
		t.Error("the note takes no room")
	}
	a.SetNote(ToneError, "")
	if a.MinSize().Height != before {
		t.Error("the note's room stays")
	}
	wide := one.Size().Width
	a.SetBadges(NewBadge("not synced", ToneWarning, "no rule"))
	if one.Size().Width >= wide {
		t.Error("the badge takes no room")
	}
	a.Mark(ToneChanged)
	if drawn(w, a.name, themeColor(a, ColorChanged)) < 20 {
		t.Error("the mark is not drawn")
	}
	a.Mark(ToneNeutral)
	if drawn(w, a.name, themeColor(a, ColorChanged)) != 0 {
		t.Error("the mark stays")
	}
	a.SetNote(ToneWarning, "Not verified.")
	a.SetHelp("The name in the address book.")
	if n := len(a.badges.Objects); n != 2 {
		t.Errorf("%d things behind the editor, want badge and help", n)
	}
	w.Content().Refresh() // the test canvas lays nothing out again by itself
	if one.Size().Height < one.MinSize().Height {
		t.Errorf("the editor is %v high", one.Size().Height)
	}
	test.AssertRendersToMarkup(t, "form.xml", w.Canvas())
}

func TestEmptyState(t *testing.T) {
	pressed := 0
	clear := NewButton("Clear the filter", nil, func() { pressed++ })
	e := NewEmptyState(theme.SearchIcon(), "Nothing matches", "Look elsewhere.", clear)
	w := show(t, e)
	test.Tap(clear)
	if pressed != 1 {
		t.Error("not pressed")
	}
	if drawn(w, e, themeColor(e, theme.ColorNameForeground)) < 100 || drawn(w, e, themeColor(e, theme.ColorNameDisabled)) < 50 {
		t.Error("not drawn")
	}
	e.Say(nil, "Nothing here", "")
	if e.icon.Visible() || e.text.Visible() || len(e.buttons.Objects) != 0 {
		t.Error("parts stay")
	}
}

func TestThumb(t *testing.T) {
	thumb := NewThumb(96)
	w := show(t, container.NewHBox(thumb))
	if drawn(w, thumb, themeColor(thumb, theme.ColorNameDisabled)) < 100 {
		t.Error("the stand-in is not drawn")
	}
	red := color.NRGBA{R: 200, A: 255}
	img := image.NewNRGBA(image.Rect(0, 0, 10, 10))
	for i := range 100 {
		img.SetNRGBA(i%10, i/10, red)
	}
	thumb.SetImage(img)
	if drawn(w, thumb, red) < 1000 {
		t.Error("the picture is not drawn")
	}
}

func TestBadgeIsDrawn(t *testing.T) {
	b := NewBadge("2 findings", ToneFinding, "")
	w := show(t, container.NewHBox(b))
	if drawn(w, b, themeColor(b, ColorFinding)) < 20 {
		t.Error("not drawn")
	}
	if b.Set("fine", ToneOK); b.Text() != "fine" || drawn(w, b, themeColor(b, ColorOK)) < 10 {
		t.Error("not changed")
	}
}

func TestShapesAreDrawnAndDiffer(t *testing.T) {
	seen := map[int]bool{}
	for _, shape := range []fyne.Resource{ShapeFull, ShapeHalf, ShapeEmpty, ShapeUnknown} {
		table := NewTable([]Column{{Width: 60}}, func() int { return 1 }, func(int, int) CellData { return CellData{Icon: shape, Color: ColorOK} })
		w := show(t, table)
		n := drawn(w, table, themeColor(table, ColorOK))
		if n < 10 || seen[n] {
			t.Errorf("%s: %d pixels, like another", shape.Name(), n)
		}
		seen[n] = true
	}
}

func TestTextIsAsHighAsItsLines(t *testing.T) {
	long := NewText(strings.Repeat("some words to wrap ", 12), 300)
	short := NewText("one line", 300)
	w := show(t, container.NewVBox(long, short))
	line := fyne.MeasureText("M", 13, fyne.TextStyle{}).Height
	if h := short.MinSize().Height; h < line || h > 2*line {
		t.Errorf("one line is %v high", h)
	}
	if h := long.MinSize().Height; h < 4*line {
		t.Errorf("many lines are %v high", h)
	}
	if drawn(w, long, themeColor(long, theme.ColorNameForeground)) < 300 {
		t.Error("not drawn")
	}
}

func TestWrapText(t *testing.T) {
	test.NewTempApp(t)
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"short", "a b", []string{"a b"}},
		{"lines stay", "a\n\nb", []string{"a", "", "b"}},
		{"breaks at spaces", "aaaaaaaaaa bbbbbbbbbb", []string{"aaaaaaaaaa", "bbbbbbbbbb"}},
		{"breaks a word that is too long", "wwwwwwwwwwwwwwwwwwww", nil},
	} {
		got := wrapText(c.text, 100, 13, fyne.TextStyle{})
		if c.want != nil && !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", c.name, got)
		}
		for _, line := range got {
			if textWidth(line, 13, fyne.TextStyle{}) > 100 {
				t.Errorf("%s: %q is too wide", c.name, line)
			}
		}
		if c.want == nil && strings.Join(got, "") != c.text {
			t.Errorf("%s: %q lost letters", c.name, got)
		}
	}
}

func TestEllipsize(t *testing.T) {
	test.NewTempApp(t)
	style := fyne.TextStyle{}
	for _, text := range []string{"", "anna", "anna.adams.with.a.long.name@contoso.com", "Übergrößenträger ÄÖÜ ß 漢字漢字", "two\nlines"} {
		for width := float32(0); width < 400; width += 7 {
			got := ellipsize(text, width, 13, style)
			if w := textWidth(got, 13, style); w > width {
				t.Fatalf("%q in %v is %q, %v wide", text, width, got, w)
			}
			if flat := strings.ReplaceAll(text, "\n", " "); got != flat && !strings.HasPrefix(flat, strings.TrimSuffix(got, "…")) {
				t.Fatalf("%q in %v is %q", text, width, got)
			}
		}
	}
	if got := ellipsize("anna", 200, 13, style); got != "anna" {
		t.Errorf("cut for no reason: %q", got)
	}
}

func TestScrollBar(t *testing.T) {
	table := people(1000)
	w := show(t, table)
	whole := 1000*float64(table.rowHeight()) - float64(table.body.Size().Height)
	bar := table.vbar
	bar.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(5, 1010)}, Dragged: fyne.NewDelta(0, 1000)})
	bar.DragEnd()
	if table.offY != whole {
		t.Errorf("dragged to the end: %v of %v", table.offY, whole)
	}
	bar.Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, 3)})
	if want := whole - float64(table.body.Size().Height); table.offY != want {
		t.Errorf("a click above the thumb: %v, want %v", table.offY, want)
	}
	if table.hbar.Visible() {
		t.Error("a horizontal bar without need")
	}
	test.Scroll(w.Canvas(), fyne.NewPos(50, 100), 0, 25)
	if want := whole - float64(table.body.Size().Height) - 75; table.offY != want {
		t.Errorf("a notch of the wheel: %v, want %v", table.offY, want)
	}
	table.SetColumns([]Column{{Title: "wide", Width: 2000}})
	if !table.hbar.Visible() {
		t.Error("no horizontal bar for wide columns")
	}
	table.typed(Key{fyne.KeyRight, 0})
	if table.offX != 40 || table.columnAt(0) != 0 {
		t.Errorf("moved right by %v", table.offX)
	}
}

func TestSetFirstKeepsThePlace(t *testing.T) {
	n := 1000
	table := people(0)
	table.Len = func() int { return n }
	show(t, table)
	table.scrollTo(0, 2510)
	first, _ := table.InSight()
	n += 50 // inserted above
	table.Refresh()
	table.SetFirst(first + 50)
	if table.offY != 2510+50*float64(table.rowHeight()) {
		t.Errorf("at %v", table.offY)
	}
}
