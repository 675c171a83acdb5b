package check

import (
	"strings"
	"unicode/utf16"

	"recipientdesk/model"
)

// What Entra ID takes, from docPrep unless it says otherwise. Lengths are in
// characters, counted as Active Directory counts them.
const (
	maxUPN       = 113
	maxUPNPrefix = 64
	maxUPNSuffix = 48

	upnSigns        = "'.-_!#^~"         // beside letters and digits of ASCII
	accountRefused  = `[\"|,/:<>+=;?*']` // in sAMAccountName
	addressRefused  = `<>(),;[]"`        // in a value of proxyAddresses, beside blanks
	maxAccount      = 20                 // sAMAccountName of a user
	maxCertificates = 15                 // docLarge
	maxAddresses    = 300                // docErrors
)

const (
	docLarge  = "https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-largeobjecterror-usercertificate"
	docErrors = "https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-sync-errors"
)

// A limit is how long a value of an attribute may be.
type limit struct {
	attr model.Attr
	max  int
	cut  bool // it is of use when it is cut off, too
}

var limits = []limit{
	{model.DisplayName, 256, true},
	{"givenName", 64, true},
	{"sn", 64, true},
	{model.CommonName, 64, false},
	{model.Mail, 256, false},
	{model.MailNickname, model.MaxAlias, true},
	{model.ProxyAddresses, 256, false},
	{model.TargetAddress, 256, false},
}

// limitOf returns how long a value of an attribute may be, 0: not known.
func limitOf(a model.Attr) int {
	for _, l := range limits {
		if l.attr.Is(a) {
			return l.max
		}
	}
	return 0
}

// units counts characters as Active Directory does: those beyond the basic plane are
// two.
func units(s string) (n int) {
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// firstUnits returns as many characters as fit, without blanks and periods at the end.
func firstUnits(s string, max int) string {
	n := 0
	for i, r := range s {
		if n += utf16.RuneLen(r); n > max {
			return strings.TrimRight(s[:i], " .")
		}
	}
	return s
}

// notPublic are last labels of domain names that nobody can register, and so neither
// verify in a tenant nor reach from outside. The reserved names of RFC 2606 are not
// among them: laboratories and documents use them in place of public ones.
var notPublic = map[string]bool{"local": true, "localdomain": true, "localhost": true, "lan": true, "internal": true, "intranet": true,
	"private": true, "corp": true, "home": true, "domain": true, "invalid": true, "lokal": true, "intern": true}

// unroutable reports whether a domain cannot exist on the Internet.
func unroutable(domain string) bool {
	return notPublic[domain[strings.LastIndexByte(domain, '.')+1:]] || domain != "" && !strings.Contains(domain, ".")
}

func asciiLetterOrDigit(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}
