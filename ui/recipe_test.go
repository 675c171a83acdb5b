package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// A recipeDriver works the recipe of one user of the sample organization as a person
// does.
type recipeDriver struct {
	*windowDriver
	*recipeWindow
}

// toRecipe opens the recipe of a user by the key of its command.
func (d *windowDriver) toRecipe(name string) *recipeDriver {
	d.t.Helper()
	d.pick(name)
	d.cmd.run("cloud-mailbox")
	d.run.drain()
	for _, r := range d.recipes {
		return &recipeDriver{d, r}
	}
	d.t.Fatal("the recipe did not open")
	return nil
}

// states are the signs that are drawn, by the label of the tick.
func (d *recipeDriver) states() map[string]string {
	out := map[string]string{}
	for _, card := range d.lines.Objects {
		texts := shownTexts(card)
		var badge string
		for _, o := range test.LaidOutObjects(card) {
			if b, ok := o.(*kit.Badge); ok {
				badge = b.Text()
			}
		}
		out[texts[0]] = badge
	}
	return out
}

func (d *recipeDriver) is(want map[string]string) {
	d.t.Helper()
	got := d.states()
	for label, state := range want {
		if got[label] != state {
			d.t.Errorf("%s is %q, want %q (all: %v)", label, got[label], state, got)
		}
	}
}

// pressKey sends a key where Fyne's driver does: with modifiers to the menu first, then
// to whatever has the focus in a window, or to the window itself.
func pressKey(w *kit.Window, name fyne.KeyName, mod fyne.KeyModifier) {
	c := w.Canvas()
	if m := w.MainMenu(); m != nil && mod != 0 {
		want := kit.Key{Name: name, Mod: mod}.Shortcut().ShortcutName()
		for _, menu := range m.Items {
			for _, item := range menu.Items {
				if item.Shortcut != nil && item.Shortcut.ShortcutName() == want {
					item.Action()
					return
				}
			}
		}
	}
	f := c.Focused()
	switch {
	case mod == 0 && f != nil:
		f.TypedKey(&fyne.KeyEvent{Name: name})
	case mod == 0:
		c.OnTypedKey()(&fyne.KeyEvent{Name: name})
	default:
		k := kit.Key{Name: name, Mod: mod}
		if s, ok := f.(fyne.Shortcutable); ok {
			s.TypedShortcut(k.Shortcut())
			return
		}
		c.(interface{ TypedShortcut(fyne.Shortcut) }).TypedShortcut(k.Shortcut())
	}
}

// key presses a key in the window of the recipe.
func (d *recipeDriver) key(name fyne.KeyName, mod fyne.KeyModifier) {
	d.t.Helper()
	pressKey(d.recipeWindow.win, name, mod)
	d.run.drain()
}

func (d *recipeDriver) stored(a model.Attr) []string {
	d.t.Helper()
	e, err := d.session.Desk.Get(d.t.Context(), d.ref)
	if err != nil {
		d.t.Fatal(err)
	}
	return e.Values(a)
}

func TestTheRecipeIsFixedAsOneAndTakenBack(t *testing.T) {
	d := openCloudWindow(t).toRecipe("Piotr Kowalczyk")
	d.is(map[string]string{"Sign-in name in a verified domain": "right", "E-mail address in a verified domain": "to do", "Alias": "to do",
		"One primary address among the proxy addresses": "to do", "In scope of the synchronization": "right", "License with Exchange Online": "to do"})
	if got := d.headline.Text; got != "Piotr Kowalczyk: 3 of 7 are right, 4 to do." {
		t.Errorf("the headline is %q", got)
	}
	if note := d.steps.note.Text; !strings.HasSuffix(note, "and with that of Microsoft Graph.") {
		t.Errorf("of commands of Microsoft Graph it says %q", note)
	}
	if !strings.Contains(strings.Join(shownTexts(d.steps), "\n"), "license with Exchange Online") || len(scripts(d.steps)) == 0 {
		t.Errorf("the license is not said: %q", shownTexts(d.steps))
	}
	d.key(fyne.KeyReturn, fyne.KeyModifierControl)
	if !d.recipeWindow.win.Modal() || len(d.stored(model.Mail)) > 0 {
		t.Fatal("the changes are not shown first")
	}
	all := strings.Join(shownTexts(d.recipeWindow.win.Canvas().Overlays().Top()), "\n")
	for _, want := range []string{"After the next sync: mail appears", "pkowalczyk@brightwater.example"} {
		if !strings.Contains(all, want) {
			t.Errorf("the review lacks %q: %s", want, all)
		}
	}
	d.key(fyne.KeyReturn, 0)
	if got := d.stored(model.ProxyAddresses); !slices.Equal(got, []string{"SMTP:pkowalczyk@brightwater.example"}) || d.stored(model.MailNickname)[0] != "pkowalczyk" {
		t.Errorf("stored %q, alias %q", got, d.stored(model.MailNickname))
	}
	d.is(map[string]string{"E-mail address in a verified domain": "right", "Alias": "right", "One primary address among the proxy addresses": "right", "License with Exchange Online": "to do"})
	if !d.fixAll.Disabled() || d.undo.Disabled() {
		t.Error("there is still something to fix, or nothing to take back")
	}
	d.key(fyne.KeyZ, fyne.KeyModifierControl)
	d.key(fyne.KeyReturn, 0)
	if len(d.stored(model.Mail)) > 0 || len(d.stored(model.MailNickname)) > 0 || len(d.saved) > 0 {
		t.Errorf("after taking back: mail %q", d.stored(model.Mail))
	}
	d.is(map[string]string{"Alias": "to do"})
	d.key(fyne.KeyEscape, 0)
	if len(d.recipes) > 0 {
		t.Error("Esc does not close the recipe")
	}
}

