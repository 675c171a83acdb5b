package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// A Check is a check box with a tooltip that leaves all keys but the space bar
// to its window.
type Check struct {
	widget.Check
	tipped
}

// NewCheck makes a check box; changed may be nil.
func NewCheck(label string, changed func(bool)) *Check {
	c := &Check{}
	c.Text, c.OnChanged = label, changed
	c.ExtendBaseWidget(c)
	return c
}

// ShowChecked displays a state without calling OnChanged. Partial stands for
// several objects that differ.
func (c *Check) ShowChecked(checked, partial bool) {
	c.Checked, c.Partial = checked && !partial, partial
	c.Refresh()
}

// TypedKey implements fyne.Focusable.
func (c *Check) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeySpace {
		return // toggled by the rune
	}
	forwardKey(c, ev)
}

// TypedShortcut implements fyne.Shortcutable.
func (c *Check) TypedShortcut(s fyne.Shortcut) { forwardShortcut(c, s) }

// MouseIn implements desktop.Hoverable.
func (c *Check) MouseIn(ev *desktop.MouseEvent) {
	c.Check.MouseIn(ev)
	c.hover(c, ev)
}

// MouseMoved implements desktop.Hoverable.
func (c *Check) MouseMoved(ev *desktop.MouseEvent) {
	c.Check.MouseMoved(ev)
	c.hover(c, ev)
}

// MouseOut implements desktop.Hoverable.
func (c *Check) MouseOut() {
	c.Check.MouseOut()
	c.leave(c)
}
