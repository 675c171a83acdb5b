package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// A MultiEntry is a text field of several lines. Enter makes a line; Ctrl+Enter
// presses a dialog's default button. Tab moves on unless Tabs is set.
type MultiEntry struct {
	widget.Entry
	tipped

	// ReadOnly text can be selected and copied, not changed. SetText still works.
	ReadOnly bool
	// Tabs makes Tab a character instead of the way to the next field.
	Tabs bool
}

// NewMultiEntry makes a field that shows that many lines at least.
func NewMultiEntry(rows int) *MultiEntry {
	e := &MultiEntry{}
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapWord
	e.SetMinRowsVisible(rows)
	e.ExtendBaseWidget(e)
	return e
}

// AcceptsTab implements fyne.Tabbable.
func (e *MultiEntry) AcceptsTab() bool { return e.Tabs && !e.ReadOnly }

// ShowText displays text without calling OnChanged.
func (e *MultiEntry) ShowText(text string) {
	if e.Text == text {
		return
	}
	changed := e.OnChanged
	e.OnChanged = nil
	e.SetText(text)
	e.OnChanged = changed
}

// TypedRune implements fyne.Focusable.
func (e *MultiEntry) TypedRune(r rune) {
	if !e.ReadOnly {
		e.Entry.TypedRune(r)
	}
}

// CreateRenderer implements fyne.Widget.
func (e *MultiEntry) CreateRenderer() fyne.WidgetRenderer {
	return newEntryFace(e.Entry.CreateRenderer(), e)
}

// TypedKey implements fyne.Focusable.
func (e *MultiEntry) TypedKey(ev *fyne.KeyEvent) {
	if functionKey(ev.Name) || e.Disabled() {
		forwardKey(e, ev)
		return
	}
	if e.ReadOnly {
		switch ev.Name {
		case fyne.KeyReturn, fyne.KeyEnter:
			forwardKey(e, ev)
			return
		case fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyTab:
			return
		}
	}
	e.Entry.TypedKey(ev)
}

// TypedShortcut implements fyne.Shortcutable.
func (e *MultiEntry) TypedShortcut(s fyne.Shortcut) {
	if e.ReadOnly && textShortcut(s) && !readingShortcut(s) {
		return
	}
	if textShortcut(s) {
		e.Entry.TypedShortcut(s)
		return
	}
	forwardShortcut(e, s)
}

// TappedSecondary implements fyne.SecondaryTappable. The menu of text that cannot
// be changed has nothing that would change it.
func (e *MultiEntry) TappedSecondary(ev *fyne.PointEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(e)
	if !e.ReadOnly || c == nil {
		e.Entry.TappedSecondary(ev)
		return
	}
	c.Focus(e)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("",
		fyne.NewMenuItem("Copy", func() { e.TypedShortcut(withClipboard(&fyne.ShortcutCopy{})) }),
		fyne.NewMenuItem("Select all", func() { e.TypedShortcut(&fyne.ShortcutSelectAll{}) }),
	), c, ev.AbsolutePosition)
}

// readingShortcut says whether an editing shortcut changes nothing.
func readingShortcut(s fyne.Shortcut) bool {
	switch s := s.(type) {
	case *fyne.ShortcutCopy, *fyne.ShortcutSelectAll:
		return true
	case *desktop.CustomShortcut:
		return s.KeyName == fyne.KeyLeft || s.KeyName == fyne.KeyRight
	}
	return false
}

// MouseIn implements desktop.Hoverable.
func (e *MultiEntry) MouseIn(ev *desktop.MouseEvent) { e.hover(e, ev) }

// MouseMoved implements desktop.Hoverable.
func (e *MultiEntry) MouseMoved(ev *desktop.MouseEvent) { e.hover(e, ev) }

// MouseOut implements desktop.Hoverable.
func (e *MultiEntry) MouseOut() { e.leave(e) }