func TestTheRecipeIsFixedTickByTick(t *testing.T) {
	d := openCloudWindow(t).toRecipe("Piotr Kowalczyk")
	openSheetAt(d.App, d.ref, "displayName")
	d.run.drain()
	var s *Sheet
	for _, s = range d.sheets {
	}
	c := d.recipeWindow.win.Canvas()
	var fix *kit.Button
	for range 40 {
		c.FocusNext()
		if b, ok := c.Focused().(*kit.Button); ok && b.Text == "Fix…" && d.buttons[b] == "alias" {
			fix = b
			break
		}
	}
	if fix == nil {
		t.Fatal("Tab does not come to the fix of the alias")
	}
	fix.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	d.run.drain()
	d.key(fyne.KeyReturn, 0)
	d.is(map[string]string{"Alias": "right", "E-mail address in a verified domain": "to do"})
	if b, ok := c.Focused().(*kit.Button); !ok || b != d.fixAll {
		t.Errorf("the keyboard is at %T", c.Focused())
	}
	if got := s.draft.Base()[0].First(model.MailNickname); got != "pkowalczyk" {
		t.Errorf("the sheet that is open has the alias %q", got)
	}
	d.key(fyne.KeyReturn, fyne.KeyModifierControl)
	d.key(fyne.KeyEscape, 0)
	if len(d.stored(model.Mail)) > 0 {
		t.Error("it was saved although it was canceled")
	}
}

func TestTheRecipeOpensTheRightField(t *testing.T) {
	d := openCloudWindow(t).toRecipe("Piotr Kowalczyk")
	for b, id := range d.buttons {
		if id == "addresses" && b.Text == "Open…" {
			test.Tap(b)
		}
	}
	d.run.drain()
	for _, s := range d.sheets {
		if p := s.page(); p.id != "addresses" {
			t.Errorf("the tab %q is in front", p.id)
		}
		if s.win.Canvas().Focused() == nil {
			t.Error("nothing has the keyboard")
		}
		openSheetAt(d.App, d.ref, "userPrincipalName")
		if v := s.page().views[slices.IndexFunc(s.page().views, func(v *fieldView) bool { return v.field.ID == "userPrincipalName" })]; s.page().id != "general" || s.win.Canvas().Focused() != firstFocusable(v.target()) {
			t.Errorf("tab %q, the keyboard at %T", s.page().id, s.win.Canvas().Focused())
		}
	}
	if len(d.sheets) != 1 {
		t.Errorf("%d sheets are open", len(d.sheets))
	}
}

func TestTheRecipeSaysWhatItCannotKnow(t *testing.T) {
	w := newCloudWindow(t)
	w.cloud.parted = true
	w.cmd.run("sample")
	w.run.drain()
	d := w.toRecipe("Piotr Kowalczyk")
	d.is(map[string]string{"Sign-in name in a verified domain": "not known", "License with Exchange Online": "not known"})
	b := findButton(d.doors, func(l string) bool { return l == "Sign in to Microsoft 365…" })
	if b == nil {
		t.Fatal("signing in is not offered")
	}
	test.Tap(b)
	if !d.App.win.Modal() {
		t.Error("nothing asks who signs in")
	}
	d.link.open(TenantTarget{Source: sampleDirectory}, func(error) {})
	d.run.drain()
	d.is(map[string]string{"Sign-in name in a verified domain": "right", "License with Exchange Online": "to do"})
	if len(d.doors.Objects) > 0 {
		t.Error("signing in is still offered")
	}
}

func TestTheNextStepOfAUserWithoutMail(t *testing.T) {
	d := openCloudWindow(t)
	d.pick("Piotr Kowalczyk")
	if got := d.list.summary.button.Text; got != "Make this a cloud mailbox…" {
		t.Fatalf("the next step is %q", got)
	}
	test.Tap(d.list.summary.button)
	d.run.drain()
	if len(d.recipes) != 1 {
		t.Error("the recipe did not open")
	}
	d.pick("Anna Lindqvist")
	if got := d.list.summary.button.Text; strings.Contains(got, "cloud mailbox") || d.list.summary.next != "properties" {
		t.Errorf("the next step of a mailbox is %q", got)
	}
	test.Tap(d.list.summary.button)
	d.run.drain()
	if len(d.sheets) != 1 {
		t.Error("the sheet did not open")
	}
	d.cmd.run("goto-groups")
	d.pick(d.names()[0])
	if d.cmd.get("cloud-mailbox").enabled() {
		t.Error("a group can be made a mailbox")
	}
}

func TestTheRecipeFromTheSheet(t *testing.T) {
	d := openCloudWindow(t)
	d.pick("Piotr Kowalczyk")
	d.cmd.run("properties")
	d.run.drain()
	for _, s := range d.sheets {
		s.show("sync")
		d.run.drain()
		b := findButton(s.win.Canvas().Content(), func(l string) bool { return l == "Make this a cloud mailbox…" })
		if b == nil {
			t.Fatal("the tab Sync does not offer it")
		}
		pressKey(s.win, fyne.KeyU, fyne.KeyModifierControl)
		d.run.drain()
	}
	if len(d.recipes) != 1 {
		t.Error("Ctrl+U does not open the recipe")
	}
}
