package desk

import (
	"slices"
	"strconv"

	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
	"recipientdesk/model/report"
)

// Report writes what address policies make of recipients, in the order of their names,
// policy by policy.
func (p *PolicyPreview) Report(head ReportHead, changedOnly bool) *report.Report {
	r := &report.Report{Title: "Address policies over " + head.Directory, Made: head.Made, By: head.By, Empty: "Nobody is in the scope of a policy.",
		Facts: []report.Fact{{Label: "Recipients", Value: strconv.Itoa(len(p.Rows))}, {Label: "Changed", Value: strconv.Itoa(p.Changed)},
			{Label: "Exempt", Value: strconv.Itoa(p.Exempt)}},
		Columns: []report.Column{{ID: "policy"}, {ID: "name", Label: "Recipient"}, {ID: "distinguishedName", Label: "Distinguished name", Weight: 2, Code: true},
			{ID: "primaryBefore", Label: "Primary address", Code: true}, {ID: "primaryAfter", Label: "Will be", Code: true}, {ID: "added", Label: "Added", Code: true}, {ID: "notes", Label: "Notes"}}}
	r.Groups = func(yield func(report.Group) bool) {
		for _, name := range p.policies() {
			rows := p.under(name, changedOnly)
			if len(rows) > 0 && !yield(report.Group{ID: name, Title: name, Mark: strconv.Itoa(len(rows)), Rows: slices.Values(rows)}) {
				return
			}
		}
	}
	return r
}

// under returns the rows of one policy.
func (p *PolicyPreview) under(policy string, changedOnly bool) (out []report.Row) {
	for _, r := range p.Rows {
		changed := !r.Change().Empty()
		if r.Policy.Name != policy || changedOnly && !changed {
			continue
		}
		notes := r.Notes()
		if !changed {
			notes = []string{r.Why}
		}
		primary := func(e model.Entry) report.Cell { return report.Text(model.Recipient{Entry: e}.Primary()) }
		row := report.Row{Cells: []report.Cell{report.Text(policy), report.Text(model.Recipient{Entry: r.Before}.Name()), report.Text(r.Before.Ref.DN),
			primary(r.Before), primary(r.After), report.Text(Added(r)...), report.Text(notes...)}}
		if changed {
			row.Tone = report.Notice
		}
		out = append(out, row)
	}
	return out
}

// policies are those that somebody is in the scope of, in the order in which they come.
func (p *PolicyPreview) policies() (out []string) {
	seen := map[string]bool{}
	for _, r := range p.Rows {
		if !seen[r.Policy.Name] {
			seen[r.Policy.Name] = true
			out = append(out, r.Policy.Name)
		}
	}
	return out
}

// Added returns the addresses that a recipient would get.
func Added(r addresspolicy.Row) (out []string) {
	had := model.Addresses(r.Before)
	for _, a := range model.Addresses(r.After) {
		if !slices.ContainsFunc(had, a.Equal) {
			out = append(out, a.Value())
		}
	}
	return out
}
