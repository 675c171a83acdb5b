package check

import (
	"strings"

	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1010",
	Title: "Address in a domain that the tenant has not verified",
	Text: "The cloud drops such an address from a mailbox; if it is the primary one, another address takes its place. Mail users and contacts may have " +
		"addresses of any domain. The rule is silent while the tenant's domains are not known.",
	Source:   docProxy,
	Severity: Warning,
	Attrs:    []model.Attr{model.ProxyAddresses, model.Mail},
	Check: func(c *Case) (out []Problem) {
		if c.w.verified == nil || !c.kind.IsMailbox() {
			return nil
		}
		for _, a := range c.Addresses() {
			if d := strings.TrimSpace(a.Domain()); mailAddress(a) && c.w.unverified(d) {
				out = append(out, unverified(model.ProxyAddresses, a.String(), d))
			}
		}
		if v := c.First(model.Mail); !c.Has(model.ProxyAddresses) && strings.Contains(v, "@") && c.w.unverified(domainOf(v)) {
			out = append(out, unverified(model.Mail, v, domainOf(v)))
		}
		return out
	},
})

func unverified(a model.Attr, value, domain string) Problem {
	return Problem{Attr: a, Value: value, Text: domain + " is not verified in the tenant", Errors: []string{"UnverifiedDomain"}, Action: None}
}
