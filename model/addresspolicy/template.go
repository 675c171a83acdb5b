package addresspolicy

import (
	"fmt"
	"strings"
	"unicode"

	"recipientdesk/model"
	"recipientdesk/model/naming"
)

// A Template makes an address of what an object says of itself. Its variables are those
// of Exchange (https://learn.microsoft.com/exchange/email-addresses-and-address-books/email-address-policies/email-address-policies#address-types):
//
//	%g given name   %s surname   %i middle initial   %d display name   %m alias
//	%2g, %1s the first letters of them   %rxy x replaced by y in what follows, %rxx x left out
//
// and %u, the account name (sAMAccountName), which Exchange does not have.
type Template struct {
	text    string
	primary bool
	parts   []part
	domain  string
}

// A part is a piece of a template: text as it stands, or a variable.
type part struct {
	text     string
	variable byte // 0: text
	most     int  // letters; 0: all
	swaps    string
}

// ParseTemplate reads SMTP:%g.%s@contoso.com, for a primary address, or
// smtp:%m@contoso.com, for one beside it. Without a prefix it is smtp. The error has
// code Invalid and names what is wrong.
func ParseTemplate(s string) (Template, error) {
	t := Template{text: s}
	bad := func(message string) (Template, error) {
		return Template{}, &model.Error{Code: model.Invalid, Subject: s, Message: message,
			Hint: "Write it as SMTP:%g.%s@contoso.com; %g is the given name, %s the surname, %i the middle initial, %d the display name, %m the alias, %u the account name."}
	}
	rest := strings.TrimSpace(s)
	if prefix, more, ok := strings.Cut(rest, ":"); ok {
		if !strings.EqualFold(prefix, "smtp") {
			return bad("is of a type that is not given by policy")
		}
		t.primary, rest = prefix == "SMTP", more
	}
	at := strings.LastIndexByte(rest, '@')
	if at <= 0 {
		return bad("is no address: an @ with something before it is missing")
	}
	if t.domain = strings.ToLower(rest[at+1:]); model.CheckSMTP("x@"+t.domain) != nil {
		return bad(fmt.Sprintf("has the domain %q, which is none", t.domain))
	}
	swaps := ""
	for local := rest[:at]; local != ""; {
		p, more, err := nextPart(local)
		if err != "" {
			return bad(err)
		}
		if local = more; p.variable == 'r' {
			swaps += p.text
			continue
		}
		p.swaps = swaps
		t.parts = append(t.parts, p)
	}
	return t, nil
}

// nextPart takes one piece from the front.
func nextPart(s string) (p part, rest, wrong string) {
	if s[0] != '%' {
		end := strings.IndexByte(s, '%')
		if end < 0 {
			end = len(s)
		}
		if model.CheckSMTP("x"+strings.ReplaceAll(s[:end], ".", "")+"x@contoso.com") != nil {
			return p, "", fmt.Sprintf("has %q, which no address can have", s[:end])
		}
		return part{text: s[:end]}, s[end:], ""
	}
	i := 1
	for ; i < len(s) && s[i] >= '0' && s[i] <= '9' && p.most < 100; i++ {
		p.most = p.most*10 + int(s[i]-'0')
	}
	switch {
	case i == len(s):
		return p, "", "ends with %"
	case s[i] == '%' && i == 1:
		return part{text: "%"}, s[2:], ""
	case s[i] == 'r' && i == 1:
		r := []rune(s[2:])
		if len(r) < 2 {
			return p, "", "has %r without the two characters that belong to it"
		}
		return part{variable: 'r', text: string(r[:2])}, string(r[2:]), ""
	case !strings.ContainsRune("gsidmu", rune(s[i])):
		return p, "", fmt.Sprintf("has %%%c, which means nothing", s[i])
	case i > 1 && p.most == 0:
		return p, "", "takes the first 0 letters of something"
	}
	p.variable = s[i]
	return p, s[i+1:], ""
}

