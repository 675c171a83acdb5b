package check

import (
	"fmt"

	"recipientdesk/model"
)

var certificates = []model.Attr{"userCertificate", "userSMIMECertificate"}

var _ = register(&Rule{
	ID:    "RD1022",
	Title: "More values than the cloud takes",
	Text: "Of a user with more than 15 certificates in an attribute, none of them is synchronized, and older versions fail to export the user; expired ones can " +
		"go. An object with more than about 300 addresses exceeds the size that an export may have.",
	Source:   docLarge,
	Severity: Warning,
	Attrs:    []model.Attr{"userCertificate", "userSMIMECertificate", model.ProxyAddresses},
	If:       []model.Attr{"userCertificate", "userSMIMECertificate", model.ProxyAddresses},
	Check: func(c *Case) (out []Problem) {
		many := func(a model.Attr, n, max int, what string) {
			if n > max {
				out = append(out, Problem{Attr: a, Text: fmt.Sprintf("%s has %d %s; the cloud takes %d", a, n, what, max), Errors: []string{"TooMany"}, Action: None})
			}
		}
		for _, a := range certificates {
			many(a, len(c.Values(a)), maxCertificates, "certificates")
		}
		many(model.ProxyAddresses, len(c.Addresses()), maxAddresses, "addresses")
		return out
	},
})
