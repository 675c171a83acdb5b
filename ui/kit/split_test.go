package kit

import (
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

func newTestSplit(t *testing.T) *Split {
	w, _ := newTestWindow(t)
	left, right := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	left.SetMinSize(fyne.NewSize(100, 10))
	right.SetMinSize(fyne.NewSize(200, 10))
	s := NewSplit(left, right, 0.25)
	w.SetContent(s)
	w.Resize(fyne.NewSize(640, 480))
	return s
}

func TestSplitIsDraggedWithinItsSides(t *testing.T) {
	s := newTestSplit(t)
	drag := func(dx float32) {
		s.edge.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(3+dx, 50)}, Dragged: fyne.NewDelta(dx, 0)})
		s.edge.DragEnd()
	}
	near := func(what string, want float32) {
		t.Helper()
		if got := s.left.Size().Width; math.Abs(float64(got-want)) > 1 {
			t.Errorf("%s: the left side is %v wide, want %v", what, got, want)
		}
		if got := s.left.Size().Width + splitReach + s.right.Size().Width; math.Abs(float64(got-s.Size().Width)) > 1 {
			t.Errorf("%s: the sides take %v of %v", what, got, s.Size().Width)
		}
	}
	near("at first", 160)
	drag(80)
	near("dragged to the right", 240)
	drag(-500)
	near("dragged past the left", 100)
	drag(2000)
	near("dragged past the right", 640-splitReach-200)
}

func TestSplitIsDrawn(t *testing.T) {
	s := newTestSplit(t)
	test.AssertRendersToMarkup(t, "split.xml", WindowOf(s).Canvas())
}
