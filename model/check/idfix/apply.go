package idfix

import (
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/check"
)

// Apply returns e with the action of a finding carried out, and whether that changed
// anything. Edit puts the proposed value in the place of the wrong one, Remove takes
// it away, and Complete leaves it. There is nothing to do for a proposal that equals
// the value, which is how IdFix says that a person has to decide, nor where the value
// is no longer there.
func Apply(f check.Finding, e model.Entry) (model.Entry, bool) {
	values := e.Values(f.Attr)
	at := slices.Index(values, f.Value)
	if at < 0 { // the row of a first owner shows the value of the other
		at = slices.IndexFunc(values, func(v string) bool { return strings.EqualFold(v, f.Value) })
	}
	switch missing := f.Value == ""; {
	case missing && len(values) > 0 || !missing && at < 0:
		return e, false
	case f.Action == check.Remove && at >= 0:
		return e.With(f.Attr, slices.Delete(slices.Clone(values), at, at+1)...), true
	case f.Action != check.Edit || f.Proposed == "" || f.Proposed == f.Value:
		return e, false
	case at < 0 || f.Attr != model.ProxyAddresses:
		return e.With(f.Attr, f.Proposed), true
	}
	rest := slices.Delete(slices.Clone(values), at, at+1)
	if !slices.ContainsFunc(rest, func(v string) bool { return strings.EqualFold(v, f.Proposed) }) {
		rest = slices.Insert(rest, at, f.Proposed)
	}
	return e.With(f.Attr, rest...), true
}
