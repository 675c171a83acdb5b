package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

const (
	outlineIndent = 14
	outlineArrow  = 14
	outlineIcon   = 16
	outlineGap    = 5
	outlineEdge   = 4 // left and right of a line
)

// outlineBody draws the rows in sight and takes the pointer.
type outlineBody struct {
	widget.BaseWidget
	outline *Outline
	lines   []*outlineLine
	list    []fyne.CanvasObject
	hover   int
	arrows  bool // the pointer went down on an arrow
	icons   map[coloredIcon]fyne.Resource
}

func newOutlineBody(o *Outline) *outlineBody {
	b := &outlineBody{outline: o, hover: -1, icons: map[coloredIcon]fyne.Resource{}}
	b.ExtendBaseWidget(b)
	return b
}

// Refresh draws all rows in sight anew: there are a few dozen at most.
func (b *outlineBody) Refresh() {
	b.update()
	canvas.Refresh(b)
}

func (b *outlineBody) update() {
	o := b.outline
	h, size := o.rowHeight(), b.Size()
	first := int(o.offset / float64(h))
	count := max(0, min(int(size.Height/h)+2, len(o.rows)-first))
	for len(b.lines) < count {
		line := newOutlineLine()
		b.lines = append(b.lines, line)
		b.list = append(b.list, line.box)
	}
	for i, line := range b.lines {
		if i >= count {
			line.box.Hide()
			continue
		}
		line.box.Resize(fyne.NewSize(size.Width, h))
		line.box.Move(fyne.NewPos(0, float32(float64(first+i)*float64(h)-o.offset)))
		line.write(b, first+i, fyne.NewSize(size.Width, h))
		line.box.Show()
	}
}

func (b *outlineBody) rowAt(y float32) int {
	o := b.outline
	i := int((o.offset + float64(y)) / float64(o.rowHeight()))
	if y < 0 || i >= len(o.rows) {
		return -1
	}
	return i
}

// MouseDown implements desktop.Mouseable.
func (b *outlineBody) MouseDown(ev *desktop.MouseEvent) {
	o := b.outline
	if w := WindowOf(o); w != nil {
		w.hideTip()
		w.Canvas().Focus(o)
	}
	i := b.rowAt(ev.Position.Y)
	b.arrows = false
	if i < 0 {
		return
	}
	left := float32(outlineEdge + o.rows[i].Depth*outlineIndent)
	if r := o.rows[i]; r.Branch && ev.Button == desktop.MouseButtonPrimary &&
		ev.Position.X >= left && ev.Position.X < left+outlineArrow+2 {
		b.arrows = true
		o.toggle(i, !r.Open)
		return
	}
	o.choose(i)
}

// MouseUp implements desktop.Mouseable.
func (b *outlineBody) MouseUp(*desktop.MouseEvent) {}

// DoubleTapped implements fyne.DoubleTappable.
func (b *outlineBody) DoubleTapped(ev *fyne.PointEvent) {
	if !b.arrows {
		b.outline.activate(b.rowAt(ev.Position.Y))
	}
}

// TappedSecondary implements fyne.SecondaryTappable.
func (b *outlineBody) TappedSecondary(ev *fyne.PointEvent) {
	o := b.outline
	if i := b.rowAt(ev.Position.Y); i >= 0 && !o.rows[i].Heading && o.OnMenu != nil {
		o.OnMenu(o.rows[i].ID, ev.AbsolutePosition)
	}
}

// Scrolled implements fyne.Scrollable.
func (b *outlineBody) Scrolled(ev *fyne.ScrollEvent) {
	b.outline.scrollTo(b.outline.offset - float64(ev.Scrolled.DY))
}

// MouseIn implements desktop.Hoverable.
func (b *outlineBody) MouseIn(ev *desktop.MouseEvent) { b.MouseMoved(ev) }

// MouseMoved implements desktop.Hoverable.
func (b *outlineBody) MouseMoved(ev *desktop.MouseEvent) {
	i := b.rowAt(ev.Position.Y)
	if i != b.hover {
		b.hover = i
		b.Refresh()
	}
	if w := WindowOf(b.outline); w != nil {
		w.showTip(b.tip(i), ev.AbsolutePosition)
	}
}

// MouseOut implements desktop.Hoverable.
func (b *outlineBody) MouseOut() {
	b.hover = -1
	b.Refresh()
	if w := WindowOf(b.outline); w != nil {
		w.hideTip()
	}
}

func (b *outlineBody) tip(i int) string {
	if i < 0 {
		return ""
	}
	if t := b.outline.rows[i].Tip; t != "" {
		return t
	}
	for _, l := range b.lines {
		if l.row == i && l.box.Visible() && l.text.Text != b.outline.rows[i].Text {
			return b.outline.rows[i].Text
		}
	}
	return ""
}

// colored is the icon in a color, the same resource each time.
func (b *outlineBody) colored(icon fyne.Resource, name fyne.ThemeColorName) fyne.Resource {
	key := coloredIcon{icon, name}
	if b.icons[key] == nil {
		b.icons[key] = theme.NewColoredResource(icon, name)
	}
	return b.icons[key]
}

