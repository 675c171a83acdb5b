package ui

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/model/mailboxguid"
	"recipientdesk/ui/kit"
)

// guidText is what the assistant is about.
const guidText = "A user whose mailbox is, or was, in an Exchange of your own has msExchMailboxGuid in Active Directory. If it is synchronized, Exchange Online waits " +
	"for that very mailbox to be moved, and a license makes no new one. Who already has a cloud mailbox is not concerned."

// guidUserList is the first page: the users, what the GUID means for each, and what
// the change of the rules makes of it.
type guidUserList struct {
	g       *guidAssistant
	rows    []guidUser
	table   *kit.Table
	all     *kit.Check
	full    *kit.MultiEntry
	open    *kit.Button
	content fyne.CanvasObject
}

func newGuidUserList(g *guidAssistant) *guidUserList {
	l := &guidUserList{g: g, full: kit.NewMultiEntry(4)}
	l.table = kit.NewTable([]kit.Column{{ID: "name", Title: "User", Width: 180, Static: true}, {ID: "state", Title: "State", Width: 190, Static: true},
		{ID: "now", Title: "In the cloud now", Width: 150, Static: true, Tip: "What Exchange Online makes of the user by the rules in use"},
		{ID: "after", Title: "After the change", Width: 150, Static: true, Tip: "The same, by the rules as the script makes them"},
		{ID: "why", Title: "Why", Width: 262, Static: true}},
		func() int { return len(l.rows) }, l.cell)
	l.table.OnSelect = l.drawFull
	l.table.OnActivate = func(int) { l.openRow() }
	l.all = kit.NewCheck("Also those who are fine", func(bool) { l.draw() })
	l.all.Checked = true
	l.full.ReadOnly = true
	l.full.Wrapping = fyne.TextWrapWord
	l.open = kit.NewButton("Properties…", theme.DocumentIcon(), l.openRow)
	l.open.SetTip("Open the selected user (Enter)")
	about := newWrapped(guidText)
	foot := framed(nil, nil, nil, container.NewVBox(l.open), l.full)
	l.content = framed(container.NewVBox(about, container.NewHBox(l.all)), foot, nil, nil, l.table)
	return l
}

func (l *guidUserList) show() fyne.CanvasObject {
	l.draw()
	return l.content
}

func (l *guidUserList) draw() {
	was := l.selected().entry.Ref
	l.rows = nil
	for _, u := range l.g.users {
		if l.all.Checked || u.assessment.Alarms() || u.assessment.State == mailboxguid.Unknown {
			l.rows = append(l.rows, u)
		}
	}
	slices.SortStableFunc(l.rows, func(a, b guidUser) int {
		return cmp.Or(cmp.Compare(guidRank(a.assessment.State), guidRank(b.assessment.State)), cmp.Compare(strings.ToLower(a.name()), strings.ToLower(b.name())))
	})
	if len(l.rows) > 0 {
		i := max(0, slices.IndexFunc(l.rows, func(u guidUser) bool { return was.DN != "" && u.entry.Ref.Same(was) }))
		l.table.SetSelection([]int{i})
		l.table.SetCursor(i)
	}
	l.table.Refresh()
	l.drawFull()
}

func (l *guidUserList) selected() guidUser {
	if i := l.table.Cursor(); i >= 0 && i < len(l.rows) && l.table.IsSelected(i) {
		return l.rows[i]
	}
	return guidUser{}
}

func (l *guidUserList) cell(row, col int) kit.CellData {
	u := l.rows[row]
	switch col {
	case 0:
		return kit.CellData{Text: u.name(), Icon: iconOf(model.Recipient{Entry: u.entry}.Kind()), Color: theme.ColorNameForeground}
	case 1:
		s := guidStates[u.assessment.State]
		d := kit.CellData{Text: upperFirst(s.words), Icon: s.tone.Icon()}
		if u.assessment.State == mailboxguid.Unknown {
			d.Icon, d.Color = kit.ShapeUnknown, kit.ColorMuted
		}
		return d
	case 2:
		return kit.CellData{Text: u.cloudNow()}
	case 3:
		d := kit.CellData{Text: u.cloudAfter()}
		d.Bold = d.Text != u.cloudNow()
		return d
	}
	return kit.CellData{Text: begun(u.assessment.Why), Color: kit.ColorMuted}
}

func (u guidUser) cloudNow() string { return typeWords(u.before.Cloud.RecipientType) }

// cloudAfter is what becomes of the user once the rules are changed.
func (u guidUser) cloudAfter() string {
	if u.after.Sync == nil {
		return "–"
	}
	return typeWords(u.after.Cloud.RecipientType)
}

func typeWords(t string) string {
	if t == "" {
		return "not certain"
	}
	return t
}

// drawFull says everything about the selected user.
func (l *guidUserList) drawFull() {
	u := l.selected()
	enable(l.open, u.entry.Ref.DN != "")
	if u.entry.Ref.DN == "" {
		l.full.ShowText("")
		return
	}
	lines := []string{u.name() + ": " + u.assessment.Why + "."}
	if u.assessment.Todo != "" {
		lines = append(lines, u.assessment.Todo)
	}
	lines = append(lines, "Now: "+outlookSentence(u.before))
	if u.after.Sync != nil {
		lines = append(lines, "After the change: "+outlookSentence(u.after))
	}
	if u.licensed == model.Unsure {
		lines = append(lines, "Whether the user has a license for Exchange Online is not known.")
	}
	l.full.ShowText(strings.Join(append(lines, "Source: "+mailboxguid.Source), "\n"))
}

func (l *guidUserList) openRow() {
	if u := l.selected(); u.entry.Ref.DN != "" {
		openSheet(l.g.app, []model.Ref{u.entry.Ref})
	}
}
