package drift

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"recipientdesk/model"
)

// whole is the finding for every property where one side has no object, or the two are
// not linked.
func (s *Sides) whole() Finding {
	there := s.Now.Len() > 0
	switch {
	case s.In.MergedInto != "" && !there:
		return Finding{Blocked, s.After.Absent, srcMerged}
	case s.After.Absent != "" && !there:
		return Finding{Blocked, s.After.Absent, srcFiltering}
	case s.After.Absent != "" && !s.synced():
		return Finding{NotSynced, s.After.Absent + "; the tenant's object lives by itself: " + s.Standing.Why, srcFiltering}
	case s.After.Absent != "":
		f := s.late()
		f.Why = "the tenant still has the object, although " + s.After.Absent + "; " + f.Why
		return f
	case len(s.After.Errors) > 0:
		return s.refused()
	case there:
		return s.late()
	case s.Unread != "":
		return s.unread()
	}
	f := s.late()
	f.Why = s.missing() + "; " + f.Why
	return f
}

// refused is the finding where the export fails.
func (s *Sides) refused() Finding {
	e := s.After.Errors[0]
	return Finding{Blocked, "the export fails: " + e.Why, e.Source}
}

// unread is the finding where nobody looked far enough for a twin.
func (s *Sides) unread() Finding {
	return Finding{Unknown, "whether the tenant has the object is not known: " + s.Unread, ""}
}

// missing says that the tenant has no object, and what became of it.
func (s *Sides) missing() string {
	at, known := s.deletedAt()
	switch {
	case s.Deleted.Len() == 0:
		return "the tenant has no such object"
	case !known:
		return "it was deleted in the tenant and can be restored"
	}
	return "it was deleted in the tenant at " + stamp(at) + " and can be restored until " + stamp(at.Add(restorable))
}

func (s *Sides) deletedAt() (time.Time, bool) {
	t, err := time.Parse(time.RFC3339, s.Deleted.First("deletedDateTime"))
	return t, err == nil
}

// synced reports whether the synchronization carries values to the object of the
// tenant, as far as is known.
func (s *Sides) synced() bool {
	switch s.Standing.Authority {
	case CloudBorn, FormerlySynced, CloudManaged:
		return false
	}
	return true
}

// linked reports whether the synchronization has taken the object of the tenant over.
func (s *Sides) linked() bool {
	return s.Standing.Authority != CloudBorn && s.Standing.Authority != FormerlySynced
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
	there := s.Now.Len() > 0
	changed, known := changedAt(s.In.AD)
	switch {
	case s.Syncs == model.No:
		return Finding{Different, "the tenant does not synchronize with any directory", srcCycle}
	case s.Edited:
		return Finding{Waiting, "it will arrive with the synchronization after the save", srcCycle}
	case there && s.Standing.Authority == AuthorityUnknown:
		return Finding{Different, "whether AD still decides is not known: " + s.Standing.Why, s.Standing.Source}
	case there && !s.linked():
		return s.unmatched()
	case s.LastSync.IsZero():
		return Finding{Different, "whether it waits for the next synchronization is not known, as the time of the last one is not", srcCycle}
	}
	if at, ok := s.deletedAt(); !there && ok && s.sinceSync(at) {
		return Finding{Waiting, "the tenant was last synchronized at " + stamp(s.LastSync) + ", and the next synchronization restores it", srcCycle}
	}
	switch {
	case !known:
		return Finding{Different, "whether it waits for the next synchronization is not known, as AD does not say when the object was changed", srcCycle}
	case s.sinceSync(changed):
		return Finding{Waiting, "AD was changed at " + stamp(changed) + ", and the tenant was last synchronized at " + stamp(s.LastSync), srcCycle}
	}
	return Finding{Different, "AD was last changed at " + stamp(changed) + ", and the synchronization at " + stamp(s.LastSync) + " did not settle it: " + s.cause(), srcCycle}
}

// sinceSync reports whether something happened after the last synchronization read AD,
// or may have.
func (s *Sides) sinceSync(t time.Time) bool { return t.After(s.LastSync.Add(-skew)) }

// cause says what may keep a difference although a synchronization ran. Nothing tells
// which it is.
func (s *Sides) cause() string {
	const common = "its export may have failed, or the synchronization server may have other rules than those used here"
	if s.Now.Len() > 0 && s.Mailbox.Exists == model.Yes {
		return common + ", or the Exchange attributes of the mailbox are managed in the cloud (IsExchangeCloudManaged)"
	}
	return common
}

// unmatched is the finding where the object of the tenant is yet to be taken over.
func (s *Sides) unmatched() Finding {
	m := s.After.Match
	changed, known := changedAt(s.In.AD)
	made, madeKnown := s.madeAt()
	switch {
	case len(s.After.Errors) > 0:
		return s.refused()
	case m.Kind == "blocked":
		return Finding{Blocked, "it is not matched: " + m.Why, srcExisting}
	case m.Kind != "hard" && m.Kind != "soft":
		return Finding{Different, "the two are not linked and will not be: only the anchor, the primary address and the sign-in name match, and for groups and contacts any address", srcExisting}
	case s.LastSync.IsZero():
		return Finding{Different, "the two are not linked; whether the next synchronization matches them is not known, as the time of the last one is not", srcExisting}
	case known && s.sinceSync(changed) || madeKnown && s.sinceSync(made):
		return Finding{Waiting, "the next synchronization matches the two: " + m.Why, srcExisting}
	}
	because, _, _ := strings.Cut(m.Why, ";")
	return Finding{Different, "the synchronization at " + stamp(s.LastSync) + " did not match the two, although " + because +
		"; who holds an Entra role or was linked with another object of AD is not matched", srcExisting}
}

// madeAt says when the object of the tenant came into being.
func (s *Sides) madeAt() (time.Time, bool) {
	t, err := time.Parse(time.RFC3339, s.Now.First(PropCreated))
	return t, err == nil
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

// wantsConflict reports whether the export still has a value that the tenant reports a
// conflict of.
func (s *Sides) wantsConflict() bool {
	for _, f := range FaultsOf(s.Now) {
		for _, values := range s.In.Export.All() {
			if f.Service == "" && slices.ContainsFunc(values, func(v string) bool { return f.Value == "" || addressKey(v) == addressKey(f.Value) }) {
				return true
			}
		}
	}
	return false
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
