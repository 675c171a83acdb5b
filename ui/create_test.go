package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/model/template"
	"recipientdesk/sim"
	"recipientdesk/ui/kit"
)

// form opens the dialog that creates a recipient of a kind.
func (d *driver) form(m template.Make) *createForm {
	d.t.Helper()
	d.app.session.Desk.UseFacts(sim.SampleFacts())
	return d.formFrom(d.app.templates.making(m))
}

func (d *driver) formFrom(t *template.Template) *createForm {
	d.t.Helper()
	c := newCreateForm(d.app, t)
	d.Sheet = &Sheet{win: c.win, app: d.app} // for button
	return c
}

// put writes into boxes, by their IDs.
func (c *createForm) put(texts ...string) {
	for i := 0; i < len(texts); i += 2 {
		c.boxes[texts[i]].entry.SetText(texts[i+1])
	}
}

func (c *createForm) text(id string) string { return c.boxes[id].entry.Text }

// line is what the preview says of an attribute.
func (c *createForm) line(a model.Attr) string {
	for _, r := range c.preview.view.changes.Rows() {
		if strings.HasPrefix(r.Text, string(a)+"\t") {
			return r.Cells[1].Text
		}
	}
	return ""
}

func TestNamesDeriveUntilTheyAreWritten(t *testing.T) {
	d := newDriver(t, "")
	c := d.form(template.CloudMailbox)
	test.Type(c.boxes["first"].entry, "Zoë")
	test.Type(c.boxes["last"].entry, "Größe")
	for id, want := range map[string]string{"display": "Zoë Größe", "name": "Zoë Größe", "mail": "zoe.groesse@brightwater.example",
		"alias": "zoe.groesse", "account": "zgroesse", "upn": "zoe.groesse@brightwater.example"} {
		if got := c.text(id); got != want {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
	}
	c.put("alias", "zg", "last", "Klein")
	if c.text("alias") != "zg" || c.text("mail") != "zoe.klein@brightwater.example" {
		t.Errorf("alias %q, mail %q", c.text("alias"), c.text("mail"))
	}
	c.put("alias", "")
	if c.text("alias") != "" {
		t.Errorf("the box that is being emptied is filled: %q", c.text("alias"))
	}
	c.put("last", "Gross")
	if c.text("alias") != "zoe.gross" {
		t.Errorf("emptied, the alias is %q", c.text("alias"))
	}
}

func TestCreateAUser(t *testing.T) {
	d := newDriver(t, "")
	c := d.form(template.CloudMailbox)
	c.put("first", "Nora", "last", "Neu")
	if !c.create.Disabled() || !strings.Contains(c.status.Text, "Password") {
		t.Errorf("without a password it says %q", c.status.Text)
	}
	d.run.drain()
	if got := c.line(model.UserAccountControl); !strings.HasPrefix(got, "512") {
		t.Errorf("before the password is written, the preview has userAccountControl %q", got)
	}
	test.Tap(d.button("Generate"))
	if c.create.Disabled() {
		t.Fatalf("it says %q", c.status.Text)
	}
	d.run.drain()
	for _, r := range c.preview.view.changes.Rows() {
		if strings.Contains(r.Text, c.text("password")) {
			t.Error("the password is shown among the attributes")
		}
	}
	if got := c.line(model.RecipientType); got == "" {
		t.Errorf("the preview has no type of recipient: %v", c.preview.view.changes.Rows())
	}
	if got := c.preview.view.changes.Rows()[0].Cells[1].Text; got != "CN=Nora Neu,CN=Users,DC=corp,DC=example" {
		t.Errorf("the preview begins with %q", got)
	}
	password := c.text("password")
	test.Tap(c.create)
	d.run.drain()
	if test.Tap(d.button("Copy password")); d.app.fy.Clipboard().Content() != password {
		t.Errorf("%q was copied for the password %q", d.app.fy.Clipboard().Content(), password)
	}
	test.Tap(d.button("Open"))
	d.run.drain()
	if got := d.stored("nora.neu@brightwater.example", model.UserAccountControl); got != "512" {
		t.Errorf("userAccountControl is %s", got)
	}
	if got := d.stored("nora.neu@brightwater.example", model.RecipientType); got != "2147483648" {
		t.Errorf("msExchRecipientTypeDetails is %s", got)
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

// Ctrl+S right after the last key creates it as soon as the directory has answered.
func TestCreateByKeyboardWithoutWaiting(t *testing.T) {
	d := newDriver(t, "")
	c := d.form(template.SharedMailbox)
	if d.win.Canvas().Focused() != fyne.Focusable(c.boxes["display"].entry) {
		t.Fatal("the name does not have the focus")
	}
	d.typeInto("Kiosk desk")
	d.press(fyne.KeyS, fyne.KeyModifierShortcutDefault)
	d.run.drain()
	if got := d.stored("kiosk.desk@brightwater.example", model.RecipientType); got != "34359738368" {
		t.Errorf("msExchRecipientTypeDetails is %q", got)
	}
	d.press(fyne.KeyEscape, 0)
	if !c.closed {
		t.Error("Escape does not close what is done")
	}
}

// Every kind that can be made is made through the form.
func TestCreateEveryKind(t *testing.T) {
	kinds := map[template.Make]model.Kind{template.CloudMailbox: model.KindUserMailbox, template.SharedMailbox: model.KindSharedMailbox, template.RoomMailbox: model.KindRoomMailbox,
		template.EquipmentMailbox: model.KindEquipmentMailbox, template.MailUser: model.KindMailUser, template.MailContact: model.KindMailContact,
		template.DistributionGroup: model.KindMailDistributionGroup, template.SecurityGroup: model.KindMailSecurityGroup, template.RoomList: model.KindRoomList, template.PlainAccount: model.KindUser}
	d := newDriver(t, "")
	for _, m := range template.Makes() {
		c := d.form(m)
		if m.Person() {
			c.put("first", "Zoe", "last", "Of "+string(m))
		} else {
			c.put("display", "The "+string(m))
		}
		if isExternal(m) {
			if !c.create.Disabled() || !strings.Contains(c.status.Text, "External address") {
				t.Errorf("%s without an address elsewhere: %q", m, c.status.Text)
			}
			c.put("target", string(m)+"@elsewhere.example")
		}
		if m.Family() == "user" && !c.checks["disabled"].box.Checked {
			c.checks["disabled"].box.SetChecked(true)
		}
		dn := c.object.DN
		d.run.drain()
		test.Tap(c.create)
		d.run.drain()
		e, err := d.app.session.Desk.Get(t.Context(), model.Ref{DN: dn})
		if err != nil {
			t.Errorf("%s: %v; it says %q", m, err, c.status.Text)
			continue
		}
		if got := (model.Recipient{Entry: e}).Kind(); got != kinds[m] {
			t.Errorf("%s made a %s", m, got)
		}
	}
}

// A group without an address has the scope that was chosen.
func TestCreateAGroupWithoutMail(t *testing.T) {
	d := newDriver(t, "")
	c := d.form(template.SecurityGroup)
	c.put("display", "Lab access")
	if !c.scope.Disabled() {
		t.Error("the scope of a group with mail can be chosen")
	}
	c.checks["mail"].box.SetChecked(false)
	c.scope.SetSelected("Global")
	d.run.drain()
	test.Tap(c.create)
	d.run.drain()
	if got := d.stored("Lab access", model.GroupType); got != "-2147483646" {
		t.Errorf("groupType is %s", got)
	}
	if got := d.stored("Lab access", model.Mail); got != "" {
		t.Errorf("mail is %s", got)
	}
}

// What is another's is refused at its field, with the owner, and something free.
func TestTakenIsRefusedAtTheField(t *testing.T) {
	d := newDriver(t, "")
	c := d.form(template.CloudMailbox)
	c.checks["disabled"].box.SetChecked(true)
	owner, err := d.app.session.Desk.Find(t.Context(), "cweber")
	d.must(err)
	e, err := d.app.session.Desk.Get(t.Context(), owner)
	d.must(err)
	p, _ := model.Addresses(e).Primary()
	c.put("display", "Somebody", "account", "cweber", "upn", e.First(model.UserPrincipalName), "mail", p.Value(), "name", model.NameOf(owner.DN))
	d.app.session.Info.Base = e.Ref.DN // the place of the owner, below
	at, _ := model.ParseDN(owner.DN)
	c.place.set(at.Parent().String())
	c.refresh()
	d.run.drain()
	if !c.create.Disabled() {
		t.Fatalf("it says %q", c.status.Text)
	}
	for id, free := range map[string]string{"account": "cweber2", "name": model.NameOf(owner.DN) + " 2"} {
		b := c.boxes[id]
		if !b.trouble.Visible() || !b.clash.Owner.Ref.Same(owner) || b.free != free || !b.take.Visible() || b.take.Text != "Use "+free || !b.open.Visible() {
			t.Errorf("%s: %q, owner %v, free %q", id, b.text.Text, b.clash.Owner.Ref, b.free)
		}
	}
	for _, id := range []string{"upn", "mail"} {
		if b := c.boxes[id]; !b.trouble.Visible() || !b.clash.Owner.Ref.Same(owner) || !strings.Contains(b.text.Text, "is taken by") {
			t.Errorf("%s: %q, owner %v", id, b.text.Text, b.clash.Owner.Ref)
		}
	}
	test.Tap(c.boxes["account"].open)
	d.run.drain()
	if len(d.app.sheets) != 1 {
		t.Error("the owner is not opened")
	}
	for _, id := range []string{"account", "name", "upn", "mail"} {
		test.Tap(c.boxes[id].take)
		d.run.drain()
	}
	if c.create.Disabled() {
		t.Fatalf("with what is free it says %q", c.status.Text)
	}
	test.Tap(c.create)
	d.run.drain()
	if got := d.stored(c.text("mail"), model.SAMAccountName); got != "cweber2" {
		t.Errorf("sAMAccountName is %q", got)
	}
}

func TestATakenAccountNameGetsANumber(t *testing.T) {
	d := newDriver(t, "")
	c := d.form(template.CloudMailbox)
	c.checks["disabled"].box.SetChecked(true)
	c.put("first", "Carl", "last", "Weber")
	d.run.drain()
	if got := c.text("account"); got != "cweber2" {
		t.Errorf("the account name is %q", got)
	}
	if c.boxes["account"].own {
		t.Error("the number counts as written by hand")
	}
}

// Another administrator takes the name between the last look and the creation: the
// server refuses, that is said, the owner is shown, and nothing is left behind.
func TestCreateInARace(t *testing.T) {
	d := newDriver(t, "")
	c := d.form(template.SharedMailbox)
	c.put("display", "Front desk")
	d.run.drain()
	obj := c.plan.made.Object
	raced := false
	d.forest.Fault(func(op string) error {
		if op == "create" && !raced {
			raced = true
			d.forest.Fault(nil)
			_, err := d.forest.System().Create(t.Context(), model.NewObject{DN: obj.DN, Attrs: map[model.Attr][]string{model.ObjectClass: {"group"}, model.GroupType: {"8"}, model.SAMAccountName: {"elsewhere"}}})
			d.must(err)
			return &model.Error{Code: model.Exists, Subject: obj.DN, Message: "is there already", Hint: "Choose another name."}
		}
		return nil
	})
	test.Tap(c.create)
	d.run.drain()
	if !raced || !c.win.Modal() {
		t.Fatalf("raced %v; the refusal is not said: %q", raced, c.status.Text)
	}
	test.Tap(d.button("Close"))
	if b := c.boxes["name"]; !b.trouble.Visible() || b.free != "Front desk 2" || !c.create.Disabled() {
		t.Errorf("the name says %q", b.text.Text)
	}
	e, err := d.forest.System().Get(t.Context(), model.Ref{DN: obj.DN})
	if d.must(err); e.First(model.Mail) != "" {
		t.Error("something of it was made")
	}
}

func TestChooseThePlaceAndGroups(t *testing.T) {
	d := newDriver(t, "")
	c := d.form(template.CloudMailbox)
	c.checks["disabled"].box.SetChecked(true)
	c.put("first", "Ina", "last", "Group")
	test.Tap(c.place.choose)
	d.run.drain()
	d.typeInto("dublin")
	d.press("Down", 0)
	d.press("Return", 0)
	if !strings.HasPrefix(c.place.dn, "OU=Dublin") || c.win.Modal() {
		t.Errorf("the place is %q", c.place.dn)
	}
	test.Tap(c.groups.add)
	d.run.drain()
	d.typeInto("board")
	d.run.drain()
	d.press("Down", 0)
	d.press("Return", 0)
	if len(c.groups.dns) != 1 {
		t.Fatalf("groups %v", c.groups.dns)
	}
	d.run.drain()
	test.Tap(c.create)
	d.run.drain()
	group, err := d.app.session.Desk.Get(t.Context(), model.Ref{DN: c.groups.dns[0]})
	d.must(err)
	if !slices.Contains(group.Values("member"), c.plan.made.Object.DN) {
		t.Errorf("%s is no member of %s: %v", c.plan.made.Object.DN, group.Ref.DN, group.Values("member"))
	}
}

// Turning to another template keeps what was written, and follows it in what was not.
func TestAnotherTemplate(t *testing.T) {
	d := newDriver(t, "")
	c := d.form(template.CloudMailbox)
	c.put("first", "Eve", "last", "Hall", "mail", "hall@brightwater.example")
	c.from.SetSelected(d.app.templates.making(template.RoomMailbox).Name)
	if c.win.Title() != "New room mailbox" || !c.checks["disabled"].box.Checked || c.boxes["first"].row.Visible() {
		t.Errorf("title %q, disabled %v, first name shown %v", c.win.Title(), c.checks["disabled"].box.Checked, c.boxes["first"].row.Visible())
	}
	if c.text("mail") != "hall@brightwater.example" || c.text("display") != "" {
		t.Errorf("mail %q, display %q", c.text("mail"), c.text("display"))
	}
	c.from.SetSelected(d.app.templates.making(template.CloudMailbox).Name)
	if c.text("display") != "Eve Hall" || c.checks["disabled"].box.Checked {
		t.Errorf("back again: %q", c.text("display"))
	}
}

// The forecast says the type and the addresses, the tenant's part can be copied.
func TestCreateForesees(t *testing.T) {
	d := newDriver(t, "")
	d.app.session.Desk.UseRules(rulesOfSample(t, d.forest))
	c := d.form(template.CloudMailbox)
	c.put("display", "Attic")
	d.run.drain()
	v := c.preview.view
	if !strings.Contains(c.preview.head.Text, "UserMailbox") {
		t.Errorf("it says %q", c.preview.head.Text)
	}
	d.press(fyne.KeyTab, fyne.KeyModifierShortcutDefault)
	if v.aspect.Selected() != aspectTenant || len(v.steps.list) == 0 || !strings.Contains(v.aspect.Labels()[aspectTenant], "(1)") {
		t.Errorf("to do in the tenant: %v, %v", v.steps.list, v.aspect.Labels())
	}
	d.press(fyne.KeyTab, fyne.KeyModifierShortcutDefault)
	if v.aspect.Selected() != aspectAfter || !slices.ContainsFunc(v.after.Rows(), func(r kit.WrapRow) bool { return strings.Contains(r.Text, "attic@brightwater.example") }) {
		t.Errorf("the address is not foreseen: %v", v.after.Rows())
	}
}

func TestCreateRefusesAtTheField(t *testing.T) {
	d := newDriver(t, "")
	c := d.form(template.CloudMailbox)
	c.checks["disabled"].box.SetChecked(true)
	c.put("first", "Bo", "last", "Diddley")
	for id, bad := range map[string]string{"mail": "no address", "alias": "a b", "account": "a*b", "upn": "x@@y", "name": strings.Repeat("n", 65)} {
		c.put(id, bad)
		d.run.drain()
		if b := c.boxes[id]; !b.trouble.Visible() || b.text.Text == "" || !c.create.Disabled() {
			t.Errorf("%s %q: it says %q below, and %q", id, bad, b.text.Text, c.status.Text)
		}
		c.put(id, "")
	}
	c.put("first", "Bob")
	d.run.drain()
	if c.create.Disabled() {
		t.Errorf("it says %q", c.status.Text)
	}
}

func TestCreateARoomWithItsCapacity(t *testing.T) {
	d := newDriver(t, "")
	c := d.form(template.RoomMailbox)
	c.put("display", "Cellar", "capacity", "many")
	d.run.drain()
	if !c.boxes["capacity"].trouble.Visible() || !c.create.Disabled() {
		t.Errorf("it says %q", c.status.Text)
	}
	c.put("capacity", "12")
	d.run.drain()
	test.Tap(c.create)
	d.run.drain()
	if got := d.stored("cellar@brightwater.example", "msExchResourceCapacity"); got != "12" {
		t.Errorf("the capacity is %q", got)
	}
}

func TestDiscardWhatWasWritten(t *testing.T) {
	d := newDriver(t, "")
	c := d.form(template.DistributionGroup)
	c.put("display", "Choir")
	d.press(fyne.KeyEscape, 0)
	if !c.win.Modal() || c.closed {
		t.Fatal("what was written is lost without a question")
	}
	press(c.win.Canvas(), "Discard")
	if !c.closed {
		t.Error("it is still open")
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
