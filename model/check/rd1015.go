package check

import "recipientdesk/model"

var _ = register(&Rule{
	ID:    "RD1015",
	Title: "Missing or blank display name",
	Text: "Address books show the display name. Where a recipient has none, synchronization takes the common name, and not every tool does; one " +
		"of blanks alone is taken as it is, of objects without mail, too. Mail-enabled groups are the matter of RD1007.",
	Source:   docPrep,
	Severity: Warning,
	Attrs:    []model.Attr{model.DisplayName},
	For:      User | Contact | Group,
	Reads:    []model.Attr{model.CommonName},
	Check: func(c *Case) []Problem {
		mail := c.kind.MailEnabled()
		if mail && c.class == Group || !mail && !c.Has(model.DisplayName) {
			return nil
		}
		return unnamed(c, "the display name is missing or blank")
	},
	Mendable: true,
})
