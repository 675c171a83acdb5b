package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// After calls f on the UI goroutine when d has passed, unless cancel is called
// before. It is how a window gets a clock: kit starts no goroutine and no timer.
type After func(d time.Duration, f func()) (cancel func())

// A Window adds to a Fyne window what every window of the product needs: keys
// that work whatever has the focus, tooltips, and dialogs that own the keyboard
// while they are up. It belongs to the UI goroutine.
//
// Set the content with Window.SetContent, not through the embedded window: kit's
// widgets find their window by the content they stand in.
type Window struct {
	fyne.Window

	// OnFocus is told which of kit's widgets got the focus, to scroll it into sight.
	OnFocus func(fyne.CanvasObject)

	after    After
	keys     map[Key]func()
	guarded  map[*fyne.MenuItem]bool
	root     *root
	dialogs  []*Dialog
	fallback fyne.Focusable
	last     fyne.CanvasObject // what got the focus last
}

// NewWindow takes over w. It needs no more than the window and the clock.
func NewWindow(w fyne.Window, after After) *Window {
	k := &Window{Window: w, after: after, keys: map[Key]func(){}, guarded: map[*fyne.MenuItem]bool{}}
	w.SetPadded(false)
	w.Canvas().SetOnTypedKey(k.typedKey)
	w.Canvas().SetOnTypedRune(k.typedRune)
	k.SetContent(container.NewWithoutLayout())
	return k
}

// SetContent shows o, edge to edge: padding is the content's own business.
func (w *Window) SetContent(o fyne.CanvasObject) {
	w.root = newRoot(w, o)
	w.Window.SetContent(w.root)
}

// Content is what SetContent was given.
func (w *Window) Content() fyne.CanvasObject { return w.root.content }

// Bind makes f answer to the key in this window, whatever has the focus, unless
// a dialog is up or a text field needs the key for editing. nil unbinds. Keys of
// menu items need no Bind: SetMainMenu listens to them, with or without modifier.
func (w *Window) Bind(k Key, f func()) {
	k = k.plain()
	if f == nil {
		delete(w.keys, k)
	} else {
		w.keys[k] = f
	}
	if k.Mod&^fyne.KeyModifierShift == 0 {
		return // Fyne sends these as plain keys
	}
	w.Canvas().RemoveShortcut(k.Shortcut())
	if f != nil {
		w.Canvas().AddShortcut(k.Shortcut(), func(s fyne.Shortcut) { w.shortcut(s) })
	}
}

// SetFallback names the widget that gets the focus, and the key, when something
// is typed while nothing has it: the list of the main window.
func (w *Window) SetFallback(f fyne.Focusable) { w.fallback = f }

// Modal says whether a dialog of kit's is up.
func (w *Window) Modal() bool { return len(w.dialogs) > 0 }

// covered says whether anything is up, a menu or a dialog of Fyne's included:
// the keys of the window rest meanwhile.
func (w *Window) covered() bool { return w.Canvas().Overlays().Top() != nil }

// WindowOf is the kit window o stands in; nil if it is in none.
func WindowOf(o fyne.CanvasObject) *Window {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return nil
	}
	if r, ok := c.Content().(*root); ok {
		return r.window
	}
	return nil
}

// typedKey gets the keys nobody has the focus for.
func (w *Window) typedKey(ev *fyne.KeyEvent) {
	if w.key(ev) || w.covered() || w.fallback == nil {
		return
	}
	w.Canvas().Focus(w.fallback)
	if w.Canvas().Focused() == w.fallback {
		w.fallback.TypedKey(ev)
	}
}

func (w *Window) typedRune(r rune) {
	if w.covered() || w.fallback == nil {
		return
	}
	w.Canvas().Focus(w.fallback)
	if w.Canvas().Focused() == w.fallback {
		w.fallback.TypedRune(r)
	}
}

// key runs what is bound to a key, and says whether something was.
func (w *Window) key(ev *fyne.KeyEvent) bool {
	return w.run(Key{Name: ev.Name, Mod: modifiers()}.plain())
}

// shortcut runs what is bound to a shortcut, and says whether something was.
func (w *Window) shortcut(s fyne.Shortcut) bool {
	k, ok := keyOf(s)
	return ok && w.run(k)
}

func (w *Window) run(k Key) bool {
	w.hideTip()
	if top := w.Canvas().Overlays().Top(); top != nil {
		if s, ok := top.(*sheet); ok {
			return s.dialog.key(k)
		}
		return true // a file dialog of Fyne's, or a menu, has nobody in focus
	}
	if f := w.keys[k]; f != nil {
		f()
		return true
	}
	return w.menuKey(k)
}

// forwardKey hands a key a focused widget has no use for to its window.
func forwardKey(o fyne.CanvasObject, ev *fyne.KeyEvent) bool {
	w := WindowOf(o)
	return w != nil && w.key(ev)
}

// forwardShortcut does the same for a key with modifiers.
func forwardShortcut(o fyne.CanvasObject, s fyne.Shortcut) bool {
	w := WindowOf(o)
	return w != nil && w.shortcut(s)
}

// root is the canvas content of a kit window: the owner's content under the
// layer that tooltips are drawn in.
type root struct {
	widget.BaseWidget
	window  *Window
	content fyne.CanvasObject
	tips    *tipLayer
}

func newRoot(w *Window, content fyne.CanvasObject) *root {
	r := &root{window: w, content: content, tips: newTipLayer()}
	r.ExtendBaseWidget(r)
	return r
}

func (r *root) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(r.content, r.tips.box))
}
