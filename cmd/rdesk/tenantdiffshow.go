package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
)

// tableDiffs writes three columns for each object.
type tableDiffs struct {
	a   *app
	all bool
	n   int
}

func (t *tableDiffs) add(c desk.Comparison) error {
	w, d := t.a.out(), diffOf(c)
	if t.n++; t.n > 1 {
		fmt.Fprintln(w)
	}
	width := t.a.columns()
	d.printHead(w, width)
	rows, unseen := d.differing(t.all)
	if len(rows) > 0 {
		const label = 20
		value := (width - 2 - label - 3*2) / 3
		widths := []int{label, value, value, width - 2 - label - 3*2 - 2*value}
		fmt.Fprintln(w)
		writeCells(w, 2, widths, []string{"PROPERTY"}, []string{"AD NOW"}, []string{"AFTER SYNC"}, []string{"TENANT NOW"})
		for _, r := range rows {
			r.print(w, width, widths)
		}
	}
	for _, why := range slices.Sorted(maps.Keys(unseen)) {
		fmt.Fprintln(w)
		writeCells(w, 2, []int{width - 4}, []string{"unknown: " + why + ": " + strings.Join(unseen[why], ", ")})
	}
	return nil
}

func (t *tableDiffs) end() error { return nil }

// differing leaves out what is equal. What the tenant does not show is apart, by reason:
// there is nothing to be seen of it.
func (d diffDoc) differing(all bool) (rows []rowDoc, unseen map[string][]string) {
	if all {
		return d.Rows, nil
	}
	unseen = map[string][]string{}
	for _, r := range d.Rows {
		if d.Property == "" && r.State == d.State && r.Why == d.Why { // stands above all rows
			r.Why = ""
		}
		r.Addresses = slices.DeleteFunc(slices.Clone(r.Addresses), func(x addressStateDoc) bool { return x.State == drift.Equal })
		switch {
		case r.State == drift.Equal && len(r.Addresses) == 0:
		case r.State == drift.Unknown && len(r.Now) == 0:
			unseen[r.Why] = append(unseen[r.Why], string(r.Property))
		case len(r.AD) == 0 && len(r.After) == 0 && len(r.Now) == 0: // nothing that could differ
		default:
			rows = append(rows, r)
		}
	}
	return rows, unseen
}

func (d diffDoc) printHead(w io.Writer, width int) {
	fmt.Fprintln(w, oneLine(d.DN))
	line := func(name, text string) {
		writeCells(w, 2, []int{14, width - 18}, []string{name}, []string{text})
	}
	if d.Twin == nil {
		line("in the tenant", "no object belongs to it")
	} else {
		line("in the tenant", d.Twin.Name+" ("+d.Twin.ID+"), found by "+string(d.Twin.How))
	}
	for _, o := range d.Others.Also {
		line("fits as well", o.Name+" ("+o.ID+")")
	}
	for _, o := range d.Others.Rivals {
		line("has an address", o.Class+" "+o.Name+" ("+o.ID+")")
	}
	for _, o := range d.Others.Deleted {
		line("deleted", o.Class+" "+o.Name+" ("+o.ID+")")
	}
	status := d.status.String()
	if d.State != drift.Equal {
		status += ": " + d.inShort()
	}
	line("status", status)
	if d.Twin != nil {
		line("authority", d.Authority.Label+": "+d.Authority.Why)
		line("anchor", d.Anchors.Why)
	}
	line("after sync", d.Summary)
	for _, r := range d.Remedies {
		line("to settle it", r.Title)
	}
}

// inShort says what is the matter, with the state only where the status does not have
// the same name.
func (d diffDoc) inShort() string {
	what := strings.TrimSpace(string(d.Property) + " " + d.State.Label())
	if what == d.status.String() {
		return d.Why
	}
	return what + ", " + d.Why
}

// print writes the values beside each other and below them what is the matter.
func (r rowDoc) print(w io.Writer, width int, widths []int) {
	label := []string{r.Label}
	if r.Label == "" {
		label = []string{string(r.Property)}
	}
	if len(r.Addresses) == 0 {
		printSides(w, width, widths, label, r.AD, r.After, r.Now, r.State, r.Why)
	}
	for _, x := range r.Addresses {
		printSides(w, width, widths, label, some(x.AD), some(x.After), some(x.Now), x.State, x.Why)
		label = nil
	}
}

func printSides(w io.Writer, width int, widths []int, label, ad, after, now []string, state drift.State, why string) {
	writeCells(w, 2, widths, label, orDash(ad), orDash(after), orDash(now))
	text := state.Label()
	if why != "" {
		text += ": " + why
	}
	if state != drift.Equal {
		writeCells(w, 2+widths[0]+2, []int{width - widths[0] - 4}, []string{text})
	}
}

func orDash(v []string) []string {
	if len(v) == 0 {
		return []string{"-"}
	}
	return v
}
