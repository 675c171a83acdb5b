package ui

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
	"recipientdesk/ui/kit"
)

// A policyForm edits one policy: its name, whom it is for, and what it gives, with an
// example of a real recipient.
type policyForm struct {
	page   *policyPage
	at     int // its place among the policies; past the last: a new one
	dialog *kit.Dialog

	name      *kit.Entry
	nameRow   *kit.FieldRow
	on        *kit.Check
	under     *policyRefs
	groups    *policyRefs
	filter    *kit.Entry
	filterRow *kit.FieldRow
	kinds     []*kit.Check // as policyKinds
	before    []string     // kinds as the file names them
	ticked    []string     // and what of it is ticked
	templates *policyTemplates

	example *policyExample
	wrong   *widget.Label // what is wrong with the whole
	place   slot
}

func (p *policyPage) addPolicy() {
	p.openForm(len(p.file.list), &addresspolicy.Policy{})
}

func (p *policyPage) editPolicy() {
	if i, policy := p.at(); policy != nil {
		p.openForm(i, policy)
	}
}

// openForm puts the form up.
func (p *policyPage) openForm(at int, policy *addresspolicy.Policy) *policyForm {
	f := &policyForm{page: p, at: at, wrong: newWrong()}
	f.fields(policy)
	f.scope(policy.Scope)
	f.templates = newPolicyTemplates(policy.Addresses, p.app.session.Desk.Facts(), func() { f.example.draw() })
	f.example = newPolicyExample(f)
	title := "Edit the policy"
	if at == len(p.file.list) {
		title = "New address policy"
	}
	f.dialog = p.app.win.Ask(kit.Question{Title: title, OK: "Save", Content: f.layout(), MinSize: fyne.NewSize(900, 470), Focus: f.name,
		OnOK: func() bool { f.save(); return false }, OnCancel: f.stop})
	f.example.find()
	return f
}

// fields makes those that stand above the others.
func (f *policyForm) fields(policy *addresspolicy.Policy) {
	f.name = kit.NewEntry()
	f.name.SetText(policy.Name)
	f.name.SetPlaceHolder("Staff, Rooms, Everybody…")
	f.name.OnChanged = func(string) { f.checkName(false) }
	f.nameRow = kit.NewFieldRow("Name", f.name, "What the policy is called; each has a name of its own")
	f.on = kit.NewCheck("In force", nil)
	f.on.SetTip("A policy that is not in force gives nothing, and its recipients belong to the next one")
	f.on.ShowChecked(!policy.Off, false)
}

// scope makes the fields that say whom the policy is for.
func (f *policyForm) scope(s addresspolicy.Scope) {
	a := f.page.app
	changed := func() { f.example.later() }
	f.under = newPolicyRefs("Containers", "Recipients in one of these containers, or below it", s.Under, folderPath, func(add func(...string)) {
		a.chooseFolder(a.win, &f.place, "Recipients below this container", func(dn string) { add(dn) })
	}, changed)
	f.groups = newPolicyRefs("Members of", "Direct members of one of these groups", s.MemberOf, model.NameOf, func(add func(...string)) {
		a.pick(a.win, pickOptions{Title: "Members of a group", Families: []string{"group"}, Several: true, Done: func(list []model.Entry) {
			for _, e := range list {
				add(e.Ref.DN)
			}
		}})
	}, changed)
	f.filter = kit.NewEntry()
	f.filter.SetText(s.Filter)
	f.filter.SetPlaceHolder("(department=Sales)")
	f.filter.OnChanged = func(string) {
		f.checkFilter()
		changed()
	}
	f.filterRow = kit.NewFieldRow("LDAP filter", f.filter, "Recipients that this filter selects, as in RFC 4515; empty: everybody")
	for _, k := range policyKinds {
		box := kit.NewCheck(upperFirst(k.words), func(bool) { changed() })
		box.ShowChecked(hasKind(s.Kinds, k.id), false)
		f.kinds = append(f.kinds, box)
	}
	f.before, f.ticked = s.Kinds, f.ticks()
	kit.AlignLabels(f.nameRow, f.filterRow)
}

