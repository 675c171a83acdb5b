package sim

import (
	"strings"
	"time"
	"unicode/utf8"

	"recipientdesk/model"
)

// check says why v cannot be a value of a, "" if it can. range problems and others
// have different codes in LDAP.
func (a *attr) check(v string) (problem string, outOfRange bool) {
	if v == "" {
		return "is empty", false
	}
	switch a.syntax {
	case model.SyntaxBoolean:
		if v != "TRUE" && v != "FALSE" {
			return "is neither TRUE nor FALSE", false
		}
	case model.SyntaxInteger, model.SyntaxLargeInt:
		return a.checkNumber(v)
	case model.SyntaxTime:
		if !isTime(v) {
			return "is no time such as 20240131120000.0Z", false
		}
	case model.SyntaxSID:
		if len(v) < 8 || v[0] != 1 || len(v) != 8+4*int(v[1]) || v[1] > 15 {
			return "is no security identifier", false
		}
	case model.SyntaxCaseString:
		if !isPrintable(v, a.oidSyntax) {
			return "contains a character that the attribute does not take", false
		}
	case model.SyntaxString, model.SyntaxOID:
		if !utf8.ValidString(v) || strings.ContainsRune(v, 0) {
			return "is no text", false
		}
	}
	return a.checkLength(v)
}

func (a *attr) checkNumber(v string) (string, bool) {
	n, ok := number([]byte(v))
	if !ok || len(v) > 1 && (v[0] == '0' || strings.HasPrefix(v, "-0")) {
		return "is no whole number", false
	}
	if a.syntax == model.SyntaxInteger && n != int64(int32(n)) {
		return "is no number of 32 bits", false
	}
	if a.min != nil && n < int64(*a.min) || a.max != nil && n > int64(uint32(*a.max)) {
		return "is outside the range of the attribute", true
	}
	return "", false
}

func (a *attr) checkLength(v string) (string, bool) {
	n := len(v)
	if !a.syntax.Binary() {
		n = 0
		for _, r := range v { // UTF-16 code units, as Active Directory counts
			if n++; r > 0xFFFF {
				n++
			}
		}
	}
	switch {
	case a.max != nil && *a.max > 0 && n > *a.max:
		return "is too long", true
	case a.min != nil && n < *a.min:
		return "is too short", true
	}
	return "", false
}

func isTime(v string) bool {
	for _, layout := range []string{"20060102150405.0Z", "20060102150405Z", "060102150405Z"} {
		if _, err := time.Parse(layout, v); err == nil {
			return true
		}
	}
	return false
}

// isPrintable checks the syntaxes of 8 and 7 bits: numeric (2.5.5.6) takes digits
// and blanks, IA5 and printable (2.5.5.5) ASCII, the others any byte but NUL.
func isPrintable(v, oid string) bool {
	for i := range len(v) {
		c := v[i]
		switch {
		case c == 0,
			oid == "2.5.5.5" && c > 0x7E,
			oid == "2.5.5.6" && c != ' ' && (c < '0' || c > '9'):
			return false
		}
	}
	return true
}
