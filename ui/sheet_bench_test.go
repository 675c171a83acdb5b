package ui

import (
	"testing"

	"fyne.io/fyne/v2/test"
)

// One key in a text field: the draft, the rules, the tab and the review line.
func BenchmarkKey(b *testing.B) {
	d := newDriver(b, "").open(someone)
	e := d.entry("description")
	texts := []string{"a note", "a note."}
	for i := 0; b.Loop(); i++ {
		e.SetText(texts[i%2])
	}
}

// A sheet from the request to the window with its first tab.
func BenchmarkOpen(b *testing.B) {
	d := newDriver(b, "")
	for b.Loop() {
		d.open(someone)
		test.RenderObjectToMarkup(d.win.Content())
		d.shut()
	}
}
