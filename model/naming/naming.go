// Package naming makes addresses, aliases and account names of the names of people and
// things, in the letters that every mail system takes.
package naming

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"
)

// european writes letters as their owners do where they have no such key, which is not
// always what a general table says.
var european = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "æ", "ae", "œ", "oe", "ø", "oe", "å", "aa", "þ", "th", "ð", "d", "đ", "d", "ł", "l",
	"Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "Æ", "Ae", "Œ", "Oe", "Ø", "Oe", "Å", "Aa", "Þ", "Th", "Ð", "D", "Đ", "D", "Ł", "L", "ẞ", "SS")

// ASCII writes s in ASCII: umlauts as two letters, other letters of any script by their
// sound, as far as that can be said without knowing the language. A combining mark
// counts as part of its letter only if the two have a single character; else it is
// dropped.
func ASCII(s string) string {
	s = european.Replace(compose(s))
	if plain(s) {
		return s
	}
	return strings.TrimSpace(unidecode.Unidecode(s))
}

func plain(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// LocalPart makes the part of an address before the @ of a text, in lower case: letters,
// digits, hyphens, underscores and single periods; blank stands for what separates
// words. "" if nothing is left.
func LocalPart(s, blank string) string {
	var b strings.Builder
	between := "" // what stands between the last letter and the next
	for _, r := range strings.ToLower(ASCII(s)) {
		switch {
		case r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || r == '_':
			if b.Len() > 0 {
				b.WriteString(between)
			}
			between = ""
			b.WriteRune(r)
		case (r == '.' || r == '-') && (between == "" || between == blank):
			between = string(r)
		case between == "" && (unicode.IsSpace(r) || strings.ContainsRune(",/&;", r)):
			between = blank
		}
	}
	return b.String()
}

// MaxLocalPart is how long the part of an address before the @ may be, in octets (RFC
// 5321 section 4.5.3.1.1).
const MaxLocalPart = 64

// Numbered puts a number behind a name that is taken, and shortens the name so that both
// have room in so many characters.
func Numbered(s string, n, most int) string {
	number, stem := strconv.Itoa(n), []rune(s)
	return string(stem[:min(len(stem), most-len(number))]) + number
}
