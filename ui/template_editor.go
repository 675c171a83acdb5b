package ui

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
	"recipientdesk/model/template"
	"recipientdesk/ui/kit"
)

// A templateEditor edits one template, and shows what it makes of an example.
type templateEditor struct {
	window *templateWindow
	app    *App
	base   *template.Template // as it was opened
	on     bool               // it may be changed
	fresh  bool               // it was never saved
	busy   bool               // it is being filled

	boxes     map[string]*templateBox // by the field's name in the file
	makes     *kit.Select
	suffix    *kit.SelectEntry
	suffixRow *kit.FieldRow
	addresses *kit.MultiEntry
	values    *kit.MultiEntry
	rows      map[string]*kit.FieldRow // of fields that are no line of text
	place     *createPlace
	nowhere   *kit.Button
	groups    *createRefs
	flags     map[string]*kit.Check
	example   *templateExample
	scroll    *container.Scroll
	content   fyne.CanvasObject
}

// A templateBox is a line of text of the editor.
type templateBox struct {
	entry *kit.Entry
	row   *kit.FieldRow
}

func newTemplateEditor(w *templateWindow) *templateEditor {
	e := &templateEditor{window: w, app: w.app, boxes: map[string]*templateBox{}, rows: map[string]*kit.FieldRow{}, flags: map[string]*kit.Check{}}
	m := &rowMaker{}
	column := container.New(&sheetColumn{}, e.headRows(m), e.nameRows(m), e.mailRows(m), e.placeRows(m), e.valueRows(m), e.flagRows(m))
	kit.AlignLabels(m.rows...)
	e.scroll = container.NewVScroll(kit.Inset(12, 8, column))
	e.example = newTemplateExample(e)
	e.content = framed(nil, e.example.content, nil, nil, e.scroll)
	return e
}

// reveal scrolls to what got the focus.
func (e *templateEditor) reveal(o fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	at, from := d.AbsolutePositionForObject(o), d.AbsolutePositionForObject(e.scroll)
	inScroll := at.X >= from.X && !e.example.has(o) && at.X < from.X+e.scroll.Size().Width
	if _, button := o.(*kit.Button); inScroll && (!button || o != fyne.CanvasObject(e.window.save) && o != fyne.CanvasObject(e.window.revert)) && !e.window.win.Modal() {
		kit.Reveal(e.scroll, o)
	}
}

func (e *templateEditor) box(m *rowMaker, id, label, tip, example string) fyne.CanvasObject {
	b := &templateBox{entry: kit.NewEntry()}
	b.entry.SetPlaceHolder(example)
	b.entry.OnChanged = func(string) { e.changed() }
	b.row = m.field(label, b.entry, tip)
	e.boxes[id], e.rows[id] = b, b.row
	return b.row
}

func (e *templateEditor) row(m *rowMaker, id, label, tip string, o fyne.CanvasObject) fyne.CanvasObject {
	e.rows[id] = m.field(label, o, tip)
	return e.rows[id]
}

func (e *templateEditor) headRows(m *rowMaker) fyne.CanvasObject {
	var labels []string
	for _, k := range template.Makes() {
		labels = append(labels, k.Label())
	}
	e.makes = kit.NewSelect(labels, func(string) { e.changed() })
	return kit.NewGroup("",
		e.box(m, "name", "Name", "What the menu and rdesk --template call it", ""),
		e.box(m, "description", "Description", "What it is for, in a sentence", ""),
		e.row(m, "makes", "Makes", "What is made", e.makes))
}

const patternHelp = "%g is the given name, %s the surname, %i the middle initial, %d the display name; %1g is the first letter of one."

func (e *templateEditor) nameRows(m *rowMaker) fyne.CanvasObject {
	e.suffix = kit.NewSelectEntry(e.app.session.Info.Suffixes)
	e.suffix.SetPlaceHolder("that of the address")
	e.suffix.OnChanged = func(string) { e.changed() }
	e.suffixRow = m.field("UPN suffix", e.suffix, "What stands behind the @ of the sign-in name. Down lists those of the forest.")
	e.rows["upnSuffix"] = e.suffixRow
	const lower = patternHelp + " In the letters of an address, lower case."
	return kit.NewGroup("Names",
		e.box(m, "object", "Object name", "cn, in the letters as they are written. "+patternHelp, "%g %s"),
		e.box(m, "display", "Display name", "displayName, in the letters as they are written. "+patternHelp, "as the object name"),
		e.box(m, "account", "Account name", "sAMAccountName. "+lower, "from the sign-in name"),
		e.box(m, "signIn", "Sign-in name", "userPrincipalName before the @. "+lower, "as the address, or the account name"),
		e.suffixRow)
}