// CreateRenderer implements fyne.Widget.
func (b *outlineBody) CreateRenderer() fyne.WidgetRenderer { return outlineBodyRenderer{b} }

type outlineBodyRenderer struct{ body *outlineBody }

func (r outlineBodyRenderer) IsClip()                      {}
func (r outlineBodyRenderer) Layout(fyne.Size)             { r.body.update() }
func (r outlineBodyRenderer) MinSize() fyne.Size           { return fyne.NewSize(0, 0) }
func (r outlineBodyRenderer) Refresh()                     { r.body.update() }
func (r outlineBodyRenderer) Destroy()                     {}
func (r outlineBodyRenderer) Objects() []fyne.CanvasObject { return r.body.list }

// outlineLine is one row as it is drawn.
type outlineLine struct {
	box         *fyne.Container
	back        *canvas.Rectangle
	arrow, icon *canvas.Image
	text, note  *canvas.Text
	row         int
}

func newOutlineLine() *outlineLine {
	l := &outlineLine{back: canvas.NewRectangle(color.Transparent),
		arrow: canvas.NewImageFromResource(nil), icon: canvas.NewImageFromResource(nil),
		text: canvas.NewText("", color.Transparent), note: canvas.NewText("", color.Transparent)}
	l.arrow.FillMode, l.icon.FillMode = canvas.ImageFillContain, canvas.ImageFillContain
	l.box = container.NewWithoutLayout(l.back, l.arrow, l.icon, l.text, l.note)
	return l
}

func (l *outlineLine) write(b *outlineBody, i int, size fyne.Size) {
	o := b.outline
	r := o.rows[i]
	l.row = i
	l.paint(b, i, size)

	x := float32(outlineEdge + r.Depth*outlineIndent)
	l.arrow.Hidden = !r.Branch
	if r.Branch {
		arrow := theme.MenuExpandIcon()
		if r.Open {
			arrow = theme.MenuDropDownIcon()
		}
		place(l.arrow, b.colored(arrow, ColorMuted), x, outlineArrow, size.Height)
	}
	if !r.Heading {
		x += outlineArrow + 2
	} else {
		x += 4
	}
	ink := r.Color
	if ink == "" {
		ink = theme.ColorNameForeground
	}
	l.icon.Hidden = r.Icon == nil
	if r.Icon != nil {
		place(l.icon, b.colored(r.Icon, ink), x, outlineIcon, size.Height)
		x += outlineIcon + outlineGap
	}
	l.label(o, r, ink, x, size)
}

func (l *outlineLine) label(o *Outline, r OutlineRow, ink fyne.ThemeColorName, x float32, size fyne.Size) {
	textSize, style := themeSize(o, theme.SizeNameText), fyne.TextStyle{}
	if r.Heading {
		textSize, style, ink = textSize-1, fyne.TextStyle{Bold: true}, ColorMuted
	}
	right := size.Width - barThickness
	l.note.Text, l.note.TextSize, l.note.Color = r.Note, textSize-1, themeColor(o, ColorMuted)
	if r.Note != "" {
		w := textWidth(r.Note, l.note.TextSize, fyne.TextStyle{})
		right -= w
		l.note.Move(fyne.NewPos(right, 0))
		l.note.Resize(fyne.NewSize(w, size.Height))
		right -= outlineGap
	}
	l.note.Refresh()
	room := max(0, right-x)
	l.text.Text = ellipsize(r.Text, room, textSize, style)
	l.text.TextSize, l.text.TextStyle, l.text.Color = textSize, style, themeColor(o, ink)
	l.text.Move(fyne.NewPos(x, 0))
	l.text.Resize(fyne.NewSize(room, size.Height))
	l.text.Refresh()
}

func (l *outlineLine) paint(b *outlineBody, i int, size fyne.Size) {
	o := b.outline
	fill := color.Color(color.Transparent)
	switch r := o.rows[i]; {
	case r.Heading:
	case r.ID == o.selected && o.focused:
		fill = themeColor(o, colorRowSelected)
	case r.ID == o.selected:
		fill = themeColor(o, colorRowIdle)
	case i == b.hover:
		fill = themeColor(o, theme.ColorNameHover)
	}
	l.back.FillColor = fill
	l.back.CornerRadius = themeSize(o, theme.SizeNameSelectionRadius)
	l.back.Move(fyne.NewPos(outlineEdge/2, 0))
	l.back.Resize(fyne.NewSize(size.Width-outlineEdge, size.Height))
	l.back.Refresh()
}

// place puts a square image at x, centered in height.
func place(img *canvas.Image, res fyne.Resource, x, side, height float32) {
	if img.Resource != res {
		img.Resource = res
		img.Refresh()
	}
	img.Resize(fyne.NewSquareSize(side))
	img.Move(fyne.NewPos(x, (height-side)/2))
}
