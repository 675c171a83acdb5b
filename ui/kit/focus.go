package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// focused tells the window that o got the focus, and reports whether it comes from
// another widget: Fyne says the same when the window itself comes to the front.
func focused(o fyne.CanvasObject) (moved bool) {
	w := WindowOf(o)
	if w == nil { // nothing is drawn yet
		return true
	}
	moved = w.last != o
	w.last = o
	if w.OnFocus != nil {
		w.OnFocus(o)
	}
	return moved
}

// used tells the window that o is typed into, which it may have got the focus for
// before it was drawn.
func used(o fyne.CanvasObject) {
	if w := WindowOf(o); w != nil {
		w.last = o
	}
}

// selectAll selects the text of a field that the focus moved to, as people expect
// of a form: what they type replaces it, and Fyne would leave the cursor before
// the text. A click puts the cursor elsewhere right afterwards.
func selectAll(field fyne.Shortcutable) { field.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// FocusGained implements fyne.Focusable.
func (c *Check) FocusGained() {
	c.Check.FocusGained()
	focused(c)
}

// FocusGained implements fyne.Focusable.
func (e *SelectEntry) FocusGained() {
	e.SelectEntry.FocusGained()
	if focused(e) {
		selectAll(&e.SelectEntry)
	}
}

// FocusGained implements fyne.Focusable.
func (e *MultiEntry) FocusGained() {
	e.Entry.FocusGained()
	focused(e)
}

// revealMargin is what is left free above and below a widget that was scrolled to.
const revealMargin = 12

// Reveal scrolls so that o, which stands in s, can be seen. Fyne moves the focus
// to widgets out of sight and leaves them there.
func Reveal(s *container.Scroll, o fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	top := d.AbsolutePositionForObject(o).Y - d.AbsolutePositionForObject(s).Y
	bottom := top + o.Size().Height
	y := s.Offset.Y
	switch {
	case top < 0 || o.Size().Height > s.Size().Height:
		y += top - revealMargin
	case bottom > s.Size().Height:
		y += bottom - s.Size().Height + revealMargin
	default:
		return
	}
	s.ScrollToOffset(fyne.NewPos(s.Offset.X, max(0, min(y, s.Content.MinSize().Height-s.Size().Height))))
}
