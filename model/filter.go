package model

import (
	"fmt"
	"strings"
)

// A Filter selects entries. It is a tree, never text put together: adapters write
// it out with every value escaped, and the simulator evaluates it.
type Filter interface {
	// String writes the filter as RFC 4515 does, escaped.
	String() string
	filter()
}

type (
	// And holds when all parts do. Without parts it holds always.
	And []Filter
	// Or holds when one part does. Without parts it never holds.
	Or []Filter
	// Not holds when F does not.
	Not struct{ F Filter }
	// Present holds when the attribute has a value.
	Present struct{ Attr Attr }
	// Equal holds when a value is equal under the attribute's matching rule:
	// without regard to case for most text.
	Equal struct {
		Attr  Attr
		Value string
	}
	// AtLeast compares numbers as numbers and other values as text.
	AtLeast struct {
		Attr  Attr
		Value string
	}
	// AtMost is the counterpart of AtLeast.
	AtMost struct {
		Attr  Attr
		Value string
	}
	// Like holds when a value starts with Prefix, contains each part of Any in
	// order, and ends with Suffix. Empty parts are left out.
	Like struct {
		Attr           Attr
		Prefix, Suffix string
		Any            []string
	}
	// Matching applies an extensible matching rule, such as BitAnd.
	Matching struct {
		Attr  Attr
		Rule  string // OID
		Value string
	}
)

// Matching rules of Active Directory ([MS-ADTS] 3.1.1.3.4.4).
const (
	BitAnd  = "1.2.840.113556.1.4.803"  // all bits of the value are set
	BitOr   = "1.2.840.113556.1.4.804"  // one bit of the value is set
	InChain = "1.2.840.113556.1.4.1941" // the link leads there, over any number of steps
)

func (And) filter()      {}
func (Or) filter()       {}
func (Not) filter()      {}
func (Present) filter()  {}
func (Equal) filter()    {}
func (AtLeast) filter()  {}
func (AtMost) filter()   {}
func (Like) filter()     {}
func (Matching) filter() {}

func (f And) String() string     { return joinFilters("&", f) }
func (f Or) String() string      { return joinFilters("|", f) }
func (f Not) String() string     { return "(!" + f.F.String() + ")" }
func (f Present) String() string { return "(" + string(f.Attr) + "=*)" }
func (f Equal) String() string   { return "(" + string(f.Attr) + "=" + EscapeFilter(f.Value) + ")" }
func (f AtLeast) String() string { return "(" + string(f.Attr) + ">=" + EscapeFilter(f.Value) + ")" }
func (f AtMost) String() string  { return "(" + string(f.Attr) + "<=" + EscapeFilter(f.Value) + ")" }
func (f Matching) String() string {
	return "(" + string(f.Attr) + ":" + f.Rule + ":=" + EscapeFilter(f.Value) + ")"
}

func (f Like) String() string {
	var b strings.Builder
	b.WriteString("(" + string(f.Attr) + "=" + EscapeFilter(f.Prefix) + "*")
	for _, a := range f.Any {
		if a != "" {
			b.WriteString(EscapeFilter(a) + "*")
		}
	}
	b.WriteString(EscapeFilter(f.Suffix) + ")")
	return b.String()
}

// Contains returns the filter "a value of attr contains s".
func Contains(attr Attr, s string) Filter { return Like{Attr: attr, Any: []string{s}} }

// HasPrefix returns the filter "a value of attr starts with s".
func HasPrefix(attr Attr, s string) Filter { return Like{Attr: attr, Prefix: s} }

func joinFilters(op string, fs []Filter) string {
	var b strings.Builder
	b.WriteString("(" + op)
	for _, f := range fs {
		b.WriteString(f.String())
	}
	b.WriteString(")")
	return b.String()
}

// EscapeFilter writes a value for use in a filter: the characters of RFC 4515
// section 3 and every byte that is not ASCII text as a backslash and two digits.
func EscapeFilter(v string) string {
	var b strings.Builder
	for i := range len(v) {
		c := v[i]
		if c == '*' || c == '(' || c == ')' || c == '\\' || c < ' ' || c > '~' {
			fmt.Fprintf(&b, `\%02x`, c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
