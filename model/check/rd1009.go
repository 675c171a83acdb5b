package check

import (
	"fmt"
	"strings"

	"recipientdesk/model"
)

// gated are the attributes that decide what a user is to the cloud and that the
// default rules carry only for users that have mailNickname (rule "In from AD - User
// Exchange"). RD1035 has the others.
var gated = []model.Attr{hidden, model.TargetAddress, model.RecipientType, model.RemoteRecipientType}

var _ = register(&Rule{
	ID:    "RD1009",
	Title: "Values that wait for an alias",
	Text: "The default rules of synchronization carry most Exchange attributes only for users that have mailNickname. Without it a user is not hidden from " +
		"address lists, and neither target address nor recipient type reach the cloud.",
	Source:   docAttributes,
	Severity: Warning,
	Attrs:    []model.Attr{model.MailNickname},
	For:      User,
	If:       gated,
	Reads:    aliasReads,
	Check:    func(c *Case) []Problem { return waiting(c, gated) },
	Mendable: true,
})

const docAttributes = "https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-attributes-synchronized"

// aliasReads is what an alias is made from.
var aliasReads = []model.Attr{model.MailboxGUID, model.UserPrincipalName, model.CommonName, model.Mail, model.ProxyAddresses}

// waiting proposes an alias for a user who has none and one of the attributes that
// need it.
func waiting(c *Case, gated []model.Attr) []Problem {
	if c.Has(model.MailNickname) || !c.kind.MailEnabled() {
		return nil
	}
	held := heldBack(c, gated)
	if held == "" {
		return nil
	}
	p := Problem{Attr: model.MailNickname, Text: "the alias is not set, and " + held + " without it", Errors: []string{Blank}, Action: None}
	if c.Has(model.MailboxGUID) {
		p.Text += "; it would also let msExchMailboxGuid through, see RD1023"
	} else if alias, ok := newAlias(c); ok {
		p.Action, p.Proposed = Edit, alias
	}
	return []Problem{p}
}

// heldBack says what does not reach the cloud, "" if everything does.
func heldBack(c *Case, gated []model.Attr) string {
	var names []string
	for _, a := range gated {
		if v := c.First(a); v != "" && v != "FALSE" { // which is what the cloud assumes
			names = append(names, string(a))
		}
	}
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0] + " does not reach the cloud"
	case 2:
		return names[0] + " and " + names[1] + " do not reach the cloud"
	default:
		return fmt.Sprintf("%s, %s and %d more do not reach the cloud", names[0], names[1], n-2)
	}
}

// newAlias makes an alias as Exchange does: from the left part of the user
// principal name, or else from the name
// (https://learn.microsoft.com/powershell/module/exchange/enable-mailuser).
func newAlias(c *Case) (string, bool) {
	for _, v := range []string{c.First(model.UserPrincipalName), c.sender(), c.name()} {
		local, _, _ := strings.Cut(v, "@")
		if alias, ok := cleanAlias(local); ok {
			return alias, true
		}
	}
	return "", false
}
