package lifecycle_test

import (
	"testing"

	"recipientdesk/model"
	. "recipientdesk/model/lifecycle"
	"recipientdesk/model/powershell"
)

func TestUnsynced(t *testing.T) {
	box := remoteUser(UserMailbox, 1)
	external := user("msExchRecipientTypeDetails=128", "mail=o'b@x.example", "proxyAddresses=SMTP:o'b@x.example", "mAPIRecipient=TRUE")
	contact := object("contact", "mail=c@x.example", "targetAddress=SMTP:c@x.example")
	group := object("group", "groupType=8", "mail=g@contoso.com", "msExchGroupJoinRestriction=1")
	for _, c := range []struct {
		e           model.Entry
		attr        model.Attr
		value, want string
	}{
		{box, "deliverAndRedirect", "TRUE", "Set-Mailbox -Identity 'anna@contoso.com' -DeliverToMailboxAndForward $true"},
		{box.With("deliverAndRedirect", "TRUE"), "deliverAndRedirect", "", "Set-Mailbox -Identity 'anna@contoso.com' -DeliverToMailboxAndForward $false"},
		{box, "delivContLength", "10240", "Set-Mailbox -Identity 'anna@contoso.com' -MaxReceiveSize 10240KB"},
		{box, "submissionContLength", "20480", "Set-Mailbox -Identity 'anna@contoso.com' -MaxSendSize 20480KB"},
		{box.With("submissionContLength", "1"), "submissionContLength", "", ""},
		{box, "mAPIRecipient", "FALSE", ""},
		{external, "mAPIRecipient", "FALSE", "Set-MailUser -Identity 'o''b@x.example' -UseMapiRichTextFormat Never"},
		{external, "mAPIRecipient", "", "Set-MailUser -Identity 'o''b@x.example' -UseMapiRichTextFormat UseDefaultSettings"},
		{contact, "mAPIRecipient", "TRUE", "Set-MailContact -Identity 'c@x.example' -UseMapiRichTextFormat Always"},
		{contact, "internetEncoding", "786432", "Set-MailContact -Identity 'c@x.example' -MessageFormat Mime -MessageBodyFormat Html"},
		{contact, "internetEncoding", "1310720", "Set-MailContact -Identity 'c@x.example' -MessageFormat Mime -MessageBodyFormat TextAndHtml"},
		{contact, "internetEncoding", "1441792", "Set-MailContact -Identity 'c@x.example' -MessageFormat Mime -MessageBodyFormat TextAndHtml -UsePreferMessageFormat $true"},
		{contact, "internetEncoding", "262144", "Set-MailContact -Identity 'c@x.example' -MessageFormat Mime -MessageBodyFormat Text"},
		{contact, "internetEncoding", "0", "Set-MailContact -Identity 'c@x.example' -MessageFormat Text -MessageBodyFormat Text"},
		{group, "msExchGroupJoinRestriction", "2", "Set-DistributionGroup -Identity 'g@contoso.com' -MemberJoinRestriction ApprovalRequired"},
		{group, "msExchGroupDepartRestriction", "0", "Set-DistributionGroup -Identity 'g@contoso.com' -MemberDepartRestriction Closed"},
		{group, "delivContLength", "5", ""},
		{box, "altRecipient", "CN=x", ""},
		{box.With("deliverAndRedirect", "TRUE"), "altRecipient", "CN=x", "Set-Mailbox -Identity 'anna@contoso.com' -DeliverToMailboxAndForward $true"},
		{box.With("deliverAndRedirect", "TRUE").With("altRecipient", "CN=x"), "altRecipient", "", ""},
		{box.With("deliverAndRedirect", "FALSE"), "altRecipient", "CN=x", ""},
		{box, "msExchRecipLimit", "500", "Set-Mailbox -Identity 'anna@contoso.com' -RecipientLimits 500"},
		{box.With("msExchRecipLimit", "5"), "msExchRecipLimit", "", ""},
		{external, "mAPIRecipient", "TRUE", ""}, // as it was
	} {
		after := c.e.With(c.attr)
		if c.value != "" {
			after = c.e.With(c.attr, c.value)
		}
		got := ""
		for _, s := range Unsynced(c.e, after) {
			got += s.PowerShell
		}
		if got != c.want {
			t.Errorf("%s=%s: %q, want %q", c.attr, c.value, got, c.want)
		}
		if _, err := powershell.Parse(got, "step"); got != "" && err != nil {
			t.Errorf("%s: %v", got, err)
		}
	}
	for _, s := range PlainTextForAll() {
		if _, err := powershell.Parse(s.PowerShell, "step"); err != nil || s.Text == "" {
			t.Errorf("%+v: %v", s, err)
		}
	}
}
