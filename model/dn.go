package model

import (
	"encoding/hex"
	"fmt"
	"strings"
)

// An RDN is one step of a distinguished name. Active Directory has no
// multi-valued RDNs ([MS-ADTS] 3.1.1.3.1.2.1), so one type and one value.
type RDN struct {
	Type  string // as written: "CN", "OU", "DC"
	Value string // without escapes
}

// A DN is a parsed distinguished name, the object itself first.
type DN []RDN

// ParseDN reads the string form of RFC 4514. The error has code Invalid.
func ParseDN(s string) (DN, error) {
	if strings.TrimSpace(s) == "" {
		return nil, nil
	}
	var dn DN
	for rest, more := s, true; more; {
		var r RDN
		var err error
		if r, rest, more, err = parseRDN(rest); err != nil {
			return nil, &Error{Code: Invalid, Subject: s, Message: "is no distinguished name: " + err.Error(),
				Hint: "Write it as CN=Name,OU=Unit,DC=corp,DC=example; put a backslash before a comma in a name."}
		}
		dn = append(dn, r)
	}
	return dn, nil
}

func parseRDN(s string) (r RDN, rest string, more bool, err error) {
	typ, val, ok := strings.Cut(s, "=")
	typ = strings.TrimSpace(typ)
	if !ok || typ == "" || strings.ContainsAny(typ, `,+"\<>; `) {
		return r, "", false, fmt.Errorf("%q has no type", s)
	}
	val = strings.TrimLeft(val, " ")
	if strings.HasPrefix(val, "#") {
		return r, "", false, fmt.Errorf("%q is written in hexadecimal, which is not supported", val)
	}
	b := make([]byte, 0, len(val))
	keep := 0 // trailing blanks beyond this length are not part of the value
	for i := 0; i < len(val); i++ {
		switch c := val[i]; c {
		case '\\':
			n, lit, err := unescape(val[i+1:])
			if err != nil {
				return r, "", false, err
			}
			b, i, keep = append(b, lit), i+n, len(b)+1
		case ',', ';':
			return RDN{typ, trimBlanks(b, keep)}, val[i+1:], true, nonEmpty(b)
		case '+', '"', '<', '>', 0:
			return r, "", false, fmt.Errorf("%q needs a backslash before it", c)
		default:
			b = append(b, c)
		}
	}
	return RDN{typ, trimBlanks(b, keep)}, "", false, nonEmpty(b)
}

func nonEmpty(b []byte) error {
	if len(b) == 0 {
		return fmt.Errorf("a name is empty")
	}
	return nil
}

// unescape reads what follows a backslash: one special character or two
// hexadecimal digits. n is how many bytes it took. Samba writes one before a question
// mark, too (measured, 4.17), which RFC 4514 does not know.
func unescape(s string) (n int, c byte, err error) {
	if s == "" {
		return 0, 0, fmt.Errorf("it ends in a backslash")
	}
	if strings.IndexByte(` "#+,;<=>\?`, s[0]) >= 0 {
		return 1, s[0], nil
	}
	if len(s) >= 2 {
		if h, err := hex.DecodeString(s[:2]); err == nil {
			return 2, h[0], nil
		}
	}
	return 0, 0, fmt.Errorf("a backslash stands before %q", s[:1])
}

func trimBlanks(b []byte, keep int) string {
	for len(b) > keep && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	return string(b)
}

// EscapeRDN writes a value for use in a DN, as RFC 4514 section 2.4 asks.
func EscapeRDN(v string) string {
	var b strings.Builder
	for i := 0; i < len(v); i++ {
		c := v[i]
		switch {
		case c == 0 || c == '\n' || c == '\r':
			fmt.Fprintf(&b, `\%02X`, c)
			continue
		case strings.IndexByte(`"+,;<>\=`, c) >= 0,
			c == '#' && i == 0,
			c == ' ' && (i == 0 || i == len(v)-1):
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// String writes the DN in the form of RFC 4514.
func (d DN) String() string {
	parts := make([]string, len(d))
	for i, r := range d {
		parts[i] = r.Type + "=" + EscapeRDN(r.Value)
	}
	return strings.Join(parts, ",")
}

// Parent returns the DN of the container, empty for a DN of one step or none.
func (d DN) Parent() DN {
	if len(d) < 2 {
		return nil
	}
	return d[1:]
}

// Child returns the DN of an object of the given type and name below d.
func (d DN) Child(typ, value string) DN { return append(DN{{typ, value}}, d...) }

// Name returns the value of the first step, what a tree shows.
func (d DN) Name() string {
	if len(d) == 0 {
		return ""
	}
	return d[0].Value
}

// Domain returns the DNS name that the trailing DC steps spell, "" without any.
func (d DN) Domain() string {
	var parts []string
	for _, r := range d {
		if strings.EqualFold(r.Type, "DC") {
			parts = append(parts, r.Value)
		}
	}
	return strings.Join(parts, ".")
}

// Equal reports whether both name the same place. Names compare without regard
// to case, as Active Directory compares them.
func (d DN) Equal(o DN) bool { return len(d) == len(o) && d.Under(o) }

// Under reports whether d is base or below it.
func (d DN) Under(base DN) bool {
	if len(d) < len(base) {
		return false
	}
	for i, r := range d[len(d)-len(base):] {
		if !strings.EqualFold(r.Type, base[i].Type) || !strings.EqualFold(r.Value, base[i].Value) {
			return false
		}
	}
	return true
}

// SameDN reports whether two DNs in string form name the same place. Strings
// that are no DNs are compared as text.
func SameDN(a, b string) bool {
	if strings.EqualFold(a, b) {
		return true
	}
	x, err1 := ParseDN(a)
	y, err2 := ParseDN(b)
	return err1 == nil && err2 == nil && x.Equal(y)
}

// NameOf returns the name a person knows an object by, from its DN.
func NameOf(dn string) string {
	d, err := ParseDN(dn)
	if err != nil || len(d) == 0 {
		return dn
	}
	return d.Name()
}
