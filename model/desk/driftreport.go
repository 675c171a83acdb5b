package desk

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/report"
)

// Report makes a report of the items that keep says, nil for those that are not equal,
// and of every list of the drift. Its CSV has these columns: section, status, state,
// class, name, distinguishedName, objectGUID, cloudId, cloudName, property, pairedBy,
// authority, value, text, source. The section is "objects" for what keep says, one line
// for each object, and else the list: "unsynced", "orphans", "duplicates",
// "candidates", "anchors" or "types".
func (f *Drift) Report(head ReportHead, keep func(drift.Item) bool) *report.Report {
	if keep == nil {
		keep = func(it drift.Item) bool { return it.Status != drift.StatusEqual }
	}
	r := &report.Report{Title: "Drift between " + head.Directory + " and " + f.View.Info.Name, Made: head.Made, By: head.By,
		Facts: f.facts(), Charts: f.charts(), Empty: "Nothing differs."}
	for _, c := range driftColumns {
		r.Columns = append(r.Columns, c.Column)
	}
	r.Groups = func(yield func(report.Group) bool) {
		for s := range drift.StatusUnknown + 1 {
			if g, ok := f.statusGroup(s, keep); ok && !yield(g) {
				return
			}
		}
		for _, l := range f.lists() {
			if g, ok := l.group(); ok && !yield(g) {
				return
			}
		}
	}
	return r
}

func (f *Drift) facts() []report.Fact {
	i := f.View.Info
	last := "not known"
	if !i.LastSync.IsZero() {
		last = i.LastSync.UTC().Format(time.DateTime) + " UTC"
	}
	out := []report.Fact{{Label: "Tenant", Value: i.Name}, {Label: "Last synchronization", Value: last}, {Label: "Objects of AD", Value: strconv.Itoa(len(f.Items))}}
	for s, n := range f.Result.Counts {
		out = append(out, report.Fact{Label: sentence(drift.Status(s).String()), Value: strconv.Itoa(n)})
	}
	for _, g := range f.View.Gaps {
		out = append(out, report.Fact{Label: "Not read", Value: g.String()})
	}
	return out
}

// sentence begins a text with a capital letter.
func sentence(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}

// charts counts the objects by status, and what the lists hold.
func (f *Drift) charts() []report.Chart {
	status, lists := report.Chart{Title: "Objects by status"}, report.Chart{Title: "What needs a look"}
	for s, n := range f.Result.Counts {
		b := report.Bar{Label: sentence(drift.Status(s).String()), Count: n, Tone: statusTones[drift.Status(s)]}
		if n > 0 && drift.Status(s) != drift.StatusEqual && drift.Status(s) != drift.StatusOnlyCloud {
			b.URL = "#" + statusID(drift.Status(s))
		}
		status.Bars = append(status.Bars, b)
	}
	for _, l := range f.lists() {
		b := report.Bar{Label: l.title, Count: len(l.lines), Tone: l.tone}
		if b.Count > 0 {
			b.URL = "#" + l.id
		}
		lists.Bars = append(lists.Bars, b)
	}
	return []report.Chart{status, lists}
}

var statusTones = map[drift.Status]report.Tone{drift.StatusEqual: report.Good, drift.StatusWaiting: report.Notice, drift.StatusDifferent: report.Warn,
	drift.StatusOnlyAD: report.Warn, drift.StatusOnlyCloud: report.Plain, drift.StatusError: report.Bad, drift.StatusUnknown: report.Notice}

func statusID(s drift.Status) string { return fmt.Sprintf("status-%d", s) }

// statusGroup is the group of the items of a status, false if there are none.
func (f *Drift) statusGroup(s drift.Status, keep func(drift.Item) bool) (report.Group, bool) {
	kept := func(it drift.Item) bool { return it.Status == s && keep(it) }
	g := report.Group{ID: statusID(s), Title: sentence(s.String()), Tone: statusTones[s], Tones: []report.Tone{statusTones[s]}}
	g.Rows = func(yield func(report.Row) bool) {
		for i := range f.Items {
			if it := &f.Items[i]; kept(*it) && !yield(driftLine{section: "objects", tone: g.Tone, item: it}.row()) {
				return
			}
		}
	}
	return g, slices.ContainsFunc(f.Items, kept)
}

