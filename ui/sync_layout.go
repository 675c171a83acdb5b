package ui

import "fyne.io/fyne/v2"

// tightLines stacks lines without the gaps of Fyne's boxes.
type tightLines struct{}

// MinSize implements fyne.Layout.
func (tightLines) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			size = fyne.NewSize(max(size.Width, m.Width), size.Height+m.Height)
		}
	}
	return size
}

// Layout implements fyne.Layout.
func (tightLines) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h
	}
}

// topLeft puts an icon on the first line of the text beside it.
type topLeft struct{}

// markSize is the size of the sign before a headline, in units.
const markSize = 20

// MinSize implements fyne.Layout.
func (topLeft) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(markSize+6, markSize) }

// Layout implements fyne.Layout.
func (topLeft) Layout(objects []fyne.CanvasObject, _ fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(3, 4))
		o.Resize(fyne.NewSquareSize(markSize))
	}
}
