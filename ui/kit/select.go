package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// A Select is a drop-down list with a tooltip. Space, Up and Down open it;
// typing a letter goes to the next option that starts with it; all other keys
// are left to its window.
type Select struct {
	widget.Select
	tipped
}

// NewSelect makes a drop-down list; changed may be nil.
func NewSelect(options []string, changed func(string)) *Select {
	s := &Select{}
	s.Options, s.OnChanged = options, changed
	s.PlaceHolder = " "
	s.ExtendBaseWidget(s)
	return s
}

// ShowSelected displays an option without calling OnChanged. Text that is not
// among the options is displayed all the same: a directory may hold any value.
func (s *Select) ShowSelected(text string) {
	s.Selected = text
	s.Refresh()
}

// TypedKey implements fyne.Focusable.
func (s *Select) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight:
		if !s.Disabled() {
			s.Select.TypedKey(ev)
		}
	default:
		forwardKey(s, ev)
	}
}

// TypedRune implements fyne.Focusable.
func (s *Select) TypedRune(r rune) {
	if s.Disabled() {
		return
	}
	n := len(s.Options)
	from := slices.Index(s.Options, s.Selected) + 1
	for i := range n {
		if option := s.Options[(from+i)%n]; startsWith(option, r) {
			s.SetSelected(option)
			return
		}
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (s *Select) TypedShortcut(sc fyne.Shortcut) { forwardShortcut(s, sc) }

// MouseIn implements desktop.Hoverable.
func (s *Select) MouseIn(ev *desktop.MouseEvent) {
	s.Select.MouseIn(ev)
	s.hover(s, ev)
}

// MouseMoved implements desktop.Hoverable.
func (s *Select) MouseMoved(ev *desktop.MouseEvent) { s.hover(s, ev) }

// MouseOut implements desktop.Hoverable.
func (s *Select) MouseOut() {
	s.Select.MouseOut()
	s.leave(s)
}
