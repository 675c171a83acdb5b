package check

import (
	"strings"

	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1034",
	Title: "Malformed SIP address",
	Text: "A SIP address is written like a mail address. The cloud drops one with blanks, brackets, commas, semicolons, quotation marks or a second colon. Addresses of " +
		"other types, X500 above all, have such characters rightly and are not judged.",
	Source:   docPrep,
	Severity: Warning,
	Attrs:    []model.Attr{model.ProxyAddresses},
	If:       []model.Attr{model.ProxyAddresses},
	Check: func(c *Case) (out []Problem) {
		for _, a := range c.Addresses() {
			v := a.Value()
			if a.Type() != "SIP" || !strings.ContainsAny(v, addressRefused+":") && visible(v) == v {
				continue
			}
			p := Problem{Attr: model.ProxyAddresses, Value: a.String(), Text: quoted(v) + " is no SIP address", Errors: []string{Character}, Action: None}
			if good, ok := repaired(v); ok {
				p = propose(p, c, a.String()[:len("sip:")]+good)
			}
			out = append(out, p)
		}
		return out
	},
	Mendable: true,
})
