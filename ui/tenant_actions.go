package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
)

// tenantMenu is the context menu of the lists of the Tenant page.
var tenantMenu = []string{"tenant-open", "tenant-origin", "-", "copy", "copy-names", "tenant-copy-id", "tenant-copy-anchor", "-", "who"}

// tenantPageCommands are what can be done with the objects that a tenant holds.
func tenantPageCommands(a *App) []*command {
	page := func() *tenantPage {
		p, _ := a.pages[placeOfTenant].(*tenantPage)
		if a.place != placeOfTenant {
			return nil
		}
		return p
	}
	some := func() bool { return page() != nil && len(page().list().objects()) > 0 }
	open := func() bool { return a.session != nil && a.session.OpenTenant != nil }
	return []*command{
		{ID: "tenant-open", Label: "Open the object of the tenant", Icon: theme.DocumentIcon(), Key: ctrlShift(fyne.KeyReturn), Enabled: some,
			Run: func() { page().open() }},
		{ID: "tenant-origin", Label: "Show in Active Directory", Icon: iconDomain, Key: ctrlShift(fyne.KeyA), Enabled: some,
			Run: func() { page().toOrigin() }},
		{ID: "tenant-copy-id", Label: "Copy object IDs", Icon: theme.ContentCopyIcon(), Key: ctrlShift(fyne.KeyG), Enabled: some,
			Run: func() { page().copyIDs() }},
		{ID: "tenant-copy-anchor", Label: "Copy immutable IDs", Icon: theme.ContentCopyIcon(), Key: ctrlShift(fyne.KeyJ), Enabled: some,
			Run: func() { page().copyValues("onPremisesImmutableId") }},
		{ID: "tenant-read-all", Label: "Read the whole tenant anew", Icon: theme.ViewRefreshIcon(), Key: shiftKey(fyne.KeyF5),
			Enabled: func() bool { return page() != nil && page().tenant != nil && !page().busy }, Run: func() { page().readTenant(true) }},
		{ID: "tenant-snapshots", Label: "Snapshot", Icon: theme.DownloadIcon(), Sub: []string{"tenant-save", "tenant-open-snapshot"}},
		{ID: "tenant-save", Label: "Save a snapshot of the tenant…", Icon: theme.DownloadIcon(), Key: ctrlShift(fyne.KeyX),
			Enabled: func() bool {
				return a.session != nil && a.session.SaveSnapshot != nil && a.session.Desk.Tenant() != nil
			}, Run: a.askSaveSnapshot},
		{ID: "tenant-sample", Label: "Sample tenant", Icon: iconGroup, Key: ctrlShift(fyne.KeyY), Enabled: open,
			Run: func() { a.useTenant(TenantTarget{Source: sampleDirectory}) }},
	}
}

// activate is what Enter does: it opens objects; of a product it shows the users.
func (p *tenantPage) activate() {
	if p.list().part.ID == licensesPart.ID && p.detail.more.Visible() {
		p.detail.act()
		return
	}
	p.app.cmd.run("tenant-open")
}

// open shows the objects of the selected rows, each in a window of its own.
func (p *tenantPage) open() {
	for _, o := range firstOf(p.list().objects(), manyWindows) {
		p.app.showCloudObject(o.class, o.id)
	}
}

// manyWindows is how many windows one key opens at most.
const manyWindows = 8

func firstOf[T any](list []T, most int) []T { return list[:min(len(list), most)] }

// copyIDs puts the IDs of the selected objects on the clipboard, a line each.
func (p *tenantPage) copyIDs() {
	var lines []string
	for _, o := range p.list().objects() {
		lines = append(lines, o.id)
	}
	p.app.fy.Clipboard().SetContent(strings.Join(lines, "\n"))
}

// copyValues puts the first value of a property of each selected object on the
// clipboard. What has none is left out.
func (p *tenantPage) copyValues(a model.Attr) {
	p.copyLines(func(row int) string { return p.list().l.snap.First(row, a) })
}

func (p *tenantPage) copyLines(text func(row int) string) {
	var lines []string
	for _, row := range p.list().listTable.rows() {
		if s := text(row); s != "" && !slices.Contains(lines, s) {
			lines = append(lines, s)
		}
	}
	p.app.fy.Clipboard().SetContent(strings.Join(lines, "\n"))
}
