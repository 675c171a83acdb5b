package ui

import (
	"context"
	"io"
	"iter"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/model/report"
	"recipientdesk/ui/kit"
)

// export implements lister. It asks how much is to be written, if only a part is shown.
func (p *driftPage) export() {
	if p.s == nil {
		return
	}
	if p.query.Text == "" && p.query.List == listByStatus && !p.query.narrowed() {
		p.exportTo(true)
		return
	}
	which := widget.NewRadioGroup([]string{"The whole comparison, with every list", "Only what is shown: " + many(len(p.s.rows), "line", "lines") + " of " + driftLists()[p.query.List].Label}, nil)
	which.SetSelected(which.Options[0])
	p.app.win.Ask(kit.Question{Title: "Export the comparison", Content: container.NewVBox(which), OK: "Choose a file…", OnOK: func() bool {
		p.exportTo(which.Selected == which.Options[0])
		return true
	}})
}

// exportTo writes the comparison to a file: a report for people where its name ends in
// .html, else a table.
func (p *driftPage) exportTo(whole bool) {
	a, s := p.app, p.s
	a.chooseFile(a.win, fileOptions{Title: "Export the comparison: .html for a report, .csv for a table", Ext: []string{".html", ".csv"}, Save: true, Name: "drift.html", Done: func(path string) {
		head := desk.ReportHead{Directory: a.session.Info.Domain, Made: a.opt.Now().Local(), By: "RecipientDesk " + a.opt.Version}
		send(a.run, func(context.Context) (int, error) { return s.write(path, head, whole) }, func(n int, err error) {
			if err != nil {
				a.fail(a.win, err)
				return
			}
			a.exported(many(n, "object was", "objects were")+" written to "+filepath.Base(path)+".", path)
		})
	}})
}

// write writes the comparison, whole or what is shown of it, and says how many objects
// that is.
func (s *driftSifted) write(path string, head desk.ReportHead, whole bool) (int, error) {
	r, n := s.part(head), len(s.rows)
	if whole {
		r, n = s.of.Report(head, func(drift.Item) bool { return true }), len(s.of.Items)
	}
	write := func(w io.Writer) error { return r.WriteCSV(w, true) }
	if ext := strings.ToLower(filepath.Ext(path)); ext == ".html" || ext == ".htm" {
		write = r.WriteHTML
	}
	return n, saveFile(path, write)
}

// part is a report of what is shown, with the columns that are shown.
func (s *driftSifted) part(head desk.ReportHead) *report.Report {
	l := driftLists()[s.query.List]
	r := &report.Report{Title: l.Label + ": " + head.Directory + " and " + s.of.View.Info.Name, Made: head.Made, By: head.By, Empty: "Nothing is shown.",
		Facts: []report.Fact{{Label: "List", Value: l.Tip}, {Label: "Lines", Value: count(len(s.rows))}}}
	if s.query.Text != "" {
		r.Facts = append(r.Facts, report.Fact{Label: "With", Value: s.query.Text})
	}
	for _, c := range l.Columns {
		r.Columns = append(r.Columns, report.Column{ID: c.ID, Label: c.Title, Weight: max(1, int(c.Width/40)), Code: c.Title != upperFirst(c.Title)})
		if strings.HasPrefix(c.ID, "more") { // which says nothing outside of the list
			r.Columns[len(r.Columns)-1].ID = c.Title
		}
	}
	r.Columns = append(r.Columns, report.Column{ID: "distinguishedName"}, report.Column{ID: "objectGUID"}, report.Column{ID: "cloudId"}, report.Column{ID: "source"})
	r.Groups = func(yield func(report.Group) bool) {
		if len(s.rows) > 0 {
			yield(report.Group{Title: l.Label, Rows: s.reportRows(l)})
		}
	}
	return r
}

// reportRows are the rows of a report of what is shown.
func (s *driftSifted) reportRows(l driftList) iter.Seq[report.Row] {
	return func(yield func(report.Row) bool) {
		for i := range s.rows {
			e := s.entry(i)
			var cells []report.Cell
			for _, c := range l.Columns {
				cells = append(cells, report.Text(e.text(c.ID)))
			}
			dn, guid := "", ""
			if e.item != nil {
				dn, guid = e.item.Ref.DN, e.item.Ref.GUID
			}
			_, id := e.cloudID()
			if !yield(report.Row{Cells: append(cells, report.Text(dn), report.Text(guid), report.Text(id), report.Text(e.Source))}) {
				return
			}
		}
	}
}

// rowCount implements lister: what there is to export.
func (p *driftPage) rowCount() int {
	if p.s == nil {
		return 0
	}
	return byStatusList.Len(p.s.of)
}

// selectedCount implements lister.
func (p *driftPage) selectedCount() int { return p.table.SelectedCount() }

// addressOf is the primary address of an object in AD, or else its name in the tenant.
func (p *driftPage) addressOf(e driftEntry) string {
	l := p.app.list.l
	if e.item != nil {
		if row := l.snap.Find(e.item.Ref.GUID); row >= 0 {
			return rowPrimary(l.snap, row)
		}
	}
	if e.object != nil {
		return or(e.object.First("mail"), e.object.First("userPrincipalName"))
	}
	return ""
}

// address implements lister.
func (p *driftPage) address() string {
	if list := p.selection(); len(list) == 1 {
		return p.addressOf(list[0])
	}
	return ""
}

// copyAddresses implements lister.
func (p *driftPage) copyAddresses() {
	var lines []string
	for _, e := range p.selection() {
		if v := p.addressOf(e); v != "" {
			lines = append(lines, v)
		}
	}
	p.app.fy.Clipboard().SetContent(strings.Join(lines, "\n"))
}

// copyRows implements lister: it copies the selected lines as a spreadsheet takes them.
func (p *driftPage) copyRows() {
	columns := p.table.Columns()
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = c.Title
	}
	lines := []string{strings.Join(head, "\t") + "\tDN\tTenant ID"}
	for _, e := range p.selection() {
		var cells []string
		for _, c := range columns {
			cells = append(cells, e.text(c.ID))
		}
		dn := ""
		if e.item != nil {
			dn = e.item.Ref.DN
		}
		_, id := e.cloudID()
		cells = append(cells, dn, id)
		for i, c := range cells {
			cells[i] = strings.NewReplacer("\t", " ", "\r\n", " ", "\n", " ").Replace(c)
		}
		lines = append(lines, strings.Join(cells, "\t"))
	}
	p.app.fy.Clipboard().SetContent(strings.Join(lines, "\n"))
}
