package desk

import (
	"context"
	"iter"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
)

// A twinRead is the twin of an object with what lists do not show of it.
type twinRead struct {
	drift.Twin
	index    *drift.Index                // of what was found
	unread   map[model.CloudClass]string // why a class could not be searched
	licensed model.Maybe
	licenses []string // by name
	gaps     []Gap
	*probing
}

// propPlans are the services that are on for a user, which licenses alone do not say.
const propPlans model.Attr = "assignedPlans"

// read pairs the key with what was found, and reads the twin in full, as searches can
// lag behind.
func (h *hunt) read(ctx context.Context, k drift.Key) (*twinRead, error) {
	out := &twinRead{index: h.index(), unread: map[model.CloudClass]string{}, gaps: h.gaps, probing: &probing{}}
	for _, c := range tenantClasses {
		if i := slices.IndexFunc(h.gaps, func(g Gap) bool { return g.Part == c.Plural() }); i >= 0 {
			out.unread[c] = h.gaps[i].why()
		}
	}
	if out.Twin = out.index.Pair(k); !out.Found() {
		return out, nil
	}
	props := drift.Properties(out.Class)
	if out.Class == model.CloudUser {
		props = append(props, propPlans)
	}
	now, err := h.t.Get(ctx, out.Class, out.ID(), props...)
	switch {
	case err == nil:
		h.found[out.Class][out.ID()] = now
		out.index = h.index()
		out.Twin = out.index.Pair(k)
	case ctx.Err() != nil || !isGap(err):
		return nil, err
	}
	if out.Found() {
		out.probing = probe(ctx, h.t, out.Object)
		out.gaps = slices.Concat(out.gaps, out.probing.gaps)
		out.license(now)
	}
	return out, out.probing.err
}

// license says what the twin is licensed for.
func (o *twinRead) license(now model.Entry) {
	for _, l := range assigned(now, o.products) {
		o.licenses = append(o.licenses, l.Part)
	}
	o.licensed = exchangeLicenses(o.products).any(now.Values(propLicenses))
	if o.licensed == model.Yes && now.Has(propPlans) {
		o.licensed = model.MaybeOf(slices.ContainsFunc(assigned(now, o.products), func(l AssignedLicense) bool {
			return slices.ContainsFunc(l.Plans, func(p AssignedPlan) bool { return p.On && isMailboxPlan(p.Name) })
		}))
	}
}

// facts adds to what is known of the tenant the users that were found.
func (o *twinRead) facts(known *model.TenantFacts) *model.TenantFacts {
	if known == nil {
		known = &model.TenantFacts{}
	}
	out := factsWith(known, []model.TenantUser{})
	for c := range o.index.All() {
		if c.Class == model.CloudUser {
			u := model.TenantUser{UserPrincipalName: c.First(forecast.PropUPN), ImmutableID: c.First(drift.PropAnchor)}
			if c.ID() == o.ID() {
				u.Licensed = o.licensed
			}
			out.Users = append(out.Users, u)
		}
	}
	return out
}

func isSynced(e model.Entry) bool { return strings.EqualFold(e.First(drift.PropSyncEnabled), "true") }

// gather returns all at once; an empty list if there is none.
func gather(es iter.Seq2[model.Entry, error]) (out []model.Entry, err error) {
	out = []model.Entry{}
	for e, err := range es {
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}
