package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// fieldLabel is the name of a field. A field that was edited has a bar beside it
// as well as another color.
type fieldLabel struct {
	widget.BaseWidget
	tipped
	label string
	tone  Tone
	text  *canvas.Text
	bar   *canvas.Rectangle
}

func newFieldLabel(label, tip string) *fieldLabel {
	l := &fieldLabel{label: label, text: canvas.NewText(label, nil), bar: canvas.NewRectangle(color.Transparent)}
	l.SetTip(tip)
	l.ExtendBaseWidget(l)
	return l
}

func (l *fieldLabel) mark(tone Tone) {
	if tone != l.tone {
		l.tone = tone
		l.Refresh()
	}
}

// MouseIn implements desktop.Hoverable.
func (l *fieldLabel) MouseIn(ev *desktop.MouseEvent) { l.hover(l, ev) }

// MouseMoved implements desktop.Hoverable.
func (l *fieldLabel) MouseMoved(ev *desktop.MouseEvent) { l.hover(l, ev) }

// MouseOut implements desktop.Hoverable.
func (l *fieldLabel) MouseOut() { l.leave(l) }

func (l *fieldLabel) CreateRenderer() fyne.WidgetRenderer {
	r := &fieldLabelRenderer{l}
	r.paint()
	return r
}

type fieldLabelRenderer struct{ label *fieldLabel }

const fieldMark = 8 // room for the bar, left of the text

func (r *fieldLabelRenderer) paint() {
	l := r.label
	l.text.TextSize = themeSize(l, theme.SizeNameText)
	l.text.Color = themeColor(l, theme.ColorNameForeground)
	l.bar.FillColor = color.Transparent
	l.bar.CornerRadius = 1.5
	if l.tone != ToneNeutral {
		l.text.Color = themeColor(l, l.tone.Color())
		l.bar.FillColor = l.text.Color
	}
}

func (r *fieldLabelRenderer) MinSize() fyne.Size {
	l := r.label
	size := fyne.MeasureText(l.label, themeSize(l, theme.SizeNameText), fyne.TextStyle{})
	return size.AddWidthHeight(fieldMark+2, 4)
}

func (r *fieldLabelRenderer) Layout(size fyne.Size) {
	l := r.label
	room := size.Width - fieldMark
	l.text.Text = ellipsize(l.label, room, l.text.TextSize, fyne.TextStyle{})
	l.text.Move(fyne.NewPos(fieldMark, 0))
	l.text.Resize(fyne.NewSize(room, size.Height))
	l.bar.Move(fyne.NewPos(0, 5))
	l.bar.Resize(fyne.NewSize(3, max(0, size.Height-10)))
}

func (r *fieldLabelRenderer) Refresh() {
	r.paint()
	r.Layout(r.label.Size())
	canvas.Refresh(r.label)
}

func (r *fieldLabelRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.label.bar, r.label.text}
}

func (r *fieldLabelRenderer) Destroy() {}
