package kit

import "fyne.io/fyne/v2"

// Shapes tell states apart without color: full, half, empty, and a question mark
// for what nobody knows. Draw them with CellData.Color or
// theme.NewColoredResource.
var (
	ShapeFull    = shape("full", `<circle cx="12" cy="12" r="7"/>`)
	ShapeHalf    = shape("half", ring+`<path d="M12 6a6 6 0 0 0 0 12z"/>`)
	ShapeEmpty   = shape("empty", ring)
	ShapeUnknown = shape("unknown", `<path d="M12 3.5c-2.9 0-5 1.8-5.2 4.5h2.3c.2-1.5 1.3-2.4 2.9-2.4 1.6 0 2.7.9 2.7 2.2 0 1.1-.6 1.7-1.9 2.6-1.5 1-2.1 1.9-2 3.6v.8h2.2v-.6c0-1.2.4-1.7 1.8-2.6 1.5-1 2.3-2.2 2.3-3.9 0-2.5-2.1-4.2-5.1-4.2z"/><circle cx="12" cy="18.6" r="1.6"/>`)
)

const ring = `<path d="M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16zm0 2.2a5.8 5.8 0 1 1 0 11.6a5.8 5.8 0 1 1 0-11.6z" fill-rule="evenodd"/>`

func shape(name, body string) fyne.Resource {
	return fyne.NewStaticResource("shape-"+name+".svg", []byte(
		`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="#000000">`+body+`</svg>`))
}
