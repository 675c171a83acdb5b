package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
)

func TestShareBar(t *testing.T) {
	b := NewShareBar()
	tapped := -1
	b.OnTapped = func(i int) { tapped = i }
	w := show(t, container.NewVBox(b))
	if drawn(w, b, themeColor(b, theme.ColorNameSeparator)) < 1000 {
		t.Error("an empty bar is not drawn")
	}
	b.Set(Share{N: 30, Tone: ToneError, Tip: "30 errors"}, Share{}, Share{N: 10, Tone: ToneWarning, Tip: "10 warnings"}, Share{N: 1, Tone: ToneInfo})
	errors, warnings := drawn(w, b, themeColor(b, ColorError)), drawn(w, b, themeColor(b, ColorWarning))
	if errors < 2*warnings || errors > 4*warnings || warnings < 500 {
		t.Errorf("%d pixels of errors, %d of warnings: want three to one", errors, warnings)
	}
	if drawn(w, b, themeColor(b, theme.ColorNamePrimary)) < 20 {
		t.Error("one of 41 cannot be seen")
	}
	right := fyne.NewPos(b.Size().Width*0.85, 5)
	b.Tapped(&fyne.PointEvent{Position: right})
	if tapped != 2 {
		t.Errorf("tapped %d, want the warnings", tapped)
	}
	b.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: right}})
	if b.tips.Tip() != "10 warnings" {
		t.Errorf("tooltip %q", b.tips.Tip())
	}
	b.Set(Share{N: 30, Tone: ToneError, Off: true})
	if drawn(w, b, themeColor(b, ColorError)) > 0 {
		t.Error("what is switched off is drawn like the rest")
	}
}

func TestSharesFillTheBar(t *testing.T) {
	b := NewShareBar()
	b.Set(Share{N: 100_000}, Share{N: 0}, Share{N: 1}, Share{N: 7})
	spans := b.spans(500)
	if last := spans[3]; last.x+last.w < 499.9 || last.x+last.w > 500.1 || spans[1].w != 0 || spans[2].w < shareLeast {
		t.Errorf("%v", spans)
	}
}

func TestATableColumnFillsTheRest(t *testing.T) {
	table := NewTable([]Column{{Title: "A", Width: 100, Fill: true}, {Title: "B", Width: 80}}, func() int { return 3 },
		func(row, col int) CellData { return CellData{Text: "x"} })
	w := show(t, table)
	if got := table.Columns()[0].Width; got != 640-barThickness-80 {
		t.Errorf("it is %v wide", got)
	}
	table.resizeColumn(1, 200)
	if got := table.Columns()[0].Width; got != 640-barThickness-200 {
		t.Errorf("after the other one grew it is %v wide", got)
	}
	w.Resize(fyne.NewSize(250, 200))
	if got := table.Columns()[0].Width; got != 100 {
		t.Errorf("in a small window it is %v wide, less than it needs", got)
	}
}

func TestACellDrawsABar(t *testing.T) {
	share := float32(0.5)
	table := NewTable([]Column{{Title: "A", Width: 200}}, func() int { return 1 },
		func(int, int) CellData { return CellData{Share: share, Tone: ToneError} })
	w := show(t, table)
	half := drawn(w, table, themeColor(table, ColorError))
	share = 1
	table.Refresh()
	whole := drawn(w, table, themeColor(table, ColorError))
	share = 0
	table.Refresh()
	if half < 300 || whole < half*19/10 || whole > half*21/10 {
		t.Errorf("%d pixels for a half, %d for the whole", half, whole)
	}
	if n := drawn(w, table, themeColor(table, ColorError)); n != 0 {
		t.Errorf("%d pixels for nothing", n)
	}
}

func TestATrackShowsTheWholeBelowTheBar(t *testing.T) {
	d := CellData{Track: true, Tone: ToneError}
	table := NewTable([]Column{{Title: "A", Width: 200}}, func() int { return 1 }, func(int, int) CellData { return d })
	w := show(t, table)
	track := func() int { return drawn(w, table, themeColor(table, theme.ColorNameSeparator)) }
	all := track()
	d.Share = 0.5 // the bar is made after the track, and must lie above it
	table.Refresh()
	if left, bar := track(), drawn(w, table, themeColor(table, ColorError)); all < 1000 || bar < 500 || all-left < bar*9/10 {
		t.Errorf("%d pixels of the track alone, %d beside a bar of %d", all, left, bar)
	}
	d.Track = false
	before := track()
	table.Refresh()
	if track() >= before {
		t.Error("the track does not go")
	}
}

func TestCard(t *testing.T) {
	c := NewCard(NewText("One line", 200))
	w := show(t, container.NewVBox(c))
	if drawn(w, c, themeColor(c, theme.ColorNameInputBackground)) < 1000 || drawn(w, c, themeColor(c, theme.ColorNameForeground)) < 20 {
		t.Error("not drawn")
	}
}
