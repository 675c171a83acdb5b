package check

import (
	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1029",
	Title: "Recipient without an address",
	Text: "The object has an alias, a recipient type or a target address, but neither mail nor an SMTP address. Synchronization leaves such a contact or " +
		"distribution group out; a user or security group arrives without the address it was meant to have.",
	Source:   docNoSync,
	Severity: Warning,
	Attrs:    []model.Attr{model.Mail},
	For:      User | Group | Contact,
	If:       []model.Attr{model.MailNickname, model.TargetAddress, model.RecipientType, model.ProxyAddresses, model.Mail},
	Check: func(c *Case) []Problem {
		if !c.kind.MailEnabled() || c.sender() != "" {
			return nil
		}
		text := "the object has no address"
		if c.class == Contact || c.kind == model.KindMailDistributionGroup || c.kind == model.KindRoomList {
			text += ", and synchronization leaves it out"
		}
		p := Problem{Attr: model.Mail, Text: text, Errors: []string{Blank}, Action: None}
		if good, ok := repaired(targetOf(c)); ok && c.class == Contact { // whose address is where mail to it goes
			p.Action, p.Proposed = Edit, good
		}
		return []Problem{p}
	},
	Mendable: true,
})

// targetOf returns the address that mail to the object is sent on to.
func targetOf(c *Case) string {
	a, err := model.ParseAddress(c.First(model.TargetAddress))
	if err != nil || !a.IsSMTP() {
		return ""
	}
	return a.Value()
}
