package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Bar is a message across the window that waits for an answer without being
// in the way: a conflict, a lost connection. It is made hidden.
type Bar struct {
	widget.BaseWidget
	tone    Tone
	back    *canvas.Rectangle
	icon    *widget.Icon
	text    *widget.Label
	area    *tipArea // says the whole text where it is cut
	buttons *fyne.Container
}

// NewBar makes a hidden bar.
func NewBar() *Bar {
	b := &Bar{back: canvas.NewRectangle(color.Transparent), icon: widget.NewIcon(nil),
		text: widget.NewLabel(""), buttons: container.NewHBox()}
	b.text.Truncation = fyne.TextTruncateEllipsis
	b.area = Tooltip(b.text, "").(*tipArea)
	b.ExtendBaseWidget(b)
	b.Hide()
	return b
}

// Say shows the bar with a message and what can be done about it.
func (b *Bar) Say(tone Tone, text string, buttons ...*Button) {
	b.tone = tone
	b.icon.SetResource(tone.Icon())
	b.text.SetText(text)
	b.area.SetTip(text)
	b.buttons.Objects = nil
	for _, button := range buttons {
		b.buttons.Add(button)
	}
	b.Show()
	b.Refresh()
}

// Text is the message shown; "" when the bar is hidden.
func (b *Bar) Text() string {
	if !b.Visible() {
		return ""
	}
	return b.text.Text
}

// Refresh implements fyne.CanvasObject.
func (b *Bar) Refresh() {
	b.paint()
	b.BaseWidget.Refresh()
}

func (b *Bar) paint() { b.back.FillColor = b.tone.tint(b) }

// CreateRenderer implements fyne.Widget.
func (b *Bar) CreateRenderer() fyne.WidgetRenderer {
	b.paint()
	under := canvas.NewRectangle(themeColor(b, theme.ColorNameSeparator))
	under.SetMinSize(fyne.NewSize(0, 1))
	row := container.New(rowLayout{gap: 6, fill: 1}, b.icon, b.area, b.buttons)
	return widget.NewSimpleRenderer(container.New(tightColumn{},
		container.NewStack(b.back, container.New(inset{10, 4}, row)), under))
}
