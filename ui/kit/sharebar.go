package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Share is one part of a whole: how many of what.
type Share struct {
	N    int
	Tone Tone
	Tip  string // "12 errors"
	Off  bool   // drawn as a tint: left out of what is shown beside the bar
}

// A ShareBar draws the parts of a whole side by side, each as wide as it is large.
// Color is not all that tells them apart: they stand in the order given, and the
// tooltip of each says what it is.
type ShareBar struct {
	widget.BaseWidget
	shares   []Share
	OnTapped func(i int) // told of a click on share i; nil: nothing happens
	tips     tipped
}

var (
	_ desktop.Hoverable = (*ShareBar)(nil)
	_ fyne.Tappable     = (*ShareBar)(nil)
)

// NewShareBar makes an empty bar.
func NewShareBar() *ShareBar {
	b := &ShareBar{}
	b.ExtendBaseWidget(b)
	return b
}

// Set shows these shares.
func (b *ShareBar) Set(shares ...Share) {
	b.shares = shares
	b.Refresh()
}

// Shares are those shown.
func (b *ShareBar) Shares() []Share { return b.shares }

const (
	shareHeight = 12
	shareGap    = 2
	shareLeast  = 4 // units: one in 100,000 can be seen and met with the pointer
)

// spans are the places of the shares along a width; zero for what has none.
func (b *ShareBar) spans(width float32) []span {
	ns := make([]int, len(b.shares))
	for i, s := range b.shares {
		ns[i] = s.N
	}
	return shareSpans(ns, width, shareGap, shareLeast)
}

type span struct{ x, w float32 }

// shareSpans shares a width out in proportion, and gives every number above zero least
// units at least, as far as there is room; zero gets none.
func shareSpans(ns []int, width, gap, least float32) []span {
	total, n := 0, 0
	for _, k := range ns {
		if k > 0 {
			total, n = total+k, n+1
		}
	}
	out := make([]span, len(ns))
	if n == 0 {
		return out
	}
	width = max(0, width-float32(n-1)*gap)
	least = min(least, width/float32(n))
	room := width - float32(n)*least
	x := float32(0)
	for i, k := range ns {
		if k <= 0 {
			continue
		}
		w := least + room*float32(k)/float32(total)
		out[i] = span{x, w}
		x += w + gap
	}
	return out
}

// spanAt is the number of the span at a place, or of the one before the gap there; -1
// for none.
func spanAt(spans []span, x, gap float32) int {
	for i, s := range spans {
		if s.w > 0 && x >= s.x && x < s.x+s.w+gap {
			return i
		}
	}
	return -1
}

// at is the share at a place; -1 for none.
func (b *ShareBar) at(x float32) int { return spanAt(b.spans(b.Size().Width), x, shareGap) }

// Tapped implements fyne.Tappable.
func (b *ShareBar) Tapped(ev *fyne.PointEvent) {
	if i := b.at(ev.Position.X); i >= 0 && b.OnTapped != nil {
		b.OnTapped(i)
	}
}

// MouseIn implements desktop.Hoverable.
func (b *ShareBar) MouseIn(ev *desktop.MouseEvent) { b.MouseMoved(ev) }

// MouseMoved implements desktop.Hoverable.
func (b *ShareBar) MouseMoved(ev *desktop.MouseEvent) {
	tip := ""
	if i := b.at(ev.Position.X); i >= 0 {
		tip = b.shares[i].Tip
	}
	b.tips.SetTip(tip)
	b.tips.hover(b, ev)
}

// MouseOut implements desktop.Hoverable.
func (b *ShareBar) MouseOut() { b.tips.leave(b) }

// CreateRenderer implements fyne.Widget.
func (b *ShareBar) CreateRenderer() fyne.WidgetRenderer {
	r := &shareBarRenderer{bar: b}
	r.paint()
	return r
}

type shareBarRenderer struct {
	bar   *ShareBar
	boxes []fyne.CanvasObject
}

// paint makes a box for each share.
func (r *shareBarRenderer) paint() {
	r.boxes = nil
	for _, s := range r.bar.shares {
		box := canvas.NewRectangle(themeColor(r.bar, s.Tone.Color()))
		if s.Off {
			box.FillColor = s.Tone.tint(r.bar)
		}
		box.CornerRadius = 3
		r.boxes = append(r.boxes, box)
	}
	if len(r.boxes) == 0 || r.empty() {
		box := canvas.NewRectangle(themeColor(r.bar, theme.ColorNameSeparator))
		box.CornerRadius = 3
		r.boxes = append(r.boxes, box)
	}
}

func (r *shareBarRenderer) empty() bool {
	for _, s := range r.bar.shares {
		if s.N > 0 {
			return false
		}
	}
	return true
}

func (r *shareBarRenderer) MinSize() fyne.Size { return fyne.NewSize(60, shareHeight) }

func (r *shareBarRenderer) Layout(size fyne.Size) {
	y := (size.Height - shareHeight) / 2
	put := func(o fyne.CanvasObject, s span) {
		o.Move(fyne.NewPos(s.x, y))
		o.Resize(fyne.NewSize(s.w, shareHeight))
	}
	spans := r.bar.spans(size.Width)
	for i, o := range r.boxes {
		if i < len(spans) {
			put(o, spans[i])
		} else {
			put(o, span{0, size.Width})
		}
	}
}

func (r *shareBarRenderer) Refresh() {
	r.paint()
	r.Layout(r.bar.Size())
	canvas.Refresh(r.bar)
}

func (r *shareBarRenderer) Objects() []fyne.CanvasObject { return r.boxes }
func (r *shareBarRenderer) Destroy()                     {}
