package ui

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
)

// Made by keyboard: the name, a template with a placeholder that is clicked, a filter.
func TestMakeAPolicy(t *testing.T) {
	d := openPolicies(t, "")
	if !d.policyPage.empty.Visible() {
		t.Fatal("an empty page says nothing")
	}
	f := d.openForm(0, &addresspolicy.Policy{})
	d.run.drain()
	test.Type(f.name, "Sales")
	test.Type(f.filter, "(department=")
	if f.filterRow.Note() == "" {
		t.Error("half a filter is not wrong")
	}
	test.Type(f.filter, "Sales)")
	d.run.drain()
	line := f.templates.lines[0]
	test.Type(line.entry, "%g.")
	d.win.Canvas().Focus(f.name)
	f.templates.insert("%s")
	test.Type(line.entry, "@sales.example")
	if f.filterRow.Note() != "" || line.note.Visible() || line.entry.Text != "%g.%s@sales.example" {
		t.Errorf("filter %q, template %q: %q", f.filterRow.Note(), line.entry.Text, line.note.Text)
	}
	if got := f.example.text.Text; !strings.HasSuffix(got, "@sales.example  (primary)") || !strings.Contains(f.example.who.Text, "Example 1 of") {
		t.Errorf("the example is %q of %q", got, f.example.who.Text)
	}
	who := f.example.who.Text
	test.Tap(f.example.next)
	if f.example.who.Text == who {
		t.Error("there is no other example")
	}
	press(d.win.Canvas(), "Save")
	d.run.drain()
	got := d.kept()
	if len(got) != 1 || got[0].Name != "Sales" || got[0].Scope.Filter != "(department=Sales)" || got[0].Addresses[0].String() != "SMTP:%g.%s@sales.example" || len(got[0].Scope.Kinds) > 0 {
		t.Fatalf("kept %+v", got)
	}
	if d.win.Modal() || d.policyPage.list.Cursor() != 1 || d.policyPage.empty.Visible() {
		t.Error("the form stays, or the policy is not chosen")
	}
	d.previewed()
	for _, l := range d.lines() {
		if e, err := d.session.Desk.Get(t.Context(), l.Before.Ref); err != nil || e.First("department") != "Sales" {
			t.Errorf("%s is in the scope", l.name)
		}
	}
}

// What is wrong is said at its field, and nothing is kept.
func TestAPolicyThatIsWrongIsNotKept(t *testing.T) {
	d := openPolicies(t, twoPolicies)
	d.policyPage.list.Select(1)
	d.policyPage.list.OnSelect()
	d.policyPage.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	d.run.drain()
	if !d.win.Modal() {
		t.Fatal("Enter does not edit")
	}
	press(d.win.Canvas(), "Cancel")
	f := d.openForm(0, d.policyPage.file.list[0])
	d.run.drain()
	save := func() { press(d.win.Canvas(), "Save"); d.run.drain() }
	focused := func() fyne.Focusable { return d.win.Canvas().Focused() }

	f.name.SetText("everybody")
	save()
	if f.nameRow.Note() == "" || focused() != f.name {
		t.Errorf("a name that is taken: %q", f.nameRow.Note())
	}
	f.name.SetText(" ")
	save()
	if f.nameRow.Note() == "" {
		t.Error("no name is not wrong")
	}
	f.name.SetText("Dublin")
	f.filter.SetText("(x")
	save()
	if f.filterRow.Note() == "" || focused() != f.filter {
		t.Errorf("half a filter: %q", f.filterRow.Note())
	}
	f.filter.SetText("")
	f.templates.lines[1].entry.SetText("%q@dublin.example")
	save()
	if l := f.templates.lines[1]; !l.note.Visible() || !strings.Contains(l.note.Text, "%q") || focused() != l.entry {
		t.Errorf("a placeholder that is none: %q", l.note.Text)
	}
	f.templates.lines[1].entry.SetText("")
	save()
	if l := f.templates.lines[1]; !l.note.Visible() || !d.win.Modal() {
		t.Errorf("an empty template: %q", l.note.Text)
	}
	if got := d.kept(); got[0].Addresses[1].String() != "%m@dublin.example" {
		t.Errorf("kept %v", got[0].Addresses)
	}
	test.Tap(f.templates.lines[1].remove)
	f.on.SetChecked(false)
	save()
	if got := d.kept(); d.win.Modal() || len(got[0].Addresses) != 1 || !got[0].Off || len(got[0].Scope.Under) != 1 {
		t.Errorf("kept %+v", got[0])
	}
}

// One template alone makes the primary address, and a domain that the tenant does not
// have is said at the field.
func TestTemplatesOfAForm(t *testing.T) {
	d := openPolicies(t, twoPolicies)
	d.session.Desk.UseFacts(&model.TenantFacts{InitialDomain: "b.onmicrosoft.com", VerifiedDomains: []string{"b.onmicrosoft.com", "brightwater.example"}})
	f := d.openForm(0, d.policyPage.file.list[0])
	d.run.drain()
	if l := f.templates.lines[0]; !l.note.Visible() || !strings.Contains(l.note.Text, "dublin.example is not verified") {
		t.Errorf("the line says %q", l.note.Text)
	}
	f.templates.lines[0].entry.SetText("%g.%s@brightwater.example")
	if l := f.templates.lines[0]; l.note.Visible() {
		t.Errorf("the line says %q", l.note.Text)
	}
	f.templates.lines[1].primary.SetChecked(true)
	if f.templates.lines[0].primary.Checked {
		t.Error("two templates make the primary address")
	}
	press(d.win.Canvas(), "Save")
	d.run.drain()
	if got := d.kept()[0].Addresses; got[0].Primary() || !got[1].Primary() {
		t.Errorf("kept %v", got)
	}
}

