package check

import (
	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1012",
	Title: "User principal name is missing",
	Text: "Synchronization makes a sign-in name from the account name and the name of the domain. That domain is seldom verified in the tenant, and then the " +
		"user signs in with a name in the onmicrosoft.com domain that nobody told them.",
	Source:   "https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname",
	Severity: Warning,
	Attrs:    []model.Attr{model.UserPrincipalName},
	For:      User,
	Reads:    []model.Attr{model.SAMAccountName, model.UserAccountControl},
	Check: func(c *Case) []Problem {
		if c.w.AlternateLogin || c.Has(model.UserPrincipalName) || !signsIn(c) {
			return nil
		}
		text := "the user principal name is not set"
		if dn, err := model.ParseDN(c.DN()); err == nil && dn.Domain() != "" && c.Has(model.SAMAccountName) {
			text += "; synchronization takes " + c.First(model.SAMAccountName) + "@" + dn.Domain()
		}
		return []Problem{{Attr: model.UserPrincipalName, Text: text, Errors: []string{Blank}, Action: None}}
	},
})

// signsIn reports whether an account is one that somebody signs in to the cloud with,
// as far as can be seen: it has mail, or is neither disabled nor that of a service,
// whose password does not expire.
func signsIn(c *Case) bool {
	flags, _ := c.number(model.UserAccountControl)
	return c.kind.MailEnabled() || flags&(accountDisabled|passwordNeverExpires) == 0
}
