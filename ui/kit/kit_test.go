package kit

import (
	"image/color"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// clock is the scheduler of a window under test: time passes when the test says.
type clock struct{ pending []*timer }

type timer struct {
	after time.Duration
	f     func()
	gone  bool
}

func (c *clock) After(d time.Duration, f func()) (cancel func()) {
	t := &timer{after: d, f: f}
	c.pending = append(c.pending, t)
	return func() { t.gone = true }
}

func (c *clock) pass(d time.Duration) {
	due := c.pending
	c.pending = nil
	for _, t := range due {
		switch {
		case t.gone:
		case t.after <= d:
			t.f()
		default:
			t.after -= d
			c.pending = append(c.pending, t)
		}
	}
}

// newTestWindow is a light window of 640 by 480 and its clock.
func newTestWindow(t *testing.T) (*Window, *clock) {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(Theme{Variant: VariantLight})
	c := &clock{}
	fw := app.NewWindow("test")
	t.Cleanup(fw.Close)
	w := NewWindow(fw, c.After)
	w.Resize(fyne.NewSize(640, 480))
	return w, c
}

// show puts o into a window and draws it once.
func show(t *testing.T, o fyne.CanvasObject) *Window {
	t.Helper()
	w, _ := newTestWindow(t)
	w.SetContent(o)
	w.Resize(fyne.NewSize(640, 480))
	return w
}

// typeKey is a plain key as Fyne's driver delivers it: to what has the focus, else to
// the canvas.
func typeKey(w *Window, name fyne.KeyName) {
	ev := &fyne.KeyEvent{Name: name}
	if f := w.Canvas().Focused(); f != nil {
		f.TypedKey(ev)
	} else {
		w.Canvas().OnTypedKey()(ev)
	}
}

// typeShortcut is a key with modifiers, delivered the same way; the test canvas
// hides where it keeps its shortcuts, so the window stands in for it.
func typeShortcut(w *Window, k Key) {
	if f, ok := w.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(k.Shortcut())
		return
	}
	w.shortcut(k.Shortcut())
}

// drawn counts the pixels of an area that have the color: the only proof that
// something is really painted.
func drawn(w *Window, area fyne.CanvasObject, want color.Color) int {
	img := w.Canvas().Capture()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(area)
	size := area.Size()
	n := 0
	wr, wg, wb, _ := want.RGBA()
	for y := int(at.Y); y < int(at.Y+size.Height); y++ {
		for x := int(at.X); x < int(at.X+size.Width); x++ {
			if r, g, b, _ := img.At(x, y).RGBA(); r == wr && g == wg && b == wb {
				n++
			}
		}
	}
	return n
}