// Kinds that a file names by their family stay so, unless the ticks are changed.
func TestKindsOfAForm(t *testing.T) {
	d := openPolicies(t, `{"policies":[{"name":"Users","scope":{"kinds":["user"]},"addresses":["SMTP:%m@x.example"]}]}`)
	d.openForm(0, d.policyPage.file.list[0])
	d.run.drain()
	press(d.win.Canvas(), "Save")
	d.run.drain()
	if got := d.kept()[0].Scope.Kinds; !slices.Equal(got, []string{"user"}) {
		t.Errorf("kept %v", got)
	}
	f := d.openForm(0, d.policyPage.file.list[0])
	d.run.drain()
	for i, k := range policyKinds {
		f.kinds[i].SetChecked(k.id == "room-mailbox" || k.id == "mail-contact")
	}
	press(d.win.Canvas(), "Save")
	d.run.drain()
	if got := d.kept()[0].Scope.Kinds; !slices.Equal(got, []string{"room-mailbox", "mail-contact"}) {
		t.Errorf("kept %v", got)
	}
}

// A file that somebody else has written to is not overwritten, and one that is wrong is
// neither shown nor overwritten.
func TestPolicyFiles(t *testing.T) {
	d := openPolicies(t, twoPolicies)
	path := d.policyPage.file.path
	if err := os.WriteFile(path, []byte(`{"policies":[]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	d.policyPage.list.Select(1)
	d.policyPage.list.OnSelect()
	d.cmd.run("policy-toggle")
	d.run.drain()
	if !d.win.Modal() || len(d.kept()) != 0 {
		t.Errorf("the other's file was overwritten: %v", d.kept())
	}
	press(d.win.Canvas(), "Close")
	d.readFile(path)
	d.run.drain()
	if len(d.policyPage.file.list) != 0 || !d.policyPage.empty.Visible() {
		t.Error("what was opened again is not shown")
	}
	other := filepath.Join(t.TempDir(), "other.json")
	if err := os.WriteFile(other, []byte(twoPolicies), 0o600); err != nil {
		t.Fatal(err)
	}
	d.readFile(other)
	d.run.drain()
	if len(d.policyPage.file.list) != 2 || d.policyPath() != other {
		t.Errorf("%d policies, the next session opens %s", len(d.policyPage.file.list), d.policyPath())
	}
	broken := filepath.Join(t.TempDir(), "broken.json")
	if err := os.WriteFile(broken, []byte(`{"policies":[{"nme":"x"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	d.readFile(broken)
	d.run.drain()
	if !d.win.Modal() || len(d.policyPage.file.list) != 2 || d.policyPage.file.path != other {
		t.Error("a broken file took the place of one that is not")
	}
	press(d.win.Canvas(), "Close")
}

// What the window keeps, rdesk reads.
func TestPolicyFilesAreThoseOfRdesk(t *testing.T) {
	d := openPolicies(t, twoPolicies)
	d.policyPage.list.Select(2)
	d.policyPage.list.OnSelect()
	d.cmd.run("policy-up")
	d.run.drain()
	b, err := os.ReadFile(d.policyPage.file.path)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Policies []struct {
			Name      string   `json:"name"`
			Addresses []string `json:"addresses"`
		} `json:"policies"`
	}
	if err := json.Unmarshal(b, &file); err != nil || len(file.Policies) != 2 || file.Policies[0].Name != "Everybody" || file.Policies[1].Addresses[0] != "SMTP:%g.%s@dublin.example" {
		t.Errorf("%s: %v", b, err)
	}
}

// From an empty page to addresses that are given, and back, without the mouse.
func TestPoliciesByKeyboardAlone(t *testing.T) {
	d := openPolicies(t, "")
	c := d.win.Canvas()
	enter := func() {
		pressKey(d.win, fyne.KeyReturn, 0)
		d.run.drain()
	}
	typed := func(text string) { test.Type(c.Focused(), text) }
	run := func(id string) {
		d.cmd.run(id)
		d.run.drain()
	}
	run("policy-new")
	typed("Kraków")
	for range 3 {
		c.FocusNext()
	}
	typed("%g.%s@krakow.example")
	d.run.drain()
	enter()
	if got := d.kept(); len(got) != 1 || got[0].Name != "Kraków" || got[0].Addresses[0].String() != "SMTP:%g.%s@krakow.example" {
		t.Fatalf("kept %+v", got)
	}
	run("policy-preview")
	n := d.r.last.Changed
	run("policy-apply")
	enter()
	if d.r.last.Changed != 0 || n == 0 {
		t.Errorf("%d of %d are left to change", d.r.last.Changed, n)
	}
	run("policy-take-back")
	enter()
	if d.r.last.Changed != n {
		t.Errorf("taken back, %d would change, not %d", d.r.last.Changed, n)
	}
}
