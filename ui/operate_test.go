package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
	"recipientdesk/sim"
	"recipientdesk/ui/kit"
)

// Every operation on the sample, as the window does it: what is asked, what is written,
// what is left to do in the tenant, and that undo gives the object back as it was.
func TestOperationsAreSavedAndTakenBack(t *testing.T) {
	main := openCloudWindow(t)
	for _, c := range []struct {
		op, on string
		ask    func(d *operateDriver)
		attr   model.Attr
		want   string
		cloud  string // in a command for the tenant; "": none
	}{
		{"enable-mailbox", "pkowalczyk", nil, model.RecipientType, "2147483648", ""},
		{"enable-mailbox", "pkowalczyk", func(d *operateDriver) { d.option(fieldType, "Shared mailbox"); d.tick(fieldArchive, true) }, model.RemoteRecipientType, "99", ""},
		{"enable-mailbox", "pkowalczyk", func(d *operateDriver) { d.write(fieldAlias, "polly") }, model.MailNickname, "polly", ""},
		{"mailbox-type", "cweber", nil, model.RecipientType, "34359738368", "Set-Mailbox -Identity 'claudia.weber@brightwater.example' -Type Shared"},
		{"mailbox-type", "room-elbe", func(d *operateDriver) { d.option(fieldType, "Equipment mailbox") }, model.RecipientType, "17179869184", "-Type Equipment"},
		{"enable-archive", "hvoss", nil, model.RemoteRecipientType, "3", ""},
		{"aclable", "khansen", nil, "msExchRecipientDisplayType", "-1073741818", ""},
		{"to-mailbox", "x-ferrari", nil, model.RecipientType, "2147483648", ""},
		{"to-mail-user", "cweber", func(d *operateDriver) { d.write(fieldExternal, "claudia@partner.example") }, model.TargetAddress, "SMTP:claudia@partner.example", "Set-MailUser"},
		{"external-address", "x-haddad", func(d *operateDriver) { d.write(fieldExternal, "omar@haddad.example") }, model.TargetAddress, "SMTP:omar@haddad.example", ""},
		{"enable-mail-contact", "Night watch Hamburg", func(d *operateDriver) { d.write(fieldExternal, "night@watch.example") }, model.TargetAddress, "SMTP:night@watch.example", "Set-MailContact"},
		{"group-scope", "dl-hamburg", func(d *operateDriver) { d.option(fieldSecurity, kindSecurity) }, model.GroupType, "-2147483640", ""},
		{"room-list", "dl-osaka", nil, model.RecipientType, "268435456", ""},
		{"enable-group", "sg-vpn", func(d *operateDriver) { d.write(fieldPrimary, "vpn@brightwater.example") }, model.RecipientType, "1024", ""},
		{"group-scope", "sg-vpn", func(d *operateDriver) { d.option(fieldScope, "Global") }, model.GroupType, "-2147483646", ""},
		{"cleanup", "cbyrne", nil, model.RecipientType, "2147483648", ""},
		{"owners", "dl-osaka", func(d *operateDriver) {
			d.form.owners.show(append(d.form.owners.list, model.Recipient{Entry: d.entryOf(d.windowDriver.refsOf("cweber")[0])}))
			d.windowDriver.run.drain()
			d.form.owners.table.Select(1)
			d.form.owners.promote()
			d.windowDriver.run.drain()
		}, "managedBy", `CN=Weber\, Claudia,OU=Hamburg,OU=Staff,DC=corp,DC=example`, ""},
		{"joining", "dl-osaka", func(d *operateDriver) { d.option(fieldJoin, "By approval of an owner") }, "msExchGroupJoinRestriction", "2", "-MemberJoinRestriction ApprovalRequired"},
		{"disable", "x-nystrom", nil, model.MailNickname, "", ""},
		{"disable", "dl-lisbon", nil, model.Mail, "", ""},
	} {
		t.Run(c.op+" "+c.on, func(t *testing.T) {
			d := main.operateOn(c.op, c.on)
			before, err := d.session.Desk.Get(t.Context(), d.refs[0])
			if err != nil {
				t.Fatal(err)
			}
			if c.ask != nil {
				c.ask(d)
			}
			d.saveNow()
			after, err := d.session.Desk.Get(t.Context(), d.refs[0])
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(after.Values(c.attr), " "); got != c.want {
				t.Errorf("%s is %q, want %q", c.attr, got, c.want)
			}
			if all := d.commands(); !strings.Contains(all, c.cloud) || c.cloud == "" && strings.TrimSpace(all) != "" {
				t.Errorf("in the tenant: %q", all)
			}
			if c.cloud != "" && d.outcome.aspect.Selected() != aspectTenant {
				t.Error("what is left to do in the tenant is not in sight")
			}
			d.takeBackNow()
			if all := d.commands(); strings.Contains(all, "Set-Mail") && strings.Contains(all, c.cloud) {
				t.Errorf("taken back, there is still to do: %q", all)
			}
			back, err := d.session.Desk.Get(t.Context(), d.refs[0])
			if err != nil {
				t.Fatal(err)
			}
			for _, ch := range model.Diff(before, back).Changes {
				if !ch.Attr.Is("uSNChanged") && !ch.Attr.Is("whenChanged") {
					t.Errorf("%s is %q, was %q", ch.Attr, ch.After, ch.Before)
				}
			}
			d.key(fyne.KeyEscape, 0)
			if len(d.operating) != 0 {
				t.Error("Escape does not close the window")
			}
		})
	}
}

