package addresspolicy

import (
	"fmt"
	"strings"

	"recipientdesk/model"
)

// A Row is what the policies make of one recipient.
type Row struct {
	Before, After model.Entry
	Policy        *Policy // nil: none applies
	Given         []Gift  // by the templates of the policy, in their order; none of who is exempt
	Why           string  // it is left as it is because …; a sentence without a period
}

// A Gift is what one template makes of one recipient.
type Gift struct {
	Template Template
	Wanted   string // the address by the template alone; "": it makes none, and Why says why
	Address  string // the one that the recipient has or gets; "": none
	Owner    string // who has the one that is wanted; "": nobody else
	Long     string // the part before the @, where it was too long and was cut
	Why      string // nothing is given because …
}

// Note says what a person should know of a gift, "" if all went as the template says.
func (g Gift) Note() string {
	switch {
	case g.Wanted == "":
		return g.Template.String() + " gives nothing: " + g.Why
	case g.Address == "" && g.Owner != "":
		return g.Wanted + " belongs to " + g.Owner + ", too: make out whose it is"
	case g.Address == "":
		return g.Wanted + " is not given: " + g.Why
	case g.Owner != "":
		return g.Wanted + " belongs to " + g.Owner + ": it is " + g.Address
	case !strings.EqualFold(g.Address, g.Wanted):
		return g.Address + " stays, though nobody else has " + g.Wanted
	case g.Long != "":
		return fmt.Sprintf("%s is longer than the %d characters before the @ that an address may have, and is cut", g.Long, maxLocal)
	}
	return ""
}

// Notes are those of all gifts that have one.
func (r Row) Notes() (out []string) {
	for _, g := range r.Given {
		if n := g.Note(); n != "" {
			out = append(out, n)
		}
	}
	return out
}

// Change is what would be saved; empty if nothing would.
func (r Row) Change() model.ChangeSet { return model.Diff(r.Before, r.After) }

// An Outcome is what becomes of a recipient, in one word.
type Outcome int

// The outcomes.
const (
	Gets     Outcome = iota // addresses, as the templates say
	Numbered                // addresses, one of them with a number: another object has the one without
	Keeps                   // what it has: that is what the policy gives
	Lacks                   // whatever the templates are made of: nothing can be given
	Exempt                  // from all policies
	Outside                 // of the scope of every policy
)

// String returns an identifier: "numbered".
func (o Outcome) String() string {
	return [...]string{"gets", "numbered", "keeps", "lacks", "exempt", "outside"}[o]
}

// Outcome returns what becomes of the recipient.
func (r Row) Outcome() Outcome {
	given, fresh := false, false
	for _, g := range r.Given {
		given = given || g.Address != ""
		fresh = fresh || g.Address != "" && g.Owner != "" && model.Addresses(r.Before).Find(g.Address) < 0
	}
	switch {
	case r.Policy == nil:
		return Outside
	case OptedOut(r.Before):
		return Exempt
	case fresh:
		return Numbered
	case !r.Change().Empty():
		return Gets
	case given:
		return Keeps
	}
	return Lacks
}

// take gives the row's object an address.
func (r *Row) take(address string, primary bool) error {
	l := model.Addresses(r.After)
	i := l.Find(address)
	if i >= 0 && (!primary || l[i].Primary() && strings.EqualFold(r.After.First(model.Mail), l[i].Value())) {
		return nil
	}
	a, err := model.SMTPAddress(address, primary)
	if i >= 0 {
		a, err = model.SMTPAddress(l[i].Value(), primary) // its own spelling stays
	}
	if err == nil && primary {
		l, err = l.Promote(a)
	} else if err == nil {
		l, err = l.Add(a)
	}
	if err != nil {
		return err
	}
	r.After = r.After.With(model.ProxyAddresses, l.Strings()...)
	if p, ok := l.Primary(); ok && primary || ok && !r.After.Has(model.Mail) {
		r.After = r.After.With(model.Mail, p.Value())
	}
	return nil
}

// completePrimary makes an address primary, if some are given and none is: that of the
// recipient's mail, or else the first that is given.
func (r *Row) completePrimary() {
	l := model.Addresses(r.After)
	if _, ok := l.Primary(); ok {
		return
	}
	if mail := r.After.First(model.Mail); mail != "" && l.Find(mail) >= 0 {
		_ = r.take(mail, true) // it is one of its addresses
		return
	}
	for _, g := range r.Given {
		if g.Address != "" {
			_ = r.take(g.Address, true)
			return
		}
	}
}
