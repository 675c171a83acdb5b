package ui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
	"recipientdesk/ui/kit"
)

// What the list of policies shows, and what can be done to it. Its first row stands for
// all of them.

var policyListColumns = []kit.Column{{ID: "n", Title: "#", Width: 28, Align: fyne.TextAlignTrailing, Static: true, Tip: "Priority: for each recipient the first policy counts whose scope it is in"},
	{ID: "name", Title: "Policy", Width: 96, Static: true, Fill: true}, {ID: "changes", Title: "Changes", Width: 70, Align: fyne.TextAlignTrailing, Static: true, Tip: "Recipients that it gives addresses to, by the last preview"}}

// at is the policy that is chosen, and its place; -1 for all of them.
func (p *policyPage) at() (int, *addresspolicy.Policy) {
	if i := p.list.Cursor() - 1; i >= 0 && i < len(p.file.list) {
		return i, p.file.list[i]
	}
	return -1, nil
}

// chooseRow chooses a policy; -1: all.
func (p *policyPage) chooseRow(i int) {
	p.list.Select(i + 1)
	p.list.Refresh()
	p.chosenPolicy()
}

// chosenPolicy shows what the chosen policy gives.
func (p *policyPage) chosenPolicy() {
	name := ""
	if _, policy := p.at(); policy != nil {
		name = policy.Name
	}
	if name != p.query.Policy {
		p.query.Policy = name
		p.sift()
	}
	p.drawButtons()
	p.app.refresh()
}

func (p *policyPage) listCell(row, col int) kit.CellData {
	n := 0
	if last := p.r.last; last != nil {
		n = last.Changed
	}
	if row == 0 {
		switch policyListColumns[col].ID {
		case "name":
			return kit.CellData{Text: "All policies", Bold: true}
		case "changes":
			return p.changesCell(n)
		}
		return kit.CellData{}
	}
	policy := p.file.list[row-1]
	c := kit.CellData{}
	switch policyListColumns[col].ID {
	case "n":
		c.Text, c.Color = fmt.Sprint(row), kit.ColorMuted
	case "name":
		c.Text = policy.Name
	case "changes":
		if policy.Off {
			return kit.CellData{Text: "off", Color: kit.ColorMuted}
		}
		return p.changesCell(p.changesBy[policy.Name])
	}
	if policy.Off {
		c.Color = kit.ColorMuted
	}
	return c
}

// changesCell is how many recipients get something, if that is known.
func (p *policyPage) changesCell(n int) kit.CellData {
	switch {
	case p.r.last == nil:
		return kit.CellData{Text: "–", Color: kit.ColorMuted}
	case p.r.old != "" || n == 0:
		return kit.CellData{Text: count(n), Color: kit.ColorMuted}
	}
	return kit.CellData{Text: count(n)}
}

func (p *policyPage) listTip(row, col int) string {
	if row == 0 {
		return "What all policies give together"
	}
	policy := p.file.list[row-1]
	text := policy.Name + ": " + describeScope(policy.Scope)
	if policy.Off {
		text += " Switched off."
	}
	for _, t := range policy.Addresses {
		text += "\n" + t.String()
	}
	return text
}

// describeScope says in a sentence whom a policy is for.
func describeScope(s addresspolicy.Scope) string {
	who := "mailboxes and groups with mail"
	if len(s.Kinds) > 0 {
		var labels []string
		for _, k := range s.Kinds {
			labels = append(labels, kindWords(k))
		}
		who = listed(labels, 4)
	}
	if n := len(s.Under); n > 0 {
		var names []string
		for _, dn := range s.Under {
			names = append(names, folderPath(dn))
		}
		who += " below " + listed(names, 2)
	}
	if n := len(s.MemberOf); n > 0 {
		var names []string
		for _, dn := range s.MemberOf {
			names = append(names, model.NameOf(dn))
		}
		who += ", members of " + listed(names, 2)
	}
	if s.Filter != "" {
		who += ", with " + s.Filter
	}
	return upperFirst(who) + "."
}

// moved is the list with the policy at i moved by some places.
func movedPolicy(list addresspolicy.Policies, i, by int) addresspolicy.Policies {
	out := slices.Clone(list)
	p := out[i]
	return slices.Insert(slices.Delete(out, i, i+1), i+by, p)
}

// canMove reports whether the chosen policy can go up (-1) or down (1).
func (p *policyPage) canMove(by int) bool {
	i, policy := p.at()
	return policy != nil && i+by >= 0 && i+by < len(p.file.list)
}

func (p *policyPage) move(by int) {
	i, _ := p.at()
	p.change(movedPolicy(p.file.list, i, by), func() { p.chooseRow(i + by) }, nil)
}

