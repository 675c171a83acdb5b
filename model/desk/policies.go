package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
	"recipientdesk/model/drift"
)

// A PolicyPreview is what address policies make of the recipients that they are for.
type PolicyPreview struct {
	Rows    []addresspolicy.Row // by name
	Changed int                 // of them
	Exempt  int
}

// Policies previews address policies over the directory: for each recipient the first
// policy counts whose scope it is in. Nobody gets an address that another object of the
// directory has, wherever it is, or of the tenant as far as its view was read. progress
// is told how many objects are done; it may be nil.
func (d *Desk) Policies(ctx context.Context, ps addresspolicy.Policies, progress func(done int)) (*PolicyPreview, error) {
	if err := ps.Check(); err != nil {
		return nil, err
	}
	by, err := d.assigned(ctx, ps)
	if err != nil {
		return nil, err
	}
	plan, objects, err := d.holders(ctx, by)
	if err != nil {
		return nil, err
	}
	out := &PolicyPreview{}
	for i, e := range objects {
		if err := ctx.Err(); err != nil {
			return nil, &model.Error{Code: model.Canceled, Subject: "Address policies", Message: "the preview was stopped", Err: err}
		}
		row := plan.Give(e, by[e.Ref.GUID])
		if addresspolicy.OptedOut(e) {
			out.Exempt++
		}
		if !row.Change().Empty() {
			out.Changed++
		}
		out.Rows = append(out.Rows, row)
		if progress != nil {
			progress(i + 1)
		}
	}
	return out, nil
}

// assigned returns the policy of each object that is in a scope, by GUID.
func (d *Desk) assigned(ctx context.Context, ps addresspolicy.Policies) (map[string]*addresspolicy.Policy, error) {
	by := map[string]*addresspolicy.Policy{}
	for _, p := range ps {
		if p.Off {
			continue
		}
		qs, err := p.Scope.Queries()
		if err != nil {
			return nil, err
		}
		for _, q := range qs {
			q.Attrs = slices.Concat([]model.Attr{model.ObjectGUID}, model.KindAttrs)
			for b, err := range d.List(ctx, q) {
				if err != nil {
					return nil, err
				}
				for i := range b.Len() {
					if g := b.Ref(i).GUID; by[g] == nil && p.Scope.Takes(b.Kind(i)) {
						by[g] = p
					}
				}
			}
		}
	}
	return by, nil
}

// holders reads who has which address, and the objects that policies are for, by name:
// of two who want one address, the first in that order gets it.
func (d *Desk) holders(ctx context.Context, by map[string]*addresspolicy.Policy) (*addresspolicy.Plan, []model.Entry, error) {
	plan := addresspolicy.NewPlan()
	var objects []model.Entry
	attrs := slices.Concat(model.KindAttrs, addresspolicy.Attributes)
	for b, err := range d.dir.List(ctx, model.Query{Where: model.Or{model.RecipientFilter, model.Present{Attr: model.ProxyAddresses}, model.Present{Attr: model.Mail}}, Attrs: attrs}) {
		if err != nil {
			return nil, nil, err
		}
		for i := range b.Len() {
			e := b.Entry(i)
			plan.Hold(e)
			if by[e.Ref.GUID] != nil {
				objects = append(objects, e)
			}
		}
	}
	if v := d.View(); v != nil {
		for o := range v.Index.All() {
			if !strings.EqualFold(o.First(drift.PropSyncEnabled), "true") { // those of the others are AD's
				plan.Hold(o.Entry)
			}
		}
	}
	slices.SortFunc(objects, func(a, b model.Entry) int {
		name := func(e model.Entry) string { return strings.ToLower(model.Recipient{Entry: e}.Name()) }
		return cmp.Or(cmp.Compare(name(a), name(b)), cmp.Compare(a.Ref.GUID, b.Ref.GUID))
	})
	return plan, objects, nil
}
