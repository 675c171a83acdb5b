package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/ui/kit"
)

// tenantDoors stand on the Tenant page while no tenant is connected: the ways to one,
// and why the one that was asked for is not there.
type tenantDoors struct {
	widget.BaseWidget
	page  *tenantPage
	doors []*door
	title *widget.Label
	text  *widget.Label
	mark  *widget.Icon
}

func newTenantDoors(p *tenantPage) *tenantDoors {
	d := &tenantDoors{page: p, title: widget.NewLabel(""), text: widget.NewLabel(""), mark: widget.NewIcon(nil)}
	d.title.SizeName = theme.SizeNameHeadingText
	d.title.TextStyle.Bold = true
	d.text.Wrapping = fyne.TextWrapWord
	run := func(id string) func() { return func() { p.app.cmd.run(id) } }
	d.doors = []*door{
		newDoor(theme.LoginIcon(), "Sign in to Microsoft 365", "By browser, by code, or as an application. Nothing is changed in the tenant.", run("tenant-sign-in")),
		newDoor(theme.FolderOpenIcon(), "Open a snapshot", "Look at a tenant that was saved to a file. No network, no account.", run("tenant-open-snapshot")),
		newDoor(iconGroup, "Sample tenant", "What became of the sample organization. Nothing leaves this computer.", run("tenant-sample")),
	}
	for _, one := range d.doors {
		one.width = 244
	}
	d.ExtendBaseWidget(d)
	return d
}

func (d *tenantDoors) first() fyne.CanvasObject { return d.doors[0] }

// draw says why there is no tenant.
func (d *tenantDoors) draw() {
	d.title.SetText("No tenant is connected")
	d.mark.Hide()
	text := "Beside Active Directory this page shows what arrived in Microsoft 365: users, groups, contacts, what was deleted, errors and licenses."
	if s := d.page.app.session; s != nil && s.TenantErr != nil {
		d.title.SetText("The tenant could not be opened")
		d.mark.SetResource(kit.ToneError.Icon())
		d.mark.Show()
		text = aloud(s.TenantErr)
	}
	d.text.SetText(text)
	d.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (d *tenantDoors) CreateRenderer() fyne.WidgetRenderer {
	doors := container.New(layout.NewCustomPaddedHBoxLayout(14))
	for _, one := range d.doors {
		doors.Add(one)
	}
	head := container.NewBorder(nil, nil, d.mark, nil, d.title)
	return widget.NewSimpleRenderer(container.NewCenter(container.New(layout.NewCustomPaddedVBoxLayout(14), container.NewVBox(head, d.text), doors)))
}
