package desk

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/report"
)

// A Grouping is how a report is ordered.
type Grouping int

// The groupings.
const (
	ByRule   Grouping = iota // worst rules first
	ByObject                 // by name, the worst of each first
)

// A ReportHead is what a report says of itself.
type ReportHead struct {
	Directory string    // where the check looked
	Made      time.Time // shown in its own zone
	By        string    // the program and its version
}

// A placed finding is one with the name of its object, by which it may be sorted.
type placed struct {
	*check.Finding
	name string
}

// Report makes a report of the findings. Its CSV has the columns of "rdesk check -o
// csv", however it is grouped. The findings must not be changed until it is written.
func (c *Checked) Report(head ReportHead, by Grouping) *report.Report {
	all := by.sorted(c.Findings)
	named := map[string]bool{} // the groups
	for _, f := range all {
		named[by.group(f)] = true
	}
	columns := findingColumns(by, named)
	r := &report.Report{Title: "Check of " + head.Directory, Made: head.Made, By: head.By, Empty: "Nothing was found.", Charts: c.charts(by),
		Facts: []report.Fact{{Label: "Rules", Value: c.Profile}, {Label: "Objects checked", Value: strconv.Itoa(c.Checked)},
			{Label: "Findings", Value: strconv.Itoa(len(c.Findings))}},
		Groups: func(yield func(report.Group) bool) {
			for rest := all; len(rest) > 0; {
				id := by.group(rest[0])
				n := slices.IndexFunc(rest, func(f placed) bool { return by.group(f) != id })
				if n < 0 {
					n = len(rest)
				}
				if !yield(by.makeGroup(id, rest[:n], columns)) {
					return
				}
				rest = rest[n:]
			}
		}}
	if len(c.Skipped) > 0 {
		r.Facts = append(r.Facts, report.Fact{Label: "Not checked", Value: strconv.Itoa(len(c.Skipped))})
	}
	for _, col := range columns {
		r.Columns = append(r.Columns, col.Column)
	}
	return r
}

func (by Grouping) sorted(fs []check.Finding) []placed {
	all := make([]placed, len(fs))
	for i := range fs {
		all[i].Finding = &fs[i]
		if by == ByObject {
			all[i].name = strings.ToLower(model.NameOf(fs[i].Ref.DN))
		}
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		worst := cmp.Compare(b.Rule.Severity, a.Rule.Severity)
		if by == ByRule {
			return cmp.Or(worst, cmp.Compare(a.Rule.ID, b.Rule.ID))
		}
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.Ref.DN, b.Ref.DN), worst)
	})
	return all
}

// group is the anchor of a finding's group: a rule, or an object.
func (by Grouping) group(f placed) string {
	if by == ByRule {
		return f.Rule.ID
	}
	return anchor(f.Ref)
}

// anchor names an object within a page.
func anchor(r model.Ref) string {
	if r.GUID != "" {
		return "o-" + r.GUID
	}
	h := fnv.New64a()
	h.Write([]byte(strings.ToLower(r.DN)))
	return fmt.Sprintf("o-%x", h.Sum64())
}

func (by Grouping) makeGroup(id string, fs []placed, columns []findingColumn) report.Group {
	g := report.Group{ID: id, Title: model.NameOf(fs[0].Ref.DN), Text: fs[0].Ref.DN, Rows: rows(fs, columns)}
	if rule := fs[0].Rule; by == ByRule {
		g.Title, g.Mark, g.Text, g.Link = rule.ID+" "+rule.Title, rule.Severity.String(), rule.Text, report.Line{Text: "Source", URL: rule.Source}
	}
	for s := check.Error; s >= check.Advice; s-- {
		if slices.ContainsFunc(fs, func(f placed) bool { return f.Rule.Severity == s }) {
			g.Tones = append(g.Tones, tones[s])
		}
	}
	g.Tone = g.Tones[0]
	return g
}

func rows(fs []placed, columns []findingColumn) iter.Seq[report.Row] {
	return func(yield func(report.Row) bool) {
		for _, f := range fs {
			cells := make([]report.Cell, len(columns))
			for i, c := range columns {
				cells[i] = c.cell(f.Finding)
			}
			if !yield(report.Row{Tone: tones[f.Rule.Severity], Cells: cells}) {
				return
			}
		}
	}
}

// tones are those of severities.
var tones = [...]report.Tone{check.Advice: report.Notice, check.Warning: report.Warn, check.Error: report.Bad}

