package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// sheetColumn stacks the fields of a tab. Fields of one line are no wider than
// reads well; fields that stretch share the height that is left.
type sheetColumn struct{}

const (
	columnGap  = 6
	columnWide = 780
)

func stretches(o fyne.CanvasObject) bool {
	_, ok := o.(stretchy)
	return ok
}

// MinSize implements fyne.Layout.
func (c *sheetColumn) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			size = fyne.NewSize(max(size.Width, m.Width), size.Height+m.Height+columnGap)
		}
	}
	return size
}

// Layout implements fyne.Layout.
func (c *sheetColumn) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	growing := 0
	for _, o := range objects {
		if o.Visible() && stretches(o) {
			growing++
		}
	}
	extra := float32(0)
	if growing > 0 {
		extra = max(0, size.Height-c.MinSize(objects).Height) / float32(growing)
	}
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		w, h := min(size.Width, columnWide), o.MinSize().Height
		if stretches(o) {
			w, h = size.Width, h+extra
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(w, h))
		y += h + columnGap
	}
}

// listRoom keeps room for a number of rows of a list. It is set once, before the
// list is seen first: a list that grows under the pointer would be a nuisance.
type listRoom struct{ rows int }

const (
	listLeast = 3
	listMost  = 8
	rowHeight = 25 // of kit.Table with its standard text size
)

func (l *listRoom) fit(n int) {
	if l.rows == 0 {
		l.rows = max(listLeast, min(n, listMost))
	}
}

// MinSize implements fyne.Layout.
func (l *listRoom) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().Max(fyne.NewSize(0, float32(l.rows+1)*rowHeight+2))
}

// Layout implements fyne.Layout.
func (l *listRoom) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(size)
}

// framed lays out like Fyne's border container, with the objects in the order in
// which they are read: Tab goes through them in that order, and the first of them
// gets the focus of a dialog.
func framed(top, bottom, left, right, center fyne.CanvasObject) *fyne.Container {
	c := container.New(layout.NewBorderLayout(top, bottom, left, right))
	for _, o := range []fyne.CanvasObject{top, left, center, right, bottom} {
		if o != nil {
			c.Add(o)
		}
	}
	return c
}