// String returns the template as it was written.
func (t Template) String() string { return t.text }

// Domain returns what follows the @, in lower case.
func (t Template) Domain() string { return t.domain }

// Primary reports whether the template makes the primary address.
func (t Template) Primary() bool { return t.primary }

// sources are the attributes that variables stand for, the first that has a value, and
// what a person calls them.
var sources = map[byte]struct {
	label string
	attrs []model.Attr
}{
	'g': {"given name", []model.Attr{"givenName"}},
	's': {"surname", []model.Attr{"sn"}},
	'i': {"middle initial", []model.Attr{"initials", "middleName"}},
	'd': {"display name", []model.Attr{model.DisplayName, model.CommonName, "name"}},
	'm': {"alias", []model.Attr{model.MailNickname}},
	'u': {"account name", []model.Attr{model.SAMAccountName}},
}

// A Placeholder is a piece of a template that stands for something of the recipient.
type Placeholder struct{ Text, Meaning string }

// Placeholders returns those that a person should know of, in rows of three: in the second
// row what stands above is shortened.
func Placeholders() []Placeholder {
	return []Placeholder{
		{"%g", "given name"}, {"%s", "surname"}, {"%i", "middle initial"},
		{"%1g", "its first letter"}, {"%1s", "its first letter"}, {"%d", "display name"},
		{"%m", "alias"}, {"%u", "account name"}, {"%r-_", "_ for each - after it"},
	}
}

// Address makes the address of an object, in lower case. why says what is missing, if
// "" was made. A missing middle initial is left out, with the period beside it.
func (t Template) Address(e model.Entry) (address, why string) {
	m := t.compose(e)
	return m.address, m.why
}

// A composed address is what a template makes of an object.
type composed struct {
	address string // "": none
	long    string // the part before the @, if it was too long and was cut
	why     string // none was made because …
}

func (t Template) compose(e model.Entry) (c composed) {
	var b strings.Builder
	for _, p := range t.parts {
		if p.variable == 0 {
			b.WriteString(p.swap(p.text))
			continue
		}
		v := ""
		for _, a := range sources[p.variable].attrs {
			if v == "" {
				v = e.First(a)
			}
		}
		if v = p.local(v); v == "" && p.variable != 'i' {
			return composed{why: "it has no " + sources[p.variable].label}
		}
		b.WriteString(v)
	}
	local := tidy(strings.ToLower(b.String()))
	if local == "" {
		return composed{why: "nothing is left of it in the letters that an address can have"}
	}
	if len(local) > maxLocal {
		c.long, local = local, strings.TrimRight(local[:maxLocal], ".-")
	}
	if err := model.CheckSMTP(local + "@" + t.domain); err != nil {
		return composed{why: err.Error()}
	}
	c.address = local + "@" + t.domain
	return c
}

// maxLocal is the longest part before the @ (RFC 5321 4.5.3.1.1).
const maxLocal = 64

func (p part) local(v string) string {
	switch p.variable {
	case 'm', 'u':
		v = naming.LocalPart(v, "")
	case 'd':
		v = naming.LocalPart(v, ".")
	default:
		v = naming.LocalPart(v, "")
	}
	v = p.swap(v)
	if p.most > 0 && p.most < len(v) {
		v = v[:p.most]
	}
	if p.variable == 'i' && v != "" {
		v = v[:1]
	}
	return v
}

// swap replaces characters as the %r before it say.
func (p part) swap(v string) string {
	r := []rune(p.swaps)
	for i := 0; i+1 < len(r); i += 2 {
		with := string(unicode.ToLower(r[i+1]))
		if r[i] == r[i+1] {
			with = ""
		}
		v = strings.ReplaceAll(v, string(unicode.ToLower(r[i])), with)
	}
	return v
}

// tidy takes periods away that have nothing before or after them.
func tidy(s string) string {
	for strings.Contains(s, "..") {
		s = strings.ReplaceAll(s, "..", ".")
	}
	return strings.Trim(s, ".")
}
