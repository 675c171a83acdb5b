package desk

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
	"recipientdesk/model/lifecycle"
)

// An Operation makes one step in the life of a recipient, as those of package lifecycle
// do.
type Operation func(model.Entry, lifecycle.World) (lifecycle.Outcome, error)

// A Step is an operation on one object, planned and reviewed. Nothing is saved: that is
// what Save is for, with Outcome.Change.
type Step struct {
	lifecycle.Outcome
	Review Review
	Ahead  Ahead // zero if no rules are loaded
}

// Operate plans an operation on an object as it stands now.
func (d *Desk) Operate(ctx context.Context, ref model.Ref, op Operation) (Step, error) {
	e, err := d.dir.Get(ctx, ref)
	if err != nil {
		return Step{}, err
	}
	w, err := d.WorldOf(ctx, e)
	if err != nil {
		return Step{}, err
	}
	var s Step
	if s.Outcome, err = op(e, w); err != nil {
		return Step{}, err
	}
	if s.Review, err = d.Review(ctx, s.Before, s.After); err != nil {
		return Step{}, err
	}
	s.Review.Cloud = nil // Outcome.Cloud says all of it
	if d.Rules() != nil {
		s.Ahead, err = d.Ahead(ctx, s.Before, s.After)
	}
	return s, err
}

// World returns what operations have to know: the schema, and the routing domain of the
// tenant as far as that is known.
func (d *Desk) World(ctx context.Context) (lifecycle.World, error) {
	schema, err := d.dir.Schema(ctx)
	return lifecycle.World{Schema: schema, Routing: routingDomain(d.facts(ctx)), NewGUID: func() model.GUID { return model.GUID(uuid.New()) }}, err
}

// WorldOf returns what operations have to know of one object, too: whether the tenant has
// a mailbox of it.
func (d *Desk) WorldOf(ctx context.Context, e model.Entry) (lifecycle.World, error) {
	w, err := d.World(ctx)
	if u, known := d.tenantUser(ctx, e); known {
		w.Mailbox = u.CloudMailbox
	}
	return w, err
}

// tenantUser returns the user that an object is in the tenant, by the anchors that it may
// have or its sign-in name; false if the tenant has none, or is not known.
func (d *Desk) tenantUser(ctx context.Context, e model.Entry) (model.TenantUser, bool) {
	f := d.facts(ctx)
	if f == nil {
		return model.TenantUser{}, false
	}
	for _, a := range drift.KeyOf(forecast.Input{AD: e, Class: "user"}).Anchors {
		if u, there := f.ByAnchor(a); there {
			return u, true
		}
	}
	return f.ByName(e.First(model.UserPrincipalName))
}

// routingDomain returns the domain that remote routing addresses have: the one that a
// hybrid tenant keeps for it, else the initial domain
// (https://learn.microsoft.com/exchange/hybrid-deployment/deploy-hybrid).
func routingDomain(f *model.TenantFacts) string {
	if f == nil {
		return ""
	}
	for _, v := range f.VerifiedDomains {
		if strings.HasSuffix(v, ".mail.onmicrosoft.com") {
			return v
		}
	}
	return f.InitialDomain
}
