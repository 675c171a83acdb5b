package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
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
		{"mailbox", "pkowalczyk", nil, model.RecipientType, "2147483648", ""},
		{"mailbox", "pkowalczyk", func(d *operateDriver) { d.option(fieldType, "Shared mailbox"); d.tick(fieldArchive, true) }, model.RemoteRecipientType, "99", ""},
		{"mailbox", "pkowalczyk", func(d *operateDriver) { d.write(fieldAlias, "polly") }, model.MailNickname, "polly", ""},
		{"type", "cweber", nil, model.RecipientType, "34359738368", "Set-Mailbox -Identity 'claudia.weber@brightwater.example' -Type Shared"},
		{"type", "room-elbe", func(d *operateDriver) { d.option(fieldType, "Equipment mailbox") }, model.RecipientType, "17179869184", "-Type Equipment"},
		{"archive", "hvoss", nil, model.RemoteRecipientType, "3", ""},
		{"aclable", "khansen", nil, "msExchRecipientDisplayType", "-1073741818", ""},
		{"to-mailbox", "x-ferrari", nil, model.RecipientType, "2147483648", ""},
		{"to-mail-user", "cweber", func(d *operateDriver) { d.write(fieldExternal, "claudia@partner.example") }, model.TargetAddress, "SMTP:claudia@partner.example", "Set-MailUser"},
		{"external", "x-haddad", func(d *operateDriver) { d.write(fieldExternal, "omar@haddad.example") }, model.TargetAddress, "SMTP:omar@haddad.example", ""},
		{"mail-contact", "Night watch Hamburg", func(d *operateDriver) { d.write(fieldExternal, "night@watch.example") }, model.TargetAddress, "SMTP:night@watch.example", "Set-MailContact"},
		{"scope", "dl-hamburg", nil, model.GroupType, "-2147483640", ""},
		{"room-list", "dl-osaka", nil, model.RecipientType, "268435456", ""},
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
			var commands []string
			for _, s := range d.outcome.steps.list {
				commands = append(commands, s.PowerShell)
			}
			if all := strings.Join(commands, "\n"); !strings.Contains(all, c.cloud) || c.cloud == "" && strings.TrimSpace(all) != "" {
				t.Errorf("in the tenant: %q", all)
			}
			if c.cloud != "" && d.outcome.aspect.Selected() != aspectTenant {
				t.Error("what is left to do in the tenant is not in sight")
			}
			d.takeBackNow()
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
