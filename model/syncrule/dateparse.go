package syncrule

import (
	"strconv"
	"strings"
	"time"
)

// parseDate reads a date and time as DateTime.Parse of .NET does for the invariant
// culture, made UTC: 2013-01-10 4:00 PM -8, 12/25/2007, 2013-01-10T16:00:00Z,
// 10 January 2013 16:00. A date is needed, a time is not.
// https://learn.microsoft.com/dotnet/api/system.datetime.parse
func parseDate(s string) (Value, bool) {
	d := dateReader{rest: strings.TrimSpace(s)}
	if len(s) > 64 || !d.date() || !d.clock() || !d.zone() || d.rest != "" {
		return NullValue, false
	}
	if d.month < 1 || d.month > 12 || d.day < 1 || d.year < 1 || d.year > 9999 || d.hour > 23 || d.minute > 59 || d.second > 59 {
		return NullValue, false
	}
	t := time.Date(d.year, time.Month(d.month), d.day, d.hour, d.minute, d.second, d.fraction*100, time.UTC)
	if t.Day() != d.day { // as of February 30
		return NullValue, false
	}
	v := Time(t.Add(-time.Duration(d.offset) * time.Minute))
	return v, !v.IsNull()
}

type dateReader struct {
	rest                 string
	year, month, day     int
	hour, minute, second int
	fraction             int // in ticks
	offset               int // of the zone, in minutes east
	timed                bool
}

// skip passes over one of the characters, and white space.
func (d *dateReader) skip(chars string) bool {
	t := strings.TrimLeft(d.rest, " \t")
	ok := t != "" && strings.IndexByte(chars, t[0]) >= 0
	if ok {
		t = strings.TrimLeft(t[1:], " \t")
	}
	d.rest = t
	return ok
}

// number reads digits, at most most of them.
func (d *dateReader) number(most int) (n, length int) {
	for length < len(d.rest) && digit(d.rest[length]) {
		length++
	}
	if length == 0 || length > most {
		return 0, 0
	}
	n, _ = strconv.Atoi(d.rest[:length])
	d.rest = d.rest[length:]
	return n, length
}

// name reads letters and, if they name a month or day of the week, its number.
func (d *dateReader) name() (month int, weekday, ok bool) {
	i := 0
	for i < len(d.rest) && letter(d.rest[i]) {
		i++
	}
	word := d.rest[:i]
	for m := time.January; m <= time.December; m++ {
		if full := m.String(); strings.EqualFold(word, full) || strings.EqualFold(word, full[:3]) {
			month, ok = int(m), true
		}
	}
	for w := time.Sunday; w <= time.Saturday; w++ {
		if full := w.String(); strings.EqualFold(word, full) || strings.EqualFold(word, full[:3]) {
			weekday, ok = true, true
		}
	}
	if ok {
		d.rest = d.rest[i:]
	}
	return month, weekday, ok
}

func (d *dateReader) date() bool {
	month, weekday, ok := d.name()
	if weekday {
		d.skip(",")
		month, _, ok = d.name()
	}
	if ok { // January 10, 2013
		d.month = month
		d.skip("-/.")
		var n int
		if d.day, n = d.number(2); n == 0 {
			return false
		}
		d.skip(",-/.")
		return d.fullYear()
	}
	return d.numericDate()
}

func (d *dateReader) numericDate() bool {
	first, n := d.number(4)
	if n == 0 || n == 3 {
		return false
	}
	if !d.skip("-/.") && n == 4 {
		return false
	}
	if month, weekday, ok := d.name(); ok { // 10 January 2013
		d.day, d.month = first, month
		d.skip(",-/.")
		return !weekday && n <= 2 && d.fullYear()
	}
	second, m := d.number(2)
	if m == 0 {
		return false
	}
	if n == 4 { // 2013-01-10, 2013-01
		d.year, d.month, d.day = first, second, 1
		if d.skip("-/.") {
			d.day, m = d.number(2)
		}
		return m > 0
	}
	d.month, d.day = first, second // 12/25/2007
	return d.skip("-/.") && d.fullYear()
}

// fullYear reads a year; of one with two digits, .NET takes those to 49 for this
// century.
func (d *dateReader) fullYear() bool {
	y, n := d.number(4)
	switch {
	case n == 0 || n == 3:
		return false
	case n <= 2 && y <= 49:
		y += 2000
	case n <= 2:
		y += 1900
	}
	d.year = y
	return true
}

// clock reads a time, if there is one.
func (d *dateReader) clock() bool {
	d.skip("Tt,")
	hour, n := d.number(2)
	if n == 0 {
		return true
	}
	d.timed, d.hour = true, hour
	colon := d.skip(":")
	if colon {
		if d.minute, n = d.number(2); n == 0 {
			return false
		}
		if d.skip(":") {
			if d.second, n = d.number(2); n == 0 || !d.parts() {
				return false
			}
		}
	}
	half := d.half()
	if half != "" && (d.hour < 1 || d.hour > 12) || half == "" && !colon {
		return false
	}
	if half != "" {
		d.hour %= 12
	}
	if half == "PM" {
		d.hour += 12
	}
	return true
}

// parts reads the fraction of a second, of which ticks are kept.
func (d *dateReader) parts() bool {
	if !strings.HasPrefix(d.rest, ".") {
		return true
	}
	i := 1
	for i < len(d.rest) && digit(d.rest[i]) {
		i++
	}
	d.fraction, _ = strconv.Atoi((d.rest[1:i] + "0000000")[:7])
	d.rest = d.rest[i:]
	return i > 1
}

// half reads AM or PM.
func (d *dateReader) half() string {
	t := strings.TrimLeft(d.rest, " \t")
	for _, half := range []string{"AM", "PM"} {
		if len(t) >= 2 && strings.EqualFold(t[:2], half) {
			d.rest = t[2:]
			return half
		}
	}
	return ""
}

// zone reads Z, GMT, or hours with minutes perhaps, if there is a time.
func (d *dateReader) zone() bool {
	d.rest = strings.TrimSpace(d.rest)
	switch {
	case !d.timed || d.rest == "":
		return d.rest == ""
	case strings.EqualFold(d.rest, "Z"), strings.EqualFold(d.rest, "GMT"):
		d.rest = ""
		return true
	}
	sign := 1
	if d.rest[0] == '-' {
		sign = -1
	}
	if !d.skip("+-") {
		return false
	}
	h, n := d.number(4)
	m := 0
	switch {
	case n == 0:
		return false
	case n > 2:
		h, m = h/100, h%100
	case d.skip(":"):
		if m, n = d.number(2); n != 2 {
			return false
		}
	}
	d.offset = sign * (60*h + m)
	return h <= 14 && m <= 59
}
