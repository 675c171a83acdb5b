package kit

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Button is pressed by Enter as by the space bar, shows a tooltip, and leaves
// all other keys to its window.
type Button struct {
	widget.Button
	tipped
	focused bool
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

// CreateRenderer implements fyne.Widget. It adds a ring around the button that
// has the focus: Fyne only tints it, which cannot be seen on a colored one.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{WidgetRenderer: b.Button.CreateRenderer(), button: b, ring: canvas.NewRectangle(color.Transparent)}
	r.paint()
	return r
}

// FocusGained implements fyne.Focusable.
func (b *Button) FocusGained() {
	b.focused = true
	b.Button.FocusGained()
	focused(b)
}

// FocusLost implements fyne.Focusable.
func (b *Button) FocusLost() {
	b.focused = false
	b.Button.FocusLost()
}

// TypedKey implements fyne.Focusable. A button that is pressed by keyboard keeps the
// focus, and has it again after a dialog: Fyne's Tapped would take it away.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.leave(b)
		press(b)
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

type buttonRenderer struct {
	fyne.WidgetRenderer
	button *Button
	ring   *canvas.Rectangle
}

func (r *buttonRenderer) paint() {
	name := theme.ColorNamePrimary
	switch r.button.Importance {
	case widget.HighImportance:
		name = theme.ColorNameForegroundOnPrimary
	case widget.DangerImportance:
		name = theme.ColorNameForegroundOnError
	}
	r.ring.StrokeColor = themeColor(r.button, name)
	r.ring.StrokeWidth = 1
	r.ring.CornerRadius = max(0, themeSize(r.button, theme.SizeNameButtonRadius)-1)
	r.ring.Hidden = !r.button.focused
}

// Layout keeps the ring inside, where a colored button sets it off.
func (r *buttonRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.ring.Move(fyne.NewPos(2, 2))
	r.ring.Resize(size.SubtractWidthHeight(4, 4))
}

func (r *buttonRenderer) Refresh() {
	r.paint()
	r.ring.Refresh()
	r.WidgetRenderer.Refresh()
}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return append(slices.Clip(r.WidgetRenderer.Objects()), r.ring)
}
