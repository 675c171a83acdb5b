package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/ui/kit"
)

// A tenantPage shows what the tenant holds, one part at a time, with a line about the
// selected row. What it shows is read by itself when the page is first looked at, and
// again when asked.
type tenantPage struct {
	widget.BaseWidget
	app *App

	head   *tenantHead
	tabs   *kit.Segments
	filter *kit.SearchBox
	only   *kit.Button     // what the list in front is narrowed down to
	lists  []*tenantList   // by tab
	bar    *fyne.Container // tabs and filter
	front  *fyne.Container
	detail *tenantDetail
	empty  *kit.EmptyState
	body   *fyne.Container // tabs and list; hidden where there is no tenant
	doors  *tenantDoors

	tenant   model.Tenant     // whose objects are shown; nil: none
	view     *desk.TenantView // nil until everything was read
	reading  slot
	origin   slot // looks for the object of AD
	busy     bool
	progress desk.TenantProgress
	failed   error // why the last reading came to nothing
	stopped  bool  // the first reading was stopped, or failed, in the middle
	stale    bool  // the tenant was synchronized since
}

func newTenantPage(a *App) page {
	p := &tenantPage{app: a}
	p.filter = kit.NewSearchBox("Filter: name, address, value", p.sift)
	p.filter.OnLeave = func() { p.list().focus() }
	var labels []string
	for _, part := range tenantParts() {
		p.lists = append(p.lists, newTenantList(p, part))
		labels = append(labels, part.Label)
	}
	p.tabs = kit.NewSegments(labels, func(int) { p.turned() })
	p.tabs.SetTip("What of the tenant is shown (Ctrl+PgUp, Ctrl+PgDn)")
	p.only = kit.NewButton("", theme.CancelIcon(), func() { p.narrow(p.list(), nil) })
	p.only.SetTip("Show all again (Esc)")
	p.head = newTenantHead(p)
	p.detail = newTenantDetail(p)
	p.empty = kit.NewEmptyState(nil, "", "")
	p.doors = newTenantDoors(p)
	p.front = container.NewStack()
	p.bar = container.NewBorder(nil, nil, p.tabs, p.only, p.filter)
	list := container.NewStack(p.front, container.NewPadded(p.empty))
	p.body = framed(container.NewVBox(p.head, p.bar), p.detail, nil, nil, list)
	p.ExtendBaseWidget(p)
	p.turned()
	return p
}

// list is the part in front.
func (p *tenantPage) list() *tenantList { return p.lists[max(0, p.tabs.Selected())] }

// read implements page: it reads a tenant that was not read yet. Another page may
// have read it meanwhile.
func (p *tenantPage) read() {
	s := p.app.session
	if s == nil {
		return
	}
	if t := s.Desk.Tenant(); t != p.tenant {
		p.forget()
		p.tenant = t
	}
	switch v := s.Desk.View(); {
	case p.tenant == nil || p.busy:
	case v != nil && v != p.view:
		p.takeOver(v)
	case v == nil && p.failed == nil && !p.stopped, p.stale:
		p.reload()
	}
	p.draw()
}

// tenantChanged implements tenantFollower. A tenant that was met again may answer now
// what it did not before.
func (p *tenantPage) tenantChanged() {
	if p.failed != nil && !p.busy {
		p.failed, p.stale = nil, true
	}
	p.seen()
}

// synced implements tenantFollower.
func (p *tenantPage) synced() {
	p.stale = p.view != nil
	p.seen()
}

// seen brings the page up to date if it is looked at.
func (p *tenantPage) seen() {
	if p.app.place == placeOfTenant {
		p.read()
	}
}

// info is who the tenant is, as it said last.
func (p *tenantPage) info() model.TenantInfo {
	if i := p.app.link.info; i.ID != "" || i.InitialDomain != "" || p.view == nil {
		return i
	}
	return p.view.Info
}

// stop implements page.
func (p *tenantPage) stop() {
	p.reading.stop()
	p.origin.stop()
}

// focusTarget implements page.
func (p *tenantPage) focusTarget() fyne.CanvasObject {
	if p.app.session == nil || p.app.session.Desk.Tenant() == nil {
		return p.doors.first()
	}
	return p.list().table
}

// searchBox implements page.
func (p *tenantPage) searchBox() *kit.SearchBox { return p.filter }

// forget empties the page: there is another tenant, or none.
func (p *tenantPage) forget() {
	p.reading.stop()
	p.view, p.busy, p.failed, p.stopped, p.stale = nil, false, nil, false, false
	for _, t := range p.lists {
		t.take(&tenantRows{listing: newListing(nil)})
		t.touched, t.only = false, nil
		t.table.SetSelection(nil)
		t.table.SetCursor(-1)
		t.table.Refresh()
	}
}

// turned shows the part that was chosen, with the filter of all of them.
func (p *tenantPage) turned() {
	t := p.list()
	t.filter(p.filter.Text())
	p.front.Objects = []fyne.CanvasObject{t.table}
	p.front.Refresh()
	p.drawOnly()
	p.drawEmpty()
	p.chosen()
}

// turn goes to the next part (1) or the one before (-1).
func (p *tenantPage) turn(by int) {
	n := len(p.lists)
	p.tabs.Select((p.tabs.Selected() + by + n) % n)
	p.turned()
	p.list().focus()
}

// show brings a part to the front.
func (p *tenantPage) show(id string) {
	for i, t := range p.lists {
		if t.part.ID == id {
			p.tabs.Select(i)
			p.turned()
		}
	}
}

// narrow narrows a list down, and shows it; nil shows all of it.
func (p *tenantPage) narrow(t *tenantList, o *tenantOnly) {
	t.setOnly(o)
	p.show(t.part.ID)
	t.focus()
}

// drawOnly shows what the list in front is narrowed down to.
func (p *tenantPage) drawOnly() {
	o := p.list().only
	p.only.Hidden = o == nil
	if o != nil {
		setButton(p.only, "With "+o.text, theme.CancelIcon())
	}
	if p.bar != nil {
		p.bar.Refresh()
	}
}

func (p *tenantPage) sift(text string) {
	p.list().filter(text)
	p.drawEmpty()
	p.chosen()
}

// chosen shows what is selected.
func (p *tenantPage) chosen() {
	p.head.drawStatus()
	p.detail.draw()
	p.app.refresh()
}

// keyed implements the keys of the lists.
func (p *tenantPage) keyed(ev *fyne.KeyEvent) bool {
	switch {
	case ev.Name == fyne.KeyEscape && p.filter.Text() != "":
		p.filter.SetText("")
	case ev.Name == fyne.KeyEscape && p.list().only != nil:
		p.narrow(p.list(), nil)
	case ev.Name == fyne.KeyEscape && p.busy:
		p.halt()
	case ev.Name == fyne.KeyBackspace && p.filter.Text() != "":
		p.filter.Focus()
	default:
		return false
	}
	return true
}

// draw shows everything anew.
func (p *tenantPage) draw() {
	connected := p.tenant != nil
	p.body.Hidden, p.doors.Hidden = !connected, connected
	if f, ok := p.focusTarget().(fyne.Focusable); ok && p.app.place == placeOfTenant {
		p.app.win.SetFallback(f)
	}
	p.doors.draw()
	p.head.draw()
	for i, t := range p.lists {
		p.tabs.SetLabel(i, t.label())
	}
	p.drawEmpty()
	p.chosen()
	p.body.Refresh()
	p.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (p *tenantPage) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(kit.Inset(8, 6, container.NewStack(p.body, p.doors)))
}
