package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Count is one segment of a CountBar.
type Count struct {
	N       int
	Number  string // N as it is written; "" is the plain digits
	Label   string
	Tip     string
	Icon    fyne.Resource // in its color
	Tone    Tone
	Pattern Pattern
	Chosen  bool
}

// A CountBar draws the parts of a whole as one bar, each with a color and a pattern of
// its own, and below it a tile for each with its shape, number and name. Bar and tiles
// can be clicked. Left and Right move between the tiles, Space and Enter choose;
// all other keys are left to the window.
type CountBar struct {
	widget.BaseWidget
	tipped

	// OnChoose is told of the segment that the user chose, and whether he held Ctrl
	// or Shift: he wants it beside those that are chosen.
	OnChoose func(i int, beside bool)

	counts  []Count
	cursor  int
	hovered int // -1: none
	focused bool
}

var (
	_ fyne.Focusable    = (*CountBar)(nil)
	_ fyne.Shortcutable = (*CountBar)(nil)
	_ desktop.Hoverable = (*CountBar)(nil)
	_ desktop.Mouseable = (*CountBar)(nil)
)

// NewCountBar makes an empty bar.
func NewCountBar() *CountBar {
	b := &CountBar{hovered: -1}
	b.ExtendBaseWidget(b)
	return b
}

// Set shows these counts. Those of nothing have a tile and no place in the bar.
func (b *CountBar) Set(counts ...Count) {
	b.counts = counts
	b.cursor = max(0, min(b.cursor, len(counts)-1))
	b.Refresh()
}

// Counts are those shown.
func (b *CountBar) Counts() []Count { return b.counts }

const (
	countBarHeight = 15
	countBarLeast  = 9 // units: enough for the pattern to be seen, and to be met
	countBarGap    = 5 // between bar and tiles
	tileHeight     = 37
	tileMost       = 170
	tileGap        = 4
)

// spans are the places of the counts along the bar; zero for what has none.
func (b *CountBar) spans(width float32) []span {
	ns := make([]int, len(b.counts))
	for i, c := range b.counts {
		ns[i] = c.N
	}
	return shareSpans(ns, width, shareGap, countBarLeast)
}

// tile is where a tile stands.
func (b *CountBar) tile(i int, width float32) span {
	w := min(tileMost, (width+tileGap)/float32(max(1, len(b.counts)))-tileGap)
	return span{float32(i) * (w + tileGap), max(0, w)}
}

// at is the segment at a place, in the bar or among the tiles; -1: none.
func (b *CountBar) at(p fyne.Position) int {
	width := b.Size().Width
	if p.Y < countBarHeight+countBarGap/2 {
		return spanAt(b.spans(width), p.X, shareGap)
	}
	for i := range b.counts {
		if t := b.tile(i, width); p.X >= t.x && p.X < t.x+t.w {
			return i
		}
	}
	return -1
}

// MouseDown implements desktop.Mouseable.
func (b *CountBar) MouseDown(ev *desktop.MouseEvent) {
	if w := WindowOf(b); w != nil {
		w.hideTip()
		w.Canvas().Focus(b)
	}
	if i := b.at(ev.Position); i >= 0 && ev.Button == desktop.MouseButtonPrimary {
		b.cursor = i
		b.choose(i, ev.Modifier&(fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift) != 0)
	}
}

// MouseUp implements desktop.Mouseable.
func (b *CountBar) MouseUp(*desktop.MouseEvent) {}

func (b *CountBar) choose(i int, beside bool) {
	if b.OnChoose != nil && i >= 0 && i < len(b.counts) {
		b.OnChoose(i, beside)
	}
	b.Refresh()
}

// FocusGained implements fyne.Focusable.
func (b *CountBar) FocusGained() {
	b.focused = true
	b.Refresh()
	focused(b)
}

// FocusLost implements fyne.Focusable.
func (b *CountBar) FocusLost() {
	b.focused = false
	b.Refresh()
}

// TypedRune implements fyne.Focusable.
func (b *CountBar) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (b *CountBar) TypedKey(ev *fyne.KeyEvent) {
	at := b.cursor
	switch ev.Name {
	case fyne.KeyLeft:
		at--
	case fyne.KeyRight:
		at++
	case fyne.KeyHome:
		at = 0
	case fyne.KeyEnd:
		at = len(b.counts) - 1
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.choose(b.cursor, modifiers() != 0)
		return
	default:
		forwardKey(b, ev)
		return
	}
	b.cursor = max(0, min(at, len(b.counts)-1))
	b.Refresh()
}

// TypedShortcut implements fyne.Shortcutable.
func (b *CountBar) TypedShortcut(s fyne.Shortcut) { forwardShortcut(b, s) }

// MouseIn implements desktop.Hoverable.
func (b *CountBar) MouseIn(ev *desktop.MouseEvent) { b.MouseMoved(ev) }

// MouseMoved implements desktop.Hoverable.
func (b *CountBar) MouseMoved(ev *desktop.MouseEvent) {
	at := b.at(ev.Position)
	b.SetTip("")
	if at >= 0 {
		b.SetTip(b.counts[at].Tip)
	}
	b.hover(b, ev)
	if at != b.hovered {
		b.hovered = at
		b.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (b *CountBar) MouseOut() {
	b.leave(b)
	b.hovered = -1
	b.Refresh()
}

// MinSize implements fyne.CanvasObject.
func (b *CountBar) MinSize() fyne.Size {
	b.ExtendBaseWidget(b)
	w := float32(0)
	for _, c := range b.counts {
		w = max(w, textWidth(c.Label, themeSize(b, theme.SizeNameCaptionText), fyne.TextStyle{})+tileText+4)
	}
	return fyne.NewSize((w+tileGap)*float32(len(b.counts)), countBarHeight+countBarGap+tileHeight)
}
