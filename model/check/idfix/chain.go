package idfix

import (
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/check"
)

// A chain is what is asked of one attribute.
type chain struct {
	attr  model.Attr
	steps []step
	forms []form // more steps, by the form that the value has in the directory: of the first that fits
	blank *blank // nil: the attribute may be missing
	rule  *check.Rule
}

// A step looks at x.value, and calls x.fail with a better one if it is wrong.
type step struct {
	text string // what it wants, for the documentation
	run  func(x *exam)
}

// A form is a kind of address.
type form struct {
	text  string
	fits  func(value string) bool
	steps []step
}

// A blank demands a value.
type blank struct {
	text    string
	needed  func(o *object) bool
	propose func(o *object) string // "": IdFix proposes nothing
}

// An exam is one value on its way through a chain.
type exam struct {
	*object
	owners *owners
	chain  *chain
	value  string // as the steps so far would have it
	errors []string
	texts  []string
	action check.Action
	first  check.Other // who has the value already; zero: nobody
}

// fail notes what is wrong with the value and sets the value that the next step
// sees. The last step to fail decides what is proposed.
func (x *exam) fail(value string, action check.Action, text string, flags ...string) {
	x.value, x.action = value, action
	x.errors, x.texts = append(x.errors, flags...), append(x.texts, text)
}

// orName returns v, or the common name in place of nothing.
func (o *object) orName(v string) string {
	if v == "" {
		return o.cn
	}
	return v
}

func (r *Runner) examine(c *chain, o *object, value string) []check.Finding {
	x := &exam{object: o, owners: r.owners, chain: c, value: value}
	for _, s := range c.steps {
		s.run(x)
	}
	if i := slices.IndexFunc(c.forms, func(f form) bool { return f.fits(value) }); i >= 0 {
		for _, s := range c.forms[i].steps {
			s.run(x)
		}
	}
	if x.errors == nil {
		return nil
	}
	found := check.Finding{Rule: c.rule, Ref: o.Ref, Problem: check.Problem{Attr: c.attr, Value: value, Text: strings.Join(x.texts, "; "),
		Errors: x.errors, Action: x.action, Proposed: x.value}}
	if x.first.Attr == "" {
		return []check.Finding{found}
	}
	found.Others = []check.Other{x.first}
	return append([]check.Finding{found}, r.forOwner(found)...)
}

// forOwner returns the row that IdFix adds for the first owner of a shared value when
// it wants the later one changed. It shows the later object's value. The owner is
// looked up by the value as it stands in the directory: if a step before the search
// for duplicates changed it, nothing is found and no row added.
func (r *Runner) forOwner(later check.Finding) []check.Finding {
	first, ok := r.owners.find(later.Attr, later.Value)
	if !ok || later.Action != check.Edit {
		return nil
	}
	p := later.Problem
	p.Errors, p.Text = []string{check.Duplicate}, "another object has the same value"
	p.Others = []check.Other{{Ref: later.Ref, Attr: later.Attr, Value: later.Value}}
	return []check.Finding{{Rule: later.Rule, Ref: first.Ref, Problem: p}}
}

func (c *chain) missing(o *object) []check.Finding {
	if !c.blank.needed(o) {
		return nil
	}
	return []check.Finding{{Rule: c.rule, Ref: o.Ref, Problem: check.Problem{Attr: c.attr, Text: "there is no value",
		Errors: []string{check.Blank}, Action: check.Edit, Proposed: c.blank.propose(o)}}}
}
