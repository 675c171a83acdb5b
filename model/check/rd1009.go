package check

import (
	"strings"

	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1009",
	Title: "Recipient without alias",
	Text: "A user with mail but without mailNickname syncs, but the default rules of directory sync hold most Exchange attributes back: it cannot be hidden from address lists, and " +
		"target address, delegates and delivery settings do not reach the cloud. Groups and contacts get an alias made from their name.",
	Source:   "https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-attributes-synchronized",
	Severity: Advice,
	Attrs:    []model.Attr{model.MailNickname},
	Check: func(c *Case) []Problem {
		mailEnabled := model.Recipient{Entry: c.Entry}.Kind().MailEnabled()
		lacks := c.Schema != nil && !c.Schema.Has(model.MailNickname) // a forest without Exchange schema
		if !mailEnabled || lacks || c.Entry.Has(model.MailNickname) {
			return nil
		}
		p := Problem{Attr: model.MailNickname, Text: "the alias is not set", Errors: []string{Blank}, Action: None}
		if alias, ok := newAlias(c.Entry); ok {
			p.Action, p.Proposed = Edit, alias
		}
		return []Problem{p}
	},
	Fix: func(e model.Entry) (model.Entry, bool) {
		alias, ok := newAlias(e)
		if !ok || e.Has(model.MailNickname) {
			return e, false
		}
		return e.With(model.MailNickname, alias), true
	},
})

// newAlias makes an alias as Exchange does: from the left part of the user
// principal name, or else from the name
// (https://learn.microsoft.com/powershell/module/exchange/enable-mailuser).
func newAlias(e model.Entry) (string, bool) {
	for _, v := range []string{e.First(model.UserPrincipalName), model.Recipient{Entry: e}.Primary(), commonName(e)} {
		local, _, _ := strings.Cut(v, "@")
		if alias, ok := cleanAlias(local); ok {
			return alias, true
		}
	}
	return "", false
}
