package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/ui/kit"
)

// A codeDialog shows a device code, big enough to be read from another computer, until
// it was typed in somewhere.
type codeDialog struct {
	dialog *kit.Dialog
	url    string
	text   *widget.Label
	busy   *widget.ProgressBarInfinite
}

// showCode puts the code up. A later one takes its place.
func (d *signInDialog) showCode(url, code string) {
	d.hideCode()
	d.what.SetText("Waiting until the code was typed in…")
	a := d.app
	c := &codeDialog{url: url, text: widget.NewLabel(code), busy: widget.NewProgressBarInfinite()}
	c.text.TextStyle = fyne.TextStyle{Bold: true, Monospace: true}
	c.text.SizeName = theme.SizeNameHeadingText
	c.text.Alignment = fyne.TextAlignCenter
	copyCode := kit.NewButton("Copy code", theme.ContentCopyIcon(), func() { a.fy.Clipboard().SetContent(code) })
	copyURL := kit.NewButton("Copy address", theme.ContentCopyIcon(), func() { a.fy.Clipboard().SetContent(url) })
	browser := kit.NewButton("Open the browser", theme.ComputerIcon(), func() {
		a.fy.Clipboard().SetContent(code)
		a.browse(url)
	})
	browser.SetTip("Copy the code, and open the address in the browser of this computer")
	stop := kit.NewButton("Stop", nil, d.stop)
	address := widget.NewLabel(url)
	address.Alignment = fyne.TextAlignCenter
	content := container.NewVBox(kit.NewText("Open this address in a browser, on this or another computer:", 440), address,
		kit.NewText("and type in this code:", 440), c.text, container.NewCenter(container.NewHBox(copyCode, copyURL, browser)), c.busy)
	d.code = c
	c.dialog = a.win.ShowDialog(kit.DialogOptions{Title: "Sign in with a code", Content: content, MinSize: fyne.NewSize(460, 0),
		Buttons: []*kit.Button{stop}, Cancel: stop, Focus: copyCode, OnClosed: c.busy.Stop})
}

// hideCode takes the code away.
func (d *signInDialog) hideCode() {
	if d.code != nil {
		d.code.dialog.Close()
		d.code = nil
	}
}
