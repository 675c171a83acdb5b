package kit

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Select is a drop-down list with a tooltip. The arrows go to the option before
// or after; Space, F4 and Alt+Down open it; typing a letter goes to the next
// option that starts with it; all other keys are left to its window.
type Select struct {
	widget.Select
	tipped
	focused bool
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

// CreateRenderer implements fyne.Widget. It adds the border that Fyne gives to
// text fields only: side by side in a form the two belong together.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	r := &selectRenderer{WidgetRenderer: s.Select.CreateRenderer(), list: s, border: canvas.NewRectangle(color.Transparent)}
	r.paint()
	return r
}

// FocusGained implements fyne.Focusable.
func (s *Select) FocusGained() {
	s.focused = true
	s.Select.FocusGained()
	focused(s)
}

// FocusLost implements fyne.Focusable.
func (s *Select) FocusLost() {
	s.focused = false
	s.Select.FocusLost()
}

// TypedKey implements fyne.Focusable.
func (s *Select) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyF4:
		s.open()
	case fyne.KeyUp, fyne.KeyLeft:
		s.step(-1)
	case fyne.KeyDown, fyne.KeyRight:
		s.step(1)
	default:
		forwardKey(s, ev)
	}
}

func (s *Select) open() {
	if !s.Disabled() {
		s.Select.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	}
}

// step goes to the next option (1) or the one before (-1) and stays at the ends.
func (s *Select) step(by int) {
	i := slices.Index(s.Options, s.Selected) + by
	if i >= 0 && i < len(s.Options) && !s.Disabled() {
		s.SetSelected(s.Options[i])
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
func (s *Select) TypedShortcut(sc fyne.Shortcut) {
	if k, ok := keyOf(sc); ok && k == (Key{Name: fyne.KeyDown, Mod: fyne.KeyModifierAlt}) {
		s.open()
		return
	}
	forwardShortcut(s, sc)
}

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

type selectRenderer struct {
	fyne.WidgetRenderer
	list   *Select
	border *canvas.Rectangle
}

func (r *selectRenderer) paint() {
	r.border.StrokeColor = themeColor(r.list, theme.ColorNameInputBorder)
	if r.list.focused {
		r.border.StrokeColor = themeColor(r.list, theme.ColorNamePrimary)
	}
	r.border.StrokeWidth = themeSize(r.list, theme.SizeNameInputBorder)
	r.border.CornerRadius = themeSize(r.list, theme.SizeNameInputRadius)
}

func (r *selectRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	half := r.border.StrokeWidth / 2 // as an entry has it: the edges must line up
	r.border.Move(fyne.NewPos(half, half))
	r.border.Resize(size.SubtractWidthHeight(2*half, 2*half))
}

func (r *selectRenderer) Refresh() {
	r.paint()
	r.border.Refresh()
	r.WidgetRenderer.Refresh()
}

func (r *selectRenderer) Objects() []fyne.CanvasObject {
	return append(slices.Clip(r.WidgetRenderer.Objects()), r.border)
}
