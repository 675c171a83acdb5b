package ui

import "fyne.io/fyne/v2"

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
