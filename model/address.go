package model

import (
	"strings"
)

// Attributes that carry a recipient's addresses.
const (
	// ProxyAddresses holds every address of a recipient, one "type:address" each.
	// The SMTP value with the upper-case prefix is the primary.
	ProxyAddresses Attr = "proxyAddresses"
	// Mail is the address other programs read. Exchange keeps it equal to the primary.
	Mail Attr = "mail"
	// TargetAddress is where mail for a mail user, a mail contact or a remote mailbox goes.
	TargetAddress Attr = "targetAddress"
	// MailNickname is the alias.
	MailNickname Attr = "mailNickname"
)

// MaxAddress is the longest value of proxyAddresses, in characters: the
// rangeUpper of the attribute in the Active Directory schema.
const MaxAddress = 1123

// An Address is one value of proxyAddresses: "type:address". The type in capital
// letters marks the primary address of that type. An Address keeps the spelling
// it was read with, so String gives back exactly what ParseAddress took. It is
// comparable; the zero Address is not valid.
type Address struct {
	text string // as written
	typ  int    // length of the type, which a colon follows; 0: there is none
}

func newAddress(prefix, value string) Address { return Address{prefix + ":" + value, len(prefix)} }

func (a Address) prefix() string { return a.text[:a.typ] }

// ParseAddress reads one value of proxyAddresses. It accepts every type, known or
// not, and any text after the colon: X.500 and X.400 addresses contain blanks and
// parentheses and are valid. A value without a type has an empty Type; Entra ID
// discards such values. The error has code Invalid and comes only for an empty
// value.
func ParseAddress(s string) (Address, error) {
	if s == "" {
		return Address{}, &Error{Code: Invalid, Subject: "Address", Message: "is empty"}
	}
	prefix, _, ok := strings.Cut(s, ":")
	if !ok || !isType(prefix) {
		return Address{text: s}, nil
	}
	return Address{s, len(prefix)}, nil
}

func isType(s string) bool {
	for i := range len(s) {
		c := s[i] | 0x20
		if (c < 'a' || c > 'z') && (s[i] < '0' || s[i] > '9') && s[i] != '-' && s[i] != '_' {
			return false
		}
	}
	return s != ""
}

// SMTPAddress makes an SMTP address from a bare mail address, checked as
// CheckSMTP does.
func SMTPAddress(mail string, primary bool) (Address, error) {
	mail = strings.TrimSpace(mail)
	if rest, ok := cutPrefixFold(mail, "smtp:"); ok {
		mail = rest
	}
	if err := CheckSMTP(mail); err != nil {
		return Address{}, err
	}
	return newAddress("smtp", mail).as(primary), nil
}

// String returns the value as it stands in the directory.
func (a Address) String() string { return a.text }

// Type returns the type in capital letters: SMTP, SIP, X500, X400, EUM, …; "" for
// a value without one.
func (a Address) Type() string {
	if a.IsSMTP() { // nearly always, and then nothing is made anew
		return "SMTP"
	}
	return strings.ToUpper(a.prefix())
}

// Value returns the address without its type.
func (a Address) Value() string {
	if a.typ == 0 {
		return a.text
	}
	return a.text[a.typ+1:]
}

// IsSMTP reports whether mail can be sent to the address over the Internet.
func (a Address) IsSMTP() bool { return strings.EqualFold(a.prefix(), "SMTP") }

// Primary reports whether the type is written in capital letters. For X500 and
// X400, which are commonly written so, it says nothing of consequence.
func (a Address) Primary() bool {
	for i := range a.typ {
		if a.text[i] >= 'a' && a.text[i] <= 'z' {
			return false
		}
	}
	return a.typ > 0
}

// Domain returns the part after the last @ in lower case, "" without one.
func (a Address) Domain() string {
	v := a.Value()
	if i := strings.LastIndexByte(v, '@'); i >= 0 {
		return strings.ToLower(v[i+1:])
	}
	return ""
}

// Equal reports whether both are the same address to Active Directory, which
// compares without regard to case: SMTP:a@x and smtp:A@x are equal to it.
func (a Address) Equal(b Address) bool { return strings.EqualFold(a.text, b.text) }

// as returns the address with its type in capital or small letters.
func (a Address) as(primary bool) Address {
	switch p := a.prefix(); {
	case a.typ == 0:
		return a
	case primary:
		return newAddress(strings.ToUpper(p), a.Value())
	default:
		return newAddress(strings.ToLower(p), a.Value())
	}
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
		return s[len(prefix):], true
	}
	return s, false
}
