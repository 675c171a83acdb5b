package ui

import (
	"fmt"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"recipientdesk/assets"
	"recipientdesk/ui/kit"
)

// showAbout says what the program is, and what it is connected to.
func (a *App) showAbout() {
	text := fmt.Sprintf("RecipientDesk %s\nEdits the Exchange mail attributes of Active Directory.\n\n"+
		"Microsoft supports changing these attributes with the Exchange management tools only. "+
		"This program writes the same attributes and undoes what it wrote; use it where that is what you want.\n\n"+
		"%s · %s/%s\nMIT license", a.opt.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	if s := a.session; s != nil {
		text += fmt.Sprintf("\n\nConnected to %s (%s), domain %s.", s.Info.Server, s.Info.Security, s.Info.Domain)
	}
	icon := canvas.NewImageFromResource(fyne.NewStaticResource("icon.png", assets.Icon))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(64))
	a.tell("About RecipientDesk", container.NewBorder(nil, nil, container.NewVBox(icon), nil, kit.NewText(text, 420)))
}

// showKeys lists every command with its key. It is drawn from the table of
// commands, so it is never out of date.
func (a *App) showKeys() {
	type line struct{ key, what string }
	var lines []line
	for _, c := range a.cmd.list {
		if c.Key.Name != "" && c.Run != nil {
			lines = append(lines, line{c.Key.String(), c.Label})
		}
	}
	lines = append(lines, line{"Any letter", "Filter the list"}, line{"F6", "Between the list and the places"},
		line{"Ctrl+PgUp, Ctrl+PgDn", "On the Tenant page: the list before, the next one"},
		line{"Shift+F10", "Context menu"}, line{"Ctrl, Shift + click", "Select several"}, line{"Esc", "Empty the filter, stop reading, close a dialog"})
	t := kit.NewTable([]kit.Column{{Title: "Key", Width: 150, Static: true}, {Title: "What it does", Width: 330, Static: true}},
		func() int { return len(lines) }, func(row, col int) kit.CellData {
			if col == 0 {
				return kit.CellData{Text: lines[row].key, Bold: true}
			}
			return kit.CellData{Text: lines[row].what}
		})
	size := container.NewGridWrap(fyne.NewSize(500, 460), t)
	a.tell("Keys", size)
}

// tell shows content with a button to close it.
func (a *App) tell(title string, content fyne.CanvasObject) {
	var d *kit.Dialog
	closing := kit.NewButton("Close", nil, func() { d.Close() })
	d = a.win.ShowDialog(kit.DialogOptions{Title: title, Content: content, Buttons: []*kit.Button{closing}, Default: closing, Cancel: closing, Focus: closing})
}