// charts counts the findings by severity, and by rule, most first.
func (c *Checked) charts(by Grouping) []report.Chart {
	if len(c.Findings) == 0 {
		return nil
	}
	var severity [len(tones)]int
	count := map[*check.Rule]int{}
	for _, f := range c.Findings {
		severity[f.Rule.Severity]++
		count[f.Rule]++
	}
	bySeverity, byRule := report.Chart{Title: "By severity"}, report.Chart{Title: "By rule"}
	for s, label := range [...]string{check.Advice: "Advice", check.Warning: "Warnings", check.Error: "Errors"} {
		b := report.Bar{Label: label, Count: severity[s], Tone: tones[s]}
		if b.Count > 0 {
			b.URL = report.Only(b.Tone)
		}
		bySeverity.Bars = append(bySeverity.Bars, b)
	}
	slices.Reverse(bySeverity.Bars)
	for rule, n := range count {
		b := report.Bar{Label: rule.ID + " " + rule.Title, Count: n, Tone: tones[rule.Severity]}
		if by == ByRule {
			b.URL = "#" + rule.ID
		}
		byRule.Bars = append(byRule.Bars, b)
	}
	slices.SortFunc(byRule.Bars, func(a, b report.Bar) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Label, b.Label)) })
	return []report.Chart{bySeverity, byRule}
}

// A findingColumn is a column and what it shows of a finding.
type findingColumn struct {
	report.Column
	cell func(*check.Finding) report.Cell
}

func findingColumns(by Grouping, named map[string]bool) []findingColumn {
	text := func(of func(*check.Finding) string) func(*check.Finding) report.Cell {
		return func(f *check.Finding) report.Cell { return report.Text(of(f)) }
	}
	wrong := text(func(f *check.Finding) string { return f.Text })
	subject := findingColumn{report.Column{Label: "Object", Weight: 4}, func(f *check.Finding) report.Cell {
		return report.Cell{{Text: model.NameOf(f.Ref.DN), Note: f.Ref.DN}}
	}}
	if by == ByObject {
		subject = findingColumn{report.Column{Label: "Rule", Weight: 4}, func(f *check.Finding) report.Cell {
			return report.Cell{{Text: f.Rule.ID + " " + f.Rule.Title, URL: f.Rule.Source, Note: f.Rule.Severity.String()}}
		}}
	}
	return []findingColumn{
		{report.Column{ID: "rule"}, text(func(f *check.Finding) string { return f.Rule.ID })},
		{report.Column{ID: "severity"}, text(func(f *check.Finding) string { return f.Rule.Severity.String() })},
		{report.Column{ID: "distinguishedName"}, text(func(f *check.Finding) string { return f.Ref.DN })},
		{report.Column{ID: "objectGUID"}, text(func(f *check.Finding) string { return f.Ref.GUID })},
		subject,
		{report.Column{ID: "attribute", Label: "Attribute", Weight: 2}, text(func(f *check.Finding) string { return string(f.Attr) })},
		{report.Column{ID: "value", Label: "Value", Weight: 3, Code: true}, text(func(f *check.Finding) string { return f.Value })},
		{report.Column{Label: "What is wrong", Weight: 3}, wrong},
		{report.Column{ID: "errors"}, text(func(f *check.Finding) string { return strings.Join(f.Errors, ", ") })},
		{report.Column{ID: "action"}, text(func(f *check.Finding) string { return string(f.Action) })},
		{report.Column{ID: "proposed", Label: "Proposed", Weight: 3, Code: true}, func(f *check.Finding) report.Cell {
			return report.Cell{{Text: f.Proposed, Note: proposalNote(f)}}
		}},
		{report.Column{ID: "others"}, func(f *check.Finding) (c report.Cell) {
			for _, o := range f.Others {
				c = append(c, report.Line{Text: o.Ref.DN + " " + string(o.Attr) + " " + o.Value})
			}
			return c
		}},
		{report.Column{Label: "Other owners", Weight: 4}, func(f *check.Finding) report.Cell { return otherOwners(f, named) }},
		{report.Column{ID: "text"}, wrong},
		{report.Column{ID: "source"}, text(func(f *check.Finding) string { return f.Rule.Source })},
	}
}

// proposalNote says what is proposed where the value alone does not.
func proposalNote(f *check.Finding) string {
	switch {
	case f.Action == check.Remove:
		return "to be removed"
	case f.Action == check.Complete:
		return "leave it here"
	case f.Action == check.None, f.Proposed == f.Value: // the latter is how IdFix says it
		return "a person has to decide"
	}
	return ""
}

// otherOwners names the other parties, with a link to those that have a group.
func otherOwners(f *check.Finding, named map[string]bool) (c report.Cell) {
	for _, o := range f.Others {
		l := report.Line{Text: model.NameOf(o.Ref.DN), Note: string(o.Attr) + " " + o.Value + " · " + o.Ref.DN}
		if a := anchor(o.Ref); named[a] {
			l.URL = "#" + a
		}
		c = append(c, l)
	}
	return c
}
