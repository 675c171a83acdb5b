package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/ui/kit"
)

// ignore asks why the selected findings may stay as they are; those that are
// ignored come back.
func (p *checkPage) ignore() {
	list := p.selection()
	if p.allIgnored() {
		p.setIgnored(list, "")
		return
	}
	reason := kit.NewEntry()
	reason.SetPlaceHolder("Why it may stay: a ticket, a system that needs it")
	text := "It is shown no more, nor counted, until the value changes. The reason is kept in the settings of this program on this computer."
	if len(list) > 1 {
		text = "They are shown no more, nor counted, until their values change. The reason is kept in the settings of this program on this computer."
	}
	d := p.app.win.Ask(kit.Question{Title: "Ignore " + many(len(list), "finding", "findings") + "?", Text: text, Content: reason, OK: "Ignore", Focus: reason,
		OnOK: func() bool {
			p.setIgnored(list, strings.TrimSpace(reason.Text))
			return true
		}})
	reason.OnChanged = func(text string) { d.Enable(strings.TrimSpace(text) != "") }
	d.Enable(false)
}

func (p *checkPage) setIgnored(list []check.Finding, reason string) {
	a := p.app
	a.settings.Ignore(a.session.Target.Directory, list, reason, or(a.session.Info.User, a.opt.User), a.opt.Now())
	a.checker.remark()
}

// toClipboard copies the selected findings as a spreadsheet takes them.
func (p *checkPage) toClipboard() {
	lines := []string{"Rule\tSeverity\tObject\tDN\tAttribute\tValue\tFinding\tProposed"}
	for _, f := range p.selection() {
		cells := []string{f.Rule.ID, f.Rule.Severity.String(), model.NameOf(f.Ref.DN), f.Ref.DN, string(f.Attr), f.Value, findingText(f), proposal(f)}
		for i, c := range cells {
			cells[i] = strings.NewReplacer("\t", " ", "\r\n", " ", "\n", " ").Replace(c)
		}
		lines = append(lines, strings.Join(cells, "\t"))
	}
	p.app.fy.Clipboard().SetContent(strings.Join(lines, "\n"))
}

// showSkipped lists what was not checked.
func (p *checkPage) showSkipped() {
	list := p.app.checker.last.skipped
	table := kit.NewTable([]kit.Column{{Title: "Object", Width: 360, Static: true}, {Title: "Reason", Width: 300, Static: true, Fill: true}},
		func() int { return len(list) }, func(row, col int) kit.CellData {
			if col == 0 {
				return kit.CellData{Text: list[row].Ref.DN}
			}
			return kit.CellData{Text: skipReason(list[row].Reason), Color: kit.ColorMuted}
		})
	p.app.tell(many(len(list), "object was", "objects were")+" not checked", container.New(atLeast{740, 340}, table))
}

// skipReason writes the words of IdFix for people.
func skipReason(r string) string {
	switch r {
	case "skipped":
		return "left out by IdFix as well-known"
	case "notInFilter":
		return "outside of what IdFix reads"
	}
	return r
}

// askOptions lets the user narrow what is checked.
func (p *checkPage) askOptions() {
	plan := p.app.checker.plan
	exclude := kit.NewMultiEntry(4)
	exclude.Wrapping = fyne.TextWrapOff
	exclude.SetText(strings.Join(plan.Exclude, "\n"))
	exclude.SetPlaceHolder("OU=Service accounts,DC=corp,DC=example")
	add := kit.NewButton("Add a folder…", theme.ContentAddIcon(), func() {
		p.app.chooseFolder(p.app.win, &p.choosing, "Leave out a folder and what is below it", func(dn string) {
			exclude.SetText(strings.TrimSpace(exclude.Text + "\n" + dn))
		})
	})
	filter := kit.NewEntry()
	filter.SetText(plan.Filter)
	filter.SetPlaceHolder("(department=Sales)")
	alternate := kit.NewCheck("People sign in with another attribute than userPrincipalName", nil)
	alternate.ShowChecked(plan.Alternate, false)
	alternate.SetTip("Alternate login ID: userPrincipalName is then not judged by what a sign-in needs")
	wrong := widget.NewLabel(" ")
	wrong.Importance = widget.DangerImportance
	wrong.Truncation = fyne.TextTruncateEllipsis
	content := container.NewVBox(
		kit.NewGroup("Folders to leave out, a line each", exclude, container.NewHBox(add)),
		kit.NewGroup("LDAP filter; empty for all recipients", filter),
		kit.NewGroup("Sign-in", alternate), wrong)
	read := func() (checkPlan, error) {
		next := p.app.checker.plan
		next.Exclude, next.Filter, next.Alternate = textLines(exclude.Text), strings.TrimSpace(filter.Text), alternate.Checked
		for _, dn := range next.Exclude {
			if _, err := model.ParseDN(dn); err != nil {
				return next, err
			}
		}
		_, err := next.desk("")
		return next, err
	}
	d := p.app.win.Ask(kit.Question{Title: "What is checked", Content: content, OK: "Use", Focus: exclude, MinSize: fyne.NewSize(620, 0), OnOK: func() bool {
		next, err := read()
		if err == nil {
			p.app.checker.plan = next
			p.head.draw()
		}
		return err == nil
	}})
	verify := func(string) {
		_, err := read()
		d.Enable(err == nil)
		wrong.SetText(orNothing(err))
	}
	exclude.OnChanged, filter.OnChanged = verify, verify
}

// orNothing is the sentence of an error, and a blank where there is none: a label
// keeps its height.
func orNothing(err error) string {
	if err == nil {
		return " "
	}
	return sentence(err)
}

// textLines are the lines of a text that are not blank.
func textLines(text string) (out []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}
