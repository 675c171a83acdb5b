package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Badge is a word or two in a rounded box: "not synced", "3 findings".
type Badge struct {
	widget.BaseWidget
	tipped
	text string
	tone Tone
}

// NewBadge makes a badge; tip says more, and may be empty.
func NewBadge(text string, tone Tone, tip string) *Badge {
	b := &Badge{text: text, tone: tone}
	b.SetTip(tip)
	b.ExtendBaseWidget(b)
	return b
}

// Set changes text and tone.
func (b *Badge) Set(text string, tone Tone) {
	b.text, b.tone = text, tone
	b.Refresh()
}

// Text is what the badge says.
func (b *Badge) Text() string { return b.text }

// MouseIn implements desktop.Hoverable.
func (b *Badge) MouseIn(ev *desktop.MouseEvent) { b.hover(b, ev) }

// MouseMoved implements desktop.Hoverable.
func (b *Badge) MouseMoved(ev *desktop.MouseEvent) { b.hover(b, ev) }

// MouseOut implements desktop.Hoverable.
func (b *Badge) MouseOut() { b.leave(b) }

// CreateRenderer implements fyne.Widget.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	r := &badgeRenderer{badge: b, back: canvas.NewRectangle(color.Transparent), text: canvas.NewText("", nil)}
	r.paint()
	return r
}

type badgeRenderer struct {
	badge *Badge
	back  *canvas.Rectangle
	text  *canvas.Text
}

const (
	badgeX = 7
	badgeY = 1.5
)

func (r *badgeRenderer) paint() {
	b := r.badge
	r.back.FillColor = b.tone.tint(b)
	r.text.Text = b.text
	r.text.Color = themeColor(b, b.tone.Color())
	r.text.TextSize = themeSize(b, theme.SizeNameCaptionText)
}

func (r *badgeRenderer) MinSize() fyne.Size {
	return r.text.MinSize().AddWidthHeight(2*badgeX, 2*badgeY)
}

func (r *badgeRenderer) Layout(size fyne.Size) {
	h := r.MinSize().Height
	r.back.Resize(fyne.NewSize(size.Width, h))
	r.back.Move(fyne.NewPos(0, (size.Height-h)/2))
	r.back.CornerRadius = h / 2
	r.text.Move(fyne.NewPos(badgeX, 0))
	r.text.Resize(fyne.NewSize(size.Width-2*badgeX, size.Height))
}

func (r *badgeRenderer) Refresh() {
	r.paint()
	r.Layout(r.badge.Size())
	canvas.Refresh(r.badge)
}

func (r *badgeRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.back, r.text} }
func (r *badgeRenderer) Destroy()                     {}
