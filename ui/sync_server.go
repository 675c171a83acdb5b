package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model/powershell"
	"recipientdesk/ui/kit"
)

// A syncDialog says how a synchronization is started where this program cannot: on the
// synchronization server, or not at all.
type syncDialog struct {
	app    *App
	dialog *kit.Dialog
	ways   *kit.Segments
	note   *widget.Label
	server *kit.Entry
	name   *kit.FieldRow
	full   *kit.Check
	script *kit.MultiEntry
	copy   *kit.Button
}

// The ways to have a synchronization run.
const (
	syncThere = iota // at the server
	syncHere         // at this computer, by remoting
	syncCloud        // Cloud Sync does it
)

// keySyncServer holds the name of the synchronization server that was typed last.
const keySyncServer = "sync.server"

// askSync puts the dialog up.
func (a *App) askSync(win *kit.Window) *syncDialog {
	d := &syncDialog{app: a, note: newWrapped(""), server: kit.NewEntry(), script: kit.NewMultiEntry(3)}
	d.ways = kit.NewSegments([]string{"On the server", "From this computer", "Cloud Sync"}, func(int) { d.draw() })
	d.server.SetPlaceHolder("Name of the server with Entra Connect")
	d.server.ShowText(a.settings.p.String(keySyncServer))
	d.server.OnChanged = func(string) { d.draw() }
	d.name = kit.NewFieldRow("Server", d.server, "The computer that Entra Connect Sync runs on, not a domain controller as a rule.")
	d.full = kit.NewCheck("Full synchronization", func(bool) { d.draw() })
	d.full.SetTip("Needed after a change of the synchronization rules or of what is selected. It takes hours in a large directory.")
	d.script.ReadOnly = true
	d.script.Wrapping = fyne.TextWrapBreak
	d.copy = kit.NewButton("Copy", theme.ContentCopyIcon(), func() { a.fy.Clipboard().SetContent(d.script.Text) })
	d.copy.SetTip("Copy the command")

	watch := kit.NewButton("Watch for the next sync", nil, func() {
		d.dialog.Close()
		a.watchSync()
	})
	watch.SetTip("Ask the tenant now and then, and say when it was synchronized")
	enable(watch, a.connected())
	quit := kit.NewButton("Close", nil, func() { d.dialog.Close() })
	content := container.NewVBox(container.NewHBox(d.ways), d.note, d.name, framed(nil, nil, nil, container.NewVBox(d.copy), d.script), d.full)
	d.draw()
	d.dialog = win.ShowDialog(kit.DialogOptions{Title: "Synchronize now", Content: content, MinSize: fyne.NewSize(600, 0),
		Buttons: []*kit.Button{watch, quit}, Default: quit, Cancel: quit, Focus: d.copy,
		OnClosed: func() { a.settings.p.SetString(keySyncServer, strings.TrimSpace(d.server.Text)) }})
	return d
}

// draw shows the way that is chosen.
func (d *syncDialog) draw() {
	way := d.ways.Selected()
	d.note.SetText([]string{
		"Run this in Windows PowerShell on the server with Entra Connect Sync, as a member of its group ADSyncAdmins.",
		"Run this in Windows PowerShell on this computer. The server must take remote commands (Enable-PSRemoting), and you must be one of its administrators.",
		"Cloud Sync needs no command: it provisions what changed about every two minutes. A single object is provisioned at once in the Entra admin center under Provision on demand.",
	}[way])
	for _, o := range []fyne.CanvasObject{d.script, d.copy, d.full} {
		show(o, way != syncCloud)
	}
	show(d.name, way == syncHere)
	d.script.ShowText(syncScript(way, strings.TrimSpace(d.server.Text), d.full.Checked))
	if d.dialog != nil {
		d.dialog.Fit()
	}
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// syncScript is the command that starts a synchronization
// (https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-scheduler#start-the-scheduler).
func syncScript(way int, server string, full bool) string {
	cycle := "Start-ADSyncSyncCycle -PolicyType Delta"
	if full {
		cycle = "Start-ADSyncSyncCycle -PolicyType Initial"
	}
	switch {
	case way == syncCloud:
		return ""
	case way == syncThere:
		return cycle
	case server == "":
		server = "SERVER"
	}
	return "Invoke-Command -ComputerName " + powershell.Quote(server) + " -ScriptBlock { " + cycle + " }"
}
