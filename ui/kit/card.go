package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Card sets a few lines off from what is around them, closely spaced.
type Card struct {
	widget.BaseWidget
	back  *canvas.Rectangle
	lines []fyne.CanvasObject
}

// NewCard makes a card of lines, one below the other.
func NewCard(lines ...fyne.CanvasObject) *Card {
	c := &Card{back: canvas.NewRectangle(color.Transparent), lines: lines}
	c.ExtendBaseWidget(c)
	return c
}

// Refresh implements fyne.CanvasObject.
func (c *Card) Refresh() {
	c.paint()
	c.BaseWidget.Refresh()
}

func (c *Card) paint() {
	c.back.FillColor = themeColor(c, theme.ColorNameInputBackground)
	c.back.StrokeColor = themeColor(c, theme.ColorNameSeparator)
	c.back.StrokeWidth = 1
	c.back.CornerRadius = themeSize(c, theme.SizeNameInputRadius)
}

// CreateRenderer implements fyne.Widget.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	c.paint()
	return widget.NewSimpleRenderer(container.NewStack(c.back, container.New(inset{4, 3}, container.New(spaced{-6}, c.lines...))))
}
