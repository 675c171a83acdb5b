package drift

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// Sides are what stands in AD, what is to come and what stands in the tenant.
type Sides struct {
	In    forecast.Input    // AD, WhenChanged included, and what is exported of it
	After forecast.Forecast // what will stand in the tenant
	Now   model.Entry       // the twin; the zero Entry if there is none
	Read  []model.Attr      // the properties of Now that were read; nil: all of Properties

	Deleted model.Entry  // what was deleted of it in the tenant and can be restored; the zero Entry if nothing
	Unread  string       // why the tenant may have a twin although Now is empty; "" if it has none
	Carried []model.Attr // the properties that the rules export; nil: not known

	Members *int // direct members that a group has in the tenant; nil: not read

	Mailbox  model.CloudMailbox // as far as it is known
	Standing Standing           // who decides about Now
	LastSync time.Time          // of the tenant; zero: not known
	Syncs    model.Maybe        // whether the tenant synchronizes with a directory at all
	Edited   bool               // AD shows edits that are not saved yet
}

// A Row follows one property: AD now, after the synchronization, the tenant now.
type Row struct {
	Property model.Attr // of the tenant
	Attr     model.Attr // of AD; "" if AD has none for it
	Label    string     // for a person
	AD       []string
	After    []string // what is certain
	Now      []string
	Finding
	Addresses []Address // of proxyAddresses: each one by itself
}

// Compare compares property by property, the important ones first.
func Compare(s Sides) []Row {
	var out []Row
	class := CloudClass(s.In.Class)
	seen := map[model.Attr]bool{}
	for _, r := range forecast.Rows(s.In, s.After) {
		p := graphName(r.Property)
		if seen[p] = true; p == "dn" { // of the connector space alone
			continue
		}
		row := Row{Property: p, Attr: r.Attr, Label: r.Label, AD: r.AD, After: r.Cloud, Now: s.Now.Values(p)}
		switch p {
		case forecast.PropRecipientType:
			row.Now, row.Finding = s.recipientType(r.Reason)
		case forecast.PropProxies:
			row.Addresses, row.Finding = s.addresses()
		case propMember:
			row.Finding = s.members(r.Reason)
		default:
			row.Finding = s.judge(p, r.Attr, s.After.Cloud.Values(r.Property), r.Reason)
		}
		out = append(out, row)
	}
	for _, p := range fromAD[class] {
		if !seen[p] && s.Now.Has(p) {
			row := Row{Property: p, Label: forecast.Label(p), Now: s.Now.Values(p)}
			if row.Finding = s.judge(p, p, nil, forecast.Reason{}); p == forecast.PropProxies {
				row.Addresses, row.Finding = s.addresses()
			}
			out = append(out, row)
		}
	}
	return out
}

// judge compares one property with what is to come of it.
func (s *Sides) judge(p, attr model.Attr, want []string, r forecast.Reason) Finding {
	have := s.Now.Values(p)
	explained := s.explained(attr, r)
	switch {
	case s.lost(attr):
		_, why := s.Standing.Effect(attr)
		return Finding{InCloud, why, s.Standing.Source}
	case s.Now.Len() == 0 || s.After.Absent != "":
		return s.whole()
	case !slices.Contains(fromAD[CloudClass(s.In.Class)], p):
		if explained.State != "" {
			return explained
		}
		return unseen(attr)
	case s.Read != nil && !slices.ContainsFunc(s.Read, p.Is):
		return Finding{Unknown, "it was not read from the tenant", ""}
	case same(p, want, have):
		if explained.State != "" {
			return explained
		}
		return Finding{Equal, r.Why, r.Source}
	case p == forecast.PropAlias && !s.In.AD.Has(attr):
		return Finding{Equal, "AD has none, and the tenant made one", srcGraph}
	case p == forecast.PropMail && s.primaryOpen() && s.followsPrimary():
		return Finding{Rewritten, "mail follows the primary address that the tenant has chosen, as that of AD is left out", srcShadow}
	case s.conflict(p, "") != "":
		return Finding{Quarantined, s.conflict(p, ""), srcClash}
	case r.Verdict == forecast.Unknown && same(p, s.In.AD.Values(attr), have):
		return Finding{Equal, "", ""}
	case r.Verdict == forecast.Unknown:
		return Finding{Unknown, r.Why, r.Source}
	case r.Verdict == forecast.NotSynced:
		return explained
	case len(want) == 0 && s.Carried != nil && !slices.ContainsFunc(s.Carried, p.Is):
		return Finding{NotSynced, "no rule carries it: the tenant keeps its own value", srcFlows}
	case p == "usageLocation" && len(want) == 0:
		return Finding{NotSynced, "an empty value of AD never replaces that of the cloud", srcGraph}
	case len(s.After.Errors) > 0:
		return s.refused()
	}
	return s.late()
}

