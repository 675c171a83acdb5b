package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
)

// form opens the dialog that creates a recipient.
func (d *driver) form(family string) *createForm {
	d.t.Helper()
	c := newCreateForm(d.app, family)
	d.Sheet = &Sheet{win: c.win, app: d.app} // for button
	return c
}

func TestNamesDeriveUntilTheyAreWritten(t *testing.T) {
	d := newDriver(t, "")
	c := d.form("user")
	text := func(id string) string { return c.boxes[id].entry.Text }
	test.Type(c.boxes["first"].entry, "Zoë")
	test.Type(c.boxes["last"].entry, "Größe")
	for id, want := range map[string]string{"display": "Zoë Größe", "name": "Zoë Größe", "mail": "zoe.groesse@brightwater.example",
		"alias": "zoe.groesse", "account": "zoe.groesse", "upn": "zoe.groesse@brightwater.example"} {
		if got := text(id); got != want {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
	}
	c.boxes["alias"].entry.SetText("zg")
	c.boxes["last"].entry.SetText("Klein")
	if text("alias") != "zg" || text("mail") != "zoe.klein@brightwater.example" {
		t.Errorf("alias %q, mail %q", text("alias"), text("mail"))
	}
	c.boxes["alias"].entry.SetText("")
	if text("alias") != "" {
		t.Errorf("the box that is being emptied is filled: %q", text("alias"))
	}
	c.boxes["last"].entry.SetText("Gross")
	if text("alias") != "zoe.gross" {
		t.Errorf("emptied, the alias is %q", text("alias"))
	}
}

func TestCreateAUser(t *testing.T) {
	d := newDriver(t, "")
	c := d.form("user")
	c.boxes["first"].entry.SetText("Nora")
	c.boxes["last"].entry.SetText("Neu")
	if !c.create.Disabled() || !strings.Contains(c.status.Text, "Password") {
		t.Errorf("without a password it says %q", c.status.Text)
	}
	test.Tap(d.button("Generate"))
	if c.create.Disabled() {
		t.Fatalf("it says %q", c.status.Text)
	}
	for _, l := range c.lines {
		if strings.Contains(l.value, c.boxes["password"].entry.Text) {
			t.Error("the password is shown among the attributes")
		}
	}
	d.run.drain()
	test.Tap(c.create)
	d.run.drain()
	test.Tap(d.button("Open"))
	d.run.drain()
	if got := d.stored("nora.neu@brightwater.example", model.UserAccountControl); got != "512" {
		t.Errorf("userAccountControl is %s", got)
	}
	if len(d.app.sheets) != 1 {
		t.Error("the sheet was not opened")
	}
	rows, err := d.app.session.Desk.History(t.Context())
	d.must(err)
	for _, ch := range rows[0].Change.Changes {
		if ch.Attr.Is("unicodePwd") {
			t.Error("the password is in the journal")
		}
	}
}

func TestCreateAGroupAndAContact(t *testing.T) {
	d := newDriver(t, "")
	c := d.form("group")
	c.boxes["display"].entry.SetText("Quality circle")
	c.kind.SetSelected("Security")
	d.run.drain()
	test.Tap(c.create)
	d.run.drain()
	test.Tap(d.button("Close"))
	if got := d.stored("quality-circle@brightwater.example", model.GroupType); got != "-2147483640" {
		t.Errorf("groupType is %s", got)
	}

	c = d.form("contact")
	c.boxes["first"].entry.SetText("Ann")
	c.boxes["last"].entry.SetText("Outside")
	if !c.create.Disabled() {
		t.Error("a contact without an address can be created")
	}
	c.boxes["target"].entry.SetText("ann@outside.example")
	d.run.drain()
	test.Tap(c.create)
	d.run.drain()
	if got := d.stored("ann@outside.example", model.TargetAddress); got != "SMTP:ann@outside.example" {
		t.Errorf("targetAddress is %s", got)
	}
}

func TestCreateWithATakenAddress(t *testing.T) {
	d := newDriver(t, "")
	c := d.form("group")
	c.boxes["display"].entry.SetText("Board two")
	c.boxes["mail"].entry.SetText("board@brightwater.example")
	if c.create.Disabled() {
		t.Fatalf("it says %q", c.status.Text)
	}
	d.run.drain()
	if !c.create.Disabled() || !strings.Contains(c.status.Text, "Board") {
		t.Errorf("it says %q", c.status.Text)
	}
}

func TestATakenAccountNameGetsANumber(t *testing.T) {
	d := newDriver(t, "")
	c := d.form("user")
	c.disable.SetChecked(true)
	c.boxes["display"].entry.SetText("C. Weber")
	c.boxes["mail"].entry.SetText("cweber@brightwater-group.example")
	d.run.drain()
	if got := c.boxes["account"].entry.Text; got != "cweber2" {
		t.Errorf("the account name is %q", got)
	}
}

func TestChooseThePlace(t *testing.T) {
	d := newDriver(t, "")
	c := d.form("user")
	test.Tap(c.place.choose)
	d.run.drain()
	d.typeInto("dublin")
	d.press("Down", 0)
	d.press("Return", 0)
	if !strings.HasPrefix(c.place.dn, "OU=Dublin") || c.win.Modal() {
		t.Errorf("the place is %q", c.place.dn)
	}
}

func TestPasswordsAreStrongAndDiffer(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		p := newPassword()
		if len(p) < 20 || seen[p] || !strings.ContainsAny(p, "23456789") || strings.ToLower(p) == p {
			t.Errorf("%q", p)
		}
		seen[p] = true
	}
}

func TestNewAddressesHaveTheUsualDomain(t *testing.T) {
	k := model.NewBatchBuilder(model.KindAttrs)
	for i, mail := range []string{"a@partner.example", "b@corp.example", "c@Mail.example", "d@mail.example", "e@partner.example", "f@partner.example"} {
		e := model.NewEntry(model.Ref{}, map[model.Attr][]string{model.ObjectClass: {"user"}, model.Mail: {mail}})
		if strings.Contains(mail, "partner") {
			e = e.With(model.ObjectClass, "contact")
		}
		k.Add(e)
		if i == 0 {
			s := model.NewSnapshot(model.KindAttrs...)
			if got := usualDomain(s); got != "" {
				t.Errorf("of nothing: %q", got)
			}
		}
	}
	s := model.NewSnapshot(model.KindAttrs...)
	s.Append(k.Build())
	if got := usualDomain(s); got != "mail.example" {
		t.Errorf("usual domain = %q", got)
	}
}
