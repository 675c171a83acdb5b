package lifecycle

import (
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"

	"recipientdesk/model"
)

// DecodeIMCEAEX reads the address of a bounce, as
// IMCEAEX-_o=Contoso_ou=Recipients_cn=anna+20b@contoso.com, and returns the
// legacyExchangeDN that is meant: the X500 address that its owner lacks. The whole text
// of a bounce will do; the first such address counts. The encoding is that of
// [MS-OXCMAIL] 2.1.3.1.9 (https://learn.microsoft.com/exchange/troubleshoot/email-delivery/imceaex-ndr).
// Addresses of other types that are wrapped up so, as IMCEAFAX-, are refused: they name
// no object of Exchange.
func DecodeIMCEAEX(text string) (string, error) {
	kind, rest, found := encapsulated(text)
	rest, whole := local(rest)
	bad := func(message string) (string, error) {
		return "", &model.Error{Code: model.Invalid, Subject: clip(text), Message: message, Hint: "Paste the address from the bounce: it begins with IMCEAEX- and ends with a domain."}
	}
	switch {
	case !found:
		return bad("has no address that begins with IMCEAEX-")
	case kind != "EX":
		return bad("has an address of the type " + kind + ", which stands for no object of Exchange")
	case !whole:
		return bad("has an address that breaks off before its domain")
	}
	dn, problem := decoded(rest)
	switch lower := strings.ToLower(dn); {
	case problem != "":
		return bad(problem)
	case !strings.HasPrefix(lower, "/o=") && !strings.HasPrefix(lower, "/cn="):
		return bad("does not name an object of Exchange: " + clip(dn))
	}
	return dn, nil
}

// ParseLegacyDN reads a legacyExchangeDN as people have it at hand: with X500: before it
// or without, else as DecodeIMCEAEX finds it in a bounce.
func ParseLegacyDN(text string) (string, error) {
	dn := strings.TrimSpace(text)
	if t, v, ok := strings.Cut(dn, ":"); ok && strings.EqualFold(t, "x500") {
		dn = strings.TrimSpace(v)
	}
	if strings.HasPrefix(dn, "/") && strings.Contains(dn, "=") && !strings.ContainsFunc(dn, unicode.IsControl) {
		return dn, nil
	}
	return DecodeIMCEAEX(text)
}

// encapsulated finds IMCEA, a type and a hyphen, and returns what follows. One of the
// type EX counts before others.
func encapsulated(text string) (kind, rest string, found bool) {
	const prefix = "IMCEA"
	upper := asciiUpper(text)
	for at := 0; ; {
		i := strings.Index(upper[at:], prefix)
		if i < 0 {
			return kind, rest, found
		}
		at += i + len(prefix)
		end := at
		for end < len(upper) && (upper[end] >= 'A' && upper[end] <= 'Z' || upper[end] >= '0' && upper[end] <= '9') {
			end++
		}
		if end == at || end == len(upper) || upper[end] != '-' || found && upper[at:end] != "EX" {
			continue
		}
		kind, rest, found = upper[at:end], text[end+1:], true
		if kind == "EX" {
			return kind, rest, true
		}
	}
}

// local cuts what follows off: the domain and the text after it. Where lines of a bounce
// are wrapped within an address, it goes on in the next line. whole is false if something
// else than its domain, or the end of the text, follows the address: what was cut off may
// be a part of it.
func local(s string) (address string, whole bool) {
	if softBreaks(s) {
		s = strings.NewReplacer("=\r\n", "", "=\n", "", "=3D", "=", "=3d", "=", "=5F", "_", "=5f", "_").Replace(s)
	}
	var b strings.Builder
	for s != "" {
		stop := strings.IndexAny(s, "@ \t\r\n<>\"")
		if stop < 0 {
			stop = len(s)
		}
		b.WriteString(s[:stop])
		switch s = s[stop:]; {
		case s == "" || s[0] == '@':
			return b.String(), true
		case s[0] != '\r' && s[0] != '\n':
			return b.String(), strings.TrimLeft(s, " \t\r\n<>\"'") == ""
		}
		s = strings.TrimLeft(s, " \t\r\n>") // quoted replies begin their lines with >
	}
	return b.String(), true
}

// softBreaks reports whether an address is quoted-printable: it begins with a name and a
// written-out equals sign.
func softBreaks(s string) bool {
	equals := strings.IndexByte(s, '=')
	return equals >= 0 && len(s) >= equals+3 && strings.EqualFold(s[equals:equals+3], "=3D")
}

// asciiUpper writes ASCII letters in upper case and leaves every byte in its place.
func asciiUpper(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'a' && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

// decoded reads _ as / and +XX as a byte; the bytes are UTF-8. problem says what is wrong.
func decoded(s string) (dn, problem string) {
	const not = "is not encoded as such addresses are"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '_':
			b.WriteByte('/')
		case c == '+' && i+2 < len(s):
			v, err := hex.DecodeString(s[i+1 : i+3])
			if err != nil {
				return "", not
			}
			b.Write(v)
			i += 2
		case c == '+':
			return "", "ends in the middle of a character"
		default:
			b.WriteByte(c)
		}
	}
	dn = b.String()
	if !utf8.ValidString(dn) || strings.ContainsFunc(dn, unicode.IsControl) {
		return "", not
	}
	return dn, ""
}

// clip shortens what is shown of a long text.
func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
