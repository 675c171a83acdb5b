package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
)

const aBounce = "Your message couldn't be delivered to cweber.\n\nIMCEAEX-_o=Old+20Company_ou=Recipients_cn=cweber@brightwater.example\nRemote Server returned '550 5.1.11 RESOLVER.ADR.ExRecipNotFound'"

func openX500(t *testing.T) (*windowDriver, *x500Dialog) {
	t.Helper()
	d := openCloudWindow(t)
	x := d.askX500()
	d.run.drain()
	return d, x
}

// addressesOf are the X500 addresses of somebody as they are stored.
func (d *windowDriver) x500Of(id string) (out []string) {
	d.t.Helper()
	ref, err := d.session.Desk.Find(d.t.Context(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	e, err := d.session.Desk.Get(d.t.Context(), ref)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, v := range e.Values(model.ProxyAddresses) {
		if strings.HasPrefix(strings.ToUpper(v), "X500:") {
			out = append(out, v)
		}
	}
	return out
}

// From the bounce to the address that it asks for, and back, by keyboard alone.
func TestABounceIsAnsweredByKeyboard(t *testing.T) {
	d := openCloudWindow(t)
	key := func(name fyne.KeyName, mod fyne.KeyModifier) {
		pressKey(d.win, name, mod)
		d.run.drain()
	}
	key(fyne.KeyF8, fyne.KeyModifierShift)
	box := d.win.Canvas().Focused()
	d.fy.Clipboard().SetContent(aBounce)
	box.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: d.fy.Clipboard()})
	d.run.drain()
	texts := func() string { return strings.Join(shownTexts(d.win.Canvas().Overlays().Top()), "\n") }
	if got := texts(); !strings.Contains(got, "X500:/o=Old Company/ou=Recipients/cn=cweber\nOne object may be meant.") {
		t.Fatalf("it says %q", got)
	}
	before := d.x500Of("cweber")
	key(fyne.KeyReturn, fyne.KeyModifierControl)
	if got := texts(); !strings.Contains(got, "After the next sync: proxyAddresses +1") || !slices.Equal(d.x500Of("cweber"), before) {
		t.Fatalf("the change is not shown first: %q", got)
	}
	key(fyne.KeyReturn, 0)
	if got := d.x500Of("cweber"); !slices.Equal(got, append(before, "X500:/o=Old Company/ou=Recipients/cn=cweber")) {
		t.Errorf("stored %q", got)
	}
	undo := findButton(d.win.Canvas().Overlays().Top(), func(l string) bool { return l == "Undo…" })
	for range 10 {
		if d.win.Canvas().FocusNext(); d.win.Canvas().Focused() == fyne.Focusable(undo) {
			break
		}
	}
	key(fyne.KeySpace, 0)
	key(fyne.KeyReturn, 0)
	if got := d.x500Of("cweber"); !slices.Equal(got, before) || !undo.Disabled() {
		t.Errorf("after taking back %q is stored", got)
	}
	key(fyne.KeyEscape, 0)
	if d.win.Modal() {
		t.Error("Esc does not close the dialog")
	}
}

func TestABounceIsReadAsItIsPasted(t *testing.T) {
	d, x := openX500(t)
	for text, want := range map[string]string{
		"anna@contoso.com":      "No address that begins with IMCEAEX-",
		"IMCEAFAX-123@x":        "type FAX",
		"x500:/o=Nobody/cn=zzz": "Nobody in the directory is named so",
		"":                      "Nothing is read yet.",
	} {
		x.text.SetText(text)
		d.run.drain()
		if !strings.Contains(strings.ToLower(x.says.Text()), strings.ToLower(strings.TrimPrefix(want, "No "))) || len(x.rows) > 0 || !x.add.Disabled() {
			t.Errorf("%q: %q, %d rows", text, x.says.Text(), len(x.rows))
		}
		if x.other.Disabled() == (text == "x500:/o=Nobody/cn=zzz") {
			t.Errorf("%q: adding to another is wrongly on or off", text)
		}
	}
}

