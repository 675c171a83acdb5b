package kit

import (
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// A SelectEntry is a text field with suggestions: anything may be typed, Down
// opens the list. Keys are treated as in Entry.
type SelectEntry struct {
	widget.SelectEntry
	tipped
}

// NewSelectEntry makes a text field with these suggestions.
func NewSelectEntry(options []string) *SelectEntry {
	e := &SelectEntry{}
	e.Wrapping = fyne.TextWrapOff
	e.Scroll = fyne.ScrollHorizontalOnly
	e.ExtendBaseWidget(e)
	e.SetOptions(options)
	return e
}

// SetText replaces the text, and leaves no selection as Entry.SetText does not.
func (e *SelectEntry) SetText(text string) {
	selected := e.SelectedText() != ""
	e.SelectEntry.SetText(text)
	if selected {
		e.SelectEntry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	}
}

// ShowText displays text without calling OnChanged.
func (e *SelectEntry) ShowText(text string) {
	if e.Text == text {
		return
	}
	changed := e.OnChanged
	e.OnChanged = nil
	e.SetText(text)
	e.OnChanged = changed
}

// CreateRenderer implements fyne.Widget.
func (e *SelectEntry) CreateRenderer() fyne.WidgetRenderer {
	return newEntryFace(e.SelectEntry.CreateRenderer(), e)
}

// TypedKey implements fyne.Focusable.
func (e *SelectEntry) TypedKey(ev *fyne.KeyEvent) {
	name := Key{Name: ev.Name}.plain().Name
	if functionKey(name) || name == fyne.KeyReturn && e.OnSubmitted == nil || e.Disabled() {
		forwardKey(e, ev)
		return
	}
	if list, ok := e.ActionItem.(fyne.Tappable); ok && name == fyne.KeyDown {
		list.Tapped(nil)
		return
	}
	e.SelectEntry.TypedKey(ev)
}

// TypedShortcut implements fyne.Shortcutable.
func (e *SelectEntry) TypedShortcut(s fyne.Shortcut) {
	if textShortcut(s) {
		e.SelectEntry.TypedShortcut(s)
		return
	}
	forwardShortcut(e, s)
}

// MouseIn implements desktop.Hoverable.
func (e *SelectEntry) MouseIn(ev *desktop.MouseEvent) { e.hover(e, ev) }

// MouseMoved implements desktop.Hoverable.
func (e *SelectEntry) MouseMoved(ev *desktop.MouseEvent) { e.hover(e, ev) }

// MouseOut implements desktop.Hoverable.
func (e *SelectEntry) MouseOut() { e.leave(e) }

// startsWith compares the first letter without case.
func startsWith(text string, r rune) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return first != utf8.RuneError && unicode.ToLower(first) == unicode.ToLower(r)
}
