package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

func TestFocusOutOfSightIsScrolledTo(t *testing.T) {
	w, _ := newTestWindow(t)
	column := container.NewVBox()
	widgets := []fyne.CanvasObject{NewEntry(), NewMultiEntry(1), NewSelect(nil, nil), NewSelectEntry(nil), NewCheck("x", nil), NewButton("x", nil, nil)}
	for range 4 {
		column.Add(NewTable([]Column{{Title: "x"}}, func() int { return 0 }, nil))
	}
	for _, o := range widgets {
		column.Add(o)
	}
	scroll := container.NewVScroll(column)
	w.SetContent(scroll)
	w.Resize(fyne.NewSize(200, 120))
	w.OnFocus = func(o fyne.CanvasObject) { Reveal(scroll, o) }
	for _, o := range widgets {
		scroll.ScrollToTop()
		w.Canvas().Focus(o.(fyne.Focusable))
		top := o.Position().Y - scroll.Offset.Y
		if top < 0 || top+o.Size().Height > scroll.Size().Height {
			t.Errorf("%T is at %v of %v", o, top, scroll.Size().Height)
		}
	}
	at := scroll.Offset
	w.Canvas().Focus(widgets[4].(fyne.Focusable)) // in sight: nothing moves
	if scroll.Offset != at {
		t.Error("it scrolled without need")
	}
}

// Whoever presses a button by keyboard goes on from there, also after its dialog.
func TestAButtonPressedByKeyboardKeepsTheFocus(t *testing.T) {
	var w *Window
	var d *Dialog
	ask := NewButton("Ask", nil, func() { d = w.Confirm("Title", "Text", "Do it", func() {}) })
	w = show(t, container.NewHBox(NewButton("First", nil, nil), ask))
	w.Canvas().Focus(ask)
	typeKey(w, fyne.KeySpace)
	if d == nil || w.Canvas().Focused() == fyne.Focusable(ask) {
		t.Fatal("the dialog does not have the focus")
	}
	d.Close()
	if w.Canvas().Focused() != fyne.Focusable(ask) {
		t.Errorf("the focus is at %v", w.Canvas().Focused())
	}
}
