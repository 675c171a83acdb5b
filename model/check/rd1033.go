package check

import "recipientdesk/model"

var _ = register(&Rule{
	ID:    "RD1033",
	Title: "Recipient outside the scope of synchronization",
	Text: "The object has addresses, but it is in a container that synchronization does not read, so it is not in the cloud. Where the configuration of synchronization " +
		"is not known, containers are reported whose name says so, such as NoSync.",
	Source:   "https://learn.microsoft.com/troubleshoot/entra/entra-id/user-prov-sync/user-object-missing-filtered",
	Severity: Advice,
	Attrs:    []model.Attr{model.Mail},
	For:      User | Group | Contact,
	Check: func(c *Case) []Problem {
		if !c.kind.MailEnabled() {
			return nil
		}
		container := c.w.outsideOf(c.DN())
		if container == "" {
			return nil
		}
		return []Problem{{Attr: model.Mail, Value: c.First(model.Mail), Text: container, Errors: []string{"OutOfScope"}, Action: None}}
	},
})
