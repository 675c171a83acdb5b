package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
	"recipientdesk/ui/kit"
)

// policyTemplates edits the templates of a policy, a line for each.
type policyTemplates struct {
	widget.BaseWidget
	lines  []*templateLine
	facts  *model.TenantFacts // nil: nothing is known of the tenant
	last   *templateLine      // that the keyboard was in last
	change func()
	holds  *fyne.Container
	scroll *container.Scroll
	add    *kit.Button
}

// A templateLine is one template.
type templateLine struct {
	primary *kit.Check
	entry   *kit.Entry
	remove  *kit.Button
	note    *widget.Label
	holds   *fyne.Container
}

func newPolicyTemplates(list []addresspolicy.Template, facts *model.TenantFacts, change func()) *policyTemplates {
	p := &policyTemplates{facts: facts, change: change, holds: container.NewVBox()}
	p.scroll = container.NewVScroll(p.holds)
	p.add = kit.NewButton("Add an address", theme.ContentAddIcon(), func() {
		p.append("", false)
		p.focus(len(p.lines) - 1)
		p.check()
		p.change()
	})
	for _, t := range list {
		_, text, _ := strings.Cut(t.String(), ":")
		p.append(or(text, t.String()), t.Primary())
	}
	if len(list) == 0 {
		p.append("", true)
	}
	p.ExtendBaseWidget(p)
	p.check()
	return p
}

// append adds a line.
func (p *policyTemplates) append(text string, primary bool) {
	l := &templateLine{entry: kit.NewEntry(), note: newWrong()}
	l.entry.SetText(text)
	l.entry.SetPlaceHolder("%g.%s@contoso.com")
	changed := func() {
		p.check()
		p.change()
	}
	l.entry.OnChanged = func(string) { changed() }
	l.entry.OnFocus = func(on bool) {
		if on {
			p.last = l
		}
	}
	l.primary = kit.NewCheck("Primary", func(on bool) {
		for _, other := range p.lines {
			if on && other != l {
				other.primary.ShowChecked(false, false)
			}
		}
		changed()
	})
	l.primary.SetTip("The address becomes the primary one, and what was the primary one stays beside it")
	l.primary.ShowChecked(primary, false)
	l.remove = kit.NewIconButton(theme.ContentRemoveIcon(), "Remove this address from the policy; nobody loses it", func() {
		p.lines = slices.DeleteFunc(p.lines, func(o *templateLine) bool { return o == l })
		p.holds.Remove(l.holds)
		if p.last == l {
			p.last = nil
		}
		changed()
	})
	l.holds = container.NewVBox(framed(nil, nil, l.primary, l.remove, l.entry), l.note)
	p.lines = append(p.lines, l)
	p.holds.Add(l.holds)
}

// text is the template as the file has it.
func (l *templateLine) text() string {
	text := strings.TrimSpace(l.entry.Text)
	if strings.HasPrefix(strings.ToLower(text), "smtp:") {
		return text
	}
	if l.primary.Checked {
		return "SMTP:" + text
	}
	return "smtp:" + text
}

// templates are those that are right, and the first line that is not; -1: none.
func (p *policyTemplates) templates() (out []addresspolicy.Template, wrong int) {
	wrong = -1
	for i, l := range p.lines {
		t, err := addresspolicy.ParseTemplate(l.text())
		if err != nil && wrong < 0 {
			wrong = i
		}
		if err == nil {
			out = append(out, t)
		}
	}
	return out, wrong
}

// check says at each line what is wrong with it. One that nobody has written in yet is
// not wrong until the policy is to be saved.
func (p *policyTemplates) check() {
	for _, l := range p.lines {
		l.note.Importance = widget.DangerImportance
		t, err := addresspolicy.ParseTemplate(l.text())
		switch {
		case strings.TrimSpace(l.entry.Text) == "":
			l.say("")
		case err != nil:
			l.say(sentence(err))
		default:
			l.say(p.unverified(t))
			l.note.Importance = widget.WarningImportance
		}
		l.note.Refresh()
	}
	for _, l := range p.lines {
		enable(l.remove, len(p.lines) > 1)
	}
	p.holds.Refresh()
	p.scroll.Refresh()
}

// unverified says that the tenant would not take an address, "" if it would or nobody
// knows.
func (p *policyTemplates) unverified(t addresspolicy.Template) string {
	if len((addresspolicy.Policies{{Addresses: []addresspolicy.Template{t}}}).Unverified(p.facts)) == 0 {
		return ""
	}
	return t.Domain() + " is not verified in the tenant, which drops such addresses."
}

// complain shows at a line that it is empty, too.
func (p *policyTemplates) complain(i int) {
	if l := p.lines[i]; strings.TrimSpace(l.entry.Text) == "" {
		l.note.Importance = widget.DangerImportance
		l.say("Write a template, such as %g.%s@contoso.com, or remove the line.")
		p.holds.Refresh()
	}
	p.focus(i)
}

func (l *templateLine) say(text string) {
	l.note.SetText(text)
	l.note.Hidden = text == ""
}

// focus puts the keyboard into a line.
func (p *policyTemplates) focus(i int) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p.lines[i].entry); c != nil {
		c.Focus(p.lines[i].entry)
	}
	p.last = p.lines[i]
}

// insert writes a placeholder where the keyboard was last. What stands there stays,
// though a field that gains the focus has all of it selected.
func (p *policyTemplates) insert(text string) {
	l := p.last
	if l == nil {
		l = p.lines[len(p.lines)-1]
	}
	old := []rune(l.entry.Text)
	at := min(l.entry.CursorColumn, len(old))
	l.entry.SetText(string(old[:at]) + text + string(old[at:]))
	if c := fyne.CurrentApp().Driver().CanvasForObject(l.entry); c != nil {
		c.Focus(l.entry)
	}
	l.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd}) // nothing is selected any more
	l.entry.CursorColumn = at + len([]rune(text))
	l.entry.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (p *policyTemplates) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(framed(nil, container.NewHBox(p.add), nil, nil, container.New(atLeast{360, 122}, p.scroll)))
}
