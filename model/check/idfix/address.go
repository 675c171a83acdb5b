package idfix

import (
	"strings"

	"recipientdesk/model/check"
)

// isSMTP reports whether IdFix takes v for an SMTP address: the type need not be at
// its start.
func isSMTP(v string) bool {
	for i := 4; i < len(v); i++ {
		if v[i] == ':' && strings.EqualFold(v[i-4:i], "smtp") {
			return true
		}
	}
	return false
}

const alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

var (
	letters     = chars(alphanumeric[:52])
	labelChars  = chars(alphanumeric + "-")
	domainChars = chars(alphanumeric + "-.")
	atomChars   = chars(alphanumeric + "!#$%&'*+/=?^_`{|}~-")
	localChars  = chars(alphanumeric + "!#$%&'*+/=?^_`{|}~-.")
)

// wellFormed wants what IdFix takes for an address of RFC 2822. Format says that
// there is no way to mend it.
var wellFormed = step{"a well-formed address in a known top-level domain", func(x *exam) {
	kind, v := "", x.value
	if isSMTP(v) {
		i := strings.IndexByte(v, ':') + 1
		kind, v = strings.TrimSpace(v[:i]), v[i:]
	}
	var flags, texts []string
	wrong := func(flag, text string) { flags, texts = append(flags, flag), append(texts, text) }
	if !knownTopLevel(v) {
		wrong(check.TopLevelDomain, "its top-level domain is not known")
	}
	at := strings.LastIndexByte(v, '@')
	if at < 0 || !isDomain(v[at+1:]) {
		wrong(check.DomainPart, "its domain is malformed")
		if at >= 0 {
			v = v[:at+1] + without(v[at+1:], domainChars.hasNot)
		}
	}
	if at < 0 || !isLocal(v[:at]) {
		wrong(check.LocalPart, "the part before @ is malformed")
		if at >= 0 {
			v = strings.TrimSuffix(without(v[:at], localChars.hasNot), ".") + v[at:]
		}
	}
	if local, domain, _ := strings.Cut(v, "@"); !isLocal(local) || !isDomain(domain) {
		wrong(check.Format, "it cannot be mended automatically")
	}
	if flags != nil {
		x.fail(kind+v, check.Edit, strings.Join(texts, "; "), flags...)
	}
}}

// isDomain reports whether s is labels of letters, digits and inner hyphens, with a
// last one of 2 to 17 letters. A line feed at the end passes, as it does in .NET.
func isDomain(s string) bool {
	s = strings.TrimSuffix(s, "\n")
	dot := strings.LastIndexByte(s, '.')
	if dot < 0 || len(s)-dot-1 < 2 || len(s)-dot-1 > 17 || strings.ContainsFunc(s[dot+1:], letters.hasNot) {
		return false
	}
	for label := range strings.SplitSeq(s[:dot], ".") {
		if label == "" || label[0] == '-' || label[len(label)-1] == '-' || strings.ContainsFunc(label, labelChars.hasNot) {
			return false
		}
	}
	return true
}

// isLocal reports whether s is atoms with single periods between them.
func isLocal(s string) bool {
	for atom := range strings.SplitSeq(s, ".") {
		if atom == "" || strings.ContainsFunc(atom, atomChars.hasNot) {
			return false
		}
	}
	return true
}
