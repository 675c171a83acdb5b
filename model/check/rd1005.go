package check

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1005",
	Title: "Malformed address",
	Text: "An SMTP address has a local part of at most 64 letters, digits and signs without blanks, an @, and a domain name. Exchange refuses another one, and the cloud " +
		"drops it without a word, as it drops a value of proxyAddresses that has no type. X500, X400, EUM and other types are not judged: " +
		"blanks and parentheses belong in them. SIP is the matter of RD1034.",
	Source:   docPrep,
	Severity: Error,
	Attrs:    []model.Attr{model.ProxyAddresses, model.Mail, model.TargetAddress},
	Check:    malformed,
	Mendable: true,
})

func malformed(c *Case) (out []Problem) {
	typ := "smtp:"
	if !slices.ContainsFunc(c.Addresses(), model.Address.IsSMTP) {
		typ = "SMTP:" // the first one is primary
	}
	for _, a := range c.Addresses() {
		v := a.String()
		switch {
		case a.IsSMTP():
			out = appendMalformed(out, c, model.ProxyAddresses, v, v[:len("smtp:")], a.Value())
		case a.Type() == "":
			p := Problem{Attr: model.ProxyAddresses, Value: v, Text: quoted(v) + " has no type", Errors: []string{Format}, Action: None}
			if good, ok := repaired(v); ok {
				p = propose(p, c, typ+good)
				typ = "smtp:"
			}
			out = append(out, p)
		}
	}
	if v := c.First(model.Mail); v != "" && !(c.first >= 0 && v == c.addrs[c.first].Value() && len(out) == 0) {
		out = appendMalformed(out, c, model.Mail, v, "", v)
	}
	if v := c.First(model.TargetAddress); v != "" {
		if a, err := model.ParseAddress(v); err == nil && (a.IsSMTP() || a.Type() == "") {
			out = appendMalformed(out, c, model.TargetAddress, v, v[:len(v)-len(a.Value())], a.Value())
		}
	}
	return out
}

// appendMalformed adds what is wrong with address, which stands in value after
// prefix.
func appendMalformed(out []Problem, c *Case, attr model.Attr, value, prefix, address string) []Problem {
	err := model.CheckSMTP(address)
	if err == nil {
		return out
	}
	p := Problem{Attr: attr, Value: value, Text: quoted(address) + " is malformed", Errors: smtpFlags(address), Action: None}
	if me, ok := errors.AsType[*model.Error](err); ok {
		p.Text = quoted(address) + " " + me.Message
	}
	if good, ok := repaired(address); ok {
		p = propose(p, c, prefix+good)
	}
	return append(out, p)
}

// smtpFlags names what is wrong as IdFix does.
func smtpFlags(s string) (out []string) {
	i := strings.LastIndexByte(s, '@')
	if i < 0 {
		return []string{Format}
	}
	if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }) {
		out = append(out, Character)
	}
	if model.CheckSMTP("a@"+s[i+1:]) != nil {
		out = append(out, DomainPart)
	}
	if model.CheckSMTP(s[:i]+"@a.example") != nil {
		out = append(out, LocalPart)
	}
	return out
}
