package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

// showPlainText shows how rich text of Outlook is turned off for all mail users. What AD
// says of it does not synchronize, so nothing can be saved here.
func (a *App) showPlainText() *cloudSteps {
	v := newCloudSteps(a, a.win, "plain-text.ps1")
	v.show(lifecycle.PlainTextForAll())
	text := newWrapped("Meeting requests to mail users arrive broken where Outlook's rich text is sent to a mailbox that cannot read it, as to one that was migrated late. " +
		"For one recipient, it is the field “Rich text of Outlook” of its properties; what AD says of it does not synchronize, so it has to be set in Exchange Online.")
	roll := container.NewVScroll(container.NewVBox(text, v))
	var d *kit.Dialog
	closing := kit.NewButton("Close", nil, func() { d.Close() })
	d = a.win.ShowDialog(kit.DialogOptions{Title: "Turn rich text off for all mail users", Content: roll, Buttons: []*kit.Button{closing}, Default: closing, Cancel: closing,
		Focus: v.all, MinSize: fyne.NewSize(760, 430)})
	return v
}
