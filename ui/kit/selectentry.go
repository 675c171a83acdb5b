package kit

import (
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
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
	e.ActionItem = newArrow(e.ActionItem.(*widget.Button).OnTapped)
	return e
}

// An arrow opens the list of a SelectEntry by mouse. Fyne's own is a button, at
// which Tab would stop for nothing: the keyboard has Down.
type arrow struct {
	widget.BaseWidget
	icon *widget.Icon
	open func()
	off  bool
}

func newArrow(open func()) *arrow {
	a := &arrow{icon: widget.NewIcon(theme.MenuDropDownIcon()), open: open}
	a.ExtendBaseWidget(a)
	return a
}

// CreateRenderer implements fyne.Widget.
func (a *arrow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(Inset(5, 4, a.icon))
}

// Tapped implements fyne.Tappable.
func (a *arrow) Tapped(*fyne.PointEvent) {
	if !a.off {
		a.open()
	}
}

// Enable implements fyne.Disableable, which Fyne's SelectEntry counts on.
func (a *arrow) Enable() {
	a.off = false
	a.icon.SetResource(theme.MenuDropDownIcon())
}

// Disable implements fyne.Disableable.
func (a *arrow) Disable() {
	a.off = true
	a.icon.SetResource(theme.NewDisabledResource(theme.MenuDropDownIcon()))
}

// Disabled implements fyne.Disableable.
func (a *arrow) Disabled() bool { return a.off }

// Cursor implements desktop.Cursorable: an arrow in the middle of a text cursor's field.
func (a *arrow) Cursor() desktop.Cursor { return desktop.DefaultCursor }

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

// TypedRune implements fyne.Focusable.
func (e *SelectEntry) TypedRune(r rune) {
	used(e)
	e.SelectEntry.TypedRune(r)
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
