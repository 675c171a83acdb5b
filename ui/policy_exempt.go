package ui

import (
	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
)

// What takes recipients out of all policies, and puts them under them again.

// exemptLabel is what the button would do to what is selected.
func (p *policyPage) exemptLabel() string {
	if p.optsIn() {
		return "Opt in again…"
	}
	return "Opt out…"
}

// optsIn reports whether all that are selected are exempt.
func (p *policyPage) optsIn() bool {
	list := p.selection()
	for _, l := range list {
		if l.outcome != addresspolicy.Exempt {
			return false
		}
	}
	return len(list) > 0
}

// noExempt says why nobody can be taken out, "" if one can.
func (p *policyPage) noExempt() string {
	if s := p.app.session; s != nil {
		if _, ok := s.Schema.Lookup(addresspolicy.PoliciesExcluded); !ok {
			return "This forest has no " + string(addresspolicy.PoliciesExcluded) + ": it was never extended for Exchange. Narrow the scope of the policies instead."
		}
	}
	return ""
}

func (p *policyPage) canExempt() bool {
	return p.idle() && p.r.last != nil && p.table.SelectedCount() > 0 && p.noExempt() == ""
}

// exempt shows the change of the flag, and makes it if wanted.
func (p *policyPage) exempt() {
	out := !p.optsIn()
	w := policyWriting{what: "policy-opt-in", title: "Put under the policies again:", about: "Policies give addresses to them again. What they have stays.", done: "put under the policies again"}
	if out {
		w = policyWriting{what: "policy-opt-out", title: "Take out of all policies:", about: "No policy gives them addresses any more. What they have stays.", done: "taken out of all policies"}
	}
	for _, l := range p.selection() {
		if cs := model.Diff(l.Before, addresspolicy.SetOptOut(l.Before, out)); !cs.Empty() {
			w.changes = append(w.changes, cs)
		}
	}
	p.review(w)
}