func (e *templateEditor) mailRows(m *rowMaker) fyne.CanvasObject {
	e.addresses = kit.NewMultiEntry(2)
	e.addresses.SetPlaceHolder("SMTP:%g.%s@contoso.com\nsmtp:%m@contoso.com")
	e.addresses.OnChanged = func(string) { e.changed() }
	return kit.NewGroup("Mail",
		e.box(m, "alias", "Alias", "mailNickname. "+patternHelp, "from the address"),
		e.row(m, "addresses", "Addresses", "One a line; SMTP: before the primary one, smtp: before the others. "+patternHelp+" %m is the alias, %u the account name. Empty: the usual one, in the domain that most recipients have.", e.addresses))
}

func (e *templateEditor) placeRows(m *rowMaker) fyne.CanvasObject {
	win := e.window.win
	e.place = newCreatePlace(e.app, win, e.changed)
	e.place.nowhere = "The folder that the main window shows"
	e.nowhere = kit.NewButton("Clear", nil, func() {
		e.place.set("")
		e.changed()
	})
	e.nowhere.SetTip("Make it in the folder that the main window shows, else in Users")
	e.groups = newCreateRefs(e.app, win, "Add to groups", []string{"group"}, true, e.changed)
	return kit.NewGroup("Place and groups",
		e.row(m, "container", "Place", "The organizational unit that it is made in", framed(nil, nil, nil, e.nowhere, e.place)),
		e.row(m, "groups", "Member of", "The groups that it becomes a member of", e.groups))
}

func (e *templateEditor) valueRows(m *rowMaker) fyne.CanvasObject {
	rows := []fyne.CanvasObject{}
	for _, f := range companyFields {
		rows = append(rows, e.box(m, "value:"+string(f.attr), f.label, string(f.attr), ""))
	}
	e.values = kit.NewMultiEntry(2)
	e.values.SetPlaceHolder("extensionAttribute1=staff")
	e.values.OnChanged = func(string) { e.changed() }
	return kit.NewGroup("Company", append(rows, e.row(m, "values", "Other attributes", "One a line: the attribute's LDAP name, =, the value. An attribute with several values stands on several lines.", e.values))...)
}

func (e *templateEditor) flagRows(m *rowMaker) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, f := range []struct{ id, label string }{{"archive", "With an archive in the cloud"}, {"hide", "Hidden from address lists"},
		{"disabled", "The account is made disabled"}, {"change", "Must change the password at the first sign-in"}} {
		e.flags[f.id] = kit.NewCheck(f.label, func(bool) { e.changed() })
		rows = append(rows, m.field("", e.flags[f.id], ""))
	}
	return kit.NewGroup("Options", rows...)
}

func (e *templateEditor) text(id string) string { return strings.TrimSpace(e.boxes[id].entry.Text) }

// open shows a template; on says that it may be changed.
func (e *templateEditor) open(t *template.Template, on bool) {
	e.busy, e.base, e.on, e.fresh = true, t, on, false
	local, suffix := t.SignIn, t.Suffix
	if at := strings.LastIndexByte(t.SignIn, '@'); at >= 0 {
		local, suffix = t.SignIn[:at], t.SignIn[at+1:]
	}
	for id, text := range map[string]string{"name": t.Name, "description": t.Description, "object": string(t.Object), "display": string(t.Display),
		"account": t.Account, "signIn": local, "alias": t.Alias} {
		e.boxes[id].entry.ShowText(text)
	}
	e.suffix.ShowText(suffix)
	if slices.Contains(template.Makes(), t.Makes) {
		e.makes.ShowSelected(t.Makes.Label())
	} else {
		e.makes.ShowSelected(string(t.Makes))
	}
	var addresses []string
	for _, a := range t.Addresses {
		addresses = append(addresses, a.String())
	}
	e.addresses.ShowText(strings.Join(addresses, "\n"))
	e.place.set(t.Container)
	e.groups.set(t.Groups)
	e.openValues(t)
	for id, checked := range map[string]bool{"archive": t.Archive, "hide": t.HideFromLists, "disabled": t.Disabled, "change": t.ChangePassword} {
		e.flags[id].ShowChecked(checked, false)
	}
	e.enable()
	e.busy = false
	e.scroll.ScrollToTop()
	e.example.draw()
}

// openValues puts company data into its lines, and the rest below.
func (e *templateEditor) openValues(t *template.Template) {
	rest := maps.Clone(t.Values)
	for _, f := range companyFields {
		text := ""
		for name, v := range rest {
			if f.attr.Is(model.Attr(name)) && len(v) == 1 {
				text = v[0]
				delete(rest, name)
			}
		}
		e.boxes["value:"+string(f.attr)].entry.ShowText(text)
	}
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(rest)) {
		for _, v := range rest[name] {
			lines = append(lines, name+"="+v)
		}
	}
	e.values.ShowText(strings.Join(lines, "\n"))
}

