package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Error shows what went wrong, what to do about it, and, folded away, the
// details for a report. All of it can be selected and copied. hint and details
// may be empty.
func (w *Window) Error(title, message, hint, details string) *Dialog {
	const iconSize = 32
	icon := canvas.NewImageFromResource(theme.NewErrorThemedResource(theme.ErrorIcon()))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(iconSize))

	text := message
	if hint != "" {
		text += "\n\n" + hint
	}
	head := container.NewHBox(container.New(tightColumn{}, icon), container.New(inset{6, 0}, NewText(text, dialogWidth)))
	content := container.NewBorder(head, nil, nil, nil)

	var d *Dialog
	closeButton := NewButton("Close", nil, func() { d.Close() })
	o := DialogOptions{Title: title, Content: content, Buttons: []*Button{closeButton},
		Default: closeButton, Cancel: closeButton, Focus: closeButton}
	if details != "" {
		copyAll := NewButton("Copy details", theme.ContentCopyIcon(), func() {
			fyne.CurrentApp().Clipboard().SetContent(text + "\n\n" + details)
		})
		fold := newDetails(details, func() { d.sheet.Refresh() })
		content.Add(fold)
		o.Buttons = []*Button{copyAll, closeButton}
	}
	d = w.ShowDialog(o)
	return d
}

// newDetails is a fold over selectable text. resized is called when it opens or
// closes.
func newDetails(text string, resized func()) *fyne.Container {
	body := NewMultiEntry(7)
	body.ReadOnly = true
	body.TextStyle.Monospace = true
	body.SetText(text)
	body.Hide()

	fold := NewButton("Details", theme.MenuExpandIcon(), nil)
	fold.Importance = widget.LowImportance
	fold.Alignment = widget.ButtonAlignLeading
	fold.OnTapped = func() {
		if body.Visible() {
			body.Hide()
			fold.SetIcon(theme.MenuExpandIcon())
		} else {
			body.Show()
			fold.SetIcon(theme.MenuDropDownIcon())
		}
		resized()
	}
	return container.NewBorder(container.NewHBox(fold), nil, nil, nil, body)
}
