package syncrule

import "time"

const topicDate = "Date and time"

var dateFunctions = []*Function{
	{Name: "DateAdd", Topic: topicDate, Result: Date, Params: []Param{{Name: "interval", Type: Text}, {Name: "value", Type: Number}, {Name: "date", Type: Date}},
		Doc:  "Adds years (yyyy), quarters (q), months (m), days (y, d, w), weeks (ww), hours (h), minutes (n) or seconds (s). A month that is too short ends earlier: one month after January 31 is the last of February.",
		call: dateAdd},
	{Name: "DateFromNum", Topic: topicDate, Result: Date, Params: one("value", Number), Doc: "Reads a date in the form of Active Directory: steps of 100 ns since the beginning of 1601, in UTC.", call: dateFromNum},
	{Name: "FormatDateTime", Topic: topicDate, Result: Text, Params: []Param{{Name: "value", Type: Date}, {Name: "format", Type: Text}},
		Doc:  "Writes a date by a format of .NET, custom (yyyy-MM-dd HH:mm:ss) or standard (one letter), with English names.",
		call: func(_ *run, a []Value) (Value, string) { s, why := formatDate(a[0], a[1].text); return String(s), why }},
	{Name: "Now", Topic: topicDate, Result: Date, Doc: "Returns the current date and time in UTC.", call: now},
	{Name: "NumFromDate", Topic: topicDate, Result: Number, Params: one("value", Date), Doc: "Writes a date in the form of Active Directory. It is an error before 1601.", call: numFromDate},
}

// ticksTo1601 is where Active Directory begins to count ([MS-DTYP] 2.3.3).
const ticksTo1601 = 504911232000000000

func now(r *run, _ []Value) (Value, string) {
	if r.in.Now == nil {
		return NullValue, "no clock is available"
	}
	return Time(r.in.Now()), ""
}

func dateFromNum(_ *run, a []Value) (Value, string) {
	n, whole := a[0].Int()
	if !whole || n < 0 || n > maxTicks-ticksTo1601 {
		return NullValue, a[0].Text() + " is no date"
	}
	return Value{kind: Date, n: n + ticksTo1601}, ""
}

func numFromDate(_ *run, a []Value) (Value, string) {
	if a[0].n < ticksTo1601 {
		return NullValue, "the date is before 1601"
	}
	return Int(a[0].n - ticksTo1601), ""
}

// intervals in months or in seconds.
var (
	intervalMonths  = map[string]int{"yyyy": 12, "q": 3, "m": 1}
	intervalSeconds = map[string]int64{"y": 86400, "d": 86400, "w": 86400, "ww": 7 * 86400, "h": 3600, "n": 60, "s": 1}
)

// maxAdded is more than all the seconds from the year 1 to 9999.
const maxAdded = 400_000_000_000

func dateAdd(_ *run, a []Value) (Value, string) {
	n, whole := a[1].Int()
	months, byMonth := intervalMonths[a[0].text]
	seconds, bySecond := intervalSeconds[a[0].text]
	switch {
	case !whole:
		return NullValue, a[1].Text() + " is no whole number"
	case !byMonth && !bySecond:
		return NullValue, quoteShort(a[0].text) + " is no interval"
	case n > maxAdded || n < -maxAdded:
	case byMonth && n < 200_000 && n > -200_000:
		if t := Time(addMonths(a[2].Time(), int(n)*months)); !t.IsNull() {
			return t, ""
		}
	case bySecond && n*seconds < maxAdded && n*seconds > -maxAdded:
		if ticks := a[2].n + n*seconds*ticksPerSecond; ticks >= 0 && ticks <= maxTicks {
			return Value{kind: Date, n: ticks}, ""
		}
	}
	return NullValue, "leaves the years 1 to 9999"
}

func addMonths(t time.Time, n int) time.Time {
	y, m, d := t.Date()
	first := time.Date(y, m+time.Month(n), 1, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(d, last)-1)
}
