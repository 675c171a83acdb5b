package desk

import (
	"context"
	"slices"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
	"recipientdesk/model/lifecycle"
)

// CloudMailbox returns the ticks of "make this user a cloud mailbox", of a user as it
// stands or as it is edited. What the tenant has of the user is asked anew; where it
// does not answer, what was known of it counts.
func (d *Desk) CloudMailbox(ctx context.Context, e model.Entry) ([]lifecycle.Tick, error) {
	s, err := d.situation(ctx, e)
	if err != nil {
		return nil, err
	}
	if s.User, err = d.askedUser(ctx, s); err != nil {
		return nil, err
	}
	return lifecycle.CloudMailbox(s.Situation), nil
}

// A userSituation is what the recipe has to know, with what it was found by.
type userSituation struct {
	lifecycle.Situation
	outlook *Outlook // nil if no rules are loaded
}

// situation returns what is known of a user but what the tenant has of it.
func (d *Desk) situation(ctx context.Context, e model.Entry) (userSituation, error) {
	w, err := d.World(ctx)
	if err != nil {
		return userSituation{}, err
	}
	s := userSituation{Situation: lifecycle.Situation{World: w, Entry: e, Facts: d.facts(ctx)}}
	if d.Rules() == nil {
		return s, nil
	}
	outlooks, err := d.Foresee(ctx, e)
	if err != nil {
		return userSituation{}, err
	}
	s.outlook = &outlooks[0]
	s.InScope, s.ScopeWhy = model.MaybeOf(s.outlook.Sync.InScope), scopeReason(outlooks[0])
	return s, nil
}

// askedUser returns the user as the tenant has it now; where it does not answer, as it
// was known, and nil if it is not there. The error is that of a context that ended.
func (d *Desk) askedUser(ctx context.Context, s userSituation) (*model.TenantUser, error) {
	var known *model.TenantUser
	if u, there := d.tenantUser(ctx, s.Entry); there {
		known = &u
	}
	t := d.Tenant()
	if t == nil || s.outlook == nil || d.isSilent() {
		return known, nil
	}
	v, err := d.see(ctx)
	if err != nil {
		return nil, err
	}
	key := drift.KeyOf(v.input(s.outlook.Sync, s.Facts))
	h, err := look(ctx, t, key)
	if err == nil && len(h.gaps) == 0 {
		var twin *twinRead
		if twin, err = h.read(ctx, key); err == nil {
			return twin.user(), nil
		}
	}
	return known, ctx.Err()
}

// user is the twin as forecasts know users; nil if it is none.
func (o *twinRead) user() *model.TenantUser {
	if !o.Found() || o.Class != model.CloudUser {
		return nil
	}
	return &model.TenantUser{UserPrincipalName: o.Object.First(forecast.PropUPN), ImmutableID: o.Object.First(drift.PropAnchor),
		Licensed: o.licensed, CloudMailbox: o.mailbox.Exists, CloudManaged: o.managed}
}

// scopeReason says why an object is in scope of the synchronization, or not.
func scopeReason(o Outlook) string {
	if !o.Sync.InScope {
		return o.Summary()
	}
	for _, c := range o.Sync.Scope {
		if c.Passed {
			return "the rule " + c.Rule.Name + " takes it"
		}
	}
	return "it synchronizes"
}

// MendMailbox makes the edits in AD that the recipe proposes, each on what the others
// left, and returns the ticks of the result. The tenant is asked once.
func (d *Desk) MendMailbox(ctx context.Context, e model.Entry) (model.Entry, []lifecycle.Tick, error) {
	tried := map[string]bool{}
	var user *model.TenantUser
	for round := 0; ; round++ {
		s, err := d.situation(ctx, e)
		if err == nil && round == 0 {
			user, err = d.askedUser(ctx, s)
		}
		if err != nil {
			return e, nil, err
		}
		s.User = user
		ticks := lifecycle.CloudMailbox(s.Situation)
		i := slices.IndexFunc(ticks, func(t lifecycle.Tick) bool { return t.Done == model.No && t.Mend != nil && !tried[t.ID] })
		if i < 0 {
			return e, ticks, nil
		}
		tried[ticks[i].ID] = true
		if e, err = ticks[i].Mend(e); err != nil {
			return e, nil, err
		}
	}
}
