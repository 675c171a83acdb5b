package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

const dialogWidth = 440 // units, for dialogs of mere text

// A Question is a dialog with a button that does something and one that does not.
type Question struct {
	Title   string
	Text    string            // a sentence or two above the content; may be empty
	Content fyne.CanvasObject // fields; may be nil
	OK      string            // the verb: "Delete", "Create"
	Cancel  string            // "" is "Cancel"
	Danger  bool              // the default is then Cancel, and OK is red
	Focus   fyne.Focusable
	MinSize fyne.Size // of text and content; at least 440 units wide

	// OnOK says whether the dialog may close: false keeps it up, for a field
	// that is not right yet.
	OnOK     func() bool
	OnCancel func()
}

// Ask puts the question. Use Dialog.Enable to switch OK as the fields change.
func (w *Window) Ask(q Question) *Dialog {
	if q.Cancel == "" {
		q.Cancel = "Cancel"
	}
	var d *Dialog
	ok := NewButton(q.OK, nil, func() {
		if q.OnOK == nil || q.OnOK() {
			d.Close()
		}
	})
	cancel := NewButton(q.Cancel, nil, func() {
		d.Close()
		if q.OnCancel != nil {
			q.OnCancel()
		}
	})
	q.MinSize.Width = max(q.MinSize.Width, dialogWidth)
	o := DialogOptions{
		Title: q.Title, Content: q.content(), Buttons: []*Button{ok, cancel},
		Default: ok, Cancel: cancel, Focus: q.Focus, MinSize: q.MinSize,
	}
	if q.Danger {
		ok.Importance = widget.DangerImportance
		o.Default = cancel
	}
	if q.Focus == nil && q.Content == nil {
		o.Focus = o.Default
	}
	d = w.ShowDialog(o)
	d.main = ok
	return d
}

func (q Question) content() fyne.CanvasObject {
	if q.Content == nil {
		return NewText(q.Text, dialogWidth)
	}
	if q.Text == "" {
		return q.Content
	}
	width := max(q.Content.MinSize().Width, q.MinSize.Width)
	return container.NewBorder(NewText(q.Text, width), nil, nil, nil, q.Content)
}

// Confirm asks whether to do something: verb is the button's label, never "OK".
// yes is called when the dialog has gone, so it may put up the next one.
func (w *Window) Confirm(title, text, verb string, yes func()) *Dialog {
	return w.confirm(Question{Title: title, Text: text, OK: verb}, yes)
}

// ConfirmDanger is Confirm for what cannot be taken back: Enter cancels.
func (w *Window) ConfirmDanger(title, text, verb string, yes func()) *Dialog {
	return w.confirm(Question{Title: title, Text: text, OK: verb, Danger: true}, yes)
}

func (w *Window) confirm(q Question, yes func()) *Dialog {
	var d *Dialog
	q.OnOK = func() bool {
		d.Close()
		yes()
		return true
	}
	d = w.Ask(q)
	return d
}
