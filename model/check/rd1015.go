package check

import "recipientdesk/model"

var _ = register(&Rule{
	ID:    "RD1015",
	Title: "Recipient without display name",
	Text: "Address books show the display name. Where it is missing, synchronization takes the common name, and not every tool does. " +
		"Groups are the matter of RD1007.",
	Source:   docPrep,
	Severity: Warning,
	Attrs:    []model.Attr{model.DisplayName},
	For:      User | Contact,
	Reads:    []model.Attr{model.CommonName},
	Check: func(c *Case) []Problem {
		if !c.kind.MailEnabled() {
			return nil
		}
		return unnamed(c, "the recipient has no display name")
	},
	Mendable: true,
})