const propMember model.Attr = "member"

// members compares how many members a group has with how many are exported. Who they
// are is not compared: that would take the twin of each.
func (s *Sides) members(r forecast.Reason) Finding {
	want := len(s.After.Cloud.Values(propMember))
	f := s.judge(propMember, propMember, nil, r)
	switch {
	case s.Members == nil || s.lost(propMember) || s.Now.Len() == 0 || s.After.Absent != "" || !s.linked():
		return f
	case *s.Members != want && len(s.After.Errors) > 0:
		return s.refused()
	case *s.Members != want:
		if f = s.late(); f.State == Different {
			f.Why += "; a member may be missing in the tenant itself, or be part of another"
		}
		f.Why = fmt.Sprintf("the tenant has %d members, and %d are exported; %s", *s.Members, want, f.Why)
	case f.State == Unknown:
		f.Why = fmt.Sprintf("the tenant has as many members, %d; who they are is not compared", want)
	}
	return f
}

// unseen is the finding for what a comparison does not read.
func unseen(attr model.Attr) Finding {
	if forecast.IsExchange(attr) {
		return Finding{Unknown, "Microsoft Graph does not show it; Exchange Online does", srcGraph}
	}
	return Finding{Unknown, "it is not among the properties that are compared", srcGraph}
}

// followsPrimary reports whether mail of the tenant is its primary address.
func (s *Sides) followsPrimary() bool {
	p, ok := model.Addresses(s.Now).Primary()
	return ok && strings.EqualFold(p.Value(), s.Now.First(forecast.PropMail))
}

// lost reports whether AD does not decide about an attribute any longer.
func (s *Sides) lost(a model.Attr) bool {
	switch s.Standing.Authority {
	case CloudManaged:
		return true
	case ExchangeCloudManaged:
		return forecast.IsExchange(a)
	}
	return false
}

// explained says why a value of AD does not arrive as it is; the zero Finding if it
// does, or if AD has none.
func (s *Sides) explained(attr model.Attr, r forecast.Reason) Finding {
	if !s.In.AD.Has(attr) {
		return Finding{}
	}
	return explain(r)
}

func explain(r forecast.Reason) Finding {
	f := Finding{"", r.Why, r.Source}
	switch r.Verdict {
	case forecast.Rewritten, forecast.Overridden:
		if f.State = Rewritten; r.Source == srcClash { // a substitute, for what another object has
			f.State = Quarantined
		}
	case forecast.NotSynced:
		f.State = NotSynced
	case forecast.Blocked:
		switch f.State = Blocked; r.Source {
		case srcShadow:
			f.State = Sanitized
		case srcClash:
			f.State = Quarantined
		}
	default:
		return Finding{}
	}
	return f
}

// recipientType compares what Exchange Online makes of the object.
func (s *Sides) recipientType(r forecast.Reason) ([]string, Finding) {
	now := mailboxTypes[s.Mailbox.Purpose]
	want := s.After.RecipientType
	f := Finding{Unknown, s.Mailbox.Why, srcGraph}
	switch {
	case s.Standing.Authority == CloudManaged:
		f = Finding{InCloud, s.Standing.Why, s.Standing.Source}
	case s.Now.Len() == 0 || s.After.Absent != "":
		f = s.whole()
	case s.Mailbox.Exists == model.No && strings.HasSuffix(want, "Mailbox"):
		f = s.late()
		f.Why = "there is no mailbox in Exchange Online yet; " + f.Why
	case s.Mailbox.Exists == model.No && want != "" || now != "" && now == want:
		if f = explain(r); f.State == "" {
			f = Finding{Equal, r.Why, r.Source}
		}
	case s.typeClash() != "":
		if f = s.late(); f.State != Waiting {
			f = Finding{Different, s.typeClash(), srcType}
		}
	case now != "" && want != "":
		f = s.late()
	case s.Mailbox.Exists != model.Yes && explain(r).State != "":
		f = explain(r)
	case f.Why == "":
		f.Why = "the type of the recipient was not read from Exchange Online"
	}
	if now == "" {
		return nil, f
	}
	return []string{now}, f
}

// mailboxTypes are the purposes of a mailbox as Exchange Online names its type
// (https://learn.microsoft.com/graph/api/resources/mailboxsettings).
var mailboxTypes = map[string]string{"user": "UserMailbox", "shared": "SharedMailbox", "room": "RoomMailbox", "equipment": "EquipmentMailbox", "linked": "LinkedMailbox"}
