package check

import "recipientdesk/model"

var _ = register(&Rule{
	ID:    "RD1017",
	Title: "Address in a domain of the cloud itself",
	Text: "The cloud makes the addresses in onmicrosoft.com on its own and drops those that come from Active Directory; as the primary address such a one leaves " +
		"the mailbox or group without the primary address it was meant to have. Routing addresses in mail.onmicrosoft.com are well as secondary addresses.",
	Source:   docProxy,
	Severity: Advice,
	Attrs:    []model.Attr{model.ProxyAddresses},
	If:       []model.Attr{model.ProxyAddresses},
	Check: func(c *Case) (out []Problem) {
		if !c.kind.IsMailbox() && c.class != Group { // others may be recipients of another tenant
			return nil
		}
		for _, a := range c.Addresses() {
			if d := a.Domain(); mailAddress(a) && reserved(d) && (a.Primary() || !routing(d)) {
				out = append(out, Problem{Attr: model.ProxyAddresses, Value: a.String(), Text: d + " is a domain that the cloud gives addresses in",
					Errors: []string{"ReservedDomain"}, Action: None})
			}
		}
		return out
	},
})
