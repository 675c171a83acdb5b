package kit

import (
	"image/color"
	"os"
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

func TestMain(m *testing.M) {
	themeTests()
	os.Exit(m.Run())
}

// themeTests gives kit's theme to the application that widgets are made under
// before their window is there.
func themeTests() { fyne.CurrentApp().Settings().SetTheme(Theme{Variant: VariantLight}) }

// newTestWindow is a light window of 640 by 480 and its clock.
func newTestWindow(t *testing.T) (*Window, *clock) {
	t.Helper()
	t.Cleanup(themeTests)
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

// drawn counts the pixels of an area that have the color, or nearly: small text
// has few pixels of its full color. It is the only proof that something is
// really painted.
func drawn(win *Window, area fyne.CanvasObject, want color.Color) int {
	return pixels(win, area, want, 90)
}

// pixels counts those of an area whose red, green and blue differ from want by
// less than that much together.
func pixels(win *Window, area fyne.CanvasObject, want color.Color, less int) int {
	img := win.Canvas().Capture()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(area)
	size := area.Size()
	n := 0
	w := color.NRGBAModel.Convert(want).(color.NRGBA)
	far := func(a, b uint8) int { return max(int(a), int(b)) - min(int(a), int(b)) }
	for y := int(at.Y); y < int(at.Y+size.Height); y++ {
		for x := int(at.X); x < int(at.X+size.Width); x++ {
			p := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			if far(p.R, w.R)+far(p.G, w.G)+far(p.B, w.B) < less {
				n++
			}
		}
	}
	return n
}
