package check

import "recipientdesk/model"

var _ = register(&Rule{
	ID:    "RD1028",
	Title: "Recipient that synchronization leaves out",
	Text: "The object has addresses, but the default rules of synchronization leave it out because of its name or of a mark: in the cloud it does not exist, and " +
		"mail to it comes back. What belongs to Windows or Exchange is left out rightly and is not reported.",
	Source:   docNoSync,
	Severity: Warning,
	Attrs:    []model.Attr{model.SAMAccountName, adminDescription, model.DisplayName},
	For:      User | Group | Contact,
	Reads:    []model.Attr{hidden, criticalObject, model.MailNickname},
	Check: func(c *Case) []Problem {
		why, system := omitted(c)
		if why == "" || system || !c.kind.MailEnabled() {
			return nil
		}
		p := Problem{Attr: model.SAMAccountName, Text: "synchronization leaves the object out: " + why, Errors: []string{"Filtered"}, Action: None}
		switch {
		case c.class == Contact:
			p.Attr = model.DisplayName
		case c.Has(adminDescription):
			p.Attr = adminDescription
		}
		p.Value = c.First(p.Attr)
		return []Problem{p}
	},
})
