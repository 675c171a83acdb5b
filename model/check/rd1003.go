package check

import (
	"fmt"
	"strings"

	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1003",
	Title: "E-mail differs from the primary address",
	Text: "Exchange keeps mail and the primary address equal. Where they differ, programs that read mail show an address that mail is not sent from; " +
		"the cloud ignores mail while proxyAddresses has values.",
	Source:   docProxy,
	Severity: Warning,
	Attrs:    []model.Attr{model.Mail},
	Check: func(c *Case) []Problem {
		p, ok := model.Addresses(c.Entry).Primary()
		mail := c.Entry.First(model.Mail)
		if !ok || strings.EqualFold(mail, p.Value()) {
			return nil
		}
		text := fmt.Sprintf("mail is %s, the primary address is %s", mail, p.Value())
		flag := "PrimaryMismatch"
		if mail == "" {
			text, flag = fmt.Sprintf("mail is not set, the primary address is %s", p.Value()), Blank
		}
		return []Problem{{Attr: model.Mail, Value: mail, Text: text, Errors: []string{flag}, Action: Edit, Proposed: p.Value()}}
	},
	Fix: func(e model.Entry) (model.Entry, bool) {
		p, ok := model.Addresses(e).Primary()
		if !ok {
			return e, false
		}
		return e.With(model.Mail, p.Value()), true
	},
})
