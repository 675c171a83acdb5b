package kit

import (
	"testing"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

func TestDialogFitsContentThatGrows(t *testing.T) {
	w, _ := newTestWindow(t)
	body := container.NewVBox(widget.NewLabel("one"))
	d := w.ShowDialog(DialogOptions{Title: "Growing", Content: body, Buttons: []*Button{NewButton("Close", nil, nil)}})
	before := body.Size().Height
	for range 4 {
		body.Add(widget.NewLabel("more"))
	}
	d.Fit()
	if got, want := body.Size().Height, body.MinSize().Height; got < want || got <= before {
		t.Errorf("content is %v high, needs %v", got, want)
	}
}
