package ui

import (
	"context"

	"recipientdesk/model"
	"recipientdesk/model/desk"
)

// tenantNews is what arrives while a tenant is read: how far the reading is, or at the
// end everything.
type tenantNews struct {
	progress *desk.TenantProgress
	view     *desk.TenantView
	parts    []*tenantRows
}

// reload implements reloader: it brings what was read up to date.
func (p *tenantPage) reload() { p.readTenant(false) }

// readTenant reads the tenant; anew reads all of it, whatever the tenant says did not
// change. What is shown stays until then; the first reading shows its pages as they
// come.
func (p *tenantPage) readTenant(anew bool) {
	if p.tenant == nil || p.busy {
		return
	}
	d, now, sorted := p.app.session.Desk, p.app.opt.Now, p.orders()
	p.busy, p.failed, p.stopped, p.stale, p.progress = true, nil, false, false, desk.TenantProgress{}
	if p.view == nil {
		tenant := p.tenant
		p.forget()
		p.tenant, p.busy = tenant, true
	}
	stream(p.app.run, &p.reading, func(ctx context.Context, yield func(tenantNews)) error {
		v, err := d.ReadTenant(ctx, anew, func(pr desk.TenantProgress) { yield(tenantNews{progress: &pr}) })
		if err == nil {
			yield(tenantNews{view: v, parts: loadParts(v, sorted, now())})
		}
		return err
	}, p.heard, p.ended)
	p.draw()
}

// orders are what the lists are sorted by.
func (p *tenantPage) orders() (out []sortOrder) {
	for _, t := range p.lists {
		out = append(out, t.sorted)
	}
	return out
}

// takeOver shows what another page has read.
func (p *tenantPage) takeOver(v *desk.TenantView) {
	now, sorted := p.app.opt.Now, p.orders()
	p.busy = true
	load(p.app.run, &p.reading, func(context.Context) ([]*tenantRows, error) { return loadParts(v, sorted, now()), nil },
		func(parts []*tenantRows, _ error) {
			p.heard(tenantNews{view: v, parts: parts})
			p.ended(nil)
		})
}

// heard shows what has arrived.
func (p *tenantPage) heard(n tenantNews) {
	if n.progress != nil {
		p.progress = *n.progress
		p.page(n.progress)
		p.draw()
		return
	}
	streamed := p.view == nil
	p.view = n.view
	for i, t := range p.lists {
		t.loaded(n.parts[i], streamed)
	}
	p.draw()
}

// page shows the objects of a page, while there is nothing else to show.
func (p *tenantPage) page(pr *desk.TenantProgress) {
	if p.view != nil || pr.Page == nil {
		return
	}
	for _, t := range p.lists {
		if t.part.Class == pr.Class {
			t.arrived(pr.Page)
		}
	}
}

// ended is the end of a reading. Forecasts rest on what was read from now on.
func (p *tenantPage) ended(err error) {
	p.busy = false
	switch {
	case err == nil:
		p.app.list.marks.forget()
		p.app.list.table.Refresh()
	case model.CodeOf(err) != model.Canceled:
		p.failed = err
		fallthrough
	default:
		p.stopped = p.view == nil
	}
	p.draw()
}

// halt stops the reading. What is there stays.
func (p *tenantPage) halt() {
	if p.busy {
		p.reading.stop()
		p.ended(&model.Error{Code: model.Canceled})
	}
}

// gaps are what could not be read of what a part needs.
func (p *tenantPage) gaps(part *tenantPart) (out []desk.Gap) {
	if p.view == nil {
		return nil
	}
	for _, g := range p.view.Gaps {
		for _, need := range part.Needs {
			if g.Part == need {
				out = append(out, g)
			}
		}
	}
	return out
}
