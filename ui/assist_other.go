package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/mailboxguid"
	"recipientdesk/model/syncrule"
	"recipientdesk/ui/kit"
)

// guidOther is the fourth page: the longer way, for when the rules cannot be
// changed, with everybody it deletes in the tenant.
type guidOther struct {
	g       *guidAssistant
	note    *widget.Label
	limit   *kit.Badge
	views   *kit.Segments
	text    *kit.MultiEntry
	table   *kit.Table
	copy    *kit.Button
	save    *kit.Button
	body    *fyne.Container
	content fyne.CanvasObject
}

func newGuidOther(g *guidAssistant) *guidOther {
	o := &guidOther{g: g, note: newWrapped(""), text: kit.NewMultiEntry(10), limit: kit.NewBadge("", kit.ToneNeutral, "")}
	o.views = kit.NewSegments([]string{"What to do", "Who is deleted"}, func(int) { o.draw() })
	o.text.ReadOnly = true
	o.table = kit.NewTable([]kit.Column{{Title: "Name", Width: 220, Static: true}, {Title: "Type", Width: 190, Static: true}, {Title: "Folder to deselect", Width: 480, Static: true}},
		func() int { return len(o.g.lost) }, o.cell)
	o.table.OnActivate = func(row int) { openSheet(g.app, []model.Ref{g.lost[row].ref}) }
	o.copy = kit.NewButton("Copy", theme.ContentCopyIcon(), func() { g.app.fy.Clipboard().SetContent(o.all()) })
	o.save = kit.NewButton("Save…", theme.DocumentSaveIcon(), func() { g.saveText("msExchMailboxGuid-without-rules.txt", o.all()) })
	o.save.SetTip("Write the steps and the list of those who are deleted to a file")
	o.body = container.NewStack()
	tools := framed(nil, nil, o.views, container.NewHBox(o.limit), nil)
	o.content = framed(container.NewVBox(tools, o.note), container.NewHBox(o.copy, o.save), nil, nil, o.body)
	return o
}

func (o *guidOther) show() fyne.CanvasObject {
	o.draw()
	return o.content
}

func (o *guidOther) draw() {
	rules := o.rules()
	n := len(o.g.lost)
	limit, on := mailboxguid.Threshold(rules)
	tone, tip := kit.ToneOK, "Entra Connect stops an export that deletes more than this."
	switch {
	case !on:
		tone, tip = kit.ToneError, "The protection from accidental deletions is off: nothing would stop the export."
	case n > limit:
		tone, tip = kit.ToneWarning, "The export will stop: more is deleted than the protection from accidental deletions lets pass."
	}
	o.limit.Set(fmt.Sprintf("%s deleted, %s allowed", count(n), count(limit)), tone)
	o.limit.SetTip(tip)
	o.limit.Hidden = !o.g.counted
	o.note.SetText(o.about(rules))
	o.text.ShowText(o.steps())
	enable(o.copy, o.g.counted)
	enable(o.save, o.g.counted)
	var view fyne.CanvasObject = o.text
	if o.views.Selected() == 1 {
		view = o.table
		o.table.Refresh()
	}
	o.views.SetLabel(1, "Who is deleted ("+count(n)+")")
	o.body.Objects = []fyne.CanvasObject{view}
	o.body.Refresh()
	o.content.Refresh()
}

func (o *guidOther) rules() *syncrule.RuleSet {
	if s := o.g.app.session; s != nil && s.Desk.Rules() != nil {
		return s.Desk.Rules()
	}
	return &syncrule.RuleSet{}
}

// about says what this way costs.
func (o *guidOther) about(rules *syncrule.RuleSet) string {
	text := "Only if the rules cannot be changed: deselecting a folder deletes all of it in the tenant, not the users with msExchMailboxGuid alone."
	switch mailboxguid.Excluded(rules) {
	case model.Yes:
		text += " The attribute is left out of the synchronization already: this way has been gone."
	case model.Unsure:
		text += " Whether the attribute is left out of the synchronization already is not known without the export of your server."
	}
	switch {
	case o.g.lostErr != nil:
		text += " " + sentence(o.g.lostErr)
	case !o.g.counted:
		text += " Counting who is in these folders…"
	}
	return text
}

func (o *guidOther) steps() string {
	return stepsText(mailboxguid.Alternative(o.rules(), len(o.g.lost)))
}

// all is the steps and the list, for a file.
func (o *guidOther) all() string {
	lines := []string{o.steps(), "", many(len(o.g.lost), "object", "objects") + " deleted in the tenant:"}
	for _, l := range o.g.lost {
		lines = append(lines, l.name+"\t"+l.kind.Label()+"\t"+l.ref.DN)
	}
	return strings.Join(lines, "\n")
}

func (o *guidOther) cell(row, col int) kit.CellData {
	l := o.g.lost[row]
	switch col {
	case 0:
		return kit.CellData{Text: l.name, Icon: iconOf(l.kind), Color: theme.ColorNameForeground}
	case 1:
		return kit.CellData{Text: l.kind.Label()}
	}
	return kit.CellData{Text: l.container, Color: kit.ColorMuted}
}
