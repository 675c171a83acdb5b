package main

import (
	"context"
	"slices"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/mailboxguid"
	"recipientdesk/model/syncrule"
)

// A guidUserDoc is a user with msExchMailboxGuid.
type guidUserDoc struct {
	DN         string            `json:"dn"`
	ObjectGUID string            `json:"objectGUID"`
	Name       string            `json:"name"`
	State      mailboxguid.State `json:"state"`
	Alarm      bool              `json:"alarm"`
	Why        string            `json:"why"`
	Todo       string            `json:"todo"`
	Licensed   model.Maybe       `json:"exchangeLicensed"`
	Mailbox    model.Maybe       `json:"cloudMailbox"`
	Before     guidOutcomeDoc    `json:"before"`
	After      *guidOutcomeDoc   `json:"after"` // by the changed rules; null without a plan
}

// A guidOutcomeDoc is what rules make of the user.
type guidOutcomeDoc struct {
	GUIDFlows     bool   `json:"guidFlows"`
	RecipientType string `json:"exoRecipientType"` // "": not known
}

func outcomeOf(o desk.Outlook) guidOutcomeDoc {
	flows := slices.ContainsFunc(o.Sync.Export, func(c syncrule.Contribution) bool {
		return c.Attribute == string(mailboxguid.Attribute) && !c.Value.IsNull()
	})
	return guidOutcomeDoc{flows, o.Cloud.RecipientType}
}

// guidUsers assesses all users with a GUID, some at a time.
func guidUsers(ctx context.Context, s *session.Session, plan *mailboxguid.Plan) ([]guidUserDoc, error) {
	var after *syncrule.RuleSet
	if plan != nil {
		var err error
		if after, err = plan.After(); err != nil {
			return nil, err
		}
	}
	const together = 200
	var out []guidUserDoc
	var some []model.Entry
	assess := func() error {
		docs, err := assessSome(ctx, s, after, some)
		out, some = append(out, docs...), nil
		return err
	}
	for e, err := range s.Desk.Search(ctx, model.Query{Where: model.And{model.RecipientFilter, model.Present{Attr: mailboxguid.Attribute}}}) {
		if err != nil {
			return nil, err
		}
		if some = append(some, e); len(some) == together {
			if err := assess(); err != nil {
				return nil, err
			}
		}
	}
	return out, assess()
}

func assessSome(ctx context.Context, s *session.Session, after *syncrule.RuleSet, es []model.Entry) ([]guidUserDoc, error) {
	now, err := s.Desk.Foresee(ctx, es...)
	if err != nil || len(es) == 0 {
		return nil, err
	}
	var then []desk.Outlook
	if after != nil {
		if then, err = s.Desk.ForeseeUnder(ctx, after, es...); err != nil {
			return nil, err
		}
	}
	var out []guidUserDoc
	for i, e := range es {
		u := mailboxguid.User{Entry: e, Sync: now[i].Sync, Tenant: tenantSide(s.Desk.Facts(), now[i].Sync)}
		x := mailboxguid.Assess(u)
		if x.State == mailboxguid.NoGUID {
			continue
		}
		d := guidUserDoc{DN: e.Ref.DN, ObjectGUID: e.Ref.GUID, Name: model.Recipient{Entry: e}.Name(), State: x.State, Alarm: x.Alarms(), Why: x.Why, Todo: x.Todo, Before: outcomeOf(now[i])}
		if u.Tenant != nil {
			d.Licensed, d.Mailbox = u.Tenant.Licensed, u.Tenant.CloudMailbox
		}
		if then != nil {
			o := outcomeOf(then[i])
			d.After = &o
		}
		out = append(out, d)
	}
	return out, nil
}

// tenantSide finds a user in the tenant, by anchor or else by the sign-in name that
// is exported; nil: not known.
func tenantSide(facts *model.TenantFacts, r *syncrule.Result) *model.TenantUser {
	if facts == nil {
		return nil
	}
	for _, find := range []struct {
		attr string
		by   func(string) (model.TenantUser, bool)
	}{{"sourceAnchor", facts.ByAnchor}, {"userPrincipalName", facts.ByName}} {
		for _, c := range r.Export {
			if c.Attribute == find.attr {
				if u, ok := find.by(c.Value.Text()); ok {
					return &u
				}
			}
		}
	}
	return nil
}

// deletedByDeselecting counts the users that vanish from the tenant when the
// containers of those with a GUID are taken out of the synchronization.
func deletedByDeselecting(ctx context.Context, s *session.Session) (n int, err error) {
	users, err := s.Desk.Collect(ctx, model.Query{Where: model.And{model.RecipientFilter, model.Present{Attr: mailboxguid.Attribute}}, Attrs: []model.Attr{model.ObjectGUID}})
	if err != nil {
		return 0, err
	}
	seen := map[string]bool{}
	for _, u := range users {
		dn, err := model.ParseDN(u.Ref.DN)
		if err != nil {
			continue
		}
		for o, err := range s.Desk.ForeseeAll(ctx, model.Query{Base: dn.Parent().String()}, nil) {
			if err != nil {
				return 0, err
			}
			if o.Sync.InScope && !seen[o.Sync.Entry.Ref.GUID] {
				seen[o.Sync.Entry.Ref.GUID] = true
				n++
			}
		}
	}
	return n, nil
}
