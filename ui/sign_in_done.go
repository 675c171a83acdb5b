package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// showSignedIn says who is signed in now, what that lets them see and what not, and
// whether they have to do it again.
func (a *App) showSignedIn(t TenantTarget) {
	i := a.link.info
	column := container.NewVBox(kit.NewText(strings.TrimSpace(aboutTenant(i)), 560))
	lack := i.Lacks()
	switch {
	case a.link.err != nil:
		column.Add(kit.NewText(aloud(a.link.err), 560))
	case len(i.Scopes) == 0:
		column.Add(newWrapped("The tenant does not say which permissions were granted. What lacks one stays empty and names it."))
	case len(lack) == 0:
		column.Add(widget.NewLabel("Every permission that this program can use was granted."))
	default:
		table := kit.NewTable([]kit.Column{{Title: "Permission not granted", Width: 320, Static: true}, {Title: "So this stays empty", Width: 360, Static: true}},
			func() int { return len(lack) }, func(row, col int) kit.CellData {
				if col == 0 {
					return kit.CellData{Text: lack[row].Name, Icon: theme.InfoIcon()}
				}
				return kit.CellData{Text: lack[row].For, Color: kit.ColorMuted}
			})
		column.Add(container.New(atLeast{700, float32(min(len(lack), 8)+1)*rowHeight + 4}, table))
	}
	keeps := wayOf(t.Auth).keeps
	if personal := !wayOf(t.Auth).app && t.Auth != "azure-cli"; personal && !a.session.TokensKept {
		keeps = "This computer has no safe place for what a sign-in leaves: sign in again next time."
	}
	column.Add(newWrapped(keeps))
	page := kit.NewButton("Show the tenant", nil, nil)
	var d *kit.Dialog
	page.OnTapped = func() { d.Close(); a.goTenant() }
	quit := kit.NewButton("Close", nil, func() { d.Close() })
	d = a.win.ShowDialog(kit.DialogOptions{Title: "Signed in", Content: column, MinSize: fyne.NewSize(580, 0),
		Buttons: []*kit.Button{page, quit}, Default: page, Cancel: quit, Focus: page})
}

// registrationSteps is how an application is registered. docs/tenant.md says the same
// at more length.
var registrationSteps = []string{
	"In the Entra admin center: App registrations, New registration. Supported accounts: this organization only.",
	"Authentication, Add a platform, Mobile and desktop applications, redirect http://localhost. For the device code, set Allow public client flows to yes.",
	"API permissions, Microsoft Graph: delegated permissions for people, application permissions for scripts. Then Grant admin consent.",
	"Copy the application (client) ID and the directory (tenant) ID to here. For scripts add a certificate, which is better, or a client secret.",
}

// registrationPage is where applications are registered.
const registrationPage = "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade"

// showRegistration says how an application is registered, and what each permission is
// for.
func showRegistration(a *App) {
	var text strings.Builder
	for n, s := range registrationSteps {
		text.WriteString(count(n+1) + ". " + s + "\n")
	}
	table := kit.NewTable([]kit.Column{{Title: "Permission", Width: 320, Static: true}, {Title: "For", Width: 370, Static: true}},
		func() int { return len(model.Permissions) }, func(row, col int) kit.CellData {
			p := model.Permissions[row]
			switch {
			case col == 0:
				return kit.CellData{Text: p.Name}
			case p.Who == "user":
				return kit.CellData{Text: p.For + "; delegated only", Color: kit.ColorMuted}
			case p.Who == "application":
				return kit.CellData{Text: p.For + "; application only", Color: kit.ColorMuted}
			}
			return kit.CellData{Text: p.For, Color: kit.ColorMuted}
		})
	content := framed(container.NewVBox(kit.NewText(strings.TrimSpace(text.String()), 640),
		newWrapped("Each permission is optional: what lacks it stays empty and says which it is. A person also needs a role that may read the directory, such as Global Reader.")), nil, nil, nil, table)
	var d *kit.Dialog
	open := kit.NewButton("Open the Entra admin center", theme.ComputerIcon(), func() { a.browse(registrationPage) })
	copyAll := kit.NewButton("Copy permissions", theme.ContentCopyIcon(), func() {
		var names []string
		for _, p := range model.Permissions {
			names = append(names, p.Name)
		}
		a.fy.Clipboard().SetContent(strings.Join(names, "\n"))
	})
	quit := kit.NewButton("Close", nil, func() { d.Close() })
	d = a.win.ShowDialog(kit.DialogOptions{Title: "Register an application", Content: content, MinSize: fyne.NewSize(720, 520),
		Buttons: []*kit.Button{open, copyAll, quit}, Default: quit, Cancel: quit, Focus: quit})
}
