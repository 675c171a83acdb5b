package check

import (
	"strings"

	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1013",
	Title: "User principal name in a domain that the tenant has not verified",
	Text: "The user gets a sign-in name in the tenant's onmicrosoft.com domain instead. While the tenant's domains are not known, only suffixes are reported " +
		"that nobody can verify, such as .local. Accounts without mail that are disabled, or whose password does not expire, are taken for those of services and are not reported.",
	Source:   "https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname",
	Severity: Warning,
	Attrs:    []model.Attr{model.UserPrincipalName},
	For:      User,
	If:       []model.Attr{model.UserPrincipalName},
	Reads:    []model.Attr{model.UserAccountControl},
	Check: func(c *Case) []Problem {
		v := c.First(model.UserPrincipalName)
		suffix := strings.Trim(visible(domainOf(v)), ".&")
		if c.w.AlternateLogin || !strings.Contains(v, "@") || suffix == "" || !c.w.unfit(suffix) || !signsIn(c) {
			return nil
		}
		flag, text := "UnverifiedDomain", suffix+" is not verified in the tenant"
		if unroutable(suffix) {
			flag, text = TopLevelDomain, suffix+" is no domain that a tenant can verify"
		}
		return []Problem{{Attr: model.UserPrincipalName, Value: v, Text: text, Errors: []string{flag}, Action: None}}
	},
})

// unfit reports whether nobody can sign in with names of a domain.
func (w *world) unfit(domain string) bool {
	if w.verified != nil {
		return !w.verified[domain]
	}
	return unroutable(domain)
}
