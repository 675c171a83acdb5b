package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// A Button is pressed by Enter as by the space bar, shows a tooltip, and leaves
// all other keys to its window.
type Button struct {
	widget.Button
	tipped
}

// NewButton makes a button with a label; icon may be nil.
func NewButton(label string, icon fyne.Resource, tapped func()) *Button {
	b := &Button{}
	b.Text, b.Icon, b.OnTapped = label, icon, tapped
	b.ExtendBaseWidget(b)
	return b
}

// NewIconButton makes a flat button without label. The tooltip is its name.
func NewIconButton(icon fyne.Resource, tip string, tapped func()) *Button {
	b := NewButton("", icon, tapped)
	b.Importance = widget.LowImportance
	b.SetTip(tip)
	return b
}

// TypedKey implements fyne.Focusable.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
	default:
		forwardKey(b, ev)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (b *Button) TypedShortcut(s fyne.Shortcut) { forwardShortcut(b, s) }

// Tapped implements fyne.Tappable.
func (b *Button) Tapped(ev *fyne.PointEvent) {
	b.leave(b)
	b.Button.Tapped(ev)
}

// MouseIn implements desktop.Hoverable.
func (b *Button) MouseIn(ev *desktop.MouseEvent) {
	b.Button.MouseIn(ev)
	b.hover(b, ev)
}

// MouseMoved implements desktop.Hoverable.
func (b *Button) MouseMoved(ev *desktop.MouseEvent) { b.hover(b, ev) }

// MouseOut implements desktop.Hoverable.
func (b *Button) MouseOut() {
	b.Button.MouseOut()
	b.leave(b)
}
