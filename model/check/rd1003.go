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
		primary, mail := trimmedPrimary(c.Entry), c.Entry.First(model.Mail)
		if primary == "" || strings.EqualFold(strings.TrimSpace(mail), primary) {
			return nil // blanks around either are the matter of RD1005
		}
		text, flag := fmt.Sprintf("mail is %s, the primary address is %s", mail, primary), "PrimaryMismatch"
		if mail == "" {
			text, flag = fmt.Sprintf("mail is not set, the primary address is %s", primary), Blank
		}
		return []Problem{{Attr: model.Mail, Value: mail, Text: text, Errors: []string{flag}, Action: Edit, Proposed: primary}}
	},
	Fix: func(e model.Entry) (model.Entry, bool) {
		primary := trimmedPrimary(e)
		if primary == "" {
			return e, false
		}
		return e.With(model.Mail, primary), true
	},
})

func trimmedPrimary(e model.Entry) string {
	p, _ := model.Addresses(e).Primary()
	return strings.TrimSpace(p.Value())
}
