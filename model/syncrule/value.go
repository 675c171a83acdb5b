package syncrule

import (
	"encoding/base64"
	"math"
	"strconv"
	"strings"
	"time"
)

// A Value is what an attribute holds or an expression yields. The zero Value is
// NULL. Values are not changed once made and may be shared.
type Value struct {
	kind  Kind // zero stands for Null
	float bool // Number: n holds the bits of a float64
	text  string
	n     int64 // Number, Bool as 0 and 1, Date as .NET ticks: 100 ns since the year 1
	list  []Value
}

// Markers of what shall become of a flow.
var (
	NullValue         = Value{}
	AuthoritativeNull = Value{kind: AuthNull}
	IgnoreThisFlow    = Value{kind: Ignore}
)

// String makes a text.
func String(s string) Value { return Value{kind: Text, text: s} }

// Int makes a number.
func Int(n int64) Value { return Value{kind: Number, n: n} }

// Float makes a number; a whole one if nothing is lost by that.
func Float(f float64) Value {
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return Int(int64(f))
	}
	return Value{kind: Number, float: true, n: int64(math.Float64bits(f))}
}

// Boolean makes True or False.
func Boolean(b bool) Value {
	if b {
		return Value{kind: Bool, n: 1}
	}
	return Value{kind: Bool}
}

// Reference makes a reference of a distinguished name.
func Reference(dn string) Value { return Value{kind: Ref, text: dn} }

// Bytes makes a binary value; the octets are those of the string.
func Bytes(octets string) Value { return Value{kind: Binary, text: octets} }

// ticksOfUnix is the Unix epoch in ticks since the year 1.
const (
	ticksPerSecond = 10_000_000
	secondsToUnix  = 62135596800
	maxTicks       = 3155378975999999999 // the end of the year 9999
)

// Time makes a date and time, in UTC, of the years 1 to 9999; others are NULL.
func Time(t time.Time) Value {
	s := t.Unix() + secondsToUnix
	if s < 0 || s > maxTicks/ticksPerSecond {
		return NullValue
	}
	return Value{kind: Date, n: s*ticksPerSecond + int64(t.Nanosecond())/100}
}

// Multi makes the value of a multi-valued attribute. NULLs are dropped, lists
// among vs are opened; if nothing is left, the value is NULL. It keeps vs.
func Multi(vs ...Value) Value {
	plain := true
	for _, v := range vs {
		plain = plain && v.Kind()&scalar != 0
	}
	if !plain {
		var out []Value
		for _, v := range vs {
			switch {
			case v.Kind() == List:
				out = append(out, v.list...)
			case v.Kind() != Null:
				out = append(out, v)
			}
		}
		vs = out
	}
	if len(vs) == 0 {
		return NullValue
	}
	return Value{kind: List, list: vs}
}

// Strings makes a multi-valued text.
func Strings(ss ...string) Value {
	vs := make([]Value, len(ss))
	for i, s := range ss {
		vs[i] = String(s)
	}
	return Multi(vs...)
}

// Kind returns the one type of v.
func (v Value) Kind() Kind {
	if v.kind == 0 {
		return Null
	}
	return v.kind
}

// IsNull reports whether v is absent: NULL or one of the markers.
func (v Value) IsNull() bool { return v.Kind()&(Null|marker) != 0 }

// Len returns how many single values there are.
func (v Value) Len() int {
	switch {
	case v.IsNull():
		return 0
	case v.kind == List:
		return len(v.list)
	}
	return 1
}

// Values returns the single values: those of a list, v itself, or none for NULL
// and the markers. The caller must not change them.
func (v Value) Values() []Value {
	switch {
	case v.Kind() == List:
		return v.list
	case v.IsNull():
		return nil
	}
	return []Value{v}
}

// Bool reports whether v is True.
func (v Value) Bool() bool { return v.kind == Bool && v.n != 0 }

// Time returns the point in time of a Date.
func (v Value) Time() time.Time {
	return time.Unix(v.n/ticksPerSecond-secondsToUnix, v.n%ticksPerSecond*100).UTC()
}

// Float returns a Number as a fraction.
func (v Value) Float() float64 {
	if v.float {
		return math.Float64frombits(uint64(v.n))
	}
	return float64(v.n)
}

// Int returns a Number that is whole.
func (v Value) Int() (n int64, whole bool) { return v.n, !v.float }

// Octets returns the text of a Text or Ref, the octets of a Binary.
func (v Value) Octets() string { return v.text }

// Text writes a single value as an attribute would show it: True, numbers
// without exponent, dates as ISO 8601, binary as Base64. A list is joined with
// "; ".
func (v Value) Text() string {
	switch v.Kind() {
	case Text, Ref:
		return v.text
	case Number:
		if v.float {
			return strconv.FormatFloat(v.Float(), 'f', -1, 64)
		}
		return strconv.FormatInt(v.n, 10)
	case Bool:
		if v.n != 0 {
			return "True"
		}
		return "False"
	case Binary:
		return base64.StdEncoding.EncodeToString([]byte(v.text))
	case Date:
		return v.Time().Format("2006-01-02T15:04:05.9999999Z07:00")
	case List:
		parts := make([]string, len(v.list))
		for i, e := range v.list {
			parts[i] = e.Text()
		}
		return strings.Join(parts, "; ")
	case Null:
		return ""
	}
	return v.kind.String()
}

// Equal reports whether both are the same value: same type, same content, in a
// list in the same order. It is stricter than the operator =.
func (v Value) Equal(o Value) bool {
	if v.Kind() != o.Kind() || v.float != o.float || v.n != o.n || v.text != o.text || len(v.list) != len(o.list) {
		return false
	}
	for i := range v.list {
		if !v.list[i].Equal(o.list[i]) {
			return false
		}
	}
	return true
}

// Outcome names what the value makes of a flow: "value", "null",
// "authoritativeNull" or "ignoreFlow".
func (v Value) Outcome() string {
	switch v.Kind() {
	case Null:
		return "null"
	case AuthNull:
		return "authoritativeNull"
	case Ignore:
		return "ignoreFlow"
	}
	return "value"
}
