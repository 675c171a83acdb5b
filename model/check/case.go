package check

import (
	"iter"
	"slices"
	"strings"

	"recipientdesk/model"
)

// A Class is what an object is to directory synchronization. Several make a set.
type Class uint8

// The classes. An inetOrgPerson is a user.
const (
	User Class = 1 << iota
	Group
	Contact
)

// classOf reads objectClass. Computers, and what derives from them, are users to the
// schema only.
func classOf(values []string) (c Class) {
	for _, v := range values {
		switch {
		case strings.EqualFold(v, "user"), strings.EqualFold(v, "inetOrgPerson"):
			c = User
		case strings.EqualFold(v, "group"):
			c = Group
		case strings.EqualFold(v, "contact"):
			c = Contact
		case strings.EqualFold(v, "computer"):
			return 0
		}
	}
	return c
}

// A Case is one object and what a rule may know beside it. It reads and parses once
// what several rules need.
type Case struct {
	w     *world
	entry model.Entry // unless cells
	cells *cells      // of a batch
	class Class
	kind  model.Kind
	addrs model.AddressList
	first int  // position of the primary address in addrs, or -1
	ghost bool // left over from a replication conflict

	omission struct { // from omitted
		known, system bool
		why           string
	}
}

func newCase(w *world, e model.Entry) *Case {
	c := &Case{w: w, entry: e, kind: model.Recipient{Entry: e}.Kind()}
	c.parse()
	return c
}

// parse reads the values that most rules ask for.
func (c *Case) parse() {
	c.class, c.addrs, c.first = classOf(c.Values(model.ObjectClass)), c.addrs[:0], -1
	for _, v := range c.Values(model.ProxyAddresses) {
		a, err := model.ParseAddress(v)
		if err != nil {
			continue
		}
		if c.first < 0 && a.IsSMTP() && a.Primary() {
			c.first = len(c.addrs)
		}
		c.addrs = append(c.addrs, a)
	}
	c.ghost, c.omission.known = isConflict(c), false
}

// Ref returns the identity of the object.
func (c *Case) Ref() model.Ref {
	if c.cells != nil {
		return c.cells.ref()
	}
	return c.entry.Ref
}

// DN returns the place of the object.
func (c *Case) DN() string {
	if c.cells != nil {
		return c.cells.dn
	}
	return c.entry.Ref.DN
}

// Values returns the values of a. They must not be kept.
func (c *Case) Values(a model.Attr) []string {
	if c.cells != nil {
		return c.cells.values(a)
	}
	return c.entry.Values(a)
}

// First returns the first value of a, or "".
func (c *Case) First(a model.Attr) string {
	if v := c.Values(a); len(v) > 0 {
		return v[0]
	}
	return ""
}

// Has reports whether a has a value.
func (c *Case) Has(a model.Attr) bool { return len(c.Values(a)) > 0 }

// Addresses returns what stands in proxyAddresses. It must not be kept.
func (c *Case) Addresses() model.AddressList { return c.addrs }

// Primary returns the primary SMTP address, with several the first.
func (c *Case) Primary() (model.Address, bool) {
	if c.first < 0 {
		return model.Address{}, false
	}
	return c.addrs[c.first], true
}

// marked returns the primary SMTP address, with several the one that should stay, and
// how many there are.
func (c *Case) marked() (keep model.Address, n int) {
	if c.first < 0 {
		return keep, 0
	}
	for _, a := range c.addrs[c.first:] {
		if a.IsSMTP() && a.Primary() {
			n++
		}
	}
	if n == 1 {
		return c.addrs[c.first], 1
	}
	all := slices.DeleteFunc(slices.Clone(c.addrs), func(a model.Address) bool { return !a.Primary() })
	return chosenPrimary(c.First(model.Mail), all), n
}

// name returns cn, or what the DN says.
func (c *Case) name() string {
	if v := strings.TrimSpace(c.First(model.CommonName)); v != "" {
		return v
	}
	return strings.TrimSpace(model.NameOf(c.DN()))
}

// sender returns the address that mail comes from: the primary one, else mail, else
// any.
func (c *Case) sender() string {
	if a, _ := c.marked(); a.Value() != "" {
		return a.Value()
	}
	if v := c.First(model.Mail); v != "" {
		return v
	}
	for _, a := range c.addrs {
		if mailAddress(a) && strings.Contains(a.Value(), "@") {
			return a.Value()
		}
	}
	return ""
}

// number reads an integer attribute. ok is false if it is not set or is none.
func (c *Case) number(a model.Attr) (n int64, ok bool) { return number(c.First(a)) }

// all yields every attribute that is known and its values.
func (c *Case) all() iter.Seq2[model.Attr, []string] {
	if c.cells != nil {
		return c.cells.all()
	}
	return c.entry.All()
}

// odd reports whether a value may be outside the limits of its attribute. Cells know
// for certain of nearly every object that none is.
func (c *Case) odd() bool { return c.cells == nil || c.cells.odd }
