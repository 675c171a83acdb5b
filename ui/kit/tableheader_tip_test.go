package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func TestATooltipOfATitleGivesWayToItsMenu(t *testing.T) {
	w, c := newTestWindow(t)
	table := NewTable([]Column{{Title: "Name", Tip: "The display name."}}, func() int { return 0 }, func(int, int) CellData { return CellData{} })
	asked := 0
	table.OnHeaderMenu = func(fyne.Position) { asked++ }
	w.SetContent(table)
	w.Resize(fyne.NewSize(400, 300))
	at := fyne.PointEvent{Position: fyne.NewPos(10, 5), AbsolutePosition: fyne.NewPos(10, 5)}
	table.header.MouseIn(&desktop.MouseEvent{PointEvent: at})
	if w.layer().text == "" {
		t.Fatal("no tooltip is on its way")
	}
	table.header.TappedSecondary(&at)
	c.pass(2 * tipDelay)
	if asked != 1 || w.layer().text != "" || len(w.layer().box.Objects) > 0 {
		t.Errorf("asked %d times, tooltip %q", asked, w.layer().text)
	}
}
