package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/theme"

	"recipientdesk/model/drift"
	"recipientdesk/ui/kit"
)

// drawEmpty says what there is to do where nothing is shown.
func (p *driftPage) drawEmpty() {
	a, r := p.app, p.r
	again := kit.NewButton("Compare now", theme.MediaPlayIcon(), r.run)
	whole := true
	switch {
	case !a.connected() && a.session != nil && a.session.TenantErr != nil && r.last == nil:
		p.empty.Say(theme.WarningIcon(), "The tenant is not connected", sentence(a.session.TenantErr), p.door())
	case !a.connected() && r.last == nil:
		p.empty.Say(theme.StorageIcon(), "No tenant is connected", "With a tenant this page shows what arrived there of every object of AD, and why something did not.", p.door())
	case r.last == nil && r.busy:
		p.empty.Say(nil, "Comparing…", "The tenant and the directory are read first.")
	case r.last == nil && r.failed != nil:
		p.empty.Say(theme.WarningIcon(), "The comparison could not be made", sentence(r.failed), again)
	case r.last == nil:
		p.empty.Say(theme.SearchIcon(), "Nothing was compared yet", "A comparison reads every recipient of AD and of the tenant, and changes nothing.", again)
	default:
		whole = false
	}
	if whole {
		p.empty.Show()
		p.body.Hide()
		return
	}
	p.empty.Hide()
	p.body.Show()
	p.drawNone()
}

// door leads to where a tenant is connected.
func (p *driftPage) door() *kit.Button {
	return kit.NewButton("Connect with a tenant…", theme.LoginIcon(), p.app.goTenant)
}

// drawNone says why the table is empty.
func (p *driftPage) drawNone() {
	s := p.s
	p.none.Hidden = s == nil || s.query.List != p.query.List || len(s.rows) > 0
	if p.none.Hidden {
		p.none.Refresh()
		return
	}
	all := kit.NewButton("Show everything", theme.CancelIcon(), p.showAll)
	l := driftLists()[p.query.List]
	switch text := strings.TrimSpace(p.query.Text); {
	case text != "":
		p.none.Say(theme.SearchIcon(), fmt.Sprintf("Nothing matches “%s”", text), "The filter looks at names, addresses, properties, reasons and authorities.", all)
	case p.query.List == listByStatus && p.query.narrowed():
		p.none.Say(theme.SearchIcon(), "No object has this status", "", all)
	case p.query.List == listByStatus:
		p.none.Say(theme.ConfirmIcon(), s.of.verdict(), "Nothing waits, differs or is missing.")
	default:
		p.none.Say(theme.ConfirmIcon(), l.Empty[0], l.Empty[1])
	}
}

// verdict is the sentence where nothing differs.
func (d *drifted) verdict() string {
	switch n := d.total[drift.StatusEqual]; {
	case len(d.Items) == 0:
		return "AD has no recipients to compare"
	case n == 1:
		return "The one object is as it should be"
	default:
		return "All " + count(n) + " objects are as they should be"
	}
}
