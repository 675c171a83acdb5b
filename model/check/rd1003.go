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
	If:       []model.Attr{model.ProxyAddresses},
	Check: func(c *Case) []Problem {
		a, marked := c.marked()
		primary, mail := strings.TrimSpace(a.Value()), c.First(model.Mail)
		if marked == 0 || primary == "" || sameAddress(mail, primary) {
			return nil // what is malformed about either is the matter of RD1005
		}
		p := Problem{Attr: model.Mail, Value: mail, Text: fmt.Sprintf("mail is %s, the primary address is %s", mail, primary),
			Errors: []string{"PrimaryMismatch"}, Action: None}
		if mail == "" {
			p.Text, p.Errors = fmt.Sprintf("mail is not set, the primary address is %s", primary), []string{Blank}
		}
		if good, ok := repaired(primary); ok {
			p.Action, p.Proposed = Edit, good
		}
		return []Problem{p}
	},
	Mendable: true,
})
