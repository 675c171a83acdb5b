package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// entryFace draws a disabled text field flat: Fyne gives it a border darker than
// that of the fields one can type into, and the same paper.
type entryFace struct {
	fyne.WidgetRenderer
	entry interface {
		fyne.CanvasObject
		fyne.Disableable
	}
}

func newEntryFace(r fyne.WidgetRenderer, entry interface {
	fyne.CanvasObject
	fyne.Disableable
},
) *entryFace {
	f := &entryFace{r, entry}
	f.paint()
	return f
}

func (f *entryFace) Refresh() {
	f.WidgetRenderer.Refresh()
	f.paint()
}

// paint relies on box and border being the first two things an entry draws;
// TestDisabledEntryIsFlat notices if that ends.
func (f *entryFace) paint() {
	if !f.entry.Disabled() {
		return
	}
	objects := f.Objects()
	if len(objects) < 2 {
		return
	}
	if box, ok := objects[0].(*canvas.Rectangle); ok {
		box.FillColor = themeColor(f.entry, theme.ColorNameDisabledButton)
	}
	if border, ok := objects[1].(*canvas.Rectangle); ok {
		border.StrokeColor = themeColor(f.entry, theme.ColorNameSeparator)
	}
}
