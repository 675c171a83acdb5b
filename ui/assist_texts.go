package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model/mailboxguid"
	"recipientdesk/ui/kit"
)

// newWrapped is a paragraph in the quieter color.
func newWrapped(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.Wrapping = fyne.TextWrapWord
	l.Importance = widget.LowImportance
	return l
}

// guidTexts is the second and the third page: the change as a script, and as steps
// to click, each with its way back.
type guidTexts struct {
	g       *guidAssistant
	byHand  bool
	ways    *kit.Segments
	remove  *kit.Check
	note    *widget.Label
	text    *kit.MultiEntry
	copy    *kit.Button
	save    *kit.Button
	load    *kit.Button
	content fyne.CanvasObject
}

// The views of a page.
const (
	wayThere = iota
	wayBack
	wayRules // the original rules
	wayNotes // what to know before
)

func newGuidTexts(g *guidAssistant) *guidTexts {
	t := &guidTexts{g: g, note: newWrapped(""), text: kit.NewMultiEntry(10)}
	t.ways = kit.NewSegments([]string{"The change", "The way back", "The rules as they are", "Before you begin"}, func(int) { t.draw() })
	t.remove = kit.NewCheck("Delete the original rules", func(bool) { g.read() })
	t.remove.SetTip("What an upgrade of Entra Connect makes of a default rule that is gone is documented nowhere: leaving the originals disabled is the careful way. They can only be deleted with the rules of your own server at hand.")
	t.text.ReadOnly = true
	t.text.Wrapping = fyne.TextWrapOff
	t.copy = kit.NewButton("Copy", theme.ContentCopyIcon(), func() { g.app.fy.Clipboard().SetContent(t.text.Text) })
	t.save = kit.NewButton("Save…", theme.DocumentSaveIcon(), t.write)
	t.load = kit.NewButton("Load the rules of your server…", theme.FolderOpenIcon(), func() {
		g.app.goTo(placeRules)
		g.app.win.RequestFocus()
	})
	tools := framed(nil, nil, t.ways, container.NewHBox(t.remove), nil)
	foot := container.NewHBox(t.copy, t.save, t.load)
	t.content = framed(container.NewVBox(tools, t.note), foot, nil, nil, t.text)
	return t
}

func (t *guidTexts) show(byHand bool) fyne.CanvasObject {
	t.byHand = byHand
	t.draw()
	return t.content
}

func (t *guidTexts) draw() {
	p := t.g.plan
	enable(t.remove, p != nil && !p.Builtin && !t.g.busy)
	t.remove.Hidden = p == nil
	t.load.Hidden = p == nil || !p.Builtin
	t.note.SetText(t.about())
	t.note.Hidden = t.note.Text == ""
	text, mono := t.body()
	if t.text.TextStyle.Monospace != mono {
		t.text.TextStyle.Monospace = mono
		t.text.Wrapping = map[bool]fyne.TextWrap{true: fyne.TextWrapOff, false: fyne.TextWrapWord}[mono]
		t.text.Refresh()
	}
	t.text.ShowText(text)
	enable(t.copy, text != "")
	enable(t.save, text != "")
	t.content.Refresh()
}

// about says what the rules in use mean for the change.
func (t *guidTexts) about() string {
	p := t.g.plan
	switch {
	case p == nil && t.g.planErr != nil:
		return sentence(t.g.planErr)
	case p == nil:
		return "Looking at the rules…"
	}
	var parts []string
	if p.Builtin {
		parts = append(parts, "This rests on the built-in rules; the script asks your server for its own names and numbers and stops where they differ. Better load the export of your server.")
	}
	if p.Prepared {
		parts = append(parts, "The rules hold the change already; only the way back is left.")
	}
	return strings.Join(append(parts, p.Remarks...), " ")
}

// body is the text of the view that is chosen, and whether it is a script.
func (t *guidTexts) body() (text string, script bool) {
	p := t.g.plan
	way := t.ways.Selected()
	switch {
	case way == wayNotes:
		return remarksText(), false
	case p == nil:
		return "", false
	case way == wayRules && p.Backup == "":
		return "The rules in use are the built-in ones, which Entra Connect brings with it: there is nothing to keep.", false
	case way == wayRules:
		return p.Backup, true
	case t.byHand && way == wayBack:
		return stepsText(p.RestoreSteps()), false
	case t.byHand:
		return stepsText(p.PrepareSteps()), false
	case way == wayBack:
		return p.Restore, true
	}
	return p.Prepare, true
}

// write saves what is shown: scripts as scripts, steps as text.
func (t *guidTexts) write() {
	text, script := t.body()
	name := [...]string{mailboxguid.PrepareFile, mailboxguid.RestoreFile, mailboxguid.BackupFile, "msExchMailboxGuid.txt"}[t.ways.Selected()]
	if script {
		t.g.saveScript(name, text)
		return
	}
	name = strings.TrimSuffix(name, ".ps1")
	t.g.saveText(strings.TrimSuffix(name, ".txt")+".txt", text)
}

// stepsText numbers steps, with their commands on lines of their own.
func stepsText(steps []mailboxguid.Step) string {
	var b strings.Builder
	for i, s := range steps {
		fmt.Fprintf(&b, "%d. %s\n", i+1, s.Text)
		if s.Command != "" {
			fmt.Fprintf(&b, "\n        %s\n", s.Command)
		}
		b.WriteString("\n")
	}
	return strings.TrimSpace(b.String())
}

// remarksText is what to know before the change.
func remarksText() string {
	var b strings.Builder
	for _, r := range mailboxguid.Remarks() {
		b.WriteString("• " + r.Text + "\n")
		if r.Source != "" {
			b.WriteString("   " + r.Source + "\n")
		}
		b.WriteString("\n")
	}
	return strings.TrimSpace(b.String())
}
