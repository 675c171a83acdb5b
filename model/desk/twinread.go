package desk

import (
	"context"
	"encoding/json"
	"iter"
	"slices"
	"strings"
	"sync"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
)

// A twinRead is the twin of an object with what lists do not show of it.
type twinRead struct {
	drift.Twin
	index    *drift.Index // of what was found
	unread   map[model.CloudClass]string
	licensed model.Maybe
	mailbox  model.CloudMailbox
	managed  model.Maybe
	members  []model.Entry
	owners   []model.Entry
	licenses []string
	gaps     []Gap
}

// propPlans are the services that are on for a user, which licenses alone do not say:
// services of a license can be off.
const propPlans model.Attr = "assignedPlans"

// read pairs the key with what was found, and reads the twin in full. What is not
// allowed is a gap.
func (h *hunt) read(ctx context.Context, k drift.Key) (twinRead, error) {
	out := twinRead{index: h.index(), unread: map[model.CloudClass]string{}, gaps: h.gaps}
	for _, g := range h.gaps {
		for _, c := range tenantClasses {
			if c.part == g.Part {
				out.unread[c.class] = g.why()
			}
		}
	}
	out.Twin = out.index.Pair(k)
	if !out.Found() {
		return out, nil
	}
	p := &probing{t: h.t, ctx: ctx, out: &out}
	id, now := out.ID(), out.Entry
	p.start("properties", func() (err error) {
		props := drift.Properties(out.Class)
		if out.Class == model.CloudUser {
			props = append(props, propPlans)
		}
		now, err = h.t.Get(ctx, out.Class, id, props...)
		return err
	})
	p.authority()
	switch out.Class {
	case model.CloudUser:
		p.start("mailbox", func() (err error) { out.mailbox, err = h.t.Mailbox(ctx, id); return err })
		p.licenses()
	case model.CloudGroup:
		p.start("members", func() (err error) { out.members, err = gather(h.t.Members(ctx, id)); return err })
		p.start("owners", func() (err error) { out.owners, err = gather(h.t.Owners(ctx, id)); return err })
	}
	p.wg.Wait()
	if p.err != nil {
		return out, p.err
	}
	if now.Len() > 0 {
		h.found[out.Class][id] = now
		out.index = h.index()
		out.Twin = out.index.Pair(k)
	}
	out.describe(now, p.products)
	return out, nil
}

// describe says what the twin is licensed for.
func (o *twinRead) describe(now model.Entry, products []model.License) {
	for _, sku := range now.Values(propLicenses) {
		i := slices.IndexFunc(products, func(l model.License) bool { return strings.EqualFold(l.SKU, sku) })
		if i < 0 {
			o.licenses = append(o.licenses, sku)
			continue
		}
		o.licenses = append(o.licenses, products[i].Part)
	}
	o.licensed = exchangeLicenses(products).any(now.Values(propLicenses))
	if plans := now.Values(propPlans); len(plans) > 0 && o.licensed == model.Yes {
		o.licensed = model.MaybeOf(mailboxPlanOn(plans, products))
	}
}

// mailboxPlanOn reports whether a service with a mailbox is on for a user
// (https://learn.microsoft.com/graph/api/resources/assignedplan).
func mailboxPlanOn(plans []string, products []model.License) bool {
	on := map[string]bool{}
	for _, v := range plans {
		var p struct{ CapabilityStatus, ServicePlanID string }
		if json.Unmarshal([]byte(v), &p) == nil && (p.CapabilityStatus == "Enabled" || p.CapabilityStatus == "Warning") {
			on[strings.ToLower(p.ServicePlanID)] = true
		}
	}
	for _, l := range products {
		for _, s := range l.Plans {
			if on[strings.ToLower(s.ID)] && isMailboxPlan(s.Name) {
				return true
			}
		}
	}
	return false
}

// A probing asks several things about one object at once.
type probing struct {
	t        model.Tenant
	ctx      context.Context
	out      *twinRead
	products []model.License

	wg  sync.WaitGroup
	mu  sync.Mutex
	err error
}

// start asks one thing. A refusal is a gap of that name.
func (p *probing) start(part string, ask func() error) {
	p.wg.Go(func() {
		err := ask()
		if err == nil {
			return
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.ctx.Err() == nil && isGap(err) {
			p.out.gaps = append(p.out.gaps, Gap{part, err})
		} else if p.err == nil {
			p.err = err
		}
	})
}

// authority asks who decides about the object, if the listed properties leave it open.
func (p *probing) authority() {
	o := p.out.Object
	if isSynced(o.Entry) {
		p.out.managed = model.No
		return
	}
	if drift.AuthorityOf(o.Entry, model.Unsure, model.Unsure).Authority != drift.AuthorityUnknown {
		return
	}
	p.start("authority", func() (err error) { p.out.managed, err = p.t.CloudManaged(p.ctx, o.Class, o.ID()); return err })
}

func (p *probing) licenses() {
	p.start("licenses", func() (err error) { p.products, err = p.t.Licenses(p.ctx); return err })
}

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

// facts adds to what is known of the tenant the one user that matters here, and who
// else was found.
func (o *twinRead) facts(known *model.TenantFacts) *model.TenantFacts {
	out := &model.TenantFacts{Users: []model.TenantUser{}}
	if known != nil {
		out = &model.TenantFacts{Name: known.Name, InitialDomain: known.InitialDomain, VerifiedDomains: known.VerifiedDomains, Features: known.Features, Users: out.Users}
	}
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
