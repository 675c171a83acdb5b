package ui

import (
	"context"
	"io"
	"iter"
	"path/filepath"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/report"
)

// export implements lister: it writes the part in front to a file, as it is filtered
// and sorted, with the columns shown. A report for people where its name ends in .html,
// else a table.
func (p *tenantPage) export() {
	a, t := p.app, p.list()
	a.chooseFile(a.win, fileOptions{Title: "Export the " + t.part.Many + ": .html for a report, .csv for a table", Ext: []string{".html", ".csv"}, Save: true,
		Name: "tenant-" + t.part.ID + ".csv", Done: func(path string) {
			r, n := p.report(t), len(t.l.shown)
			write := func(w io.Writer) error { return r.WriteCSV(w, true) }
			if ext := strings.ToLower(filepath.Ext(path)); ext == ".html" || ext == ".htm" {
				write = r.WriteHTML
			}
			send(a.run, func(context.Context) (bool, error) { return true, saveFile(path, write) }, func(_ bool, err error) {
				if err != nil {
					a.showError(a.win, err)
					return
				}
				a.exported(many(n, t.part.One+" was", t.part.Many+" were")+" written to "+filepath.Base(path)+".", path)
			})
		}})
}

// report makes a report of what a list shows. Its rows are made now, as the list goes
// on living while the file is written.
func (p *tenantPage) report(t *tenantList) *report.Report {
	info := p.info()
	r := &report.Report{Title: t.part.Label + " of " + or(info.Name, info.InitialDomain), Made: p.app.opt.Now().Local(), By: "RecipientDesk " + p.app.opt.Version,
		Facts: []report.Fact{{Label: "Tenant", Value: info.InitialDomain}, {Label: "Shown", Value: t.status()}}, Empty: t.part.Empty[0] + "."}
	if text, _ := lastSyncText(info, p.app.opt.Now()); text != "" {
		r.Facts = append(r.Facts, report.Fact{Label: "Synchronization", Value: text})
	}
	if p.filter.Text() != "" {
		r.Facts = append(r.Facts, report.Fact{Label: "Filter", Value: p.filter.Text()})
	}
	for _, g := range p.gaps(&t.part) {
		r.Facts = append(r.Facts, report.Fact{Label: "Not read", Value: g.String()})
	}
	columns := t.exported()
	r.Columns = []report.Column{{ID: "id", Code: true}}
	for _, c := range columns {
		r.Columns = append(r.Columns, report.Column{ID: c.ID, Label: c.Title, Weight: int(c.Width)})
	}
	rows := make([]report.Row, 0, len(t.l.shown))
	for _, n := range t.l.shown {
		row := int(n)
		_, id := t.part.Object(t.rows, row)
		cells := []report.Cell{report.Text(or(id, t.l.snap.GUID(row).String()))}
		for _, c := range columns {
			cells = append(cells, report.Text(c.Text(t.rows, row)))
		}
		rows = append(rows, report.Row{Cells: cells})
	}
	r.Groups = groups(report.Group{Title: t.part.Label, Rows: slices.Values(rows)}, len(rows))
	return r
}

// groups are one group, or none if it has no rows.
func groups(g report.Group, rows int) iter.Seq[report.Group] {
	if rows == 0 {
		return slices.Values([]report.Group{})
	}
	return slices.Values([]report.Group{g})
}

// exported are the columns shown that hold text.
func (t *tenantList) exported() []tenantColumn {
	return slices.DeleteFunc(slices.Clone(t.columns), func(c tenantColumn) bool { return c.Title == "" })
}

// selectedCount implements lister.
func (p *tenantPage) selectedCount() int { return p.list().table.SelectedCount() }

// rowCount implements lister.
func (p *tenantPage) rowCount() int { return len(p.list().l.shown) }

// copyAddresses implements lister.
func (p *tenantPage) copyAddresses() { p.copyLines(p.rowAddress) }

// address implements lister.
func (p *tenantPage) address() string {
	if row, ok := p.list().row(); ok {
		return p.rowAddress(row)
	}
	return ""
}

// rowAddress is the address that a row of the part in front is about.
func (p *tenantPage) rowAddress(row int) string {
	t := p.list()
	if t.part.ID == errorsPart.ID {
		if a, err := model.ParseAddress(t.l.snap.First(row, rowValue)); err == nil && a.IsSMTP() {
			return a.Value()
		}
		return t.l.snap.First(row, model.UserPrincipalName)
	}
	return or(cloudPrimary(t.rows, row), t.l.snap.First(row, model.UserPrincipalName))
}

// copyRows implements lister: the selected rows as a spreadsheet takes them, titles
// first.
func (p *tenantPage) copyRows() {
	t := p.list()
	line := func(text func(tenantColumn) string) string {
		var out []string
		for _, c := range t.exported() {
			out = append(out, strings.NewReplacer("\t", " ", "\r\n", " ", "\n", " ").Replace(text(c)))
		}
		return strings.Join(out, "\t")
	}
	lines := []string{line(func(c tenantColumn) string { return c.Title })}
	for _, row := range t.listTable.rows() {
		lines = append(lines, line(func(c tenantColumn) string { return c.Text(t.rows, row) }))
	}
	p.app.fy.Clipboard().SetContent(strings.Join(lines, "\n"))
}
