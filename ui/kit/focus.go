package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// focused tells the window that o got the focus.
func focused(o fyne.CanvasObject) {
	if w := WindowOf(o); w != nil && w.OnFocus != nil {
		w.OnFocus(o)
	}
}

// FocusGained implements fyne.Focusable.
func (c *Check) FocusGained() {
	c.Check.FocusGained()
	focused(c)
}

// FocusGained implements fyne.Focusable.
func (e *SelectEntry) FocusGained() {
	e.SelectEntry.FocusGained()
	focused(e)
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
