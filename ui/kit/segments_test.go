package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

func TestSegments(t *testing.T) {
	var chosen []int
	s := NewSegments([]string{"Flows", "Scope", "Joins"}, func(i int) { chosen = append(chosen, i) })
	w := show(t, container.NewVBox(s))
	w.Canvas().Focus(s)
	typeKey(w, fyne.KeyRight)
	typeKey(w, fyne.KeyEnd)
	typeKey(w, fyne.KeyRight) // stays at the end
	typeKey(w, fyne.KeyHome)
	test.TapAt(s, fyne.NewPos(s.width(0)+5, 5))
	s.Select(2)
	if want := []int{1, 2, 0, 1}; !slices.Equal(chosen, want) || s.Selected() != 2 {
		t.Errorf("chosen %v, want %v; %d is shown", chosen, want, s.Selected())
	}
	escaped := false
	w.Bind(Key{Name: fyne.KeyEscape}, func() { escaped = true })
	typeKey(w, fyne.KeyEscape)
	if !escaped {
		t.Error("Escape does not reach the window")
	}
}

func TestSegmentsGrowWithTheirLabels(t *testing.T) {
	s := NewSegments([]string{"Flows", "Notes"}, nil)
	show(t, container.NewVBox(s))
	was := s.MinSize().Width
	s.SetLabel(1, "Notes (3)")
	if s.MinSize().Width <= was {
		t.Error("the label is cut")
	}
}

func TestCellsOfFixedWidth(t *testing.T) {
	table := NewTable([]Column{{Title: "Expression", Width: 200}}, func() int { return 1 }, func(int, int) CellData {
		return CellData{Text: "Trim([mail])", Mono: true}
	})
	w := show(t, table)
	w.Resize(fyne.NewSize(300, 200))
	if !table.body.lines[0].cells[0].text.TextStyle.Monospace {
		t.Error("the expression is not drawn in fixed width")
	}
}