// A driftList is one of the lists of a drift.
type driftList struct {
	id, title, text string
	tone            report.Tone
	lines           []driftLine
}

func (l driftList) group() (report.Group, bool) {
	rows := func(yield func(report.Row) bool) {
		for _, x := range l.lines {
			if x.section, x.tone = l.id, l.tone; !yield(x.row()) {
				return
			}
		}
	}
	return report.Group{ID: l.id, Title: l.title, Text: l.text, Tone: l.tone, Tones: []report.Tone{l.tone}, Rows: iter.Seq[report.Row](rows)}, len(l.lines) > 0
}

// lists are the lists of the drift, the most urgent first.
func (f *Drift) lists() []driftList {
	unsynced := driftList{"unsynced", "In scope and not in the tenant", "The rules export these objects of AD, and the tenant has none that belongs to them.", report.Warn, nil}
	for i := range f.Result.Unsynced {
		unsynced.lines = append(unsynced.lines, driftLine{item: &f.Result.Unsynced[i]})
	}
	orphans := driftList{"orphans", "Synchronized, without an object in AD", "The tenant keeps them until the synchronization server exports their deletion, or somebody deletes them.", report.Warn, nil}
	for i := range f.Result.Orphans {
		o := &f.Result.Orphans[i]
		orphans.lines = append(orphans.lines, driftLine{object: &o.Object, why: o.Why})
	}
	candidates := driftList{"candidates", "Fit together, not linked yet", "The next synchronization takes these objects of the tenant over, unless the tenant refuses the match.", report.Notice, nil}
	for i := range f.Result.Candidates {
		c := &f.Result.Candidates[i]
		candidates.lines = append(candidates.lines, driftLine{item: &c.AD, object: &c.Object, value: c.Kind, why: c.Why})
	}
	anchors := driftList{"anchors", "Anchors that are not equal", "Objects that belong together and are not linked by their source anchor.", report.Bad, nil}
	for i := range f.Result.Anchors {
		a := &f.Result.Anchors[i]
		anchors.lines = append(anchors.lines, driftLine{item: &a.AD, object: &a.Object, value: cmp.Or(a.ImmutableID, "none") + " instead of " + cmp.Or(a.Exported, "none"), why: a.Why})
	}
	types := driftList{"types", "Mailboxes of another type", "AD asks for one type, and Exchange Online has another.", report.Warn, nil}
	for i := range f.Result.Types {
		t := &f.Result.Types[i]
		types.lines = append(types.lines, driftLine{item: &t.AD, value: t.Cloud + " instead of " + t.Want, why: t.Why})
	}
	return []driftList{unsynced, orphans, f.duplicates(), candidates, anchors, types}
}

// duplicates has a line for each party.
func (f *Drift) duplicates() driftList {
	l := driftList{"duplicates", "Claimed by several", "One anchor or address that several objects have.", report.Bad, nil}
	for i := range f.Result.Duplicates {
		d := &f.Result.Duplicates[i]
		for _, ref := range d.AD {
			l.lines = append(l.lines, driftLine{item: &drift.Item{Ref: ref, Name: model.NameOf(ref.DN)}, bare: true, value: d.Value, why: d.Why})
		}
		for k := range d.Objects {
			l.lines = append(l.lines, driftLine{object: &d.Objects[k], value: d.Value, why: d.Why})
		}
	}
	return l
}

// A driftLine is a line of the report: an object of AD, one of the tenant, or both.
type driftLine struct {
	section string
	tone    report.Tone
	item    *drift.Item
	bare    bool // of the item only the object is known
	object  *drift.Object
	value   string
	why     string
}

func (l driftLine) row() report.Row {
	cells := make([]report.Cell, len(driftColumns))
	for i, c := range driftColumns {
		cells[i] = c.cell(l)
	}
	return report.Row{Tone: l.tone, Cells: cells}
}
