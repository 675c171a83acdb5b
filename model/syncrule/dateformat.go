package syncrule

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// standardFormats are the formats of one letter, for the invariant culture
// (https://learn.microsoft.com/dotnet/standard/base-types/standard-date-and-time-format-strings).
var standardFormats = map[string]string{
	"d": "MM/dd/yyyy", "D": "dddd, dd MMMM yyyy", "f": "dddd, dd MMMM yyyy HH:mm", "F": "dddd, dd MMMM yyyy HH:mm:ss",
	"g": "MM/dd/yyyy HH:mm", "G": "MM/dd/yyyy HH:mm:ss", "m": "MMMM dd", "M": "MMMM dd",
	"o": "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK", "O": "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
	"r": "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'", "R": "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
	"s": "yyyy'-'MM'-'dd'T'HH':'mm':'ss", "t": "HH:mm", "T": "HH:mm:ss", "u": "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
	"U": "dddd, dd MMMM yyyy HH:mm:ss", "y": "yyyy MMMM", "Y": "yyyy MMMM",
}

// maxFormat bounds a format, in bytes.
const maxFormat = 4096

// formatDate writes a date by a custom format
// (https://learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings)
// or a standard one, without a culture. The zone is UTC.
func formatDate(v Value, format string) (string, string) {
	if len(format) > maxFormat {
		return "", "the format is too long"
	}
	switch utf8.RuneCountInString(format) {
	case 0:
		format = standardFormats["G"]
	case 1:
		var ok bool
		if format, ok = standardFormats[format]; !ok {
			return "", "a single character that is no standard format"
		}
	}
	var b strings.Builder
	t := v.Time()
	for i := 0; i < len(format); {
		n, why := writePart(&b, t, format[i:])
		if why != "" {
			return "", why
		}
		i += n
	}
	return b.String(), ""
}

// writePart writes what stands at the beginning of format and returns its length.
func writePart(b *strings.Builder, t time.Time, format string) (n int, why string) {
	switch c := format[0]; c {
	case '\'', '"':
		return writeQuoted(b, format)
	case '\\':
		if len(format) < 2 {
			return 0, "the format ends in a backslash"
		}
		_, size := utf8.DecodeRuneInString(format[1:])
		b.WriteString(format[1 : 1+size])
		return 1 + size, ""
	case '%':
		if len(format) < 2 || format[1] == '%' {
			return 0, "the format has a % before nothing"
		}
		m, why := writePart(b, t, format[1:2])
		return 1 + m, why
	default:
		for n = 1; n < len(format) && format[n] == c; n++ {
		}
		if s, ok := field(t, c, n); ok {
			b.WriteString(s)
			return n, ""
		}
		if strings.IndexByte("fF", c) >= 0 {
			return 0, "the format asks for more than 7 digits of a second"
		}
		b.WriteByte(c)
		return 1, ""
	}
}

func writeQuoted(b *strings.Builder, format string) (int, string) {
	for i := 1; i < len(format); i++ {
		switch format[i] {
		case format[0]:
			return i + 1, ""
		case '\\':
			i++
			if i == len(format) {
				return 0, "a quote in the format is not closed"
			}
		}
		b.WriteByte(format[i])
	}
	return 0, "a quote in the format is not closed"
}

// field writes n letters of a format; ok is false for what is no field.
func field(t time.Time, letter byte, n int) (s string, ok bool) {
	switch letter {
	case 'd':
		return named(t.Day(), t.Weekday().String(), n), true
	case 'M':
		return named(int(t.Month()), t.Month().String(), n), true
	case 'y':
		if n <= 2 {
			return padded(t.Year()%100, n), true
		}
		return padded(t.Year(), n), true
	case 'h':
		return padded((t.Hour()+11)%12+1, min(n, 2)), true
	case 'H':
		return padded(t.Hour(), min(n, 2)), true
	case 'm':
		return padded(t.Minute(), min(n, 2)), true
	case 's':
		return padded(t.Second(), min(n, 2)), true
	case 'f', 'F':
		if n > 7 {
			return "", false
		}
		s = fmt.Sprintf("%07d", t.Nanosecond()/100)[:n]
		if letter == 'F' {
			s = strings.TrimRight(s, "0")
		}
		return s, true
	case 't':
		return t.Format("PM")[:min(n, 2)], true
	case 'z':
		return [...]string{"+0", "+00", "+00:00"}[min(n, 3)-1], true
	case 'K':
		return strings.Repeat("Z", n), true
	case 'g':
		return "A.D.", true
	}
	return "", false
}

// named writes a number in one or two digits, or a name in three letters or all.
func named(number int, name string, n int) string {
	switch {
	case n <= 2:
		return padded(number, n)
	case n == 3:
		return name[:3]
	}
	return name
}

func padded(number, digits int) string {
	s := strconv.Itoa(number)
	return strings.Repeat("0", max(0, digits-len(s))) + s
}
