package check

import (
	"slices"
	"strings"
	"unicode"

	"recipientdesk/model"
)

// chosenPrimary returns the address of l that should be primary: a marked one that
// equals mail, else any marked one, else one that equals mail, else the first SMTP
// address. Malformed ones are not chosen while there are others, least of all those
// that RD1005 cannot repair. The zero Address: none.
func chosenPrimary(mail string, l model.AddressList) (best model.Address) {
	rank := -1
	for _, a := range l {
		if !a.IsSMTP() {
			continue
		}
		r := 0
		if mail != "" && sameAddress(a.Value(), mail) {
			r++
		}
		if a.Primary() {
			r += 2
		}
		if good, ok := repaired(a.Value()); ok && good == a.Value() {
			r += 8
		} else if ok {
			r += 4
		}
		if r > rank {
			best, rank = a, r
		}
	}
	return best
}

// repaired drops what cannot be part of an address and was hardly meant: blanks
// and invisible characters anywhere, punctuation around it, and periods that have
// nothing between them. ok is false if that does not make it an address.
func repaired(s string) (string, bool) {
	s = strings.Trim(visible(s), `<>"',;.:()[]`)
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

// visible drops blanks and invisible characters.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, s)
}

func onePeriod(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '.' }), ".")
}

// sameAddress reports whether two addresses are equal but for what RD1005 repairs.
func sameAddress(a, b string) bool {
	return strings.EqualFold(a, b) || strings.EqualFold(settled(a), settled(b))
}

func settled(s string) string {
	if good, ok := repaired(s); ok {
		return good
	}
	return strings.TrimSpace(s)
}

// propose puts a repaired value to a problem, unless the object has that value
// already: then the broken one is superfluous, but a person has to see that. What is
// too long is not proposed either.
func propose(p Problem, c *Case, value string) Problem {
	there := slices.ContainsFunc(c.Values(p.Attr), func(v string) bool { return strings.EqualFold(v, value) })
	if max := limitOf(p.Attr); !there && (max == 0 || units(value) <= max) {
		p.Action, p.Proposed = Edit, value
	}
	return p
}

// mailAddress reports whether a value of proxyAddresses is an address of the Internet,
// or would be if it had a type.
func mailAddress(a model.Address) bool { return a.IsSMTP() || a.Type() == "" }

// quoted shows a value so that blanks at its ends are seen.
func quoted(s string) string {
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return "“" + s + "”"
}

// reserved reports whether a domain belongs to the cloud itself.
func reserved(domain string) bool {
	return domain == "onmicrosoft.com" || strings.HasSuffix(domain, ".onmicrosoft.com") ||
		domain == "microsoftonline.com" || strings.HasSuffix(domain, ".microsoftonline.com")
}

// routing reports whether a domain is one for the routing of mail to a mailbox in the
// cloud, which the hybrid setup makes.
func routing(domain string) bool { return strings.HasSuffix(domain, ".mail.onmicrosoft.com") }

// domainOf returns what follows the last @ in lower case.
func domainOf(address string) string {
	return strings.ToLower(strings.TrimSpace(address[strings.LastIndexByte(address, '@')+1:]))
}