func TestWhatIsNotPossibleSaysWhy(t *testing.T) {
	main := openCloudWindow(t)
	for _, c := range []struct{ op, on, why string }{
		{"enable-mailbox", "cweber", "has a user mailbox already"},
		{"enable-archive", "pkowalczyk", "has no mailbox in the cloud"},
		{"mailbox-type", "pkowalczyk", "has no mailbox in the cloud"},
		{"to-mailbox", "cweber", "is no mail user"},
		{"disable-archive", "cweber", "has no archive"},
		{"cleanup", "pkowalczyk", "has nothing that a server left behind"},
		{"disable", "pkowalczyk", "is no recipient"},
		{"room-list", "ms-finance", "security group"},
		{"external-address", "cweber", "not passed on"},
	} {
		d := main.operateOn(c.op, c.on)
		if got := aloud(d.blocked[c.op]); !strings.Contains(got, c.why) {
			t.Errorf("%s of %s: %q, want %q", c.op, c.on, got, c.why)
		}
		if !d.save.Disabled() || d.body.Objects[0] != fyne.CanvasObject(d.empty) {
			t.Errorf("%s of %s can be saved, or does not say that it cannot", c.op, c.on)
		}
		var tip string
		for _, r := range d.operateWindow.list.Rows() {
			if r.ID == c.op {
				tip = r.Tip
			}
		}
		if !strings.Contains(tip, c.why) {
			t.Errorf("%s of %s: its line says %q", c.op, c.on, tip)
		}
		d.key(fyne.KeyEscape, 0)
	}
}

func TestOnlyWhatFitsIsOffered(t *testing.T) {
	main := openCloudWindow(t)
	for on, want := range map[string]string{
		"cweber":               "enable-mailbox enable-archive enable-mail-user mailbox-type to-mailbox to-mail-user external-address aclable disable disable-archive cleanup",
		"dl-hamburg":           "enable-group group-scope room-list owners joining disable",
		"Works council lawyer": "enable-mail-contact external-address disable",
	} {
		d := main.operateOn("", on)
		var got []string
		for _, o := range d.offered {
			got = append(got, o.ID)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("of %s: %s", on, strings.Join(got, " "))
		}
		if d.op == nil || d.blocked[d.op.ID] != nil {
			t.Errorf("of %s the window begins with what is not possible", on)
		}
		d.key(fyne.KeyEscape, 0)
	}
}

