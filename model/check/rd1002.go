package check

import "recipientdesk/model"

var _ = register(&Rule{
	ID:    "RD1002",
	Title: "No primary SMTP address",
	Text: "The object has SMTP addresses, but none carries the prefix SMTP: in capitals. Exchange does not accept such a recipient, and in the cloud " +
		"the onmicrosoft.com address becomes the primary one.",
	Source:   docProxy,
	Severity: Warning,
	Attrs:    []model.Attr{model.ProxyAddresses},
	Check: func(c *Case) []Problem {
		l := model.Addresses(c.Entry)
		if _, ok := l.Primary(); ok || !hasSMTP(c.Entry) {
			return nil
		}
		a := chosenPrimary(c.Entry, l)
		return []Problem{{Attr: model.ProxyAddresses, Value: a.String(), Text: "no address is marked primary",
			Errors: []string{"NoPrimary"}, Action: Edit, Proposed: "SMTP:" + a.Value()}}
	},
	Fix: func(e model.Entry) (model.Entry, bool) {
		if !hasSMTP(e) {
			return e, false
		}
		return promote(e, chosenPrimary(e, model.Addresses(e)))
	},
})
