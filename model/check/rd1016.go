package check

import (
	"fmt"
	"strings"

	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1016",
	Title: "Account name that gives no sign-in name",
	Text: "Without a user principal name, synchronization makes the sign-in name from sAMAccountName, which then may have 20 characters and none of " +
		accountRefused + ". With a user principal name the account name does not matter.",
	Source:   docPrep,
	Severity: Warning,
	Attrs:    []model.Attr{model.SAMAccountName},
	For:      User,
	Reads:    []model.Attr{model.UserPrincipalName},
	Check: func(c *Case) []Problem {
		v := c.First(model.SAMAccountName)
		if c.w.AlternateLogin || c.Has(model.UserPrincipalName) || v == "" {
			return nil
		}
		p := Problem{Attr: model.SAMAccountName, Value: v, Action: None}
		if i := strings.IndexAny(v, accountRefused); i >= 0 {
			p.Text, p.Errors = "the account name contains "+sign(v[i:]), []string{Character}
		}
		if n := units(v); n > maxAccount {
			p.Text, p.Errors = fmt.Sprintf("the account name has %d characters; the limit is %d", n, maxAccount), append(p.Errors, Length)
		}
		if p.Errors == nil {
			return nil
		}
		return []Problem{p}
	},
})