func (e *templateEditor) enable() {
	for _, b := range e.boxes {
		enable(b.entry, e.on)
	}
	for _, w := range []fyne.Disableable{e.makes, e.suffix, e.addresses, e.values, e.place.choose, e.nowhere, e.groups.add} {
		enable(w, e.on)
	}
	for _, f := range e.flags {
		enable(f, e.on)
	}
	e.groups.fix(!e.on)
}

func (e *templateEditor) changed() {
	if !e.busy {
		e.window.draw()
		e.example.draw()
	}
}

// edited reports whether there is something to be saved.
func (e *templateEditor) edited() bool {
	if e.base == nil || !e.on {
		return false
	}
	t, faults := e.value()
	return e.fresh || len(faults) > 0 || !reflect.DeepEqual(normal(t), normal(e.base))
}

// normal makes two templates alike that say the same.
func normal(t *template.Template) template.Template {
	out := *t
	if len(out.Addresses) == 0 {
		out.Addresses = nil
	}
	if len(out.Groups) == 0 {
		out.Groups = nil
	}
	if len(out.Values) == 0 {
		out.Values = nil
	}
	return out
}

// value is the template that the editor says, with everything that is wrong with it.
func (e *templateEditor) value() (*template.Template, []template.Fault) {
	var faults []template.Fault
	t := &template.Template{Name: e.text("name"), Description: e.text("description"), Object: template.Pattern(e.text("object")), Display: template.Pattern(e.text("display")),
		Container: e.place.dn, Account: e.text("account"), Alias: e.text("alias"), Groups: slices.Clone(e.groups.dns),
		Archive: e.flags["archive"].Checked, HideFromLists: e.flags["hide"].Checked, Disabled: e.flags["disabled"].Checked, ChangePassword: e.flags["change"].Checked}
	for _, k := range template.Makes() {
		if k.Label() == e.makes.Selected {
			t.Makes = k
		}
	}
	local, suffix := e.text("signIn"), strings.TrimPrefix(strings.TrimSpace(e.suffix.Text), "@")
	switch {
	case local != "" && suffix == "":
		faults = append(faults, template.Fault{Field: "upnSuffix", Err: &model.Error{Code: model.Invalid, Subject: "UPN suffix", Message: "is empty", Hint: "A sign-in name has one. Down lists those of the forest."}})
	case local != "":
		t.SignIn = local + "@" + suffix
	default:
		t.Suffix = suffix
	}
	for line := range strings.Lines(e.addresses.Text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		a, err := addresspolicy.ParseTemplate(line)
		if err != nil {
			faults = append(faults, template.Fault{Field: "addresses", Err: err})
			continue
		}
		t.Addresses = append(t.Addresses, a)
	}
	var bad []template.Fault
	t.Values, bad = e.valuesSaid()
	return t, append(append(faults, bad...), t.Faults()...)
}

// valuesSaid are the further attributes.
func (e *templateEditor) valuesSaid() (map[string][]string, []template.Fault) {
	out := map[string][]string{}
	for _, f := range companyFields {
		if text := e.text("value:" + string(f.attr)); text != "" {
			out[string(f.attr)] = []string{text}
		}
	}
	var faults []template.Fault
	for line := range strings.Lines(e.values.Text) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		name, v, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "=")
		name, v = strings.TrimSpace(name), strings.TrimSpace(v)
		switch {
		case !ok || name == "" || v == "":
			faults = append(faults, template.Fault{Field: "values", Err: &model.Error{Code: model.Invalid, Subject: strings.TrimSpace(line), Message: "is no attribute with a value", Hint: "Write extensionAttribute1=staff."}})
		case !e.app.session.Schema.Has(model.Attr(name)):
			faults = append(faults, template.Fault{Field: "values", Err: &model.Error{Code: model.NoSchema, Subject: name, Message: "this forest does not have the attribute", Hint: "Look at its name, or leave it out."}})
		default:
			out[name] = append(out[name], v)
		}
	}
	return out, faults
}

// drawFaults says at the fields what is wrong, and returns it.
func (e *templateEditor) drawFaults() []template.Fault {
	if e.base == nil {
		return nil
	}
	_, faults := e.value()
	for id, row := range e.rows {
		note := ""
		if i := slices.IndexFunc(faults, func(f template.Fault) bool { return f.Field == id }); i >= 0 && e.on {
			note = sentence(faults[i].Err)
		}
		if row.Note() != note {
			row.SetNote(kit.ToneError, note)
		}
	}
	return faults
}

func (e *templateEditor) stop() {
	e.place.reading.stop()
	e.groups.names.stop()
}
