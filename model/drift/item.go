package drift

import (
	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// A Status is how an object as a whole stands.
type Status uint8

// The statuses.
const (
	StatusEqual     Status = iota
	StatusWaiting          // the next synchronization settles it
	StatusDifferent        // something of AD stands otherwise in the tenant
	StatusOnlyAD
	StatusOnlyCloud
	StatusError   // the export fails, or the tenant reports a conflict
	StatusUnknown // the tenant was not read far enough to say
	statusCount
)

// String returns the status in words.
func (s Status) String() string {
	return [...]string{"equal", "waiting for sync", "different", "only in AD", "only in the cloud", "error", "not known"}[s]
}

// An Item is the result for one object of AD.
type Item struct {
	Ref       model.Ref
	Name      string // of the object of AD
	Class     string
	CloudID   string // of the twin, "" if there is none
	How       How
	Status    Status
	InScope   bool // an object of its own is exported
	Authority Authority
	Property  model.Attr // with the most serious difference; "" if the object as a whole is meant
	Finding              // the most serious one

	ConsistencyGUID model.GUID // mS-DS-ConsistencyGuid in AD; zero if it is not set
}

// Item compares an object with its twin, as a survey does.
func (s Sides) Item(t Twin) Item { return s.item(t) }

// item compares an object with its twin.
func (s *Sides) item(t Twin) Item {
	consistency, _ := model.GUIDFromBytes([]byte(s.In.AD.First(consistencyGUID)))
	it := Item{ConsistencyGUID: consistency, Ref: s.In.AD.Ref, Name: model.Recipient{Entry: s.In.AD}.Name(), Class: s.In.Class, CloudID: t.ID(), How: t.How,
		InScope: s.After.Absent == "", Authority: s.Standing.Authority}
	switch {
	case !t.Found() && s.Unread != "":
		it.Finding = s.unread()
	case !t.Found() || s.After.Absent != "" || !s.linked():
		it.Finding = s.whole()
	case t.How == ByAnchor && len(t.Also) > 0:
		it.Finding, it.Status = Finding{Unknown, "several objects of the tenant have its anchor; which of them the synchronization takes is not certain", srcAnchor}, StatusError
		return it
	default:
		it.Property, it.Finding = s.worst()
	}
	it.Status = statusOf(it.State)
	if it.Status == StatusDifferent && !t.Found() {
		it.Status = StatusOnlyAD
	}
	if len(s.After.Errors) > 0 || t.Found() && s.Now.Has(PropErrors) {
		it.Status = StatusError
		switch {
		case len(s.After.Errors) > 0:
			it.Property, it.Finding = "", s.refused()
		case it.State == Equal && s.wantsConflict():
			it.State, it.Why = Quarantined, "the tenant reports a conflict of the object"
		case it.State == Equal:
			it.Finding = s.late()
			it.Status, it.Why = statusOf(it.State), "the tenant still reports a conflict, although AD no longer has the value; "+it.Why
		}
	}
	return it
}

func statusOf(s State) Status {
	switch s {
	case Waiting:
		return StatusWaiting
	case Quarantined:
		return StatusError
	case Different, Blocked, Sanitized, Rewritten:
		return StatusDifferent
	case Unknown:
		return StatusUnknown
	}
	return StatusEqual // what the cloud manages and what no rule carries are no differences
}

// worst finds the most serious difference as Compare would, and makes nothing for
// what is equal.
func (s *Sides) worst() (at model.Attr, worst Finding) {
	worst.State = Equal
	take := func(p model.Attr, f Finding) {
		if f.worse(worst) {
			at, worst = p, f
		}
	}
	if s.Standing.Authority == CloudManaged {
		return "", Finding{InCloud, s.Standing.Why, s.Standing.Source}
	}
	for _, c := range compared[CloudClass(s.In.Class)] {
		if want, have := s.After.Cloud.Values(c.forecast), s.Now.Values(c.tenant); !same(c.tenant, want, have) {
			take(c.tenant, s.judge(c.tenant, c.ad, want, s.reason(c.forecast, c.ad)))
		}
	}
	_, f := s.addresses()
	take(forecast.PropProxies, f)
	if _, f := s.recipientType(s.reason(forecast.PropRecipientType, "")); f.State != Unknown {
		take(forecast.PropRecipientType, f)
	}
	for _, r := range s.After.Differences(s.In.AD) {
		p := forecast.ADName(model.Attr(r.Property))
		if r.Property != string(forecast.PropProxies) && !s.lost(p) {
			take(model.Attr(r.Property), explain(r))
		}
	}
	return at, worst
}

// reason returns the first reason for a property, by either of its names.
func (s *Sides) reason(p, attr model.Attr) forecast.Reason {
	for _, r := range s.After.Reasons {
		if r.Property == string(p) || r.Property == string(attr) {
			return r
		}
	}
	return forecast.Reason{}
}
