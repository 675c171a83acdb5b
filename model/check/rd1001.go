package check

import (
	"fmt"

	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1001",
	Title: "More than one primary SMTP address",
	Text: "One value of proxyAddresses may carry the prefix SMTP: in capitals. With several, the systems that read the object " +
		"choose one of them, and not always the same one.",
	Source:   docProxy,
	Severity: Error,
	Attrs:    []model.Attr{model.ProxyAddresses},
	If:       []model.Attr{model.ProxyAddresses},
	Reads:    []model.Attr{model.Mail},
	Check: func(c *Case) []Problem {
		keep, marked := c.marked()
		if marked < 2 {
			return nil
		}
		var out []Problem
		for _, a := range c.Addresses() {
			if a.IsSMTP() && a.Primary() && a != keep {
				out = append(out, Problem{Attr: model.ProxyAddresses, Value: a.String(),
					Text: fmt.Sprintf("%d addresses are marked primary; %s would stay", marked, keep.Value()), Errors: []string{"MultiplePrimary"},
					Action: Edit, Proposed: "smtp:" + a.Value()})
			}
		}
		return out
	},
	Mendable: true,
})

const (
	docProxy = "https://learn.microsoft.com/troubleshoot/entra/entra-id/user-prov-sync/proxyaddresses-attribute-populate"
	docPrep  = "https://learn.microsoft.com/microsoft-365/enterprise/prepare-for-directory-synchronization"
)
