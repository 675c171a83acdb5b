package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/model/template"
	"recipientdesk/sim"
)

// A templateDriver works the window of templates as a person does.
type templateDriver struct {
	*driver
	w      *templateWindow
	folder template.Folder
}

func newTemplateDriver(t *testing.T, files map[string]string) *templateDriver {
	t.Helper()
	d := &templateDriver{driver: newDriver(t, ""), folder: template.Folder(filepath.Join(t.TempDir(), "templates"))}
	for name, content := range files {
		d.must(os.MkdirAll(string(d.folder), 0o700))
		d.must(os.WriteFile(filepath.Join(string(d.folder), name), []byte(content), 0o600))
	}
	d.app.templates.folder = d.folder
	d.app.session.Desk.UseFacts(sim.SampleFacts())
	d.app.showTemplates("")
	d.run.drain()
	d.w = d.app.templating
	d.Sheet = &Sheet{win: d.w.win, app: d.app}
	return d
}

// files are what the folder holds, with ! where something is wrong.
func (d *templateDriver) files() string {
	d.t.Helper()
	list, err := d.folder.Read()
	d.must(err)
	var out []string
	for _, f := range list {
		name := f.Template.Name
		if f.Err != nil {
			name += "!"
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}

func (d *templateDriver) line(label string) string {
	for _, l := range d.w.editor.example.lines {
		if l[0] == label {
			return l[1]
		}
	}
	return ""
}

func (d *templateDriver) pickRow(name string) {
	d.t.Helper()
	i := slices.IndexFunc(d.w.rows, func(f template.File) bool { return f.Template.Name == name })
	if i < 0 {
		d.t.Fatalf("%s is not listed", name)
	}
	d.w.table.Select(i)
	d.w.picked()
}

// An administrator duplicates the built-in template by keyboard, writes his own into it,
// and makes somebody from it by the menu.
func TestTemplateOfOnesOwn(t *testing.T) {
	d := newTemplateDriver(t, nil)
	e := d.w.editor
	if !e.boxes["name"].entry.Disabled() || !d.w.save.Disabled() || !strings.Contains(d.w.status.Text, "Duplicate it") {
		t.Errorf("a built-in one can be changed: %q", d.w.status.Text)
	}
	d.press(fyne.KeyD, fyne.KeyModifierShortcutDefault)
	if d.win.Canvas().Focused() != fyne.Focusable(e.boxes["name"].entry) || e.text("name") != "Employee 2" {
		t.Fatalf("the copy is called %q", e.text("name"))
	}
	e.boxes["name"].entry.SetText("Hamburg")
	e.boxes["object"].entry.SetText("%s, %g")
	e.boxes["display"].entry.SetText("%g %i. %s")
	e.boxes["account"].entry.SetText("%g.%1s")
	e.boxes["signIn"].entry.SetText("%u")
	e.suffix.SetText("brightwater-group.example")
	e.addresses.SetText("SMTP:%1g%s@brightwater-group.example\nsmtp:%u@brightwater.example")
	e.boxes["value:company"].entry.SetText("Brightwater Hamburg")
	e.values.SetText("extensionAttribute3=north\notherTelephone=1\notherTelephone=2")
	for label, want := range map[string]string{"Object name": "Müller-Groß, Anna Maria", "Display name": "Anna Maria K. Müller-Groß", "Account name": "annamaria.m",
		"User principal name": "annamaria.m@brightwater-group.example", "Primary address": "amueller-gross@brightwater-group.example", "Other addresses": "annamaria.m@brightwater.example"} {
		if got := d.line(label); got != want {
			t.Errorf("%s of the example is %q, want %q", label, got, want)
		}
	}
	e.example.last.SetText("O'Neil")
	if got := d.line("Primary address"); got != "aoneil@brightwater-group.example" {
		t.Errorf("the example is not followed: %q", got)
	}
	d.win.Canvas().Focus(e.place.choose)
	d.press(fyne.KeySpace, 0)
	d.run.drain()
	d.typeInto("hamburg")
	d.press(fyne.KeyDown, 0)
	d.press(fyne.KeyReturn, 0)
	d.press(fyne.KeyS, fyne.KeyModifierShortcutDefault)
	d.run.drain()
	if got := d.files(); got != "Hamburg" || d.w.rows[d.w.at].Template.Name != "Hamburg" || e.edited() {
		t.Fatalf("the folder holds %s; at %d, edited %v", got, d.w.at, e.edited())
	}
	d.press(fyne.KeyEscape, 0)
	if d.app.templating != nil {
		t.Error("Escape does not close the window")
	}
	d.app.cmd.run(ownTemplate + "Hamburg")
	c := d.formOf()
	c.checks["disabled"].box.SetChecked(true)
	c.put("first", "Zoë", "last", "Quist")
	if c.text("value:company") != "Brightwater Hamburg" || c.text("value:extensionattribute3") != "north" || !strings.HasPrefix(c.place.dn, "OU=Hamburg") {
		t.Errorf("company %q, place %q", c.text("value:company"), c.place.dn)
	}
	c.put("value:company", "Another")
	d.run.drain()
	test.Tap(c.create)
	d.run.drain()
	for attr, want := range map[model.Attr]string{"company": "Another", "extensionAttribute3": "north", "otherTelephone": "1 2", model.UserPrincipalName: "zoe.q@brightwater-group.example", model.CommonName: "Quist, Zoë"} {
		if got := d.stored("zquist@brightwater-group.example", attr); got != want {
			t.Errorf("%s is %q, want %q; it says %q", attr, got, want, c.status.Text)
		}
	}
}

// formOf is the form that was opened last.
func (d *driver) formOf() *createForm {
	d.t.Helper()
	if len(d.app.forms) != 1 {
		d.t.Fatalf("%d forms are open", len(d.app.forms))
	}
	for c := range d.app.forms {
		d.Sheet = &Sheet{win: c.win, app: d.app}
		return c
	}
	return nil
}

// What is wrong is said at its field, and cannot be saved.
func TestTemplateFaultsAtTheField(t *testing.T) {
	d := newTemplateDriver(t, nil)
	d.press(fyne.KeyN, fyne.KeyModifierShortcutDefault)
	e := d.w.editor
	if e.text("name") != "New template" || d.w.save.Disabled() {
		t.Fatalf("%q, save off %v", e.text("name"), d.w.save.Disabled())
	}
	for field, write := range map[string]func(string){
		"object": e.boxes["object"].entry.SetText, "alias": e.boxes["alias"].entry.SetText, "name": e.boxes["name"].entry.SetText,
		"addresses": e.addresses.SetText, "values": e.values.SetText, "upnSuffix": e.suffix.SetText,
	} {
		bad, good := map[string]string{"object": "%x", "alias": "a b%", "name": "", "addresses": "no address", "values": "nosuchattribute=1", "upnSuffix": "a b"}[field], ""
		if field == "name" {
			good = "Rooms"
		}
		write(bad)
		if e.rows[field].Note() == "" || !d.w.save.Disabled() || len(e.example.lines) > 0 {
			t.Errorf("%s: %q is not refused at its field: %q", field, bad, d.w.status.Text)
		}
		write(good)
		if e.rows[field].Note() != "" || d.w.save.Disabled() {
			t.Errorf("%s put right: %q", field, e.rows[field].Note())
		}
	}
	e.boxes["signIn"].entry.SetText("%g")
	if e.rows["upnSuffix"].Note() == "" {
		t.Error("a sign-in name without a suffix is not refused")
	}
}

// Renaming moves the file, deleting asks; a broken file is said, and is in nobody's way.
func TestTemplateFiles(t *testing.T) {
	d := newTemplateDriver(t, map[string]string{"Rooms.json": `{"name":"Rooms","makes":"room-mailbox"}`, "half.json": `{"name":`, "odd.json": `{"name":"Odd","makes":"room-mailbox","object":"%x"}`})
	if names := d.app.templates.names(); !slices.Contains(names, "Rooms") || slices.Contains(names, "Odd") {
		t.Errorf("to be made from: %v", names)
	}
	d.pickRow("half")
	if !strings.Contains(d.w.status.Text, "half.json") || !d.w.save.Disabled() || d.w.remove.Disabled() || !d.w.editor.boxes["name"].entry.Disabled() {
		t.Errorf("of a file that cannot be read it says %q", d.w.status.Text)
	}
	d.pickRow("Odd")
	if d.w.editor.rows["object"].Note() == "" || d.w.editor.boxes["object"].entry.Disabled() {
		t.Errorf("a pattern broken by hand cannot be mended: %q", d.w.status.Text)
	}
	d.w.editor.boxes["object"].entry.SetText("%d")
	test.Tap(d.w.save)
	d.run.drain()
	if got := d.files(); got != "half!, Odd, Rooms" {
		t.Errorf("mended, the folder holds %s", got)
	}
	d.pickRow("Rooms")
	d.w.editor.boxes["name"].entry.SetText("odd")
	test.Tap(d.w.save)
	d.run.drain()
	if !d.w.win.Modal() || d.w.editor.rows["name"].Note() == "" {
		t.Error("the name of another is not refused at its field")
	}
	press(d.win.Canvas(), "Close")
	d.w.editor.boxes["name"].entry.SetText("Halls")
	test.Tap(d.w.save)
	d.run.drain()
	if got := d.files(); got != "half!, Halls, Odd" {
		t.Errorf("renamed, the folder holds %s", got)
	}
	d.win.Canvas().Focus(d.w.table)
	d.press(fyne.KeyDelete, fyne.KeyModifierShortcutDefault)
	press(d.win.Canvas(), "Delete")
	d.run.drain()
	if got := d.files(); got != "half!, Odd" {
		t.Errorf("deleted, the folder holds %s", got)
	}
	if slices.ContainsFunc(d.app.cmd.list, func(c *command) bool { return c.ID == ownTemplate+"Halls" }) {
		t.Error("the menu still offers it")
	}
}

// A form that is open knows what was changed meanwhile.
func TestTemplatesOfAnOpenForm(t *testing.T) {
	d := newTemplateDriver(t, map[string]string{"Rooms.json": `{"name":"Rooms","makes":"room-mailbox"}`})
	c := newCreateForm(d.app, d.app.templates.named("Rooms"))
	c.put("display", "Attic")
	d.pickRow("Rooms")
	d.w.editor.boxes["alias"].entry.SetText("r-%d")
	test.Tap(d.w.save)
	d.run.drain()
	if c.text("alias") != "r-attic" || c.text("display") != "Attic" {
		t.Errorf("alias %q, display %q", c.text("alias"), c.text("display"))
	}
	test.Tap(d.w.duplicate)
	test.Tap(d.w.save)
	d.run.drain()
	if !slices.Contains(c.from.Options, "Rooms 2") || c.from.Selected != "Rooms" {
		t.Errorf("it offers %v, chosen is %s", c.from.Options, c.from.Selected)
	}
}

func TestImportATemplate(t *testing.T) {
	d := newTemplateDriver(t, nil)
	for name, content := range map[string]string{"good.json": `{"name":"Employee","makes":"user-mailbox","alias":"%s"}`, "bad.json": `{"name":"X","makes":"y"}`} {
		path := filepath.Join(t.TempDir(), name)
		d.must(os.WriteFile(path, []byte(content), 0o600))
		d.w.take(path)
		d.run.drain()
	}
	if got := d.files(); got != "Employee 2" {
		t.Errorf("the folder holds %s", got)
	}
	if !d.w.win.Modal() {
		t.Error("that the other is none is not said")
	}
}

// Edits are not lost by a click on another template, nor by closing.
func TestTemplateEditsAreKept(t *testing.T) {
	d := newTemplateDriver(t, map[string]string{"Rooms.json": `{"name":"Rooms","makes":"room-mailbox"}`})
	d.pickRow("Rooms")
	d.w.editor.boxes["alias"].entry.SetText("room.%d")
	for _, leave := range []func(){func() { d.pickRow("Employee") }, func() { d.press(fyne.KeyEscape, 0) }, func() { d.press(fyne.KeyN, fyne.KeyModifierShortcutDefault) }} {
		leave()
		if !d.win.Modal() {
			t.Fatal("it is left without a question")
		}
		press(d.win.Canvas(), "Cancel")
		if d.w.editor.text("alias") != "room.%d" || d.w.rows[d.w.at].Template.Name != "Rooms" || d.w.table.Cursor() != d.w.at {
			t.Errorf("alias %q, at %d, cursor %d", d.w.editor.text("alias"), d.w.at, d.w.table.Cursor())
		}
	}
	test.Tap(d.w.revert)
	if d.w.editor.text("alias") != "" || d.w.editor.edited() {
		t.Error("it is not taken back")
	}
	d.pickRow("Employee")
	if d.win.Modal() || d.w.editor.text("name") != "Employee" {
		t.Error("without edits it is asked")
	}
}
