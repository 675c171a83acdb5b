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

	Others     []addresspolicy.Row        // by name: recipients with mail that no policy is for
	Unverified []addresspolicy.Unverified // what the tenant will not take
}

// Policies previews address policies over the directory: for each recipient the first
// policy counts whose scope it is in. Nobody gets an address that another object of the
// directory has, wherever it is, or of the tenant as far as its view was read. progress
// is told how many objects of the directory were read; it may be nil.
func (d *Desk) Policies(ctx context.Context, ps addresspolicy.Policies, progress func(read int)) (*PolicyPreview, error) {
	if err := ps.Check(); err != nil {
		return nil, err
	}
	by, err := d.assigned(ctx, ps)
	if err != nil {
		return nil, err
	}
	h, err := d.holders(ctx, by, progress)
	if err != nil {
		return nil, err
	}
	out := &PolicyPreview{Rows: make([]addresspolicy.Row, 0, len(h.objects)), Unverified: ps.Unverified(d.facts(ctx))}
	for _, e := range h.objects {
		if err := ctx.Err(); err != nil {
			return nil, &model.Error{Code: model.Canceled, Subject: "Address policies", Message: "the preview was stopped", Err: err}
		}
		row := h.plan.Give(e, by[e.Ref.GUID])
		if addresspolicy.OptedOut(e) {
			out.Exempt++
		}
		if !row.Change().Empty() {
			out.Changed++
		}
		out.Rows = append(out.Rows, row)
	}
	for _, e := range h.others {
		out.Others = append(out.Others, addresspolicy.Row{Before: e, After: e, Why: "no policy is for it"})
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
		qs, err := d.queries(ctx, p.Scope)
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

// queries returns the searches for a scope. A group that is not there is refused, as a
// container is: misspelled, it would leave its members to the next policy.
func (d *Desk) queries(ctx context.Context, s addresspolicy.Scope) ([]model.Query, error) {
	for _, dn := range s.MemberOf {
		e, err := d.Get(ctx, model.Ref{DN: dn}, model.KindAttrs...)
		if err != nil {
			return nil, err
		}
		if k := (model.Recipient{Entry: e}).Kind(); k.Family() != "group" {
			return nil, &model.Error{Code: model.Invalid, Subject: dn, Message: "is " + k.Phrase() + ", and nobody is a member of it", Hint: "Name a group under memberOf."}
		}
	}
	return s.Queries()
}

// A holding is who has which address, and whom policies are for.
type holding struct {
	plan    *addresspolicy.Plan
	objects []model.Entry // that a policy is for; of two who want one address, the first gets it
	others  []model.Entry // recipients with mail, below the desk's bases, that none is for
}

// holders reads the whole directory for who has which address, and takes in what is
// known of the tenant.
func (d *Desk) holders(ctx context.Context, by map[string]*addresspolicy.Policy, progress func(read int)) (*holding, error) {
	h := &holding{plan: addresspolicy.NewPlan()}
	attrs, read := slices.Concat(model.KindAttrs, addresspolicy.Attributes), 0
	in := d.within()
	for b, err := range d.dir.List(ctx, model.Query{Where: model.Or{model.RecipientFilter, model.Present{Attr: model.ProxyAddresses}, model.Present{Attr: model.Mail}}, Attrs: attrs}) {
		if err != nil {
			return nil, err
		}
		for i := range b.Len() {
			e := b.Entry(i)
			h.plan.Hold(e)
			switch {
			case by[e.Ref.GUID] != nil:
				h.objects = append(h.objects, e)
			case b.Kind(i).MailEnabled() && in(e.Ref.DN):
				h.others = append(h.others, e)
			}
		}
		if read += b.Len(); progress != nil {
			progress(read)
		}
	}
	if v := d.View(); v != nil {
		for o := range v.Index.All() {
			if !strings.EqualFold(o.First(drift.PropSyncEnabled), "true") { // those of the others are AD's
				h.plan.Hold(o.Entry)
			}
		}
	}
	entriesByName(h.objects)
	entriesByName(h.others)
	return h, nil
}

// entriesByName sorts as lists do; what has one name by GUID, so that the order is the same
// every time.
func entriesByName(list []model.Entry) {
	names := make(map[string]string, len(list))
	for _, e := range list {
		names[e.Ref.GUID] = strings.ToLower(model.Recipient{Entry: e}.Name())
	}
	slices.SortFunc(list, func(a, b model.Entry) int {
		return cmp.Or(cmp.Compare(names[a.Ref.GUID], names[b.Ref.GUID]), cmp.Compare(a.Ref.GUID, b.Ref.GUID))
	})
}

// within returns a test for what lies below the desk's bases.
func (d *Desk) within() func(dn string) bool {
	if len(d.opt.Bases) == 0 && len(d.opt.Exclude) == 0 {
		return func(string) bool { return true }
	}
	parse := func(list []string) (out []model.DN) {
		for _, s := range list {
			if dn, err := model.ParseDN(s); err == nil {
				out = append(out, dn)
			}
		}
		return out
	}
	bases, exclude := parse(d.opt.Bases), parse(d.opt.Exclude)
	return func(s string) bool {
		dn, err := model.ParseDN(s)
		under := func(base model.DN) bool { return err == nil && dn.Under(base) }
		return (len(bases) == 0 || slices.ContainsFunc(bases, under)) && !slices.ContainsFunc(exclude, under)
	}
}

// InScope returns the first recipients that a scope takes in, most of them at most, with
// what templates read.
func (d *Desk) InScope(ctx context.Context, s addresspolicy.Scope, most int) (out []model.Entry, err error) {
	qs, err := d.queries(ctx, s)
	if err != nil {
		return nil, err
	}
	for _, q := range qs {
		q.Attrs = slices.Concat(model.KindAttrs, addresspolicy.Attributes)
		for b, err := range d.List(ctx, q) {
			if err != nil {
				return nil, err
			}
			for i := range b.Len() {
				if !s.Takes(b.Kind(i)) {
					continue
				}
				if out = append(out, b.Entry(i)); len(out) == most {
					return out, nil
				}
			}
		}
	}
	return out, nil
}
