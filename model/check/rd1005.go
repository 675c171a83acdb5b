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
		"drops it without a word, as it drops a value of proxyAddresses that has no type. X500, X400, EUM, SIP and other types are not judged: " +
		"blanks and parentheses belong in them.",
	Source:   docPrep,
	Severity: Error,
	Attrs:    []model.Attr{model.ProxyAddresses, model.Mail, model.TargetAddress},
	Check:    malformed,
	Fix: func(e model.Entry) (model.Entry, bool) {
		all := true
		for _, p := range malformed(&Case{Entry: e}) {
			if p.Action != Edit {
				all = false
				continue
			}
			vals := slices.Clone(e.Values(p.Attr))
			vals[slices.Index(vals, p.Value)] = p.Proposed
			e = e.With(p.Attr, vals...)
		}
		return e, all
	},
})

func malformed(c *Case) (out []Problem) {
	for _, v := range c.Entry.Values(model.ProxyAddresses) {
		a, err := model.ParseAddress(v)
		switch {
		case err != nil:
		case a.IsSMTP():
			out = appendMalformed(out, c.Entry, model.ProxyAddresses, v, v[:len("smtp:")], a.Value())
		case a.Type() == "":
			p := Problem{Attr: model.ProxyAddresses, Value: v, Text: quoted(v) + " has no type", Errors: []string{Format}, Action: None}
			if good, ok := repaired(v); ok {
				p = propose(p, c.Entry, "smtp:"+good)
			}
			out = append(out, p)
		}
	}
	if v := c.Entry.First(model.Mail); v != "" {
		out = appendMalformed(out, c.Entry, model.Mail, v, "", v)
	}
	if v := c.Entry.First(model.TargetAddress); v != "" {
		if a, err := model.ParseAddress(v); err == nil && (a.IsSMTP() || a.Type() == "") {
			out = appendMalformed(out, c.Entry, model.TargetAddress, v, v[:len(v)-len(a.Value())], a.Value())
		}
	}
	return out
}

// appendMalformed adds what is wrong with address, which stands in value after
// prefix.
func appendMalformed(out []Problem, e model.Entry, attr model.Attr, value, prefix, address string) []Problem {
	err := model.CheckSMTP(address)
	if err == nil {
		return out
	}
	p := Problem{Attr: attr, Value: value, Text: quoted(address) + " is malformed", Errors: smtpFlags(address), Action: None}
	if me, ok := errors.AsType[*model.Error](err); ok {
		p.Text = quoted(address) + " " + me.Message
	}
	if good, ok := repaired(address); ok {
		p = propose(p, e, prefix+good)
	}
	return append(out, p)
}

// propose puts a repaired value to a problem, unless the object has that value
// already: then the broken one is superfluous, but a person has to see that.
func propose(p Problem, e model.Entry, value string) Problem {
	if !slices.ContainsFunc(e.Values(p.Attr), func(v string) bool { return strings.EqualFold(v, value) }) {
		p.Action, p.Proposed = Edit, value
	}
	return p
}

// repaired drops what cannot be part of an address and was hardly meant: blanks
// and invisible characters anywhere, punctuation around it, and periods that have
// nothing between them. ok is false if that does not make it an address.
func repaired(s string) (string, bool) {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, s)
	s = strings.Trim(s, `<>"',;.:()[]`)
	if rest, ok := strings.CutPrefix(strings.ToLower(s), "mailto:"); ok {
		s = s[len(s)-len(rest):]
	}
	local, domain, ok := strings.Cut(s, "@")
	if !ok {
		return "", false
	}
	s = onePeriod(local) + "@" + onePeriod(domain)
	return s, model.CheckSMTP(s) == nil
}

func onePeriod(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '.' }), ".")
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

// quoted shows a value so that blanks at its ends are seen.
func quoted(s string) string {
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return "“" + s + "”"
}
