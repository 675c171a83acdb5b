package check

import "recipientdesk/model"

var _ = register(&Rule{
	ID:    "RD1030",
	Title: "Account of a linked mailbox",
	Text: "Synchronization takes a linked mailbox for part of the account in another forest that it belongs to (msExchMasterAccountSid). If that account is not " +
		"synchronized too, nothing arrives in the cloud.",
	Source:   docUsers,
	Severity: Warning,
	Attrs:    []model.Attr{model.RecipientType},
	For:      User,
	If:       []model.Attr{model.RecipientType},
	Check: func(c *Case) []Problem {
		if n, _ := c.number(model.RecipientType); n != model.TypeLinkedMailbox {
			return nil
		}
		return []Problem{{Attr: model.RecipientType, Value: c.First(model.RecipientType), Text: "this account alone makes no user in the cloud",
			Errors: []string{"Linked"}, Action: None}}
	},
})
