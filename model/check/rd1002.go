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
	If:       []model.Attr{model.ProxyAddresses},
	Reads:    []model.Attr{model.Mail},
	Check: func(c *Case) []Problem {
		if c.first >= 0 {
			return nil
		}
		a := chosenPrimary(c.First(model.Mail), c.Addresses())
		if !a.IsSMTP() {
			return nil
		}
		p := Problem{Attr: model.ProxyAddresses, Value: a.String(), Text: "no address is marked primary", Errors: []string{"NoPrimary"}, Action: None}
		if model.CheckSMTP(a.Value()) == nil {
			p.Action, p.Proposed = Edit, "SMTP:"+a.Value()
		}
		return []Problem{p}
	},
	Mendable: true,
})
