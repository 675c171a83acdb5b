package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/ui/kit"
)

// A readOnlyEditor shows values that only the server writes. They can be
// selected and copied.
type readOnlyEditor struct {
	widget.BaseWidget
	text *kit.MultiEntry
}

func newReadOnlyEditor(*fieldHost) *readOnlyEditor {
	e := &readOnlyEditor{text: kit.NewMultiEntry(1)}
	e.text.ReadOnly = true
	e.text.Wrapping = fyne.TextWrapBreak
	e.ExtendBaseWidget(e)
	return e
}

// mostLines is how many values are shown at once: more nobody reads in a form.
const mostLines = 200

func (e *readOnlyEditor) focusTarget() fyne.CanvasObject { return e.text }

func (e *readOnlyEditor) show(v shown) {
	text := strings.Join(v.values[:min(len(v.values), mostLines)], "\n")
	if more := len(v.values) - mostLines; more > 0 {
		text += fmt.Sprintf("\n… %d more", more)
	}
	if !v.same {
		text = several
	}
	e.text.ShowText(text)
	e.text.SetMinRowsVisible(min(max(len(v.values), 1), 6))
}

// CreateRenderer implements fyne.Widget.
func (e *readOnlyEditor) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(e.text)
}