// hasKind reports whether a scope names a kind, by itself or by its family.
func hasKind(kinds []string, id string) bool {
	want := model.Kinds(id)
	return slices.ContainsFunc(kinds, func(name string) bool {
		return slices.ContainsFunc(model.Kinds(name), func(k model.Kind) bool { return slices.Contains(want, k) })
	})
}

// layout puts the fields together: what at the left, as it has to be said, whom at the
// right.
func (f *policyForm) layout() fyne.CanvasObject {
	legend := container.NewGridWithColumns(3) // as the placeholders are listed
	for _, h := range addresspolicy.Placeholders() {
		b := kit.NewButton(h.Text+"  "+h.Meaning, nil, func() { f.templates.insert(h.Text) })
		b.SetTip("Insert " + h.Text)
		b.Importance = widget.LowImportance
		b.Alignment = widget.ButtonAlignLeading
		legend.Add(b)
	}
	what := kit.NewGroup("Which addresses", f.templates, legend, f.example)
	boxes := container.NewGridWithColumns(2)
	for _, box := range f.kinds {
		boxes.Add(box)
	}
	usual := kit.NewText("Without a tick: mailboxes, and groups with mail.", 300)
	whom := kit.NewGroup("For whom", f.under, f.groups, f.filterRow, boxes, usual)
	top := framed(nil, nil, nil, f.on, f.nameRow)
	columns := container.NewGridWithColumns(2, what, kit.Inset(8, 0, whom))
	return framed(top, f.wrong, nil, nil, columns)
}

// policy is what the form says. focus is the first thing that is wrong; nil: nothing.
func (f *policyForm) policy() (out *addresspolicy.Policy, wrong func()) {
	list, bad := f.templates.templates()
	out = &addresspolicy.Policy{Name: strings.TrimSpace(f.name.Text), Scope: f.scopeNow(), Addresses: list, Off: !f.on.Checked}
	focus := func(o fyne.Focusable) func() { return func() { f.page.app.win.Canvas().Focus(o) } }
	switch {
	case !f.checkName(true):
		return out, focus(f.name)
	case !f.checkFilter():
		return out, focus(f.filter)
	case bad >= 0:
		return out, func() { f.templates.complain(bad) }
	}
	return out, nil
}

// scopeNow is whom the form says that the policy is for.
func (f *policyForm) scopeNow() addresspolicy.Scope {
	s := addresspolicy.Scope{Under: slices.Clone(f.under.list), MemberOf: slices.Clone(f.groups.list), Filter: strings.TrimSpace(f.filter.Text), Kinds: f.ticks()}
	if slices.Equal(s.Kinds, f.ticked) {
		s.Kinds = f.before // a family of kinds stays one
	}
	return s
}

// ticks are the kinds that are ticked.
func (f *policyForm) ticks() (out []string) {
	for i, box := range f.kinds {
		if box.Checked {
			out = append(out, policyKinds[i].id)
		}
	}
	return out
}

// checkName says at the field what is wrong with the name. While it is typed, an empty
// one is not wrong yet.
func (f *policyForm) checkName(done bool) bool {
	name, problem := strings.TrimSpace(f.name.Text), ""
	for i, other := range f.page.file.list {
		if i != f.at && strings.EqualFold(strings.TrimSpace(other.Name), name) {
			problem = "Another policy has this name."
		}
	}
	if name == "" && done {
		problem = "Give the policy a name."
	}
	f.nameRow.SetNote(kit.ToneError, problem)
	return problem == ""
}

// checkFilter says at the field what is wrong with the filter.
func (f *policyForm) checkFilter() bool {
	text := strings.TrimSpace(f.filter.Text)
	if text != "" {
		if _, err := model.ParseFilter(text); err != nil {
			f.filterRow.SetNote(kit.ToneError, sentence(err))
			return false
		}
	}
	f.filterRow.SetNote(kit.ToneNeutral, "")
	return true
}

