package ui

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model/desk"
	"recipientdesk/ui/kit"
)

// export implements lister. It asks how much is to be written.
func (p *policyPage) export() {
	if p.r.last == nil {
		return
	}
	which := widget.NewRadioGroup([]string{"Every recipient in the scope of a policy: " + count(len(p.r.last.Rows)), "Only those that get addresses: " + count(p.r.last.Changed)}, nil)
	which.SetSelected(which.Options[0])
	p.app.win.Ask(kit.Question{Title: "Export the preview", Content: container.NewVBox(which), OK: "Choose a file…", OnOK: func() bool {
		p.exportTo(which.Selected == which.Options[1])
		return true
	}})
}

// exportTo writes the preview to a file: a report for people where its name ends in
// .html, else a table.
func (p *policyPage) exportTo(changedOnly bool) {
	a, r := p.app, p.r.last
	a.chooseFile(a.win, fileOptions{Title: "Export the preview: .html for a report, .csv for a table", Ext: []string{".html", ".csv"}, Save: true, Name: "address-policies.html", Done: func(path string) {
		head := desk.ReportHead{Directory: a.session.Info.Domain, Made: a.opt.Now().Local(), By: "RecipientDesk " + a.opt.Version}
		send(a.run, func(context.Context) (bool, error) {
			report := r.Report(head, changedOnly)
			write := func(w io.Writer) error { return report.WriteCSV(w, true) }
			if ext := strings.ToLower(filepath.Ext(path)); ext == ".html" || ext == ".htm" {
				write = report.WriteHTML
			}
			return true, saveFile(path, write)
		}, func(_ bool, err error) {
			if err != nil {
				a.fail(a.win, err)
				return
			}
			a.exported("The preview was written to "+filepath.Base(path)+".", path)
		})
	}})
}

// rowCount implements lister: what there is to export.
func (p *policyPage) rowCount() int {
	if p.r.last == nil {
		return 0
	}
	return len(p.r.last.Rows)
}

// selectedCount implements lister.
func (p *policyPage) selectedCount() int { return p.table.SelectedCount() }

// address implements lister: what the one selected recipient would have.
func (p *policyPage) address() string {
	if list := p.selection(); len(list) == 1 {
		return list[0].after
	}
	return ""
}

// copyAddresses implements lister.
func (p *policyPage) copyAddresses() {
	var lines []string
	for _, l := range p.selection() {
		if l.after != "" {
			lines = append(lines, l.after)
		}
	}
	p.app.fy.Clipboard().SetContent(strings.Join(lines, "\n"))
}

// copyRows implements lister: it copies the selected lines as a spreadsheet takes them.
func (p *policyPage) copyRows() {
	columns := p.table.Columns()
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = c.Title
	}
	lines := []string{strings.Join(head, "\t") + "\tDN"}
	for _, l := range p.selection() {
		var cells []string
		for _, c := range columns {
			cells = append(cells, inLine(l.text(c.ID)))
		}
		lines = append(lines, strings.Join(append(cells, inLine(l.Before.Ref.DN)), "\t"))
	}
	p.app.fy.Clipboard().SetContent(strings.Join(lines, "\n"))
}
