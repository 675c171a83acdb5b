package drift

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// Options are what a survey knows besides AD, the forecast and the index.
type Options struct {
	Features model.SyncFeatures
	LastSync time.Time                         // of the tenant; zero: not known
	Syncs    model.Maybe                       // whether it synchronizes with a directory at all
	Read     map[model.CloudClass][]model.Attr // what the listing read; nil: all of Properties

	// Exported are the attributes that the rules export, by the names of the connector
	// space; nil: not known. What they do not carry the tenant keeps for itself.
	Exported map[model.CloudClass][]model.Attr

	// Incomplete says, for a class that was not read or not to its end, why, in a
	// sentence without a period: "the permission Group.Read.All is missing". What the
	// listing does not have of it counts as not known, never as missing in the tenant.
	Incomplete map[model.CloudClass]string

	Edited bool // AD shows edits that are not saved yet

	// Mailbox and Managed tell what lists do not: of the mailbox, isCloudManaged and
	// IsExchangeCloudManaged of an object. They may be nil.
	Mailbox func(o Object) model.CloudMailbox
	Managed func(o Object) (cloud, exchange model.Maybe)
}

// A Survey compares a directory with a tenant, object by object, and keeps the counts
// and the lists of what needs a person. It belongs to one goroutine.
type Survey struct {
	x       *Index
	o       Options
	report  Report
	claimed []model.Ref // by position: the object of AD whose twin it is
	contest map[int]*contest
	fit     map[int]bool // positions of what could as well be a twin
	rivals  []rival
	carried map[model.CloudClass][]model.Attr // Options.Exported by the names of Graph
}

// A contest is an object of which several of AD are twins, by its position.
type contest struct {
	twin Twin
	refs []model.Ref
}

// A rival is an object that has an address of one of AD and is no twin of it.
type rival struct {
	item    Item
	object  Object
	address string // that both have
	anchors AnchorRow
}

// NewSurvey returns a survey of the tenant that the index holds.
func NewSurvey(x *Index, o Options) *Survey {
	s := &Survey{x: x, o: o, claimed: make([]model.Ref, x.Len()), contest: map[int]*contest{}, fit: map[int]bool{}, carried: map[model.CloudClass][]model.Attr{}}
	for class, exported := range o.Exported {
		for _, a := range exported {
			s.carried[class] = append(s.carried[class], graphName(forecast.CloudName(a)))
		}
	}
	return s
}

// Sides puts together what Compare needs for an object and its twin.
func (s *Survey) Sides(in forecast.Input, after forecast.Forecast, t Twin) Sides {
	sides := Sides{In: in, After: after, LastSync: s.o.LastSync, Syncs: s.o.Syncs, Read: s.o.Read[CloudClass(in.Class)], Edited: s.o.Edited, Carried: s.carried[CloudClass(in.Class)]}
	if !t.Found() {
		sides.Unread = s.o.Incomplete[CloudClass(in.Class)]
		if len(t.Deleted) > 0 {
			sides.Deleted = t.Deleted[0].Entry
		}
		return sides
	}
	sides.Now = t.Entry
	if sides.Standing, sides.Mailbox = s.o.about(t.Object); in.User != nil && in.User.CloudManaged == model.Yes && sides.Standing.Authority == FromAD {
		sides.Standing = AuthorityOf(t.Entry, model.No, model.Yes)
	}
	return sides
}

// A Judged object of AD was compared with its twin, and is not counted yet. It holds
// little of what was compared, as there are many.
type Judged struct {
	Item
	twin      Twin
	anchors   *AnchorMismatch
	typ       *TypeDrift
	candidate *Candidate
	rivals    []rival
}

// Judge compares an object of AD with its twin. Unlike the rest of a Survey it is safe
// for concurrent use.
func (s *Survey) Judge(in forecast.Input, after forecast.Forecast, t Twin) Judged {
	sides := s.Sides(in, after, t)
	j := Judged{Item: sides.item(t), twin: t}
	j.Name = strings.Clone(j.Name) // else it would keep all that was read of the object
	for _, o := range t.Rivals {
		j.rivals = append(j.rivals, rival{j.Item, o, shared(sides.In, o), HardMatch(sides.In, o.Entry)})
	}
	if !t.Found() {
		return j
	}
	if row := HardMatch(sides.In, t.Entry); j.InScope && row.ImmutableID != "" && !row.Linked {
		j.anchors = &AnchorMismatch{j.Item, t.Object, row}
	}
	if d, ok := TypeDriftOf(&sides, j.Item); ok {
		j.typ = &d
	}
	if k, why := sides.match(); k != "" {
		j.candidate = &Candidate{j.Item, t.Object, k, why}
	}
	return j
}

// Take counts an object that was judged, and keeps what needs a person.
func (s *Survey) Take(j Judged) Item {
	r := &s.report
	r.Counts[j.Status]++
	switch {
	case j.twin.Found():
		s.claim(j.Item, j.twin)
	case j.InScope && j.Status != StatusUnknown:
		r.Unsynced = append(r.Unsynced, j.Item)
	}
	if j.anchors != nil {
		r.Anchors = append(r.Anchors, *j.anchors)
	}
	if j.typ != nil {
		r.Types = append(r.Types, *j.typ)
	}
	if j.candidate != nil {
		r.Candidates = append(r.Candidates, *j.candidate)
	}
	s.rivals = append(s.rivals, j.rivals...)
	return j.Item
}

// Add compares an object of AD with its twin, and counts it.
func (s *Survey) Add(in forecast.Input, after forecast.Forecast) Item {
	return s.Take(s.Judge(in, after, s.x.Pair(KeyOf(in))))
}

