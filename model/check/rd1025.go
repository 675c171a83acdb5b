package check

import "recipientdesk/model"

var _ = register(&Rule{
	ID:    "RD1025",
	Title: "Target address that cannot be reached",
	Text: "Mail to the object is sent on to its target address. That one is in a domain that does not exist on the Internet, such as .local: the cloud cannot " +
		"deliver there, and mail comes back.",
	Source:   "https://learn.microsoft.com/powershell/module/exchange/set-remotemailbox",
	Severity: Warning,
	Attrs:    []model.Attr{model.TargetAddress},
	If:       []model.Attr{model.TargetAddress},
	Check: func(c *Case) []Problem {
		v := c.First(model.TargetAddress)
		d := targetDomain(v)
		if d == "" || !unroutable(d) {
			return nil
		}
		return []Problem{{Attr: model.TargetAddress, Value: v, Text: "mail cannot be delivered to " + d + " over the Internet", Errors: []string{TopLevelDomain}, Action: None}}
	},
})

// targetDomain returns the domain of a target address of the Internet, "" of another.
func targetDomain(v string) string {
	a, err := model.ParseAddress(v)
	if err != nil || !mailTarget(v) {
		return ""
	}
	return a.Domain()
}
