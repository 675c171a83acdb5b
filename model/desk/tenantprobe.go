package desk

import (
	"context"
	"iter"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
)

// maxProbed is how many objects a reading asks about one by one for what lists do not
// tell. Exchange Online answers some ten of them in a second.
const maxProbed = 2000

// Mailbox returns what is known of a user's mailbox. Of the users of a large tenant
// only some were asked about: shared mailboxes and resources first, as their type is
// what AD can have otherwise.
func (v *TenantView) Mailbox(o drift.Object) model.CloudMailbox {
	g, _ := model.ParseGUID(o.ID())
	return v.mailboxes[g]
}

// Standing says who decides about an object.
func (v *TenantView) Standing(o drift.Object) drift.Standing {
	cloud, exchange := v.managed(o)
	return drift.AuthorityOf(o.Entry, cloud, exchange)
}

func (v *TenantView) managed(o drift.Object) (cloud, exchange model.Maybe) {
	g, _ := model.ParseGUID(o.ID())
	return v.authority[g], model.Unsure
}

// options are what a survey of the view knows besides its objects.
func (v *TenantView) options() drift.Options {
	return drift.Options{Features: v.Facts.Features, LastSync: v.Info.LastSync, Syncs: v.Info.SyncEnabled, Incomplete: v.halves, Mailbox: v.Mailbox, Managed: v.managed}
}

// probeMailboxes asks which users have a mailbox, and of what type.
func (r *reading) probeMailboxes(ctx context.Context, licensed exchangePlans) error {
	v := r.view
	var first, then []model.GUID // those without a license of their own come first
	for b, i := range eachRow(v.batches[model.CloudUser]) {
		g := b.GUID(i)
		if known, ok := r.before.mailboxes[g]; ok && !r.touched[g] {
			v.mailboxes[g] = known
			continue
		}
		switch e := b.Entry(i); {
		case licensed.any(e.Values(propLicenses)) == model.Yes && e.First("accountEnabled") != "false":
			then = append(then, g)
		case e.Has(forecast.PropProxies):
			first = append(first, g)
		}
	}
	return r.probe(ctx, model.MailboxTrait, model.CloudUser, "mailboxes", append(first, then...), func(g model.GUID, a model.CloudAnswer) { v.mailboxes[g] = a.Mailbox })
}

// probeAuthority asks who decides about the objects whose properties leave it open.
func (r *reading) probeAuthority(ctx context.Context) error {
	v := r.view
	for _, class := range []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact} {
		var ids []model.GUID
		for b, i := range eachRow(v.batches[class]) {
			g := b.GUID(i)
			if known, ok := r.before.authority[g]; ok && !r.touched[g] {
				v.authority[g] = known
			} else if c := columnOf(b, drift.PropSyncEnabled); c < 0 || !b.Has(i, c) {
				if drift.AuthorityOf(b.Entry(i), model.Unsure, model.Unsure).Authority == drift.AuthorityUnknown {
					ids = append(ids, g)
				}
			}
		}
		err := r.probe(ctx, model.AuthorityTrait, class, "authority over "+class.Plural(), ids, func(g model.GUID, a model.CloudAnswer) { v.authority[g] = a.Managed })
		if err != nil {
			return err
		}
	}
	return nil
}

// eachRow yields the rows of batches.
func eachRow(batches []*model.Batch) iter.Seq2[*model.Batch, int] {
	return func(yield func(*model.Batch, int) bool) {
		for _, b := range batches {
			for i := range b.Len() {
				if !yield(b, i) {
					return
				}
			}
		}
	}
}

// probe asks about objects, not more than maxProbed. Without the permission there is a
// gap; what the tenant does not say of one object stays unknown.
func (r *reading) probe(ctx context.Context, trait model.CloudTrait, class model.CloudClass, part string, ids []model.GUID, take func(model.GUID, model.CloudAnswer)) error {
	r.view.Unprobed += max(0, len(ids)-maxProbed)
	ids = ids[:min(len(ids), maxProbed)]
	if len(ids) == 0 {
		return nil
	}
	r.progress(TenantProgress{Part: part})
	texts := make([]string, len(ids))
	for i, g := range ids {
		texts[i] = g.String()
	}
	done := 0
	for a, err := range r.t.Probe(ctx, trait, class, texts) {
		if err != nil {
			if !r.gap(ctx, part, err) {
				return err
			}
			return nil
		}
		if a.Err == nil {
			take(ids[done], a)
		}
		if done++; done%100 == 0 || done == len(ids) {
			r.progress(TenantProgress{Part: part, Done: done})
		}
	}
	return nil
}