// save writes the policy to the file, and closes the form.
func (f *policyForm) save() {
	policy, wrong := f.policy()
	if wrong != nil {
		wrong()
		return
	}
	list := slices.Clone(f.page.file.list)
	if f.at == len(list) {
		list = append(list, policy)
	} else {
		list[f.at] = policy
	}
	f.dialog.Enable(false)
	f.page.change(list, func() {
		f.stop()
		f.dialog.Close()
		f.page.chooseRow(f.at)
	}, func(err error) {
		f.dialog.Enable(true)
		say(f.wrong, err)
	})
}

func (f *policyForm) stop() {
	f.place.stop()
	f.example.stop()
}

// policyExample shows what the templates make of recipients of the scope.
type policyExample struct {
	widget.BaseWidget
	form    *policyForm
	found   []model.Entry
	at      int
	err     error
	busy    bool
	who     *widget.Label
	text    *widget.Label
	next    *kit.Button
	reading slot
	wait    func()
}

const (
	examplesMost  = 50
	examplesPause = 300 * time.Millisecond // after the last key, before the directory is asked
)

func newPolicyExample(f *policyForm) *policyExample {
	x := &policyExample{form: f, who: widget.NewLabel(""), text: widget.NewLabel(""), wait: func() {}}
	x.who.Truncation = fyne.TextTruncateEllipsis
	x.who.Importance = widget.LowImportance
	x.text.Wrapping = fyne.TextWrapWord
	x.next = kit.NewButton("Another", theme.NavigateNextIcon(), func() {
		x.at = (x.at + 1) % max(1, len(x.found))
		x.draw()
	})
	x.next.SetTip("Show another recipient of the scope")
	x.ExtendBaseWidget(x)
	return x
}

func (x *policyExample) stop() {
	x.wait()
	x.reading.stop()
}

// later looks for recipients when no key came for a moment.
func (x *policyExample) later() {
	x.wait()
	x.wait = x.form.page.app.run.After(examplesPause, x.find)
}

// find asks the directory for recipients of the scope.
func (x *policyExample) find() {
	session, scope := x.form.page.app.session, x.form.scopeNow()
	if session == nil || !x.form.checkFilter() {
		return
	}
	x.busy = true
	load(x.form.page.app.run, &x.reading, func(ctx context.Context) ([]model.Entry, error) {
		return session.Desk.InScope(ctx, scope, examplesMost)
	},
		func(list []model.Entry, err error) {
			x.busy, x.found, x.err, x.at = false, list, err, 0
			x.draw()
		})
	x.draw()
}

// draw makes the addresses of the recipient that is shown.
func (x *policyExample) draw() {
	enable(x.next, len(x.found) > 1)
	x.text.SetText("")
	switch {
	case x.busy:
		x.who.SetText("Looking for an example…")
		return
	case x.err != nil:
		x.who.SetText(sentence(x.err))
		return
	case len(x.found) == 0:
		x.who.SetText("Nobody is in the scope.")
		return
	}
	e := x.found[x.at]
	of := count(len(x.found))
	if len(x.found) == examplesMost {
		of = "the first " + of
	}
	x.who.SetText("Example " + count(x.at+1) + " of " + of + " in the scope: " + model.Recipient{Entry: e}.Name())
	var lines []string
	list, _ := x.form.templates.templates()
	for _, t := range list {
		address, why := t.Address(e)
		switch {
		case address == "":
			lines = append(lines, "– nothing: "+why)
		case t.Primary():
			lines = append(lines, address+"  (primary)")
		default:
			lines = append(lines, address)
		}
	}
	x.text.SetText(strings.Join(lines, "\n"))
}

// CreateRenderer implements fyne.Widget.
func (x *policyExample) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(framed(framed(nil, nil, nil, x.next, x.who), nil, nil, nil, container.New(atLeast{300, 66}, x.text)))
}
