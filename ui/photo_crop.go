package ui

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A cropper shows a picture with a square on it that the mouse or the arrow keys
// move and the wheel, + and − make larger and smaller.
type cropper struct {
	widget.BaseWidget
	crop    crop
	changed func()
	focused bool

	picture *canvas.Image
	shades  [4]*canvas.Rectangle
	frame   *canvas.Rectangle
}

const cropperSide = 360 // units

func newCropper(img image.Image, changed func()) *cropper {
	b := img.Bounds()
	c := &cropper{crop: newCrop(b.Dx(), b.Dy()), changed: changed, frame: canvas.NewRectangle(color.Transparent)}
	// A picture of many megapixels is drawn from a copy that fits the screen.
	shown := img
	if max(b.Dx(), b.Dy()) > 2*cropperSide {
		shown = shrink(img, 2*cropperSide)
	}
	c.picture = canvas.NewImageFromImage(shown)
	c.picture.FillMode = canvas.ImageFillStretch
	for i := range c.shades {
		c.shades[i] = canvas.NewRectangle(color.NRGBA{A: 0x90})
	}
	c.frame.StrokeWidth = 2
	c.ExtendBaseWidget(c)
	return c
}

var (
	_ fyne.Focusable  = (*cropper)(nil)
	_ fyne.Draggable  = (*cropper)(nil)
	_ fyne.Scrollable = (*cropper)(nil)
	_ fyne.Tappable   = (*cropper)(nil)
)

// scale is how many pixels of the picture one unit shows, and where it starts.
func (c *cropper) scale() (perUnit float32, origin fyne.Position) {
	size := c.Size()
	perUnit = max(float32(c.crop.w)/max(size.Width, 1), float32(c.crop.h)/max(size.Height, 1))
	return perUnit, fyne.NewPos((size.Width-float32(c.crop.w)/perUnit)/2, (size.Height-float32(c.crop.h)/perUnit)/2)
}

func (c *cropper) set(next crop) {
	if next != c.crop {
		c.crop = next
		c.Refresh()
		c.changed()
	}
}

// Dragged implements fyne.Draggable.
func (c *cropper) Dragged(ev *fyne.DragEvent) {
	k, _ := c.scale()
	c.set(c.crop.move(int(ev.Dragged.DX*k), int(ev.Dragged.DY*k)))
}

// DragEnd implements fyne.Draggable.
func (c *cropper) DragEnd() {}

// Tapped implements fyne.Tappable: the square goes where the click was.
func (c *cropper) Tapped(ev *fyne.PointEvent) {
	k, o := c.scale()
	x, y := int((ev.Position.X-o.X)*k), int((ev.Position.Y-o.Y)*k)
	c.set(c.crop.move(x-c.crop.x-c.crop.side/2, y-c.crop.y-c.crop.side/2))
	fyne.CurrentApp().Driver().CanvasForObject(c).Focus(c)
}

// Scrolled implements fyne.Scrollable.
func (c *cropper) Scrolled(ev *fyne.ScrollEvent) {
	by := c.crop.side / 12
	if ev.Scrolled.DY > 0 {
		by = -by
	}
	c.set(c.crop.zoom(by))
}

// FocusGained implements fyne.Focusable.
func (c *cropper) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost implements fyne.Focusable.
func (c *cropper) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune implements fyne.Focusable.
func (c *cropper) TypedRune(r rune) {
	switch r {
	case '+':
		c.set(c.crop.zoom(-max(2, c.crop.side/12)))
	case '-':
		c.set(c.crop.zoom(max(2, c.crop.side/12)))
	}
}

// TypedKey implements fyne.Focusable. What is not for the square goes to the
// window, which presses the buttons of the dialog.
func (c *cropper) TypedKey(ev *fyne.KeyEvent) {
	step := max(1, c.crop.side/40)
	switch ev.Name {
	case fyne.KeyLeft:
		c.set(c.crop.move(-step, 0))
	case fyne.KeyRight:
		c.set(c.crop.move(step, 0))
	case fyne.KeyUp:
		c.set(c.crop.move(0, -step))
	case fyne.KeyDown:
		c.set(c.crop.move(0, step))
	default:
		if on := fyne.CurrentApp().Driver().CanvasForObject(c).OnTypedKey(); on != nil {
			on(ev)
		}
	}
}

// Cursor implements desktop.Cursorable.
func (c *cropper) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// MinSize implements fyne.CanvasObject.
func (c *cropper) MinSize() fyne.Size { return fyne.NewSquareSize(cropperSide) }

// CreateRenderer implements fyne.Widget.
func (c *cropper) CreateRenderer() fyne.WidgetRenderer { return &cropperRenderer{c} }

type cropperRenderer struct{ c *cropper }

func (r *cropperRenderer) MinSize() fyne.Size { return r.c.MinSize() }
func (r *cropperRenderer) Destroy()           {}

func (r *cropperRenderer) Objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{r.c.picture}
	for _, s := range r.c.shades {
		out = append(out, s)
	}
	return append(out, r.c.frame)
}

// Layout implements fyne.WidgetRenderer: the picture, shade around the square,
// and its frame.
func (r *cropperRenderer) Layout(fyne.Size) {
	c := r.c
	k, o := c.scale()
	place := func(obj fyne.CanvasObject, x0, y0, x1, y1 float32) {
		obj.Move(fyne.NewPos(o.X+x0/k, o.Y+y0/k))
		obj.Resize(fyne.NewSize(max(0, (x1-x0)/k), max(0, (y1-y0)/k)))
	}
	w, h := float32(c.crop.w), float32(c.crop.h)
	x0, y0 := float32(c.crop.x), float32(c.crop.y)
	x1, y1 := x0+float32(c.crop.side), y0+float32(c.crop.side)
	place(c.picture, 0, 0, w, h)
	place(c.shades[0], 0, 0, w, y0)
	place(c.shades[1], 0, y1, w, h)
	place(c.shades[2], 0, y0, x0, y1)
	place(c.shades[3], x1, y0, w, y1)
	place(c.frame, x0, y0, x1, y1)
}

func (r *cropperRenderer) Refresh() {
	name := theme.ColorNameForegroundOnPrimary
	if r.c.focused {
		name = theme.ColorNamePrimary
	}
	r.c.frame.StrokeColor = theme.Color(name)
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}

// shrink makes a picture whose longer side has px pixels, quickly.
func shrink(img image.Image, px int) image.Image {
	b := img.Bounds()
	long := max(b.Dx(), b.Dy())
	dst := image.NewRGBA(image.Rect(0, 0, max(1, b.Dx()*px/long), max(1, b.Dy()*px/long)))
	scaleFast(dst, img)
	return dst
}
