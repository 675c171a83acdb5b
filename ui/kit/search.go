package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A SearchBox filters a list as one types. Escape empties it, and then leaves
// it; Down and Enter leave it for the list.
type SearchBox struct {
	widget.BaseWidget
	tipped

	OnChanged func(text string)
	// OnLeave is asked to focus what is searched.
	OnLeave func()

	entry *Entry
	clear *Button
}

// NewSearchBox makes an empty box; hint is shown while it is empty.
func NewSearchBox(hint string, changed func(string)) *SearchBox {
	s := &SearchBox{entry: NewEntry(), OnChanged: changed}
	s.clear = NewIconButton(theme.CancelIcon(), "Clear (Esc)", func() {
		s.SetText("")
		s.Focus()
	})
	s.clear.MinSize() // a Fyne button that is first measured while hidden has no room for its icon, ever
	s.clear.Hide()
	s.entry.SetPlaceHolder(hint)
	s.entry.SetIcon(theme.SearchIcon())
	s.entry.ActionItem = s.clear
	s.entry.OnChanged = s.typed
	s.entry.OnKey = s.key
	s.ExtendBaseWidget(s)
	return s
}

// Text is what is searched for.
func (s *SearchBox) Text() string { return s.entry.Text }

// SetText searches for something else. OnChanged is called if it differs.
func (s *SearchBox) SetText(text string) {
	s.entry.SetText(text)
	s.entry.CursorColumn = len([]rune(text))
	s.entry.Refresh()
}

// SetTip changes the tooltip.
func (s *SearchBox) SetTip(text string) { s.entry.SetTip(text) }

// Focus puts the keyboard into the box and selects what is in it, so that typing
// replaces it.
func (s *SearchBox) Focus() {
	s.focus()
	s.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// Type is what a list does with OnRune: the box takes the focus, and the letter
// at the end.
func (s *SearchBox) Type(r rune) {
	s.focus()
	s.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd}) // nothing is selected any more
	s.entry.TypedRune(r)
}

func (s *SearchBox) focus() {
	if w := WindowOf(s.entry); w != nil {
		w.Canvas().Focus(s.entry)
	}
}

func (s *SearchBox) typed(text string) {
	if (text != "") != s.clear.Visible() {
		if text != "" {
			s.clear.Show()
		} else {
			s.clear.Hide()
		}
		s.entry.Refresh()
	}
	if s.OnChanged != nil {
		s.OnChanged(text)
	}
}

func (s *SearchBox) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape:
		if s.Text() != "" {
			s.SetText("")
			return true
		}
		if w := WindowOf(s); w != nil && w.Modal() {
			return false
		}
		return s.leaveFor()
	case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		return s.leaveFor()
	}
	return false
}

func (s *SearchBox) leaveFor() bool {
	if s.OnLeave == nil {
		return false
	}
	s.OnLeave()
	return true
}

// CreateRenderer implements fyne.Widget.
func (s *SearchBox) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(s.entry)
}