func TestABounceIsGivenToWhoIsChosen(t *testing.T) {
	d, x := openX500(t)
	x.text.SetText("x500:/o=Nobody/cn=zzz")
	d.run.drain()
	test.Tap(x.other)
	d.run.drain()
	for _, r := range "Lindqvist" {
		test.Type(d.win.Canvas().Focused(), string(r))
	}
	d.run.drain()
	press(d.win.Canvas(), "Choose")
	d.run.drain()
	press(d.win.Canvas(), "Save")
	d.run.drain()
	if got := d.x500Of("alindqvist"); !slices.Contains(got, "X500:/o=Nobody/cn=zzz") {
		t.Errorf("stored %q", got)
	}
	if len(x.rows) != 1 || !x.rows[0].Has {
		t.Errorf("afterwards it is said of %+v", x.rows)
	}
	press(d.win.Canvas(), "Add to it…")
	d.run.drain()
	if len(x.saved) != 1 {
		t.Error("it was saved twice")
	}
}

func TestRichTextIsTurnedOffForAll(t *testing.T) {
	d := openWindowDriver(t)
	pressKey(d.win, fyne.KeyF5, fyne.KeyModifierControl|fyne.KeyModifierShift)
	d.run.drain()
	if !d.win.Modal() {
		t.Fatal("the key does nothing")
	}
	press(d.win.Canvas(), "Copy all")
	if got := d.fy.Clipboard().Content(); !strings.Contains(got, "Get-MailUser -ResultSize Unlimited | Set-MailUser -UseMapiRichTextFormat Never") {
		t.Errorf("copied %q", got)
	}
	pressKey(d.win, fyne.KeyEscape, 0)
	if d.win.Modal() {
		t.Error("Esc does not close it")
	}
}

// Who is made again is offered the X500 addresses of the deleted recipient.
func TestWhoIsMadeAgainTakesTheX500AddressesOver(t *testing.T) {
	d := openCloudWindow(t)
	ref, err := d.session.Desk.Find(t.Context(), "cweber")
	if err != nil {
		t.Fatal(err)
	}
	old, err := d.session.Desk.Get(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.forest.System().Delete(t.Context(), ref); err != nil {
		t.Fatal(err)
	}
	made, err := d.session.Desk.Create(t.Context(), model.NewObject{DN: ref.DN, Attrs: map[model.Attr][]string{model.ObjectClass: {"user"}, model.SAMAccountName: {"cweber"},
		model.Mail: {"c.weber@brightwater.example"}, model.ProxyAddresses: {"SMTP:c.weber@brightwater.example"}}})
	if err != nil {
		t.Fatal(err)
	}
	d.created(made.Entry)
	d.run.drain()
	if got := d.frame.bar.Text(); !strings.Contains(got, "A deleted recipient was named as") {
		t.Fatalf("the bar says %q", got)
	}
	test.Tap(findButton(d.frame.bar, func(l string) bool { return l == "Take over…" }))
	d.run.drain()
	press(d.win.Canvas(), "Save")
	d.run.drain()
	if got := d.x500Of("cweber"); !slices.Contains(got, "X500:"+old.First("legacyExchangeDN")) {
		t.Errorf("stored %q, it was %q", got, old.First("legacyExchangeDN"))
	}
	if d.frame.bar.Visible() {
		t.Error("it is still offered")
	}
}

// Wherever Tab goes, Esc leaves the dialog.
func TestABounceIsLeftFromEverywhere(t *testing.T) {
	for stops := range 6 {
		d, x := openX500(t)
		x.text.SetText(aBounce)
		d.run.drain()
		for range stops {
			d.win.Canvas().FocusNext()
		}
		at := d.win.Canvas().Focused()
		if pressKey(d.win, fyne.KeyEscape, 0); d.win.Modal() {
			t.Errorf("Esc does nothing on stop %d, a %T", stops, at)
		}
	}
}
