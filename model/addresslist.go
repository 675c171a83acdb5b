package model

import (
	"fmt"
	"slices"
	"strings"
)

// An AddressList is the value of proxyAddresses, in directory order. Its methods
// return a new list and leave what they do not name byte for byte as it was.
type AddressList []Address

// Addresses reads the list from e.
func Addresses(e Entry) AddressList {
	values := e.Values(ProxyAddresses)
	if len(values) == 0 {
		return nil
	}
	l := make(AddressList, 0, len(values))
	for _, v := range values {
		if a, err := ParseAddress(v); err == nil {
			l = append(l, a)
		}
	}
	return l
}

// WithAddresses returns e with the list as its proxyAddresses. Where the primary
// address of the list is another than that of e, mail follows it, as Exchange
// keeps the two equal; if the list has no primary, mail stays.
func WithAddresses(e Entry, l AddressList) Entry {
	was, had := Addresses(e).Primary()
	e = e.With(ProxyAddresses, l.Strings()...)
	if p, ok := l.Primary(); ok && (!had || p.Value() != was.Value()) {
		e = e.With(Mail, p.Value())
	}
	return e
}

// Strings returns the values as they stand in the directory.
func (l AddressList) Strings() []string {
	var out []string
	for _, a := range l {
		out = append(out, a.String())
	}
	return out
}

// Primary returns the primary SMTP address. With several, which the directory
// allows and Exchange does not, it is the first.
func (l AddressList) Primary() (Address, bool) {
	for _, a := range l {
		if a.IsSMTP() && a.Primary() {
			return a, true
		}
	}
	return Address{}, false
}

// Find returns the position of the address that the directory takes for equal to
// s, which may be written with or without "smtp:", or -1.
func (l AddressList) Find(s string) int {
	want := strings.TrimSpace(s)
	if a, err := ParseAddress(want); err != nil || a.typ == 0 {
		want = "smtp:" + want
	}
	return slices.IndexFunc(l, func(a Address) bool {
		return strings.EqualFold(a.String(), want) || strings.EqualFold(a.String(), strings.TrimSpace(s))
	})
}

// Add returns the list with a at its end. An SMTP address becomes primary if
// there is none yet, secondary otherwise: Promote changes the primary. The error
// has code Exists if the directory would take an address of the list for equal.
func (l AddressList) Add(a Address) (AddressList, error) {
	if slices.ContainsFunc(l, a.Equal) {
		return l, &Error{Code: Exists, Subject: a.String(), Message: "is in the list already"}
	}
	if n := len([]rune(a.String())); n > MaxAddress {
		return l, &Error{Code: Invalid, Subject: clip(a.String()), Message: fmt.Sprintf("has %d characters; the limit is %d", n, MaxAddress)}
	}
	if a.IsSMTP() {
		_, had := l.Primary()
		a = a.as(!had)
	}
	return append(slices.Clone(l), a), nil
}

// Remove returns the list without a, which must be in it exactly as written. The
// error has code Invalid for the primary address while other SMTP addresses are
// left: one of them has to be promoted first.
func (l AddressList) Remove(a Address) (AddressList, error) {
	i := slices.Index(l, a)
	if i < 0 {
		return l, &Error{Code: NotFound, Subject: a.String(), Message: "is not in the list"}
	}
	rest := slices.Delete(slices.Clone(l), i, i+1)
	if _, ok := rest.Primary(); a.IsSMTP() && a.Primary() && !ok && slices.ContainsFunc(rest, Address.IsSMTP) {
		return l, &Error{Code: Invalid, Subject: a.Value(), Message: "is the primary address",
			Hint: "Make another address primary first; this one is then kept as an alias and can be removed."}
	}
	return rest, nil
}

// Promote returns the list with a, which must be an SMTP address, as its one
// primary. It is added if it is not there; every former primary stays as a
// secondary address, in its place.
func (l AddressList) Promote(a Address) (AddressList, error) {
	if !a.IsSMTP() {
		return l, &Error{Code: Invalid, Subject: a.String(), Message: "is no SMTP address", Hint: "Only an SMTP address can be primary."}
	}
	out := make(AddressList, 0, len(l)+1)
	found := false
	for _, b := range l {
		switch {
		case b.IsSMTP() && strings.EqualFold(b.Value(), a.Value()):
			if !found { // a second spelling of the same address cannot stand beside it
				out, found = append(out, newAddress(b.prefix(), a.Value()).as(true)), true
			}
		case b.IsSMTP() && b.Primary():
			out = append(out, b.as(false))
		default:
			out = append(out, b)
		}
	}
	if !found {
		if len([]rune(a.String())) > MaxAddress {
			return l, &Error{Code: Invalid, Subject: clip(a.String()), Message: fmt.Sprintf("is longer than %d characters", MaxAddress)}
		}
		out = slices.Insert(out, 0, a.as(true))
	}
	return out, nil
}

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