// Claim marks the twin of an object of AD that is not compared itself, so that it does
// not count as one that is only in the cloud.
func (s *Survey) Claim(ad model.Ref, t Twin) {
	if t.Found() && s.claimed[t.at] == (model.Ref{}) {
		s.claimed[t.at] = ad
	}
}

// shared returns the first address that an object of AD and one of the tenant have.
func shared(in forecast.Input, o Object) string {
	for _, a := range KeyOf(in).Addresses {
		if o.hasAddress(addressKey(a)) {
			return addressKey(a)
		}
	}
	return ""
}

// claim marks the twin as taken. A second claim is a duplicate in AD.
func (s *Survey) claim(it Item, t Twin) {
	switch old := s.claimed[t.at]; {
	case old == model.Ref{}:
		s.claimed[t.at] = it.Ref
	case !old.Same(it.Ref):
		if s.contest[t.at] == nil {
			s.contest[t.at] = &contest{t, []model.Ref{old}}
		}
		c := s.contest[t.at]
		if c.refs = append(c.refs, it.Ref); t.How == ByAnchor {
			c.twin.How = ByAnchor
		}
	}
	if len(t.Also) == 0 {
		return
	}
	s.report.Duplicates = append(s.report.Duplicates, Duplicate{string(t.How), t.Name(), []model.Ref{it.Ref}, append([]Object{t.Object}, t.Also...),
		"several objects of the tenant fit one of AD; which of them the synchronization takes is not certain"})
	for _, o := range t.Also {
		s.fit[o.at] = true
	}
}

// match says how a twin that is not linked yet will be matched. Kind is "" if it is
// linked, or nothing is exported.
func (s *Sides) match() (kind, why string) {
	if s.linked() || s.After.Absent != "" {
		return "", ""
	}
	m := s.After.Match
	switch {
	case len(s.After.Errors) > 0:
		return "blocked", s.After.Errors[0].Why
	case m.Kind == "soft", m.Kind == "hard", m.Kind == "blocked":
		return m.Kind, m.Why
	}
	return "conflict", "it has an address of an object of AD, and not by what objects are matched: the synchronization makes a second one, which does not get the address"
}

// Report returns what was found once every object of AD was added.
func (s *Survey) Report() *Report {
	r := s.report
	held := map[int]Item{} // orphans whose address an object of AD has
	for _, v := range s.rivals {
		switch {
		case s.free(v.object.at) && CloudClass(v.item.Class) == v.object.Class:
			held[v.object.at] = v.item
			if v.anchors.ImmutableID != "" && v.item.InScope {
				r.Anchors = append(r.Anchors, AnchorMismatch{v.item, v.object, v.anchors})
			}
		case v.item.InScope:
			r.Duplicates = append(r.Duplicates, Duplicate{string(ByAddress), v.address, []model.Ref{v.item.Ref}, []Object{v.object},
				"an object of the tenant that belongs to another one of AD, or is of another class, has an address of this one"})
		}
	}
	r.Duplicates = append(append(r.Duplicates, s.contested()...), s.twice()...)
	for o := range s.CloudOnly() {
		if s.o.Incomplete[o.Class] != "" {
			r.Counts[StatusUnknown]++
			continue
		}
		r.Counts[StatusOnlyCloud]++
		s.unclaimed(&r, o, held)
	}
	return &r
}

// free reports whether no object of AD that was added has the one at a position, or
// could have it.
func (s *Survey) free(at int) bool { return s.claimed[at] == model.Ref{} && !s.fit[at] }

// contested returns the objects of which several of AD are twins.
func (s *Survey) contested() (out []Duplicate) {
	for _, at := range slices.Sorted(maps.Keys(s.contest)) {
		c := s.contest[at]
		slices.SortFunc(c.refs, func(a, b model.Ref) int { return strings.Compare(a.GUID, b.GUID) })
		out = append(out, Duplicate{string(c.twin.How), c.twin.Name(), c.refs, []Object{c.twin.Object},
			"several objects of AD belong to one of the tenant; only one of them can be linked with it"})
	}
	return out
}

// twice returns the anchors that several live objects have and no object of AD that
// was added.
func (s *Survey) twice() (out []Duplicate) {
	for at := range s.x.byAnchor.Several() {
		anchor := s.x.object(at).First(PropAnchor)
		var live []Object
		for _, o := range s.x.ByAnchor(anchor) {
			if !o.Deleted() && s.free(o.at) {
				live = append(live, o)
			}
		}
		if len(live) > 1 {
			out = append(out, Duplicate{string(ByAnchor), anchor, nil, live, "several objects of the tenant have one anchor, which no object of AD has"})
		}
	}
	return out
}

func (s *Survey) unclaimed(r *Report, o Object, held map[int]Item) {
	switch st, _ := s.o.about(o); st.Authority {
	case FromAD, ExchangeCloudManaged:
		why := "it synchronizes, and no object of AD has its anchor"
		if o.Class != model.CloudUser {
			why = "it synchronizes, and no object of AD has its security identifier or an address of it"
		}
		if it, ok := held[o.at]; ok {
			why += "; " + it.Name + " has an address of it and another anchor"
		}
		r.Orphans = append(r.Orphans, Orphan{o, why})
	case CloudBorn:
		r.CloudBorn++
	default:
		r.Former = append(r.Former, Orphan{o, st.Why})
		r.Formerly++
	}
}

// CloudOnly yields the live objects that no object of AD that was added belongs to.
func (s *Survey) CloudOnly() iter.Seq[Object] {
	return func(yield func(Object) bool) {
		for at := range s.claimed {
			if !s.free(at) {
				continue
			}
			if o := s.x.object(at); !o.Deleted() && !yield(o) {
				return
			}
		}
	}
}
