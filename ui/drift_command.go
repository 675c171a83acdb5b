package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// driftKeys are the keys of the Drift page. Compare now is F5 on the page, too.
var driftKeys = map[string]kit.Key{"drift-run": ctrlKey(fyne.KeyF5), "drift-open": ctrlShift(fyne.KeyP), "drift-show": ctrlShift(fyne.KeyM)}

// driftCommands are those of the Drift page.
func driftCommands(a *App) []*command {
	page := func() *driftPage { p, _ := a.pages[placeDrift].(*driftPage); return p }
	here := func() bool { return a.session != nil && a.place == placeDrift && page() != nil }
	with := func(ok func(p *driftPage) bool) func() bool { return func() bool { return here() && ok(page()) } }
	do := func(f func(p *driftPage)) func() { return func() { f(page()) } }
	return []*command{
		{ID: "drift-run", Label: "Compare with the tenant now", Icon: theme.MediaPlayIcon(), Key: driftKeys["drift-run"],
			Enabled: func() bool { return a.connected() && !(here() && page().r.busy) }, Run: func() { a.goTo(placeDrift); page().reload() }},
		{ID: "drift-open", Label: "Open in AD", Icon: theme.DocumentIcon(), Key: driftKeys["drift-open"],
			Enabled: with(func(p *driftPage) bool { return len(p.refs()) > 0 }), Run: do((*driftPage).open)},
		{ID: "drift-show", Label: "Show in tenant", Icon: theme.StorageIcon(), Key: driftKeys["drift-show"],
			Enabled: with(func(p *driftPage) bool { _, id := p.twin(); return id != "" }), Run: do((*driftPage).showTwin)},
	}
}

// twin is the object of the tenant that the one selected entry is about.
func (p *driftPage) twin() (model.CloudClass, string) {
	if list := p.selection(); len(list) == 1 {
		return list[0].cloudID()
	}
	return "", ""
}

func (p *driftPage) showTwin() {
	if class, id := p.twin(); id != "" {
		p.app.showCloudObject(class, id)
	}
}