func TestTheRoutingDomainIsWrittenAndRemembered(t *testing.T) {
	main := openWindowDriver(t) // without a tenant
	d := main.operateOn("enable-mailbox", "pkowalczyk")
	if !d.save.Disabled() || !strings.Contains(d.said(), "routing domain of the tenant is not known") {
		t.Errorf("without a routing domain it says %q", d.said())
	}
	if note := d.form.rows[fieldDomain].Note(); !strings.Contains(note, "No tenant is connected") {
		t.Errorf("the row says %q", note)
	}
	d.write(fieldRouting, "pk@brightwater.mail.onmicrosoft.com")
	if note := d.form.rows[fieldDomain].Note(); note != "" || d.save.Disabled() {
		t.Errorf("with a routing address that is written the row says %q", note)
	}
	d.write(fieldRouting, "")
	d.write(fieldDomain, "brightwater.mail.onmicrosoft.com")
	if note := d.form.rows[fieldDomain].Note(); note != "" {
		t.Errorf("the row still says %q", note)
	}
	d.option(fieldDomain, "account name @")
	d.write(fieldAlias, "polly")
	if got := d.form.boxes[fieldRouting].PlaceHolder; got != "pkowalczyk@brightwater.mail.onmicrosoft.com" {
		t.Errorf("the routing address is %q", got)
	}
	d.saveNow()
	d.key(fyne.KeyEscape, 0)

	next := main.operateOn("enable-mailbox", "kjablonska")
	if domain, pattern := next.form.routingChoice(); domain != "brightwater.mail.onmicrosoft.com" || pattern != "%u" || next.save.Disabled() {
		t.Errorf("remembered %q, %q", domain, pattern)
	}
	next.write(fieldRouting, "kj@partner.example")
	if !strings.Contains(next.said(), "is dangerous") || next.save.Disabled() {
		t.Errorf("of a target elsewhere it says %q", next.said())
	}
}

func TestAnOperationIsDoneByKeyboardAlone(t *testing.T) {
	d := openCloudWindow(t)
	d.list.search.SetText("Piotr Kowalczyk")
	d.pick("Piotr Kowalczyk")
	d.win.Canvas().Focus(d.list.table)
	if c := d.cmd.get("op-enable-mailbox"); c.Key != ctrlKey(fyne.KeyB) { // menu keys with Ctrl are the driver's
		t.Errorf("its key is %s", c.Key)
	}
	d.cmd.run("op-enable-mailbox")
	d.run.drain()
	refs := d.refsOf("Piotr Kowalczyk")
	o := &operateDriver{d, d.operating[sheetKey(refs)], t}
	if o.operateWindow == nil || o.op.ID != "enable-mailbox" {
		t.Fatal("Ctrl+B does not open the window")
	}
	c := o.operateWindow.win.Canvas()
	if c.Focused() != fyne.Focusable(o.form.lists[fieldType]) {
		t.Fatalf("the keyboard is at %T", c.Focused())
	}
	o.key(fyne.KeyDown, 0) // shared
	c.FocusNext()
	if c.Focused() != fyne.Focusable(o.form.boxes[fieldAlias]) {
		t.Fatalf("Tab goes to %T", c.Focused())
	}
	for _, r := range "reception" {
		c.Focused().TypedRune(r)
	}
	d.run.drain()
	o.key(fyne.KeyTab, ctrl)
	if o.outcome.aspect.Selected() != aspectTenant || c.Focused() != fyne.Focusable(o.outcome.aspect) {
		t.Error("Ctrl+Tab does not turn to what is to do in the tenant")
	}
	o.key(fyne.KeyF6, 0)
	if c.Focused() != fyne.Focusable(o.operateWindow.list) {
		t.Errorf("F6 goes to %T", c.Focused())
	}
	o.key(fyne.KeyF6, 0)
	o.key(fyne.KeyReturn, 0)
	if o.done == nil || d.stored(refs[0].GUID, model.MailNickname) != "reception" || d.stored(refs[0].GUID, model.RecipientType) != "34359738368" {
		t.Fatalf("Enter did not save it: %s", o.operateWindow.status.Text)
	}
	if row := d.list.l.snap.Kind(int(d.list.l.shown[0])); row != model.KindSharedMailbox {
		t.Errorf("the list shows a %s", row.Label())
	}
	o.key(fyne.KeyZ, ctrl)
	o.key(fyne.KeyReturn, 0)
	if !o.done.undone || d.stored(refs[0].GUID, model.MailNickname) != "" {
		t.Errorf("Ctrl+Z did not take it back: %s", o.operateWindow.status.Text)
	}
}

