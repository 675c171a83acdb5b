package ui

import (
	"context"
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/storage"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/ui/kit"
)

// export writes what is shown to a file: a report for people where its name ends in
// .html, else a table.
func (p *checkPage) export() {
	a := p.app
	p.app.chooseFile(a.win, fileOptions{Title: "Export the findings: .html for a report, .csv for a table", Ext: []string{".html", ".csv"}, Save: true,
		Name: "findings.html", Done: func(path string) {
			found, by := p.result(), desk.ByRule
			if p.query.ByObject {
				by = desk.ByObject
			}
			head := desk.ReportHead{Directory: a.session.Info.Domain, Made: a.opt.Now().Local(), By: "RecipientDesk " + a.opt.Version}
			send(a.run, func(context.Context) (bool, error) { return true, writeFindings(path, found, head, by) }, func(_ bool, err error) {
				if err != nil {
					a.fail(a.win, err)
					return
				}
				a.exported(many(len(found.Findings), "finding was", "findings were")+" written to "+filepath.Base(path)+".", path)
			})
		}})
}

// result is what is shown, as the desk makes a report of it.
func (p *checkPage) result() *desk.Checked {
	c := p.s.of
	out := &desk.Checked{Profile: profileOf(c.plan.Profile).id, Checked: c.objects, Skipped: c.skipped}
	for _, i := range p.s.rows {
		out.Findings = append(out.Findings, c.list[i])
	}
	return out
}

func writeFindings(path string, found *desk.Checked, head desk.ReportHead, by desk.Grouping) error {
	r := found.Report(head, by)
	write := func(w io.Writer) error { return r.WriteCSV(w, true) }
	if ext := strings.ToLower(filepath.Ext(path)); ext == ".html" || ext == ".htm" {
		write = r.WriteHTML
	}
	return saveFile(path, write)
}

// exported says that a file was written, and offers to show it.
func (a *App) exported(text, path string) {
	show := kit.NewButton("Open", nil, func() { a.browse(storage.NewFileURI(path).String()) })
	ok := kit.NewButton("OK", nil, a.frame.hush)
	a.frame.say(kit.ToneOK, text, show, ok)
}

// browse shows an address, or a file, in the program that the system has for it.
func (a *App) browse(address string) {
	u, err := url.Parse(address)
	if err == nil {
		err = a.fy.OpenURL(u)
	}
	if err != nil {
		a.showError(a.win, &model.Error{Code: model.Internal, Subject: address, Message: "could not be shown: this system names no program for it",
			Hint: "Copy the address from here and open it by hand.", Err: err})
	}
}
