package sim

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"recipientdesk/model"
)

func modelAttr(s string) model.Attr { return model.Attr(s) }

// fold appends s so that two texts that differ only in case come out equal: each
// letter becomes the least of those that Unicode's simple folding takes for the
// same. Bytes that are no UTF-8 stay.
func fold(dst, s []byte) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			dst = append(dst, upper(c))
			i++
			continue
		}
		r, n := utf8.DecodeRune(s[i:])
		if r == utf8.RuneError && n == 1 {
			dst = append(dst, c)
		} else {
			dst = utf8.AppendRune(dst, foldRune(r))
		}
		i += n
	}
	return dst
}

func upper(c byte) byte {
	if c >= 'a' && c <= 'z' {
		return c - 0x20
	}
	return c
}

func foldRune(r rune) rune {
	least := r
	for k := unicode.SimpleFold(r); k != r; k = unicode.SimpleFold(k) {
		least = min(least, k)
	}
	return least
}

// foldsCase reports whether values match without regard to case: text, names and
// OIDs do, and of the other strings only teletex, the syntax of legacyExchangeDN
// ([MS-ADTS] 3.1.1.2.2.4).
func (a *attr) foldsCase() bool {
	switch a.syntax {
	case model.SyntaxString, model.SyntaxDN, model.SyntaxORName, model.SyntaxOID, model.SyntaxTime:
		return true
	case model.SyntaxCaseString:
		return a.oidSyntax == "2.5.5.4"
	}
	return false
}

// same compares two values under the matching rule of the attribute.
func (a *attr) same(x, y []byte) bool {
	switch {
	case a.foldsCase():
		return bytes.EqualFold(x, y)
	case a.syntax == model.SyntaxInteger || a.syntax == model.SyntaxLargeInt:
		n, ok1 := number(x)
		m, ok2 := number(y)
		return ok1 && ok2 && n == m
	}
	return bytes.Equal(x, y)
}

// key returns the same text for values that are the same. Numbers are checked to
// be written in one way only.
func (a *attr) key(v string) string {
	if a.foldsCase() {
		return string(fold(nil, []byte(v)))
	}
	return v
}

// number reads a signed decimal without allocating.
func number(s []byte) (n int64, ok bool) {
	neg := len(s) > 0 && s[0] == '-'
	if neg {
		s = s[1:]
	}
	if len(s) == 0 || len(s) > 19 {
		return 0, false
	}
	for _, c := range s {
		if c < '0' || c > '9' {
			return 0, false
		}
		d := int64(c - '0')
		if n > (1<<63-1-d)/10 {
			if neg && n == (1<<63-1)/10 && d == 8 {
				return -1 << 63, true
			}
			return 0, false
		}
		n = n*10 + d
	}
	if neg {
		n = -n
	}
	return n, true
}
