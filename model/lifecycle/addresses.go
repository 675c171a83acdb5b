package lifecycle

import (
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/naming"
)

// alias returns the alias that the object gets: the one that is wished for, its own,
// or one made of what from says (a sign-in name, a name).
func (d *editor) alias(wished, from string) string {
	a := wished
	if a == "" {
		a = d.Before.First(model.MailNickname)
	}
	if a == "" {
		a = AliasFrom(from)
	}
	if err := model.CheckAlias(a); err != nil {
		d.fail(err)
	}
	return a
}

// needsAlias gives a mailbox an alias, if it has none: the default rules take the
// attributes of Exchange over from users with an alias only
// (https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-default-configuration).
func (d *editor) needsAlias() {
	if d.err != nil || d.Before.Has(model.MailNickname) {
		return
	}
	alias := d.alias("", d.Before.First(model.UserPrincipalName))
	d.set(model.MailNickname, alias)
	d.note("It gets the alias " + alias + ": without one, no attribute of Exchange synchronizes for a user.")
}

// objectName is the name that Exchange makes an alias of, where there is no sign-in name:
// that of the object, not the one that address lists show.
func objectName(e model.Entry) string {
	if cn := e.First(model.CommonName); cn != "" {
		return cn
	}
	return model.NameOf(e.Ref.DN)
}

// AliasFrom makes an alias of a sign-in name or a name: the part before the @, without
// blanks and without what no alias can have. Letters that are not of Western Europe are
// written in ASCII, where Exchange would make question marks; the ampersand goes, as
// Entra Connect does not support it. "" if nothing is left.
func AliasFrom(s string) string {
	local, _, _ := strings.Cut(s, "@")
	if strings.ContainsFunc(local, func(r rune) bool { return r > 0xFF }) {
		local = naming.ASCII(local)
	}
	var b strings.Builder
	for _, r := range local {
		if r == '.' && (b.Len() == 0 || strings.HasSuffix(b.String(), ".")) {
			continue
		}
		if r == '.' || r != '&' && model.CheckAlias(string(r)) == nil {
			b.WriteRune(r)
		}
	}
	out := []rune(b.String())
	return strings.TrimRight(string(out[:min(len(out), model.MaxAlias)]), ".")
}

// primary gives the object its primary address: the one that is wished for, else the
// one it has, in proxyAddresses, mail or, of a user, the sign-in name.
func (d *editor) primary(wished string) {
	p := wished
	for _, have := range []string{model.Recipient{Entry: d.Before}.Primary(), d.Before.First(model.UserPrincipalName)} {
		if p == "" {
			p = have
		}
	}
	if p == "" {
		d.refuse(model.Invalid, "has no address yet", "Give the primary address that it is to have.")
		return
	}
	a, err := model.SMTPAddress(p, true)
	if err != nil {
		d.fail(err)
		return
	}
	l, err := model.Addresses(d.After).Promote(a)
	if err != nil {
		d.fail(err)
		return
	}
	d.set(model.ProxyAddresses, l.Strings()...)
	d.set(model.Mail, a.Value())
}

// also adds a secondary address, if it is not there.
func (d *editor) also(mail string) {
	l := model.Addresses(d.After)
	if l.Find(mail) >= 0 {
		return
	}
	a, err := model.SMTPAddress(mail, false)
	if err == nil {
		l, err = l.Add(a)
	}
	if err != nil {
		d.fail(err)
		return
	}
	d.set(model.ProxyAddresses, l.Strings()...)
}

// target sets where mail for the object is passed on to.
func (d *editor) target(mail string) string {
	a, err := model.SMTPAddress(bare(mail), true)
	if err != nil {
		d.fail(err)
		return mail
	}
	d.set(model.TargetAddress, a.String())
	return a.Value()
}

// RoutingAddress returns the remote routing address that a mailbox in the tenant gets.
// The error has code Invalid if the routing domain is not known.
func (w World) RoutingAddress(e model.Entry, alias string) (string, error) {
	if w.Routing == "" {
		return "", &model.Error{Code: model.Invalid, Subject: "Remote routing address", Message: "cannot be made: the routing domain of the tenant is not known",
			Hint: "Connect with the tenant, or give the address: alias@contoso.mail.onmicrosoft.com."}
	}
	pattern := w.Pattern
	if pattern == "" {
		pattern = "%m"
	}
	local := strings.NewReplacer("%m", alias, "%u", e.First(model.SAMAccountName), "%%", "%").Replace(pattern)
	if model.CheckSMTP(local+"@"+w.Routing) != nil { // an alias may have letters that no address has
		local = naming.LocalPart(local, "")
	}
	at := local + "@" + w.Routing
	return at, model.CheckSMTP(at)
}
