package check

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1011",
	Title: "User principal name that Entra ID refuses",
	Text: "A sign-in name has up to 64 letters, digits and signs out of ' . - _ ! # ^ ~ before the @ and a domain of up to 48 characters after it, 113 in " +
		"all, no period before the @ and no letters with accents. With anything else the user gets a name in the tenant's onmicrosoft.com domain, or an export error.",
	Source:   docPrep,
	Severity: Error,
	Attrs:    []model.Attr{model.UserPrincipalName},
	For:      User,
	If:       []model.Attr{model.UserPrincipalName},
	Check: func(c *Case) []Problem {
		v := c.First(model.UserPrincipalName)
		text, flags := badUPN(v)
		if c.w.AlternateLogin || flags == nil {
			return nil
		}
		p := Problem{Attr: model.UserPrincipalName, Value: v, Text: quoted(v) + " " + text, Errors: flags, Action: None}
		if good := cleanUPN(v); good != v {
			if _, still := badUPN(good); still == nil {
				p.Action, p.Proposed = Edit, good
			}
		}
		return []Problem{p}
	},
	Mendable: true,
})

// badUPN says what is wrong with a user principal name; no flags: nothing.
func badUPN(s string) (text string, flags []string) {
	local, suffix, ok := strings.Cut(s, "@")
	switch {
	case !ok:
		return "has no @", []string{Format}
	case strings.Contains(suffix, "@"):
		return "has more than one @", []string{Format}
	case local == "":
		return "has nothing before the @", []string{LocalPart}
	case suffix == "":
		return "has nothing after the @", []string{DomainPart}
	}
	var texts []string
	bad := func(flag, format string, args ...any) {
		texts, flags = append(texts, fmt.Sprintf(format, args...)), append(flags, flag)
	}
	if r := strings.IndexFunc(local, func(r rune) bool { return !asciiLetterOrDigit(r) && !strings.ContainsRune(upnSigns, r) }); r >= 0 {
		bad(Character, "contains %s before the @", sign(local[r:]))
	}
	if strings.HasSuffix(local, ".") {
		bad(LocalPart, "has a period before the @")
	}
	if !domainName(suffix) {
		bad(DomainPart, "has no domain name after the @")
	}
	if len(local) > maxUPNPrefix || len(suffix) > maxUPNSuffix {
		if p, n := units(local), units(suffix); p > maxUPNPrefix || n > maxUPNSuffix {
			bad(Length, "has %d characters before and %d after the @; the limits are %d and %d, %d in all", p, n, maxUPNPrefix, maxUPNSuffix, maxUPN)
		}
	}
	return strings.Join(texts, " and "), flags
}

// domainName reports whether s is made of the letters, digits, hyphens and single
// periods of a domain name.
func domainName(s string) bool {
	before := '.'
	for _, r := range s {
		if r == '.' && before == '.' || r != '.' && r != '-' && !asciiLetterOrDigit(r) {
			return false
		}
		before = r
	}
	return before != '.'
}

// cleanUPN drops what was hardly meant: blanks and invisible characters, and periods
// and ampersands where a part ends.
func cleanUPN(s string) string {
	local, suffix, _ := strings.Cut(visible(s), "@")
	return strings.TrimRight(local, ".&") + "@" + strings.Trim(suffix, ".&@")
}

// sign names the first character of s.
func sign(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case r == ' ':
		return "a blank"
	case visible(string(r)) == "":
		return fmt.Sprintf("the invisible character U+%04X", r)
	}
	return "the character " + string(r)
}
