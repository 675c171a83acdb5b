package lifecycle_test

import (
	"slices"
	"testing"

	"recipientdesk/model"
	. "recipientdesk/model/lifecycle"
)

func TestDangerousTargets(t *testing.T) {
	for target, dangerous := range map[string]bool{
		"SMTP:anna@contoso.mail.onmicrosoft.com": false, "SMTP:anna@contoso.onmicrosoft.com": false, "smtp:Anna@Contoso.OnMicrosoft.us": false,
		"SMTP:anna@gmail.example": true, "anna@contoso.com": true, "": false, "X400:c=us": false, "SMTP:anna@onmicrosoft.com.example": true,
	} {
		e := remoteUser(UserMailbox, 1).With(model.TargetAddress)
		if target != "" {
			e = e.With(model.TargetAddress, target)
		}
		if got := DangerousTarget(e) != ""; got != dangerous {
			t.Errorf("%q: dangerous %v", target, got)
		}
	}
	mailUser := user("msExchRecipientTypeDetails=128", "targetAddress=SMTP:anna@gmail.example", "mailNickname=anna", "mail=anna@contoso.com")
	if got := DangerousTarget(mailUser); got != "" {
		t.Errorf("of a mail user, whose mail is to go there: %s", got)
	}
}

func TestADangerousTargetIsNoted(t *testing.T) {
	enabled, err := EnableMailbox(user(), MailboxOptions{Routing: "anna@partner.example"}, world)
	if err != nil || !slices.Contains(enabled.Notes, DangerousTarget(enabled.After)) {
		t.Errorf("enabled: %v: %v", enabled.Notes, err)
	}
	fine, err := EnableMailbox(user(), MailboxOptions{}, world)
	if err != nil || slices.ContainsFunc(fine.Notes, func(n string) bool { return n == "" || n == DangerousTarget(fine.After) }) {
		t.Errorf("by the routing domain: %v: %v", fine.Notes, err)
	}
	converted, err := Convert(remoteUser(UserMailbox, 1).With(model.TargetAddress, "SMTP:anna@partner.example"), SharedMailbox, world)
	if err != nil || !slices.Contains(converted.Notes, DangerousTarget(converted.After)) {
		t.Errorf("converted: %v: %v", converted.Notes, err)
	}
}
