package ui

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
)

// drifted is a directory compared with its tenant, as the Drift page shows it. It is
// immutable, so that work in the background may look at it.
type drifted struct {
	*desk.Drift
	at     time.Time
	took   time.Duration
	cloud  []drift.Object               // live, and of no object of AD
	names  map[string]string            // labels of fields, by attribute in lower case
	linked []link                       // users whose anchors agree
	stale  map[model.GUID]bool          // of AD: saved since, and not compared again
	rank   map[model.GUID]int32         // place among Items
	total  [drift.StatusUnknown + 1]int // by status
}

// newDrifted takes a comparison over, with the labels of fields. It is work for the
// background.
func newDrifted(d *desk.Drift, names map[string]string) *drifted {
	out := &drifted{Drift: d, names: names, rank: make(map[model.GUID]int32, len(d.Items)), stale: map[model.GUID]bool{}, total: d.Result.Counts}
	for i := range d.Items {
		out.rank[guidOfRef(d.Items[i].Ref)] = int32(i)
	}
	out.pair()
	return out
}

func guidOfRef(r model.Ref) model.GUID {
	g, _ := model.ParseGUID(r.GUID)
	return g
}

// A link is a user of AD and the anchor that he has in the tenant, too.
type link struct {
	item   int32 // of Items
	anchor string
}

// pair goes through the tenant once, and finds the live objects that belong to none of
// AD and the anchors of the users that are linked.
func (d *drifted) pair() {
	if d.View == nil || d.View.Index == nil {
		return
	}
	mine := make(map[string]int32, len(d.Items))
	for i := range d.Items {
		if it := &d.Items[i]; it.CloudID != "" {
			mine[it.CloudID] = -1
			if it.How == drift.ByAnchor && drift.CloudClass(it.Class) == model.CloudUser {
				mine[it.CloudID] = int32(i)
			}
		}
	}
	for i := range d.Result.Anchors {
		mine[d.Result.Anchors[i].AD.CloudID] = -1 // they have a line of their own
	}
	for _, p := range d.Result.Duplicates {
		if len(p.AD) == 1 && len(p.Objects) > 1 { // as good a twin as the one that was taken
			for _, o := range p.Objects[1:] {
				mine[o.ID()] = -1
			}
		}
	}
	for o := range d.View.Index.All() {
		i, some := mine[o.ID()]
		switch {
		case o.Deleted():
		case !some:
			d.cloud = append(d.cloud, o)
		case i >= 0:
			d.linked = append(d.linked, link{i, o.First(drift.PropAnchor)})
		}
	}
	slices.SortStableFunc(d.cloud, func(a, b drift.Object) int { return compareFold(cloudName(a), cloudName(b)) })
	slices.SortFunc(d.linked, func(a, b link) int { return cmp.Compare(a.item, b.item) })
}

// cloudName is what an object of the tenant is called.
func cloudName(o drift.Object) string { return or(o.First("displayName"), o.Name()) }

// with is the same with some objects compared anew, and others marked as changed
// since. It is work for the background.
func (d *drifted) with(fresh []desk.Comparison, stale []model.GUID) *drifted {
	next, report, of := *d, *d.Result, *d.Drift
	next.stale = map[model.GUID]bool{}
	for g := range d.stale {
		next.stale[g] = true
	}
	of.Result, of.Items, next.Drift = &report, slices.Clone(d.Items), &of
	for _, c := range fresh {
		it := c.Item
		g := guidOfRef(it.Ref)
		delete(next.stale, g)
		if i, ok := d.rank[g]; ok {
			next.total[of.Items[i].Status]--
			next.total[it.Status]++
			of.Items[i] = it
			report.Unsynced = slices.DeleteFunc(slices.Clone(report.Unsynced), func(u drift.Item) bool { return guidOfRef(u.Ref) == g })
			if it.CloudID == "" && it.InScope && it.Status != drift.StatusUnknown {
				report.Unsynced = append(report.Unsynced, it)
			}
			report.Types = slices.DeleteFunc(slices.Clone(report.Types), func(t drift.TypeDrift) bool { return guidOfRef(t.AD.Ref) == g })
			if t, differ := drift.TypeDriftOf(&c.Sides, it); differ {
				report.Types = append(report.Types, t)
			}
		}
	}
	for _, g := range stale {
		next.stale[g] = true
	}
	return &next
}

// A driftEntry is one line of a list, with whatever its columns show.
type driftEntry struct {
	drift.Finding
	name      string
	class     string // "user", "group", "contact"
	status    drift.Status
	property  string
	authority drift.Authority
	item      *drift.Item   // of AD; nil: of the tenant alone
	object    *drift.Object // of the tenant, if the list has it
	stale     bool
	more      [4]string // what the columns of its list alone show
}

// key tells entries apart, whatever is compared anew.
func (e driftEntry) key() string {
	switch {
	case e.item != nil:
		return e.item.Ref.GUID + e.more[0]
	case e.object != nil:
		return e.object.ID()
	}
	return e.name + e.more[0]
}

// cloudID is the object of the tenant that the entry is about; "" for none.
func (e driftEntry) cloudID() (model.CloudClass, string) {
	switch {
	case e.object != nil && e.object.ID() != "":
		return e.object.Class, e.object.ID()
	case e.item != nil && e.item.CloudID != "":
		return drift.CloudClass(e.item.Class), e.item.CloudID
	}
	return "", ""
}

// label names a property of the tenant for a person.
func (d *drifted) label(p model.Attr) string {
	if l := forecast.Label(p); l != string(p) {
		return l
	}
	return or(d.names[strings.ToLower(string(forecast.ADName(p)))], string(p))
}

// ofItem is the entry of an object of AD.
func (d *drifted) ofItem(it *drift.Item) driftEntry {
	e := driftEntry{Finding: it.Finding, name: it.Name, class: strings.ToLower(it.Class), status: it.Status, authority: it.Authority, item: it}
	if e.class == "inetorgperson" {
		e.class = "user"
	}
	if it.Property != "" {
		e.property = d.label(it.Property)
	}
	if len(d.stale) > 0 {
		e.stale = d.stale[guidOfRef(it.Ref)]
	}
	return e
}

// ofObject is the entry of an object of the tenant. What of its class was not read may
// belong to it, too, so that nobody can say that it is only there.
func (d *drifted) ofObject(o *drift.Object, why string) driftEntry {
	s := drift.AuthorityOf(o.Entry, model.Unsure, model.Unsure)
	if why == "" {
		why = s.Why
	}
	e := driftEntry{Finding: drift.Finding{Why: why, Source: s.Source}, name: cloudName(*o), class: string(o.Class), status: drift.StatusOnlyCloud,
		authority: s.Authority, object: o, more: [4]string{o.Name()}}
	if gap := d.View.Incomplete(o.Class); gap != "" {
		e.status, e.State, e.Why = drift.StatusUnknown, drift.Unknown, "whether an object of AD belongs to it is not known: "+gap
	}
	return e
}