// toggle switches the chosen policy off, or on again.
func (p *policyPage) toggle() {
	i, policy := p.at()
	next := *policy
	next.Off = !policy.Off
	list := slices.Clone(p.file.list)
	list[i] = &next
	p.change(list, func() {}, nil)
}

// duplicate puts a copy below the chosen policy, switched off: two that are the same
// make no sense until one is changed.
func (p *policyPage) duplicate() {
	i, policy := p.at()
	next := *policy
	next.Name, next.Off = p.freeName(policy.Name), true
	p.change(slices.Insert(slices.Clone(p.file.list), i+1, &next), func() { p.chooseRow(i + 1) }, nil)
}

// freeName is a name that no policy has: that of another one with a number.
func (p *policyPage) freeName(name string) string {
	for n := 2; ; n++ {
		next := fmt.Sprintf("%s (%d)", name, n)
		if !slices.ContainsFunc(p.file.list, func(q *addresspolicy.Policy) bool { return q.Name == next }) {
			return next
		}
	}
}

func (p *policyPage) askDelete() {
	i, policy := p.at()
	p.app.win.ConfirmDanger("Delete the policy?", "“"+policy.Name+"” is taken out of "+fileName(p.file.path)+". The addresses that it gave stay.", "Delete", func() {
		list := slices.Delete(slices.Clone(p.file.list), i, i+1)
		p.change(list, func() { p.chooseRow(min(i, len(list)-1)) }, nil)
	})
}

// drawList shows the policies. The one that was chosen stays so, if it is still there.
func (p *policyPage) drawList() {
	p.changesBy = map[string]int{}
	if p.r.last != nil {
		for i := range p.r.last.lines {
			if l := &p.r.last.lines[i]; !l.change.Empty() {
				p.changesBy[l.policy]++
			}
		}
	}
	if p.list.Cursor() < 0 || p.list.Cursor() > len(p.file.list) {
		p.list.Select(min(max(p.list.Cursor(), 0), len(p.file.list)))
	}
	p.list.Refresh()
	p.fileLabel.SetText(fileName(p.file.path))
	kit.Tooltip(p.fileTip, or(p.file.path, "The policies are not kept yet"))
	p.chosenPolicy()
}

func (p *policyPage) listKeyed(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyInsert:
		p.app.cmd.run("policy-new")
	case fyne.KeyDelete:
		p.app.cmd.run("policy-delete")
	case fyne.KeySpace:
		p.app.cmd.run("policy-toggle")
	default:
		return p.keyed(ev)
	}
	return true
}

// policyTools are the buttons above the list.
func (p *policyPage) policyTools() []fyne.CanvasObject {
	add := func(id, tip string, icon fyne.Resource, also string) fyne.CanvasObject {
		keys := policyKeys[id].String()
		if also != "" {
			keys = also + ", " + keys
		}
		b := kit.NewIconButton(icon, tip+" ("+keys+")", func() { p.app.cmd.run(id) })
		p.tools[id] = b
		return b
	}
	return []fyne.CanvasObject{
		add("policy-new", "New policy", theme.ContentAddIcon(), "Insert"),
		add("policy-edit", "Edit the policy", theme.DocumentCreateIcon(), "Enter"),
		add("policy-up", "Raise its priority", theme.MoveUpIcon(), ""),
		add("policy-down", "Lower its priority", theme.MoveDownIcon(), ""),
		add("policy-toggle", "Switch it off or on", theme.VisibilityOffIcon(), "Space"),
		add("policy-copy", "Duplicate it", theme.ContentCopyIcon(), ""),
		add("policy-delete", "Delete it", theme.DeleteIcon(), "Del"),
	}
}

// drawButtons switches the buttons above the list.
func (p *policyPage) drawButtons() {
	for id, b := range p.tools {
		enable(b, p.app.cmd.get(id).enabled())
	}
}

// kindWords names a kind or family as policies do.
func kindWords(id string) string {
	for _, k := range policyKinds {
		if k.id == id {
			return k.words
		}
	}
	if kinds := model.Kinds(id); len(kinds) > 0 {
		return strings.ToLower(kinds[0].Label())
	}
	return id
}

// A policyKind is a kind of recipient in the words of a sentence.
type policyKind struct{ id, words string }

// policyKinds are the kinds that a policy may be for, as the form offers them.
var policyKinds = []policyKind{
	{"user-mailbox", "user mailboxes"}, {"shared-mailbox", "shared mailboxes"}, {"room-mailbox", "room mailboxes"}, {"equipment-mailbox", "equipment mailboxes"},
	{"linked-mailbox", "linked mailboxes"}, {"mail-user", "mail users"}, {"mail-contact", "mail contacts"}, {"distribution-group", "distribution groups"},
	{"mail-security-group", "mail-enabled security groups"}, {"room-list", "room lists"}, {"dynamic-distribution-group", "dynamic distribution groups"}, {"public-folder", "public folders"},
}
