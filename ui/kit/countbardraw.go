package kit

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// CreateRenderer implements fyne.Widget.
func (b *CountBar) CreateRenderer() fyne.WidgetRenderer {
	r := &countBarRenderer{bar: b}
	r.paint()
	return r
}

// countBarRenderer draws the segments, and the tiles below them.
type countBarRenderer struct {
	bar   *CountBar
	empty *canvas.Rectangle // where there is nothing to draw
	parts []countPart
	list  []fyne.CanvasObject
}

// countPart is a segment with its tile.
type countPart struct {
	box, tile, swatch *canvas.Rectangle
	over, small       *canvas.Raster // the pattern in the bar and on the tile
	icon              *canvas.Image
	number, label     *canvas.Text
}

// Where things stand on a tile, in units.
const (
	tileSwatch = 7
	tileText   = 2*5 + tileSwatch
	tileIcon   = 14
)

// paint makes all objects anew: counts change seldom.
func (r *countBarRenderer) paint() {
	b := r.bar
	r.parts, r.list = nil, nil
	r.empty = canvas.NewRectangle(themeColor(b, theme.ColorNameSeparator))
	r.empty.CornerRadius = 3
	r.empty.Hidden = b.total() > 0
	r.list = append(r.list, r.empty)
	some := false
	for _, c := range b.counts {
		some = some || c.Chosen
	}
	for i, c := range b.counts {
		p := b.part(i, c, some)
		r.parts = append(r.parts, p)
		r.list = append(r.list, p.box, p.over, p.tile, p.swatch, p.small, p.icon, p.number, p.label)
	}
}

func (b *CountBar) total() (n int) {
	for _, c := range b.counts {
		n += max(0, c.N)
	}
	return n
}

// part makes the objects of a segment. Where some are chosen the others step back.
func (b *CountBar) part(i int, c Count, some bool) (p countPart) {
	ink := themeColor(b, c.Tone.Color())
	if some && !c.Chosen {
		ink = c.Tone.tint(b)
	}
	paper := themeColor(b, theme.ColorNameBackground)
	box := func() *canvas.Rectangle {
		r := canvas.NewRectangle(ink)
		r.CornerRadius = 2
		return r
	}
	p.box, p.swatch = box(), box()
	p.over, p.small = c.Pattern.raster(paper), c.Pattern.raster(paper)
	p.box.Hidden, p.over.Hidden = c.N <= 0, c.N <= 0
	p.tile = b.back(i, c)
	p.icon = canvas.NewImageFromResource(c.Icon)
	p.icon.FillMode = canvas.ImageFillContain
	number := c.Number
	if number == "" {
		number = strconv.Itoa(c.N)
	}
	p.number = canvas.NewText(number, themeColor(b, theme.ColorNameForeground))
	p.number.TextSize, p.number.TextStyle = themeSize(b, theme.SizeNameSubHeadingText), fyne.TextStyle{Bold: true}
	p.label = canvas.NewText(c.Label, themeColor(b, ColorMuted))
	p.label.TextSize = themeSize(b, theme.SizeNameCaptionText)
	if c.N == 0 {
		p.number.Color, p.number.TextStyle = themeColor(b, ColorMuted), fyne.TextStyle{}
	}
	return p
}

// back is the surface of a tile: raised where it is chosen, ringed where the keyboard is.
func (b *CountBar) back(i int, c Count) *canvas.Rectangle {
	r := canvas.NewRectangle(color.Transparent)
	r.CornerRadius = themeSize(b, theme.SizeNameButtonRadius)
	switch {
	case c.Chosen:
		r.FillColor = themeColor(b, theme.ColorNameInputBackground)
		r.StrokeColor, r.StrokeWidth = themeColor(b, theme.ColorNameInputBorder), 1
	case i == b.hovered:
		r.FillColor = themeColor(b, theme.ColorNameHover)
	}
	if b.focused && i == b.cursor {
		r.StrokeColor, r.StrokeWidth = themeColor(b, theme.ColorNamePrimary), 1
	}
	return r
}

func (r *countBarRenderer) Layout(size fyne.Size) {
	place := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	place(r.empty, 0, 0, size.Width, countBarHeight)
	top := float32(countBarHeight + countBarGap)
	for i, s := range r.bar.spans(size.Width) {
		if i >= len(r.parts) {
			break
		}
		p, t := r.parts[i], r.bar.tile(i, size.Width)
		place(p.box, s.x, 0, s.w, countBarHeight)
		place(p.over, s.x, 0, s.w, countBarHeight)
		place(p.tile, t.x, top, t.w, tileHeight)
		place(p.swatch, t.x+5, top+5, tileSwatch, tileHeight-10)
		place(p.small, t.x+5, top+5, tileSwatch, tileHeight-10)
		number, label := p.number.MinSize(), p.label.MinSize()
		y := top + (tileHeight-number.Height-label.Height)/2
		place(p.icon, t.x+tileText, y+(number.Height-tileIcon)/2, tileIcon, tileIcon)
		place(p.number, t.x+tileText+tileIcon+4, y, number.Width, number.Height)
		place(p.label, t.x+tileText, y+number.Height, label.Width, label.Height)
	}
}

func (r *countBarRenderer) MinSize() fyne.Size { return r.bar.MinSize() }

func (r *countBarRenderer) Refresh() {
	r.paint()
	r.Layout(r.bar.Size())
	canvas.Refresh(r.bar)
}

func (r *countBarRenderer) Objects() []fyne.CanvasObject { return r.list }
func (r *countBarRenderer) Destroy()                     {}
