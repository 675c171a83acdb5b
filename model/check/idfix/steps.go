package idfix

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"

	"recipientdesk/model/check"
)

// maxLength wants at most n characters, counted as .NET and Active Directory count
// them: those beyond the basic plane are two.
func maxLength(n int) step {
	return step{fmt.Sprintf("at most %d characters", n), func(x *exam) { x.limit(n) }}
}

// maxAccountName is maxLength for names, of which those of users are short.
var maxAccountName = step{"at most 20 characters for users, 256 for others", func(x *exam) {
	if x.class == "user" {
		x.limit(20)
	} else {
		x.limit(256)
	}
}}

func (x *exam) limit(n int) {
	if short := cut(x.value, n); len(short) < len(x.value) {
		x.fail(short, check.Edit, fmt.Sprintf("it is longer than %d characters", n), check.Length)
	}
}

// cut returns the first n UTF-16 units of s, less one where a character would be
// torn apart.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	units := 0
	for i, r := range s {
		if units += max(1, utf16.RuneLen(r)); units > n {
			return s[:i]
		}
	}
	return s
}

// A charset is a set of characters.
type charset struct {
	ascii  [2]uint64
	beyond string
	space  bool // white space outside ASCII too
}

// chars returns the set of the characters of s.
func chars(s string) (c charset) {
	for _, r := range s {
		if r < 128 {
			c.ascii[r/64] |= 1 << (r % 64)
		} else {
			c.beyond += string(r)
		}
	}
	return c
}

// spaceAnd returns the set of all white space and of the characters of s.
func spaceAnd(s string) charset {
	c := chars(s + "\t\n\v\f\r ")
	c.space = true
	return c
}

func (c charset) has(r rune) bool {
	if r < 128 {
		return c.ascii[r/64]&(1<<(r%64)) != 0
	}
	return c.space && unicode.IsSpace(r) || c.beyond != "" && strings.ContainsRune(c.beyond, r)
}

func (c charset) hasNot(r rune) bool { return !c.has(r) }

// without returns s less the characters of which drop is true. Bytes that are no
// text stay.
func without(s string, drop func(rune) bool) string {
	at := strings.IndexFunc(s, drop)
	if at < 0 {
		return s
	}
	var b strings.Builder
	for at >= 0 {
		b.WriteString(s[:at])
		s = strings.TrimLeftFunc(s[at:], drop)
		at = strings.IndexFunc(s, drop)
	}
	return b.String() + s
}

// refuse wants none of the characters. text names them in words.
func refuse(text string, c charset) step {
	return step{"without " + text, func(x *exam) {
		if v := without(x.value, c.has); v != x.value {
			x.fail(x.orName(v), check.Edit, "it has characters that are not allowed", check.Character)
		}
	}}
}

var noLeadingPeriod = step{"no period at the start", func(x *exam) {
	if v := strings.TrimLeft(x.value, "."); v != x.value {
		x.fail(x.orName(v), check.Edit, "it starts with a period", check.Character)
	}
}}

var trimmed = step{"no white space at either end", func(x *exam) {
	if v := strings.TrimSpace(x.value); v != x.value {
		x.fail(x.orName(v), check.Edit, "it has white space at an end", check.Character)
	}
}}

// oneColon wants the colon after the type of an address to be the only one. A value
// that starts with a colon is let through.
var oneColon = step{"one colon, after the type", func(x *exam) {
	kind, rest, ok := strings.Cut(x.value, ":")
	if ok && kind != "" && strings.Contains(rest, ":") {
		x.fail(kind+":"+strings.ReplaceAll(rest, ":", ""), check.Edit, "it has a second colon", check.Character)
	}
}}
