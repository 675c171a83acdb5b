package kit

import "fyne.io/fyne/v2"

// Shapes tell states apart without color: full, half, empty, a question mark for what
// nobody knows, and those of a comparison. Draw them with CellData.Color or
// theme.NewColoredResource.
var (
	ShapeFull    = shape("full", `<circle cx="12" cy="12" r="7"/>`)
	ShapeHalf    = shape("half", ring+`<path d="M12 6a6 6 0 0 0 0 12z"/>`)
	ShapeEmpty   = shape("empty", ring)
	ShapeUnknown = shape("unknown", `<path d="M12 3.5c-2.9 0-5 1.8-5.2 4.5h2.3c.2-1.5 1.3-2.4 2.9-2.4 1.6 0 2.7.9 2.7 2.2 0 1.1-.6 1.7-1.9 2.6-1.5 1-2.1 1.9-2 3.6v.8h2.2v-.6c0-1.2.4-1.7 1.8-2.6 1.5-1 2.3-2.2 2.3-3.9 0-2.5-2.1-4.2-5.1-4.2z"/><circle cx="12" cy="18.6" r="1.6"/>`)

	ShapeClock   = shape("clock", ring+`<path d="M11 7.5h2v4.1l2.9 2.9-1.4 1.4-3.5-3.5z"/>`)
	ShapeUnequal = shape("unequal", `<path d="M4 8h9.2l2.6-4.5 1.9 1.1L15.7 8H20v2.4h-5.7l-1.9 3.2H20V16h-9l-2.7 4.6-1.9-1.1L8.4 16H4v-2.4h5.8l1.9-3.2H4z"/>`)
	ShapeCross   = shape("cross", `<path d="M6.2 4.5 12 10.3l5.8-5.8 1.7 1.7L13.7 12l5.8 5.8-1.7 1.7L12 13.7l-5.8 5.8-1.7-1.7L10.3 12 4.5 6.2z"/>`)
	ShapeBarred  = shape("barred", ring+`<path d="M7 10.8h10v2.4H7z"/>`)
	ShapeLeft    = shape("left", box+`<path d="M6 6h6v12H6z"/>`)
	ShapeRight   = shape("right", box+`<path d="M12 6h6v12h-6z"/>`)
	ShapeCloud   = shape("cloud", `<path d="M7 19a5 5 0 0 1-.6-10A6 6 0 0 1 18 8.5A5.3 5.3 0 0 1 17.5 19z"/>`)
)

const ring = `<path d="M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16zm0 2.2a5.8 5.8 0 1 1 0 11.6a5.8 5.8 0 1 1 0-11.6z" fill-rule="evenodd"/>`

const box = `<path d="M4 4h16v16H4zM6 6v12h12V6z" fill-rule="evenodd"/>`

func shape(name, body string) fyne.Resource {
	return fyne.NewStaticResource("shape-"+name+".svg", []byte(
		`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="#000000">`+body+`</svg>`))
}
