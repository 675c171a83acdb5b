package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
	"recipientdesk/ui/kit"
)

// A compareLine is one property, or one address, in AD, after the synchronization and
// in the tenant.
type compareLine struct {
	drift.Finding
	label          string // "" for an address: the line above has it
	property, attr string // names in the tenant and in AD
	ad, after, now []string
	part           bool // one address of the line above
	differs        bool
}

// compareLines are the lines of a comparison, each address by itself.
func (a *App) compareLines(c desk.Comparison) (out []compareLine) {
	for _, r := range c.Rows {
		l := compareLine{Finding: r.Finding, label: r.Label, property: string(r.Property), attr: string(r.Attr), ad: r.AD, after: r.After, now: r.Now}
		if attr := or(string(r.Attr), string(forecast.ADName(r.Property))); r.Label == string(r.Property) && attr != "" {
			if name := a.fieldName(model.Attr(attr)); name != attr {
				l.label = name
			}
		}
		if c.Property == "" && r.Why == c.Why {
			l.Why, l.Source = "", "" // said of the object as a whole
		}
		l.differs = differs(l)
		if len(r.Addresses) == 0 {
			out = append(out, l)
			continue
		}
		l.ad, l.after, l.now, l.Why, l.Source = addressCounts(r.Addresses)
		at := len(out)
		out = append(out, l)
		for _, address := range r.Addresses {
			p := compareLine{Finding: address.Finding, property: l.property, attr: l.attr, part: true,
				ad: one(address.AD), after: one(address.After), now: one(address.Now)}
			p.differs = differs(p)
			out[at].differs = out[at].differs || p.differs
			out = append(out, p)
		}
	}
	return out
}

// addressCounts stand on the line above the addresses.
func addressCounts(list []drift.Address) (ad, after, now []string, why, source string) {
	var n [3]int
	for _, a := range list {
		for i, v := range []string{a.AD, a.After, a.Now} {
			if v != "" {
				n[i]++
			}
		}
	}
	text := func(n int) []string { return []string{many(n, "address", "addresses")} }
	return text(n[0]), text(n[1]), text(n[2]), "", ""
}

func one(v string) []string {
	if v == "" {
		return nil
	}
	return []string{v}
}

// differs reports whether a line is shown among those that differ. What nobody knows
// is no difference; what is kept out of the tenant, or managed there, is one if AD has
// something else.
func differs(l compareLine) bool {
	switch l.State {
	case drift.Equal, drift.Unknown:
		return false
	case drift.NotSynced, drift.InCloud:
		return !slices.EqualFunc(l.ad, l.now, strings.EqualFold)
	}
	return true
}

// The columns of the comparison.
var compareColumns = []kit.WrapColumn{
	{Title: "Property", Least: 130, Share: 3, Tip: "The property, and how it stands"},
	{Title: "AD now", Least: 120, Share: 5, Tip: "As it stands in Active Directory; with edits that are not saved yet"},
	{Title: "After sync", Least: 120, Share: 5, Tip: "What the next synchronization will make of it"},
	{Title: "Tenant now", Least: 120, Share: 5, Tip: "As it stands in Microsoft 365"},
	{Title: "Why", Least: 150, Share: 7},
}

// row is the line as the table shows it.
func (l compareLine) row() kit.WrapRow {
	s := signOfState(l.State)
	name := kit.WrapCell{Text: l.label, Note: s.words, Icon: s.icon, Bold: true}
	if l.part {
		name = kit.WrapCell{Text: s.words, Icon: s.icon, Color: kit.ColorMuted}
	}
	why := kit.WrapCell{Text: begun(l.Why), Color: kit.ColorMuted}
	if l.Source != "" {
		why.Link = "Source"
	}
	return kit.WrapRow{Cells: []kit.WrapCell{name, l.values(l.ad, false), l.values(l.after, true), l.values(l.now, false), why}, Text: l.text(), Part: l.part}
}

// values is a cell. What is to come of a property that nobody foresees is not nothing.
func (l compareLine) values(v []string, after bool) kit.WrapCell {
	switch {
	case len(v) == 0 && after && l.State == drift.Unknown:
		return kit.WrapCell{Text: "not known", Color: kit.ColorMuted}
	case len(v) == 0:
		return kit.WrapCell{Text: "–", Color: kit.ColorMuted}
	}
	c := kit.WrapCell{Text: strings.Join(v, "\n"), Color: theme.ColorNameForeground}
	if l.State == drift.Equal {
		c.Color = kit.ColorMuted
	}
	return c
}

// text is the line as a spreadsheet takes it.
func (l compareLine) text() string {
	cells := []string{or(l.label, l.property), strings.Join(l.ad, "; "), strings.Join(l.after, "; "), strings.Join(l.now, "; "), signOfState(l.State).words, l.Why, l.Source}
	for i, c := range cells {
		cells[i] = strings.NewReplacer("\t", " ", "\r\n", " ", "\n", " ").Replace(c)
	}
	return strings.Join(cells, "\t")
}

// full is everything about the line, to be read and copied.
func (l compareLine) full() string {
	var lines []string
	add := func(name, text string) {
		if text != "" {
			lines = append(lines, name+": "+text)
		}
	}
	add("In Microsoft Graph", l.property)
	add("LDAP", l.attr)
	for _, side := range []struct {
		name   string
		values []string
	}{{"AD now", l.ad}, {"After sync", l.after}, {"Tenant now", l.now}} {
		add(side.name, or(strings.Join(side.values, "\n"), "–"))
	}
	add("State", signOfState(l.State).words)
	add("Why", begun(l.Why))
	add("Source", l.Source)
	return strings.Join(lines, "\n")
}

// compareHead is the line above what is copied of several lines.
const compareHead = "Property\tAD now\tAfter sync\tTenant now\tState\tWhy\tSource"
