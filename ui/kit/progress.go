package kit

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Progress is a dialog for work that takes a while.
type Progress struct {
	*Dialog
	message *widget.Label
	bar     *widget.ProgressBar
	busy    *widget.ProgressBarInfinite
	stop    *Button
}

// Progress puts the dialog up, moving without end until Set says how far the
// work is. cancel is called once, by the button or Escape; the dialog stays, and
// says so, until the owner of the work closes it. nil: the work cannot be stopped.
func (w *Window) Progress(title, message string, cancel func()) *Progress {
	p := &Progress{
		message: widget.NewLabel(message),
		bar:     widget.NewProgressBar(),
		busy:    widget.NewProgressBarInfinite(),
	}
	p.message.Truncation = fyne.TextTruncateEllipsis
	p.bar.Hide()
	o := DialogOptions{
		Title:    title,
		Content:  container.NewVBox(container.New(inset{-5, 0}, p.message), container.NewStack(p.busy, p.bar)),
		MinSize:  fyne.NewSize(dialogWidth, 0),
		OnClosed: func() { p.busy.Stop() },
	}
	if cancel != nil {
		p.stop = NewButton("Cancel", nil, func() {
			p.stop.Disable()
			p.message.SetText("Stopping…")
			cancel()
		})
		o.Buttons, o.Cancel, o.Focus = []*Button{p.stop}, p.stop, p.stop
	}
	p.Dialog = w.ShowDialog(o)
	return p
}

// Set says how far the work is; a total of 0 means nobody knows. An empty
// message leaves the one shown.
func (p *Progress) Set(done, total int, message string) {
	if message != "" && (p.stop == nil || !p.stop.Disabled()) {
		p.message.SetText(message)
	}
	if total <= 0 {
		p.bar.Hide()
		p.busy.Show()
		return
	}
	p.busy.Hide()
	p.bar.Show()
	p.bar.TextFormatter = func() string { return fmt.Sprintf("%d of %d", done, total) }
	p.bar.SetValue(float64(done) / float64(total))
}
