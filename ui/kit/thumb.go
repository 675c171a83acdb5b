package kit

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Thumb is a square preview of a picture.
type Thumb struct {
	widget.BaseWidget
	tipped
	side    float32
	frame   *canvas.Rectangle
	picture *canvas.Image
	nothing *canvas.Image
}

// NewThumb makes an empty preview of that many units a side.
func NewThumb(side float32) *Thumb {
	t := &Thumb{side: side, frame: canvas.NewRectangle(color.Transparent),
		picture: canvas.NewImageFromImage(nil), nothing: canvas.NewImageFromResource(nil)}
	t.picture.FillMode = canvas.ImageFillContain
	t.picture.ScaleMode = canvas.ImageScaleSmooth
	t.nothing.FillMode = canvas.ImageFillContain
	t.nothing.Resource = theme.NewColoredResource(theme.AccountIcon(), theme.ColorNameDisabled)
	t.ExtendBaseWidget(t)
	t.SetImage(nil)
	return t
}

// SetImage shows a picture; nil shows that there is none.
func (t *Thumb) SetImage(img image.Image) {
	t.picture.Image = img
	t.picture.Hidden, t.nothing.Hidden = img == nil, img != nil
	t.Refresh()
}

// MouseIn implements desktop.Hoverable.
func (t *Thumb) MouseIn(ev *desktop.MouseEvent) { t.hover(t, ev) }

// MouseMoved implements desktop.Hoverable.
func (t *Thumb) MouseMoved(ev *desktop.MouseEvent) { t.hover(t, ev) }

// MouseOut implements desktop.Hoverable.
func (t *Thumb) MouseOut() { t.leave(t) }

// Refresh implements fyne.CanvasObject.
func (t *Thumb) Refresh() {
	t.paint()
	t.picture.Refresh()
	t.BaseWidget.Refresh()
}

func (t *Thumb) paint() {
	t.frame.FillColor = themeColor(t, theme.ColorNameInputBackground)
	t.frame.StrokeColor = themeColor(t, theme.ColorNameInputBorder)
	t.frame.StrokeWidth = 1
	t.frame.CornerRadius = themeSize(t, theme.SizeNameInputRadius)
}

// CreateRenderer implements fyne.Widget.
func (t *Thumb) CreateRenderer() fyne.WidgetRenderer {
	t.paint()
	t.frame.SetMinSize(fyne.NewSquareSize(t.side))
	empty := container.New(inset{t.side / 4, t.side / 4}, t.nothing)
	return widget.NewSimpleRenderer(container.NewStack(t.frame, empty,
		container.New(inset{2, 2}, t.picture)))
}
