package syncrule

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// upper and lower map as .NET does without a culture: one character to one, and
// none from outside ASCII into it.
func upper(r rune) rune {
	if u := unicode.ToUpper(r); r < utf8.RuneSelf || u >= utf8.RuneSelf {
		return u
	}
	return r
}

func lower(r rune) rune {
	if l := unicode.ToLower(r); r < utf8.RuneSelf || l >= utf8.RuneSelf {
		return l
	}
	return r
}

// compareFold orders texts without regard to case.
func compareFold(a, b string) int {
	for a != "" && b != "" {
		r, n := utf8.DecodeRuneInString(a)
		s, m := utf8.DecodeRuneInString(b)
		if r != s {
			if c := cmp.Compare(upper(r), upper(s)); c != 0 {
				return c
			}
		}
		a, b = a[n:], b[m:]
	}
	return cmp.Compare(len(a), len(b))
}

func sameFold(a, b string) bool { return compareFold(a, b) == 0 }

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// units counts UTF-16 units, the characters of .NET.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// cut returns units [from, to) of s, clipped to its length. Half of a surrogate
// pair becomes U+FFFD: no directory takes it.
func cut(s string, from, to int) string {
	if ascii(s) {
		from = min(max(from, 0), len(s))
		return s[from:max(from, min(to, len(s)))]
	}
	u := utf16.Encode([]rune(s))
	from = min(max(from, 0), len(u))
	return string(utf16.Decode(u[from:max(from, min(to, len(u)))]))
}

// offset returns where unit n of s begins, in bytes; len(s) beyond the end.
func offset(s string, n int) int {
	for i, r := range s {
		if n <= 0 {
			return i
		}
		n -= max(1, utf16.RuneLen(r))
	}
	return len(s)
}

func fold(s string) string { return strings.Map(upper, s) }

// encode16 writes UTF-16, low byte first, as .NET's Encoding.Unicode does.
func encode16(s string) []byte {
	u := utf16.Encode([]rune(s))
	b := make([]byte, 2*len(u))
	for i, c := range u {
		b[2*i], b[2*i+1] = byte(c), byte(c>>8)
	}
	return b
}

func decode16(b []byte) string {
	u := make([]uint16, (len(b)+1)/2)
	for i := range u {
		if 2*i+1 == len(b) {
			u[i] = unicode.ReplacementChar
		} else {
			u[i] = uint16(b[2*i]) | uint16(b[2*i+1])<<8
		}
	}
	return string(utf16.Decode(u))
}
