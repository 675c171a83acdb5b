package desk

import (
	"context"

	"recipientdesk/model"
	"recipientdesk/model/drift"
)

// tenantClasses are the classes in the order in which they are read.
var tenantClasses = []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact, model.DeletedUser, model.DeletedGroup}

// ReadTenant reads everything that the tenant holds, and makes forecasts rest on it:
// who is there already, and licensed. What was read before is brought up to date with
// what changed since, if the tenant says so; anew reads all of it. What may not be
// read, or not to its end, is a Gap, no error; of a class that was read before, the
// former state stays with it. progress may be nil.
func (d *Desk) ReadTenant(ctx context.Context, anew bool, progress func(TenantProgress)) (*TenantView, error) {
	t, err := d.tenant()
	if err != nil {
		return nil, err
	}
	r := &reading{t: t, known: d.Facts(), before: d.View(), progress: progress, touched: map[model.GUID]bool{}, view: &TenantView{
		batches: map[model.CloudClass][]*model.Batch{}, marks: map[model.CloudClass]string{}, halves: map[model.CloudClass]string{},
		mailboxes: map[model.GUID]model.CloudMailbox{}, authority: map[model.GUID]model.Maybe{}}}
	if anew || r.before == nil {
		r.before = &TenantView{}
	}
	if progress == nil {
		r.progress = func(TenantProgress) {}
	}
	if d.opt.Now != nil {
		r.view.Read = d.opt.Now()
	}
	if err := r.run(ctx); err != nil {
		return nil, err
	}
	d.sight.mu.Lock()
	defer d.sight.mu.Unlock()
	if d.sight.cloud == t {
		d.sight.view, d.sight.tenant, d.sight.learning.silent = r.view, r.view.Facts, false
	}
	return r.view, nil
}

// A reading is the reading of a tenant under way.
type reading struct {
	t        model.Tenant
	known    *model.TenantFacts // before; nil: nothing
	view     *TenantView
	before   *TenantView // what was read last; empty: read all of it
	progress func(TenantProgress)
	firstErr error
	some     bool                // a class could be read, in part at least
	touched  map[model.GUID]bool // what changed since it was read last
}

func (r *reading) run(ctx context.Context) (err error) {
	v := r.view
	if v.Info, err = r.t.Info(ctx); err != nil && !r.gap(ctx, "tenant", err) {
		return err
	}
	for _, c := range tenantClasses {
		if err := r.class(ctx, c); err != nil {
			return err
		}
	}
	if !r.some {
		return r.firstErr
	}
	r.progress(TenantProgress{Part: "licenses"})
	if v.Licenses, err = r.t.Licenses(ctx); err != nil && !r.gap(ctx, "licenses", err) {
		return err
	}
	r.progress(TenantProgress{Part: "domains"})
	facts, err := r.t.Facts(ctx)
	if err != nil && !r.gap(ctx, "domains", err) {
		return err
	}
	if err := r.probeAuthority(ctx); err != nil {
		return err
	}
	if err := r.probeMailboxes(ctx, exchangeLicenses(v.Licenses)); err != nil {
		return err
	}
	if facts == nil {
		facts = r.known
	}
	r.finish(facts)
	return nil
}

// gap notes what could not be read. It returns false for errors that end the reading:
// nothing more comes of a session that is over.
func (r *reading) gap(ctx context.Context, part string, err error) bool {
	if r.firstErr == nil {
		r.firstErr = err
	}
	if code := model.CodeOf(err); ctx.Err() != nil || code == model.Canceled || part == "tenant" && code != model.Denied && code != model.NotFound {
		return false
	}
	r.view.Gaps = append(r.view.Gaps, Gap{part, err})
	return true
}

// class reads the objects of a class, or what changed of them.
func (r *reading) class(ctx context.Context, class model.CloudClass) error {
	part, changes := class.Plural(), model.CheckChanges(class) == nil
	props, v := drift.Properties(class), r.view
	old, mark := r.before.batches[class], r.before.marks[class]
	if mark != "" {
		err := r.refresh(ctx, class, part, mark, props)
		if err == nil || model.CodeOf(err) != model.Conflict {
			return r.ended(ctx, class, part, err, old, mark)
		}
	}
	if mark = ""; changes {
		mark = r.mark(ctx, class, props)
	}
	done := 0
	r.progress(TenantProgress{Part: part, Class: class})
	for b, err := range r.t.List(ctx, class, props...) {
		if err != nil {
			return r.ended(ctx, class, part, err, old, "")
		}
		r.some = true
		v.batches[class] = append(v.batches[class], b)
		done += b.Len()
		r.progress(TenantProgress{Part: part, Done: done, Page: b, Class: class})
	}
	v.marks[class] = mark
	return r.ended(ctx, class, part, nil, nil, "")
}

// ended notes how the reading of a class went. After an error what was read before
// stays, if there is any; it can be brought up to date from its mark.
func (r *reading) ended(ctx context.Context, class model.CloudClass, part string, err error, old []*model.Batch, mark string) error {
	v := r.view
	switch {
	case err == nil:
		r.some = true
		return nil
	case !r.gap(ctx, part, err):
		return err
	case old != nil:
		v.batches[class], v.marks[class], r.some = old, mark, true
	}
	v.halves[class] = Gap{part, err}.why()
	return nil
}

// mark asks where the record of changes stands. Without one the class is listed anew
// next time.
func (r *reading) mark(ctx context.Context, class model.CloudClass, props []model.Attr) (mark string) {
	for c, err := range r.t.Changes(ctx, class, model.MarkNow, props...) {
		if err != nil {
			return ""
		}
		mark = c.Mark
	}
	return mark
}

// finish makes what follows from the objects.
func (r *reading) finish(facts *model.TenantFacts) {
	v, k := r.view, drift.NewIndexBuilder()
	for _, c := range tenantClasses {
		for _, b := range v.batches[c] {
			k.Add(c, b)
		}
	}
	v.Index = k.Index()
	if facts == nil {
		facts = &model.TenantFacts{Name: v.Info.Name, InitialDomain: v.Info.InitialDomain}
	}
	var users []model.TenantUser
	if v.halves[model.CloudUser] == "" { // half of the users would make the others new
		users = usersOf(v)
	}
	v.Facts = factsWith(facts, users)
}
