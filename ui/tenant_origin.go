package ui

import (
	"context"

	"recipientdesk/model"
	"recipientdesk/model/drift"
)

// toOrigin opens the object of Active Directory that the selected one comes from.
func (p *tenantPage) toOrigin() {
	refs := p.list().objects()
	if len(refs) == 0 {
		return
	}
	if o, ok := p.object(refs[0]); ok {
		p.app.openOrigin(&p.origin, o)
	}
}

// object is what was read of an object of the tenant.
func (p *tenantPage) object(r cloudRef) (drift.Object, bool) {
	if p.view != nil {
		return p.view.Index.ByID(r.id)
	}
	t := p.list()
	if row := t.l.snap.Find(r.id); row >= 0 {
		return drift.Object{Class: r.class, Entry: t.l.snap.Entry(row)}, true
	}
	return drift.Object{}, false
}

// openOther opens the other object that has the value of the selected error.
func (p *tenantPage) openOther() {
	t := p.list()
	row, ok := t.row()
	if !ok {
		return
	}
	if at := t.l.snap.Values(row, rowOtherAt); len(at) == 2 {
		p.app.showCloudObject(model.CloudClass(at[0]), at[1])
	}
}

// openOrigin opens the sheet of the object of AD that one of the tenant comes from. If
// there is none it says why.
func (a *App) openOrigin(s *slot, o drift.Object) {
	d := a.session.Desk
	load(a.run, s, func(ctx context.Context) (model.Ref, error) { return d.Origin(ctx, o) }, func(ref model.Ref, err error) {
		switch {
		case a.session == nil || a.session.Desk != d:
		case err != nil:
			a.showError(a.win, err)
		default:
			openSheet(a, []model.Ref{ref})
		}
	})
}
