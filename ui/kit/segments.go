package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Segments is a choice between a few views of one thing, side by side: "Flows",
// "Scope", "Joins". Left and Right go to the view before or after, Home and End to
// the first and last; all other keys are left to the window.
type Segments struct {
	widget.BaseWidget
	tipped

	// OnChanged is told after the user chose another view.
	OnChanged func(i int)

	labels   []string
	selected int
	focused  bool
	hovered  int // -1: none
}

var (
	_ fyne.Focusable    = (*Segments)(nil)
	_ fyne.Tappable     = (*Segments)(nil)
	_ fyne.Shortcutable = (*Segments)(nil)
	_ desktop.Hoverable = (*Segments)(nil)
)

// NewSegments makes a choice whose first label is chosen. changed may be nil.
func NewSegments(labels []string, changed func(i int)) *Segments {
	s := &Segments{labels: labels, OnChanged: changed, hovered: -1}
	s.ExtendBaseWidget(s)
	return s
}

// Selected is the number of the view that is chosen.
func (s *Segments) Selected() int { return s.selected }

// Select chooses a view. OnChanged is not called.
func (s *Segments) Select(i int) {
	if i >= 0 && i < len(s.labels) && i != s.selected {
		s.selected = i
		s.Refresh()
	}
}

// SetLabel changes what a view is called: "Notes (3)". Its width follows.
func (s *Segments) SetLabel(i int, label string) {
	if s.labels[i] != label {
		s.labels[i] = label
		s.Refresh()
	}
}

// Labels are what the views are called. They must not be modified.
func (s *Segments) Labels() []string { return s.labels }

func (s *Segments) choose(i int) {
	if i < 0 || i >= len(s.labels) || i == s.selected {
		return
	}
	s.Select(i)
	if s.OnChanged != nil {
		s.OnChanged(i)
	}
}

// Tapped implements fyne.Tappable.
func (s *Segments) Tapped(ev *fyne.PointEvent) {
	if w := WindowOf(s); w != nil {
		w.hideTip()
		w.Canvas().Focus(s)
	}
	s.choose(s.at(ev.Position.X))
}

// at is the label at that distance from the left; -1: none.
func (s *Segments) at(x float32) int {
	for i := range s.labels {
		if x < s.width(i) {
			return i
		}
		x -= s.width(i)
	}
	return -1
}

func (s *Segments) width(i int) float32 {
	return fyne.MeasureText(s.labels[i], themeSize(s, theme.SizeNameText), fyne.TextStyle{Bold: true}).Width + 2*segmentX
}

// FocusGained implements fyne.Focusable.
func (s *Segments) FocusGained() {
	s.focused = true
	s.Refresh()
	focused(s)
}

// FocusLost implements fyne.Focusable.
func (s *Segments) FocusLost() {
	s.focused = false
	s.Refresh()
}

// TypedRune implements fyne.Focusable.
func (s *Segments) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (s *Segments) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		s.choose(s.selected - 1)
	case fyne.KeyRight:
		s.choose(s.selected + 1)
	case fyne.KeyHome:
		s.choose(0)
	case fyne.KeyEnd:
		s.choose(len(s.labels) - 1)
	default:
		forwardKey(s, ev)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (s *Segments) TypedShortcut(sc fyne.Shortcut) { forwardShortcut(s, sc) }

// MouseIn implements desktop.Hoverable.
func (s *Segments) MouseIn(ev *desktop.MouseEvent) { s.MouseMoved(ev) }

// MouseMoved implements desktop.Hoverable.
func (s *Segments) MouseMoved(ev *desktop.MouseEvent) {
	s.hover(s, ev)
	if at := s.at(ev.Position.X); at != s.hovered {
		s.hovered = at
		s.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (s *Segments) MouseOut() {
	s.leave(s)
	s.hovered = -1
	s.Refresh()
}

const (
	segmentX = 12 // beside a label
	segmentY = 5
	segmentR = 4 // of the corners
)

// CreateRenderer implements fyne.Widget.
func (s *Segments) CreateRenderer() fyne.WidgetRenderer {
	r := &segmentsRenderer{s: s, back: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent)}
	r.objects = []fyne.CanvasObject{r.back}
	for range s.labels {
		box, text := canvas.NewRectangle(color.Transparent), canvas.NewText("", nil)
		text.Alignment = fyne.TextAlignCenter
		r.boxes, r.texts = append(r.boxes, box), append(r.texts, text)
		r.objects = append(r.objects, box, text)
	}
	r.objects = append(r.objects, r.ring)
	r.paint()
	return r
}

type segmentsRenderer struct {
	s          *Segments
	back, ring *canvas.Rectangle
	boxes      []*canvas.Rectangle
	texts      []*canvas.Text
	objects    []fyne.CanvasObject
}

// paint shows what is chosen by weight and by a surface, not by color alone.
func (r *segmentsRenderer) paint() {
	s := r.s
	r.back.FillColor = themeColor(s, theme.ColorNameButton)
	r.back.CornerRadius = segmentR
	r.ring.StrokeColor = themeColor(s, theme.ColorNamePrimary)
	r.ring.StrokeWidth, r.ring.CornerRadius, r.ring.Hidden = 1, segmentR, !s.focused
	for i, text := range r.texts {
		box := r.boxes[i]
		box.CornerRadius = segmentR - 1
		box.FillColor, box.StrokeWidth = color.Transparent, 0
		text.Text, text.TextSize = s.labels[i], themeSize(s, theme.SizeNameText)
		text.TextStyle = fyne.TextStyle{}
		text.Color = themeColor(s, theme.ColorNameForeground)
		switch i {
		case s.selected:
			text.TextStyle.Bold = true
			box.FillColor = themeColor(s, theme.ColorNameInputBackground)
			box.StrokeColor, box.StrokeWidth = themeColor(s, theme.ColorNameInputBorder), 1
		case s.hovered:
			box.FillColor = themeColor(s, theme.ColorNameHover)
		}
	}
}

func (r *segmentsRenderer) MinSize() fyne.Size {
	size := fyne.NewSize(0, fyne.MeasureText("M", themeSize(r.s, theme.SizeNameText), fyne.TextStyle{}).Height+2*segmentY)
	for i := range r.s.labels {
		size.Width += r.s.width(i)
	}
	return size
}

func (r *segmentsRenderer) Layout(size fyne.Size) {
	h := r.MinSize().Height
	top := (size.Height - h) / 2
	x := float32(0)
	for i, text := range r.texts {
		w := r.s.width(i)
		r.boxes[i].Move(fyne.NewPos(x+2, top+2))
		r.boxes[i].Resize(fyne.NewSize(w-4, h-4))
		text.Move(fyne.NewPos(x, top))
		text.Resize(fyne.NewSize(w, h))
		x += w
	}
	for _, o := range []*canvas.Rectangle{r.back, r.ring} {
		o.Move(fyne.NewPos(0, top))
		o.Resize(fyne.NewSize(x, h))
	}
}

func (r *segmentsRenderer) Refresh() {
	r.paint()
	r.Layout(r.s.Size())
	canvas.Refresh(r.s)
}

func (r *segmentsRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *segmentsRenderer) Destroy()                     {}
