package check

import (
	"slices"

	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1010",
	Title: "Address in a domain that the tenant has not verified",
	Text: "The cloud drops such an address from a mailbox; if it is the primary one, another address takes its place. Mail users and contacts may have " +
		"addresses of any domain. The rule is silent while the tenant's domains are not known.",
	Source:   docProxy,
	Severity: Warning,
	Attrs:    []model.Attr{model.ProxyAddresses},
	Check: func(c *Case) (out []Problem) {
		kind := model.Recipient{Entry: c.Entry}.Kind()
		if c.Verified == nil || !kind.IsMailbox() {
			return nil
		}
		for _, a := range model.Addresses(c.Entry) {
			if a.IsSMTP() && a.Domain() != "" && !slices.Contains(c.Verified, a.Domain()) {
				out = append(out, Problem{Attr: model.ProxyAddresses, Value: a.String(),
					Text: a.Domain() + " is not verified in the tenant", Errors: []string{"UnverifiedDomain"}, Action: None})
			}
		}
		return out
	},
})