func TestWhatSomebodyElseChangedIsNotOverwritten(t *testing.T) {
	d := openCloudWindow(t).operateOn("mailbox-type", "cweber")
	s := d.forest.System()
	e, err := s.Get(t.Context(), d.refs[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Apply(t.Context(), model.Diff(e, e.With(model.RemoteRecipientType, "6"))); err != nil {
		t.Fatal(err)
	}
	d.key(fyne.KeyS, ctrl)
	if d.done != nil || !d.operateWindow.win.Modal() {
		t.Fatal("the conflict is not said")
	}
	d.key(fyne.KeyEscape, 0)
	if got, _ := d.plans[0].Step.Change().Change(model.RemoteRecipientType); len(got.After) != 1 || got.After[0] != "102" {
		t.Errorf("it is not planned anew on what the other left: %v", got)
	}
	d.saveNow()
}

func TestWhoMayNotWriteIsTold(t *testing.T) {
	main := newWindowDriver(t)
	main.as = sim.SampleHelp
	main.cmd.run("sample")
	main.run.drain()
	d := main.operateOn("mailbox-type", "cweber")
	if !d.save.Disabled() || !strings.Contains(d.said(), "you may not write msExch") {
		t.Errorf("it says %q", d.said())
	}
}

func TestAnOpenSheetFollowsAnOperation(t *testing.T) {
	main := openCloudWindow(t)
	refs := main.refsOf("cweber")
	openSheet(main.App, refs)
	main.run.drain()
	s := main.sheets[sheetKey(refs)]
	pressIn(s.win, fyne.KeyM, ctrl)
	main.run.drain()
	d := &operateDriver{main, main.operating[sheetKey(refs)], t}
	if d.operateWindow == nil {
		t.Fatal("Ctrl+M on the sheet does not open the operations")
	}
	d.turnTo("mailbox-type")
	main.run.drain()
	if err := s.do("", func(e model.Entry) (model.Entry, error) { return e.With(model.Description, "edited"), nil }); err != nil {
		t.Fatal(err)
	}
	d.saveNow()
	if got := s.draft.Base()[0].First(model.RecipientType); got != "34359738368" {
		t.Errorf("the sheet has %s", got)
	}
	if cs := s.draft.Changes(); len(cs) != 1 || len(cs[0].Changes) != 1 {
		t.Errorf("the edit of the sheet became %v", cs)
	}
	if err := s.do("", func(e model.Entry) (model.Entry, error) {
		return e.With(model.Description, s.draft.Base()[0].Values(model.Description)...), nil
	}); err != nil || s.dirty() {
		t.Fatalf("the edit is not taken back: %v", err)
	}
	made := s.pages[0]
	d.takeBackNow()
	if s.pages[0] == made {
		t.Error("the tabs of a sheet without edits are those of the kind it was before")
	}
	if got := s.draft.Base()[0].First(model.RecipientType); got != "2147483648" || !strings.Contains(s.win.Title(), "User mailbox") {
		t.Errorf("after undo the sheet %q has %s", s.win.Title(), got)
	}
}

// Of a group nothing changes that nobody chose, and that is said without alarm.
func TestAGroupBeginsAsItIs(t *testing.T) {
	d := openCloudWindow(t).operateOn("group-scope", "sg-vpn")
	if c := d.form.choices(); c.Scope != "universal" || !c.Security {
		t.Errorf("it begins with %s, security %v", c.Scope, c.Security)
	}
	if _, tone := d.line(); !d.save.Disabled() || tone != kit.ToneInfo {
		t.Errorf("save is on, or tone %v", tone)
	}
	d.option(fieldScope, "Global")
	if cs := d.sets; len(cs) != 1 || len(cs[0].Changes) != 1 {
		t.Errorf("only the scope was chosen, and it changes %v", cs)
	}
	d.option(fieldScope, "Universal")
	if _, tone := d.line(); tone != kit.ToneError {
		t.Errorf("what was chosen and changes nothing has tone %v", tone)
	}
}

// A group without mail does not synchronize: the line says that it goes.
func TestWhatLeavesTheCloudIsSaidInWords(t *testing.T) {
	d := openCloudWindow(t).operateOn("disable", "Board")
	if got := d.operateWindow.status.Text; !strings.Contains(got, "goes from the cloud") || strings.Contains(got, "None") {
		t.Errorf("it says %q", got)
	}
}
