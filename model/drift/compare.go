package drift

import (
	"encoding/json"
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

	Unread   string             // why the tenant may have a twin although Now is empty; "" if it has none
	Mailbox  model.CloudMailbox // as far as it is known
	Standing Standing           // who decides about Now
	LastSync time.Time          // of the tenant; zero: not known
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
		seen[p] = true
		row := Row{Property: p, Attr: r.Attr, Label: r.Label, AD: r.AD, After: r.Cloud, Now: s.Now.Values(p)}
		switch p {
		case forecast.PropRecipientType:
			row.Now, row.Finding = s.recipientType(r.Reason)
		case forecast.PropProxies:
			row.Addresses, row.Finding = s.addresses()
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
		return Finding{Unknown, "Microsoft Graph does not show it; Exchange Online does", srcGraph}
	case s.Read != nil && !slices.ContainsFunc(s.Read, p.Is):
		return Finding{Unknown, "it was not read from the tenant", ""}
	case same(p, want, have):
		if explained.State != "" {
			return explained
		}
		return Finding{Equal, r.Why, r.Source}
	case s.conflict(p, "") != "":
		return Finding{Quarantined, s.conflict(p, ""), srcClash}
	case r.Verdict == forecast.Unknown && same(p, s.In.AD.Values(attr), have):
		return Finding{Equal, "", ""}
	case r.Verdict == forecast.Unknown:
		return Finding{Unknown, r.Why, r.Source}
	case r.Verdict == forecast.NotSynced:
		return explained
	case p == "usageLocation" && len(want) == 0:
		return Finding{NotSynced, "an empty value of AD never replaces that of the cloud", srcGraph}
	case len(s.After.Errors) > 0:
		return Finding{Blocked, "the export fails: " + s.After.Errors[0].Why, s.After.Errors[0].Source}
	}
	return s.late()
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
		f.State = Rewritten
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

// whole is the finding for every property where one side has no object.
func (s *Sides) whole() Finding {
	there := s.Now.Len() > 0
	switch {
	case s.After.Absent != "" && !there:
		return Finding{Blocked, s.After.Absent, srcFiltering}
	case s.After.Absent != "":
		f := s.late()
		f.Why = "the tenant still has the object, although " + s.After.Absent + "; " + f.Why
		return f
	case len(s.After.Errors) > 0:
		return Finding{Blocked, "the export fails: " + s.After.Errors[0].Why, s.After.Errors[0].Source}
	}
	if s.Unread != "" {
		return s.unread()
	}
	f := s.late()
	f.Why = "the tenant has no such object; " + f.Why
	return f
}

// unread is the finding where nobody looked far enough for a twin.
func (s *Sides) unread() Finding {
	return Finding{Unknown, "whether the tenant has the object is not known: " + s.Unread, ""}
}

// skew is how far the clocks of a domain and of the tenant may be apart, and how long
// before its end a synchronization may have read AD. What was changed so shortly before
// the last one is taken to wait for the next.
const skew = 5 * time.Minute

// WhenChanged is the attribute of AD that says whether a difference waits. Whoever reads
// objects for a comparison reads it with them.
const WhenChanged model.Attr = "whenChanged"

// late says whether a difference waits for the next synchronization.
func (s *Sides) late() Finding {
	changed, known := changedAt(s.In.AD)
	switch {
	case s.Edited:
		return Finding{Waiting, "it will arrive with the synchronization after the save", srcCycle}
	case s.Standing.Authority == AuthorityUnknown:
		return Finding{Different, "whether AD still decides is not known: " + s.Standing.Why, s.Standing.Source}
	case s.LastSync.IsZero():
		return Finding{Different, "whether it waits for the next synchronization is not known, as the time of the last one is not", srcCycle}
	case !known:
		return Finding{Different, "whether it waits for the next synchronization is not known, as AD does not say when the object was changed", srcCycle}
	case changed.After(s.LastSync.Add(-skew)):
		return Finding{Waiting, "AD was changed at " + stamp(changed) + ", and the tenant was last synchronized at " + stamp(s.LastSync), srcCycle}
	}
	return Finding{Different, "AD was last changed at " + stamp(changed) + ", and the synchronization at " + stamp(s.LastSync) + " did not settle it", srcCycle}
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// changedAt reads WhenChanged, a GeneralizedTime in UTC (RFC 4517 section 3.3.13).
func changedAt(e model.Entry) (time.Time, bool) {
	v := e.First(WhenChanged)
	if len(v) < 14 {
		return time.Time{}, false
	}
	t, err := time.Parse("20060102150405", v[:14])
	return t, err == nil
}

// conflict says what the tenant reports of a property, or of one of its values: the
// elements of onPremisesProvisioningErrors are JSON
// (https://learn.microsoft.com/graph/api/resources/onpremisesprovisioningerror).
func (s *Sides) conflict(p model.Attr, value string) string {
	for _, v := range s.Now.Values(PropErrors) {
		var e struct{ Category, PropertyCausingError, Value string }
		if json.Unmarshal([]byte(v), &e) != nil || !p.Is(model.Attr(e.PropertyCausingError)) || value != "" && addressKey(e.Value) != addressKey(value) {
			continue
		}
		return fmt.Sprintf("the tenant reports %s: another object has %s", strings.TrimSpace(e.Category+" for "+e.PropertyCausingError), e.Value)
	}
	return ""
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
		f = Finding{Equal, r.Why, r.Source}
	case now != "" && want != "":
		f = s.late()
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
