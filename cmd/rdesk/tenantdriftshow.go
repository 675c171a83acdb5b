package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"recipientdesk/cmd/session"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
)

func (a *app) showDrift(s *session.Session, d *desk.Drift, v drifting) error {
	doc := driftOf(s.Info.Domain, d, v)
	if a.format() == formatJSON {
		return writeJSON(a.out(), doc, true)
	}
	if a.format() == formatTable {
		doc.print(a.out(), a.columns(), d.View.Info.LastSync, a.target.Now())
		return nil
	}
	w, err := a.stream("item", []string{"distinguishedName", "objectGUID", "name", "class", "twin", "how", "status", "inScope", "authority", "property", "state", "why", "source"})
	if err != nil {
		return err
	}
	for _, it := range doc.Items {
		w.add(it)
	}
	return w.end()
}

func (d itemDoc) json(b []byte) []byte { return document(b, d) }
func (d itemDoc) table() []string      { return nil }
func (d itemDoc) csv() []string {
	return []string{d.DN, d.ObjectGUID, d.Name, d.Class, d.Twin, string(d.How), d.Status, fmt.Sprint(d.InScope), string(d.Authority), string(d.Property), string(d.State), d.Why, d.Source}
}

// print writes the counts and every list that is not empty.
func (d driftDoc) print(w io.Writer, width int, lastSync, now time.Time) {
	writeCells(w, 0, []int{width}, []string{d.Directory + " and " + d.Tenant + ", " + since(lastSync, now)})
	for status, id := range statusIDs {
		if n := d.Counts[id]; n > 0 {
			fmt.Fprintf(w, "  %-18s %d\n", drift.Status(status), n)
		}
	}
	list := sections{w, width}
	list.write("Not equal", len(d.Items), func(i int) (string, string, string) {
		it := d.Items[i]
		what := it.State.Label()
		if it.Property != "" {
			what = string(it.Property) + " " + what
		}
		return it.Name, what, it.Why
	})
	list.write("Of another type than AD asks for", len(d.Types), func(i int) (string, string, string) {
		return d.Types[i].Name, d.Types[i].Cloud, d.Types[i].Why
	})
	list.write("Not in the tenant, although it synchronizes", len(d.Unsynced), func(i int) (string, string, string) {
		return d.Unsynced[i].Name, d.Unsynced[i].Class, d.Unsynced[i].Why
	})
	list.write("Orphans: synchronize without an object of the directory", len(d.Orphans), func(i int) (string, string, string) {
		return d.Orphans[i].Name, d.Orphans[i].Class, d.Orphans[i].Why
	})
	list.write("Synchronized once, and no longer, without an object of the directory", len(d.Former), func(i int) (string, string, string) {
		return d.Former[i].Name, d.Former[i].Class, d.Former[i].Why
	})
	list.write("Claimed by several", len(d.Duplicates), func(i int) (string, string, string) {
		x := d.Duplicates[i]
		var names []string
		for _, o := range x.Tenant {
			names = append(names, o.Name)
		}
		for _, r := range x.Directory {
			names = append(names, r.name())
		}
		return x.Value, x.What, x.Why + ": " + strings.Join(names, "; ")
	})
	list.write("Fit together and are not linked yet", len(d.Candidates), func(i int) (string, string, string) {
		return d.Candidates[i].Name, d.Candidates[i].Tenant.Name, d.Candidates[i].Why
	})
	list.write("Anchors that do not agree", len(d.Anchors), func(i int) (string, string, string) {
		return d.Anchors[i].Name, d.Anchors[i].Anchors.ImmutableID, d.Anchors[i].Anchors.Why
	})
}

// name is what a person knows an object of the directory by.
func (r refDoc) name() string {
	if r.DN == "" {
		return r.ObjectGUID
	}
	return r.DN
}

// sections writes lists of three columns, each under its title.
type sections struct {
	w     io.Writer
	width int
}

func (s sections) write(title string, n int, line func(i int) (name, what, why string)) {
	if n == 0 {
		return
	}
	fmt.Fprintf(s.w, "\n%s (%d)\n", title, n)
	name, what := s.width*3/12, s.width*5/24
	for i := range n {
		a, b, c := line(i)
		writeCells(s.w, 2, []int{name, what, s.width - name - what - 6}, []string{a}, []string{b}, []string{c})
	}
}

// since says when something was, and how long ago.
func since(at, now time.Time) string {
	if at.IsZero() {
		return "when it was last synchronized is not known"
	}
	return "last synchronized " + at.UTC().Format("2006-01-02 15:04") + " UTC, " + ago(now.Sub(at)) + " ago"
}

// ago writes a duration in the largest unit that is more than one.
func ago(d time.Duration) string {
	switch {
	case d < 0:
		return "0 minutes"
	case d < 2*time.Hour:
		return count(int(d/time.Minute), "minute")
	case d < 48*time.Hour:
		return count(int(d/time.Hour), "hour")
	}
	return count(int(d/(24*time.Hour)), "day")
}

func count(n int, word string) string { return fmt.Sprintf("%d %s", n, plural(word, n)) }
