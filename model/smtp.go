package model

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CheckSMTP says whether s is a mail address that Exchange Online and Entra ID
// take: a dot-atom of at most 64 characters (RFC 5321 section 4.5.3.1.1; quoted
// local parts are refused by Exchange), an @, and a domain name of labels of
// letters, digits and hyphens (RFC 1035 section 2.3.1) of at most 255. The error
// has code Invalid and names the part that is wrong.
func CheckSMTP(s string) error {
	bad := func(format string, args ...any) error {
		return &Error{Code: Invalid, Subject: s, Message: fmt.Sprintf(format, args...),
			Hint: "Write the address as name@domain.example."}
	}
	if plainSMTP(s) {
		return nil
	}
	if !utf8.ValidString(s) {
		return bad("is not text")
	}
	i := strings.LastIndexByte(s, '@')
	if i < 0 {
		return bad("has no @")
	}
	local, domain := s[:i], s[i+1:]
	if problem := badLocal(local); problem != "" {
		return bad("%s", problem)
	}
	if problem := badDomain(domain); problem != "" {
		return bad("%s", problem)
	}
	return nil
}

// plainSMTP recognizes what nearly all addresses are made of: letters, digits, and
// single periods and hyphens between them. It saves them the closer look, which finds
// nothing wrong with them.
func plainSMTP(s string) bool {
	at, run, dotted := -1, 0, false
	for i := range len(s) {
		switch c := s[i]; {
		case isAlphanumeric(c):
			run++
		case c == '-' && run > 0 && i+1 < len(s) && isAlphanumeric(s[i+1]):
			run++
		case c == '.' && run > 0:
			run, dotted = 0, at >= 0
		case c == '@' && run > 0 && at < 0 && i <= 64:
			run, at = 0, i
		default:
			return false
		}
		if run > 63 {
			return false
		}
	}
	return dotted && run > 0 && len(s)-at-1 <= 255
}

func badLocal(s string) string {
	switch {
	case s == "":
		return "has nothing before the @"
	case utf8.RuneCountInString(s) > 64:
		return fmt.Sprintf("has %d characters before the @; the limit is 64", utf8.RuneCountInString(s))
	case s[0] == '.' || s[len(s)-1] == '.':
		return "has a dot at the start or end of the part before the @"
	case strings.Contains(s, ".."):
		return "has two dots in a row"
	}
	for _, r := range s {
		if r > 127 || !isAtom(byte(r)) && r != '.' {
			return fmt.Sprintf("contains %s before the @", describe(r))
		}
	}
	return ""
}

// isAtom reports whether c may stand in an atom (RFC 5321 section 4.1.2).
func isAtom(c byte) bool {
	return isAlphanumeric(c) || strings.IndexByte("!#$%&'*+-/=?^_`{|}~", c) >= 0
}

func isAlphanumeric(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func badDomain(s string) string {
	if s == "" {
		return "has nothing after the @"
	}
	if len(s) > 255 {
		return fmt.Sprintf("has a domain of %d characters; the limit is 255", len(s))
	}
	if !strings.Contains(s, ".") {
		return fmt.Sprintf("has the domain %q, which has no dot", s)
	}
	for rest, more := s, true; more; {
		var l string
		l, rest, more = strings.Cut(rest, ".")
		if l == "" {
			return "has an empty part in its domain"
		}
		if len(l) > 63 || l[0] == '-' || l[len(l)-1] == '-' {
			return fmt.Sprintf("has the part %q in its domain; a part has at most 63 characters and no hyphen at its ends", l)
		}
		for _, r := range l {
			if r > 127 || r != '-' && !isAlphanumeric(byte(r)) {
				return fmt.Sprintf("contains %s in its domain", describe(r))
			}
		}
	}
	return ""
}

// describe names a character so that an invisible one can be found.
func describe(r rune) string {
	switch {
	case r == ' ':
		return "a blank"
	case r == utf8.RuneError || !unicode.IsPrint(r):
		return fmt.Sprintf("the invisible character U+%04X", r)
	}
	return fmt.Sprintf("the character %c", r)
}
