package ui

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/template"
	"recipientdesk/ui/kit"
)

// A templateExample shows what a template makes of somebody, while it is written.
type templateExample struct {
	editor                       *templateEditor
	first, middle, last, display *kit.Entry
	people, things               fyne.CanvasObject
	lines                        [][2]string
	table                        *kit.Table
	notes                        *widget.Label
	content                      fyne.CanvasObject
}

func newTemplateExample(e *templateEditor) *templateExample {
	x := &templateExample{editor: e, notes: newWrapped("")}
	entry := func(text, tip string) *kit.Entry {
		b := kit.NewEntry()
		b.SetText(text)
		b.SetTip(tip)
		b.OnChanged = func(string) { x.draw() }
		return b
	}
	x.first, x.middle, x.last = entry("Anna Maria", "First name of the example"), entry("Karin", "Middle name of the example"), entry("Müller-Groß", "Last name of the example")
	x.display = entry("Board room Zürich", "Display name of the example")
	x.people, x.things = container.NewGridWithColumns(3, x.first, x.middle, x.last), container.NewGridWithColumns(1, x.display)
	x.table = kit.NewTable([]kit.Column{{Title: "What it makes", Width: 170, Static: true}, {Title: "of this example", Width: 480, Static: true}},
		func() int { return len(x.lines) }, func(row, col int) kit.CellData {
			if col == 0 {
				return kit.CellData{Text: x.lines[row][0], Color: kit.ColorMuted}
			}
			return kit.CellData{Text: x.lines[row][1], Color: theme.ColorNameForeground}
		})
	x.notes.Importance = widget.WarningImportance
	body := container.New(atLeast{300, 244}, framed(container.NewStack(x.people, x.things), x.notes, nil, nil, x.table))
	x.content = kit.Inset(12, 6, kit.NewGroup("Example", body))
	return x
}

// has reports whether something is part of the example.
func (x *templateExample) has(o fyne.CanvasObject) bool {
	for _, own := range []fyne.CanvasObject{x.first, x.middle, x.last, x.display, x.table} {
		if o == own {
			return true
		}
	}
	return false
}

// draw shows what the template makes as it is written now.
func (x *templateExample) draw() {
	t, faults := x.editor.value()
	person := len(faults) > 0 || t.Makes.Person()
	x.people.(*fyne.Container).Hidden, x.things.(*fyne.Container).Hidden = !person, person
	x.lines = nil
	notes := []string{"The template is not complete yet."}
	if len(faults) == 0 {
		x.lines, notes = x.made(t)
	}
	x.notes.Hidden = len(notes) == 0
	x.notes.SetText(strings.Join(notes, "\n"))
	x.table.Refresh()
	x.content.Refresh()
}

// made lists what a template makes of the example.
func (x *templateExample) made(t *template.Template) (lines [][2]string, notes []string) {
	of := template.Person{Display: x.display.Text, Domain: x.editor.app.mailDomain()}
	if t.Makes.Person() {
		of = template.Person{First: x.first.Text, Middle: x.middle.Text, Last: x.last.Text, Domain: of.Domain}
	}
	n, said, err := desk.FromTemplate(t, of)
	for _, s := range said {
		notes = append(notes, upperFirst(s)+".")
	}
	if err != nil {
		return nil, append(notes, aloud(err))
	}
	n.Container = cmp.Or(n.Container, x.editor.app.currentFolder())
	if isExternal(t.Makes) {
		n.Target = "somebody@partner.example"
	}
	s := x.editor.app.session
	obj, err := desk.Compose(n, s.Info, s.Schema)
	if err != nil {
		return nil, append(notes, aloud(err))
	}
	add := func(label string, values ...string) {
		if text := strings.Join(values, ", "); text != "" {
			lines = append(lines, [2]string{label, text})
		}
	}
	parent, _ := model.ParseDN(obj.DN)
	add("Object name", model.NameOf(obj.DN))
	add("Display name", obj.Attrs[model.DisplayName]...)
	add("Place", folderPath(parent.Parent().String()))
	add("Account name", obj.Attrs[model.SAMAccountName]...)
	add("User principal name", obj.Attrs[model.UserPrincipalName]...)
	add("Primary address", n.Mail)
	add("Other addresses", n.More...)
	add("Alias", obj.Attrs[model.MailNickname]...)
	for _, dn := range n.Groups {
		add("Member of", model.NameOf(dn))
	}
	return lines, notes
}
