package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// An Entry is a text field that keeps the keys it edits with and leaves the
// others to its window: Escape, the function keys, Ctrl+S. Enter goes to
// OnSubmitted if there is one, else to the dialog's default button.
type Entry struct {
	widget.Entry
	tipped

	// OnKey sees each plain key first and says whether it used it up.
	OnKey func(*fyne.KeyEvent) bool
	// OnFocus is told when the field gains (true) or loses the focus.
	OnFocus func(bool)
}

// NewEntry makes a single line.
func NewEntry() *Entry {
	e := &Entry{}
	e.Wrapping = fyne.TextWrapOff
	e.Scroll = fyne.ScrollHorizontalOnly
	e.ExtendBaseWidget(e)
	return e
}

// NewPasswordEntry makes a single line that hides what is typed.
func NewPasswordEntry() *Entry {
	e := NewEntry()
	e.Password = true
	return e
}

// SetText replaces the text. Fyne would leave a selection that spans what is
// typed next: of an empty field, the first letter would be lost to the second.
func (e *Entry) SetText(text string) {
	selected := e.SelectedText() != ""
	e.Entry.SetText(text)
	if selected {
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	}
}

// ShowText displays text without calling OnChanged. If it is displayed already
// nothing happens: Fyne's SetText would clear the field's undo and move the cursor.
func (e *Entry) ShowText(text string) {
	if e.Text == text {
		return
	}
	changed := e.OnChanged
	e.OnChanged = nil
	e.SetText(text)
	e.OnChanged = changed
}

// CreateRenderer implements fyne.Widget.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	return newEntryFace(e.Entry.CreateRenderer(), e)
}

// TypedKey implements fyne.Focusable.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	if e.OnKey != nil && e.OnKey(ev) {
		return
	}
	submits := Key{Name: ev.Name}.plain().Name == fyne.KeyReturn && e.OnSubmitted == nil && !e.MultiLine
	if functionKey(ev.Name) || submits || e.Disabled() {
		forwardKey(e, ev)
		return
	}
	e.Entry.TypedKey(ev)
}

// TypedRune implements fyne.Focusable.
func (e *Entry) TypedRune(r rune) {
	used(e)
	e.Entry.TypedRune(r)
}

// TypedShortcut implements fyne.Shortcutable.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if textShortcut(s) {
		e.Entry.TypedShortcut(s)
		return
	}
	forwardShortcut(e, s)
}

// FocusGained implements fyne.Focusable.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	if focused(e) {
		selectAll(&e.Entry)
	}
	if e.OnFocus != nil {
		e.OnFocus(true)
	}
}

// FocusLost implements fyne.Focusable.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.OnFocus != nil {
		e.OnFocus(false)
	}
}

// MouseIn implements desktop.Hoverable.
func (e *Entry) MouseIn(ev *desktop.MouseEvent) { e.hover(e, ev) }

// MouseMoved implements desktop.Hoverable.
func (e *Entry) MouseMoved(ev *desktop.MouseEvent) { e.hover(e, ev) }

// MouseOut implements desktop.Hoverable.
func (e *Entry) MouseOut() { e.leave(e) }
