package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

const (
	tipDelay = 500 * time.Millisecond
	tipWidth = 380 // units; longer lines wrap
)

// Tooltip makes text appear when the pointer rests on o. Kit's own widgets show
// it themselves and are returned as they are; anything else comes back wrapped.
// Text may have several lines. Inside a wrapped container, children that answer
// to the pointer themselves (buttons, entries) need a tooltip of their own.
func Tooltip(o fyne.CanvasObject, text string) fyne.CanvasObject {
	if t, ok := o.(interface{ SetTip(string) }); ok {
		t.SetTip(text)
		return o
	}
	area := &tipArea{content: o}
	area.SetTip(text)
	area.ExtendBaseWidget(area)
	return area
}

// tipped is the part of a widget that shows a tooltip. The widget passes its
// pointer events on.
type tipped struct {
	tip string
}

// SetTip changes the tooltip; "" is none.
func (t *tipped) SetTip(text string) { t.tip = text }

// Tip is the tooltip's text.
func (t *tipped) Tip() string { return t.tip }

func (t *tipped) hover(o fyne.CanvasObject, ev *desktop.MouseEvent) {
	if w := WindowOf(o); w != nil {
		w.showTip(t.tip, ev.AbsolutePosition)
	}
}

func (t *tipped) leave(o fyne.CanvasObject) {
	if w := WindowOf(o); w != nil {
		w.hideTip()
	}
}

// tipArea gives a tooltip to something that has no eye for the pointer.
type tipArea struct {
	widget.BaseWidget
	tipped
	content fyne.CanvasObject
}

func (a *tipArea) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(a.content)
}

func (a *tipArea) MouseIn(ev *desktop.MouseEvent)    { a.hover(a, ev) }
func (a *tipArea) MouseMoved(ev *desktop.MouseEvent) { a.hover(a, ev) }
func (a *tipArea) MouseOut()                         { a.leave(a) }

// tipLayer lies over a window's content or a dialog. It holds nothing the
// pointer or the focus can find, so it never takes a click from what is below:
// an overlay of the canvas would.
type tipLayer struct {
	box    *fyne.Container
	text   string
	at     fyne.Position
	cancel func()
}

func newTipLayer() *tipLayer { return &tipLayer{box: container.NewWithoutLayout()} }

// showTip has the text appear near a point of the canvas if the pointer rests.
// It may be called at every movement.
func (w *Window) showTip(text string, at fyne.Position) {
	l := w.layer()
	if text == "" || text != l.text {
		w.hideTip()
	}
	if text == "" || w.after == nil {
		return
	}
	l.at = at
	if l.text == text {
		return // waiting or shown
	}
	l.text = text
	l.cancel = w.after(tipDelay, func() { l.show(w) })
}

func (w *Window) hideTip() {
	l := w.layer()
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
	l.text = ""
	if len(l.box.Objects) > 0 {
		l.box.Objects = nil
		l.box.Refresh()
	}
}

// layer is the one in front.
func (w *Window) layer() *tipLayer {
	if n := len(w.dialogs); n > 0 {
		return w.dialogs[n-1].tips
	}
	return w.root.tips
}

func (l *tipLayer) show(w *Window) {
	if l != w.layer() || l.text == "" {
		return
	}
	bubble := newTipBubble(l.box, l.text)
	size := bubble.MinSize()
	area := w.Canvas().Size()
	at := l.at.AddXY(10, 18)
	at.X = max(2, min(at.X, area.Width-size.Width-4))
	if at.Y+size.Height > area.Height-4 {
		at.Y = max(2, l.at.Y-size.Height-6)
	}
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(l.box)
	bubble.Resize(size)
	bubble.Move(at.Subtract(origin))
	l.box.Objects = []fyne.CanvasObject{bubble}
	l.box.Refresh()
}

func newTipBubble(o fyne.CanvasObject, text string) *fyne.Container {
	back := canvas.NewRectangle(themeColor(o, colorTip))
	back.CornerRadius = themeSize(o, theme.SizeNamePopupRadius)
	size := themeSize(o, theme.SizeNameText) - 1
	lines := container.NewVBox()
	lines.Layout = tightColumn{}
	for _, line := range wrapText(text, tipWidth, size, fyne.TextStyle{}) {
		t := canvas.NewText(line, themeColor(o, colorTipText))
		t.TextSize = size
		lines.Add(t)
	}
	return container.NewStack(back, container.New(inset{8, 5}, lines))
}
