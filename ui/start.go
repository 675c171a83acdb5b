package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/assets"
	"recipientdesk/ui/kit"
)

// The directories without a server, as cmd/session names them.
const (
	sampleDirectory = "sample:"
	exportPrefix    = "ldif:"
)

// showStart shows the page of first steps: three doors, and the connections made
// before.
func (a *App) showStart() {
	icon := canvas.NewImageFromResource(fyne.NewStaticResource("icon.png", assets.Icon))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(56))
	title := widget.NewLabel("RecipientDesk")
	title.SizeName = theme.SizeNameHeadingText
	title.TextStyle.Bold = true
	text := widget.NewLabel("Edit the mail attributes of Active Directory, with a review before and an undo after every change.")
	text.Importance = widget.LowImportance

	first := newDoor(iconGroup, "Try the sample organization", "A company of 150 people with the mistakes of a real one. Nothing leaves this computer.", func() { a.cmd.run("sample") })
	doors := container.New(layout.NewCustomPaddedHBoxLayout(14),
		first,
		newDoor(iconDomain, "Connect to a directory", "A domain or a domain controller, always over an encrypted connection.", func() { a.cmd.run("connect") }),
		newDoor(theme.FolderOpenIcon(), "Open an export (LDIF)", "Look at a directory that somebody exported to a file. Nothing is written.", func() { a.cmd.run("open-export") }),
	)
	head := container.NewBorder(nil, nil, icon, nil, container.New(layout.NewCustomPaddedVBoxLayout(-6), title, text))
	column := container.New(layout.NewCustomPaddedVBoxLayout(22), head, doors, a.recentList())
	a.win.SetContent(container.NewCenter(column))
	a.win.SetFallback(nil)
	a.win.Canvas().Focus(first)
}

// recentList offers the connections made before, the last one first.
func (a *App) recentList() fyne.CanvasObject {
	recent := a.settings.Recent()
	if len(recent) == 0 {
		return container.NewVBox()
	}
	rows := []fyne.CanvasObject{}
	for _, t := range recent {
		rows = append(rows, a.recentRow(t))
	}
	return kit.NewGroup("Recent connections", container.New(layout.NewCustomPaddedVBoxLayout(0), rows...))
}

func (a *App) recentRow(t Target) fyne.CanvasObject {
	icon := iconDomain
	switch {
	case t.Directory == sampleDirectory:
		icon = iconGroup
	case strings.HasPrefix(t.Directory, exportPrefix):
		icon = theme.FileIcon()
	}
	open := kit.NewButton(t.describe(), theme.NewColoredResource(icon, theme.ColorNamePrimary), func() { a.connectAgain(t) })
	open.Importance = widget.LowImportance
	open.Alignment = widget.ButtonAlignLeading
	open.SetTip(t.Directory)
	forget := kit.NewIconButton(theme.CancelIcon(), "Forget this connection", func() { a.forget(t) })
	return container.NewBorder(nil, nil, nil, forget, open)
}

// describe names a connection for people.
func (t Target) describe() string {
	name, rest := t.Directory, ""
	switch {
	case t.Directory == sampleDirectory:
		return "Sample organization"
	case strings.HasPrefix(t.Directory, exportPrefix):
		return strings.TrimPrefix(t.Directory, exportPrefix)
	case strings.HasPrefix(t.Directory, "ldaps://"):
		name, rest = strings.TrimPrefix(t.Directory, "ldaps://"), "LDAPS"
	case strings.HasPrefix(t.Directory, "ldap://"):
		name, rest = strings.TrimPrefix(t.Directory, "ldap://"), "StartTLS"
	}
	if rest != "" {
		name += " · " + rest
	}
	if t.User == "" {
		return name + " · current user"
	}
	return name + " · " + t.User
}

// forget takes a connection off the page, and its password out of the keyring.
func (a *App) forget(t Target) {
	a.settings.Forget(t)
	a.dropPassword(t)
	a.showStart()
}
