package desk

import (
	"context"

	"recipientdesk/model"
	"recipientdesk/model/lifecycle"
)

// CloudMailbox returns the ticks of "make this user a cloud mailbox", of a user as it
// stands or as it is edited.
func (d *Desk) CloudMailbox(ctx context.Context, e model.Entry) ([]lifecycle.Tick, error) {
	w, err := d.World(ctx)
	if err != nil {
		return nil, err
	}
	s := lifecycle.Situation{World: w, Entry: e, Facts: d.facts(ctx)}
	anchor := ""
	if d.Rules() != nil {
		outlooks, err := d.Foresee(ctx, e)
		if err != nil {
			return nil, err
		}
		o := outlooks[0]
		s.InScope, s.ScopeWhy = model.MaybeOf(o.Sync.InScope), scopeReason(o)
		anchor = exported(o.Sync).First(sourceAnchor)
	}
	if s.Facts != nil {
		u, there := s.Facts.ByAnchor(anchor)
		if !there {
			u, there = s.Facts.ByName(e.First(model.UserPrincipalName))
		}
		if there {
			s.User = &u
		}
	}
	return lifecycle.CloudMailbox(s), nil
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
// left, and returns the ticks of the result.
func (d *Desk) MendMailbox(ctx context.Context, e model.Entry) (model.Entry, []lifecycle.Tick, error) {
	tried := map[string]bool{}
	for {
		ticks, err := d.CloudMailbox(ctx, e)
		if err != nil {
			return e, nil, err
		}
		again := false
		for _, t := range ticks {
			if t.Done != model.No || t.Mend == nil || tried[t.ID] {
				continue
			}
			tried[t.ID], again = true, true
			if e, err = t.Mend(e); err != nil {
				return e, nil, err
			}
			break
		}
		if !again {
			return e, ticks, nil
		}
	}
}
