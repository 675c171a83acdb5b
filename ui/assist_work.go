package ui

import (
	"context"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/mailboxguid"
	"recipientdesk/model/syncrule"
)

// A guidUser is a person with msExchMailboxGuid: what it means, and what the change
// of the rules makes of it.
type guidUser struct {
	entry         model.Entry
	assessment    mailboxguid.Assessment
	before, after desk.Outlook // after is the zero Outlook if there is no plan
	licensed      model.Maybe
}

func (u guidUser) name() string { return model.Recipient{Entry: u.entry}.Name() }

// guidSteps is how many users are looked at at once.
const guidSteps = 50

// guidUsers finds everybody with msExchMailboxGuid, and says what becomes of each
// under the rules in use and under those of a plan. plan may be nil.
func guidUsers(ctx context.Context, s *Session, plan *mailboxguid.Plan, yield func([]guidUser)) error {
	rules := s.Desk.Rules()
	if plan != nil {
		after, err := plan.After()
		if err != nil {
			return err
		}
		rules = after
	}
	es, err := s.Desk.Collect(ctx, model.Query{Base: s.Target.Base, Where: model.And{model.RecipientFilter, model.Present{Attr: mailboxguid.Attribute}}})
	if err != nil {
		return err
	}
	es = slices.DeleteFunc(es, func(e model.Entry) bool { return model.Recipient{Entry: e}.Kind().Family() != "user" })
	for some := range slices.Chunk(es, guidSteps) {
		list, err := assess(ctx, s, rules, plan != nil, some)
		if err != nil {
			return err
		}
		yield(list)
	}
	return nil
}

func assess(ctx context.Context, s *Session, after *syncrule.RuleSet, planned bool, es []model.Entry) ([]guidUser, error) {
	before, err := s.Desk.Foresee(ctx, es...)
	if err != nil {
		return nil, err
	}
	var then []desk.Outlook
	if planned {
		if then, err = s.Desk.ForeseeUnder(ctx, after, es...); err != nil {
			return nil, err
		}
	}
	out := make([]guidUser, len(es))
	for i, e := range es {
		u := mailboxguid.User{Entry: e, Sync: before[i].Sync, Tenant: tenantSide(s.Desk.Facts(), before[i].Sync)}
		out[i] = guidUser{entry: e, assessment: mailboxguid.Assess(u), before: before[i]}
		if u.Tenant != nil {
			out[i].licensed = u.Tenant.Licensed
		}
		if planned {
			out[i].after = then[i]
		}
	}
	return out, nil
}

// tenantSide finds a user in the tenant: by anchor, else by the sign-in name that is
// exported. nil: not known.
func tenantSide(facts *model.TenantFacts, r *syncrule.Result) *model.TenantUser {
	if facts == nil || r == nil {
		return nil
	}
	exported := func(attr string) string {
		c, _ := winner(r.Export, attr)
		return c.Value.Text()
	}
	if u, ok := facts.ByAnchor(exported("sourceAnchor")); ok {
		return &u
	}
	if u, ok := facts.ByName(exported("userPrincipalName")); ok {
		return &u
	}
	return nil
}

// containersOf are the folders that these users are in, without those below others
// of them.
func containersOf(users []guidUser) (out []string) {
	for _, u := range users {
		dn, err := model.ParseDN(u.entry.Ref.DN)
		if err != nil {
			continue
		}
		if parent := dn.Parent().String(); !slices.ContainsFunc(out, func(o string) bool { return strings.EqualFold(o, parent) }) {
			out = append(out, parent)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return len(a) - len(b) })
	var top []string
	for _, dn := range out {
		if !slices.ContainsFunc(top, func(t string) bool { return below(dn, t) }) {
			top = append(top, dn)
		}
	}
	return top
}

// A lostObject is one that is deleted in the tenant when its folder is deselected.
type lostObject struct {
	ref       model.Ref
	name      string
	kind      model.Kind
	container string
}

// lostWith lists what synchronizes from these folders: all of it is deleted in the
// tenant once they are deselected, not only the users that one is about.
func lostWith(ctx context.Context, s *Session, containers []string) (out []lostObject, err error) {
	for _, dn := range containers {
		for o, err := range s.Desk.ForeseeAll(ctx, model.Query{Base: dn, Where: model.RecipientFilter}, nil) {
			if err != nil {
				return nil, err
			}
			if o.Sync.InScope && o.Sync.JoinedTo == nil {
				r := model.Recipient{Entry: o.Sync.Entry}
				out = append(out, lostObject{o.Sync.Entry.Ref, r.Name(), r.Kind(), dn})
			}
		}
	}
	return out, nil
}
