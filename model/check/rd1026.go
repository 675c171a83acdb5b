package check

import "recipientdesk/model"

var _ = register(&Rule{
	ID:    "RD1026",
	Title: "Target address that leads back",
	Text: "The target address is an address of the object itself, in a domain that the tenant has verified: mail that is sent on arrives at the same object again " +
		"and goes round. The target of a remote mailbox is its routing address in onmicrosoft.com; that of a mail user is outside. The rule is silent while the " +
		"tenant's domains are not known.",
	Source:   "https://learn.microsoft.com/powershell/module/exchange/set-mailuser",
	Severity: Warning,
	Attrs:    []model.Attr{model.TargetAddress},
	If:       []model.Attr{model.TargetAddress},
	Reads:    []model.Attr{model.ProxyAddresses, model.Mail},
	Check: func(c *Case) []Problem {
		v := c.First(model.TargetAddress)
		d := targetDomain(v)
		if d == "" || reserved(d) || !c.w.verified[d] || !ownAddress(c, v) {
			return nil
		}
		return []Problem{{Attr: model.TargetAddress, Value: v, Text: v + " is an address of the object itself", Errors: []string{"Loop"}, Action: None}}
	},
})

// ownAddress reports whether v, with or without its type, is an address of the
// object, or the only one it has.
func ownAddress(c *Case, v string) bool {
	a, _ := model.ParseAddress(v)
	for _, b := range c.Addresses() {
		if mailAddress(b) && sameAddress(a.Value(), b.Value()) {
			return true
		}
	}
	return sameAddress(a.Value(), c.First(model.Mail)) || c.sender() == ""
}
