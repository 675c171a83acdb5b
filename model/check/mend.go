package check

import (
	"slices"
	"strings"

	"recipientdesk/model"
)

// Mend returns e with exactly that put right what a finding says: its value replaced
// by the proposed one, or removed. Where the primary address becomes another one,
// mail follows. ok is false if a person has to decide, or if e no longer has the
// value.
func Mend(e model.Entry, f Finding) (model.Entry, bool) { return f.Problem.mend(e) }

// mend applies all that a rule proposes.
func (r *Rule) mend(e model.Entry) (model.Entry, bool) {
	all := true
	for _, p := range r.Check(newCase(newWorld(Options{Only: []string{r.ID}}), e)) {
		var ok bool
		e, ok = p.mend(e)
		all = all && ok
	}
	return e, all
}

func (p Problem) mend(e model.Entry) (model.Entry, bool) {
	values := slices.Clone(e.Values(p.Attr))
	at := slices.Index(values, p.Value)
	switch {
	case p.Action == Remove && at >= 0:
		return withValues(e, p.Attr, slices.Delete(values, at, at+1)), true
	case p.Action != Edit:
		return e, false
	case p.Value == "" && len(values) == 0:
		return withValues(e, p.Attr, []string{p.Proposed}), true
	case at < 0:
		return e, false
	}
	values[at] = p.Proposed
	kept := values[:0]
	for i, v := range values { // what the directory takes for equal cannot stand beside it
		if i == at || !strings.EqualFold(v, p.Proposed) {
			kept = append(kept, v)
		}
	}
	return withValues(e, p.Attr, kept), true
}

// withValues sets an attribute. mail follows a primary address that changes, if it
// was equal to it or there was none. The first SMTP address of an object is primary.
func withValues(e model.Entry, a model.Attr, values []string) model.Entry {
	if !a.Is(model.ProxyAddresses) {
		return e.With(a, values...)
	}
	l := model.Addresses(e)
	was, had := l.Primary()
	first := !slices.ContainsFunc(l, model.Address.IsSMTP)
	e = e.With(a, values...)
	l = model.Addresses(e)
	is, has := l.Primary()
	if i := slices.IndexFunc(l, model.Address.IsSMTP); first && !has && i >= 0 {
		l, _ = l.Promote(l[i]) // cannot fail for an SMTP address of the list
		is, has = l.Primary()
		e = e.With(a, l.Strings()...)
	}
	if has && model.CheckSMTP(is.Value()) == nil && is.Value() != was.Value() && (!had || sameAddress(e.First(model.Mail), was.Value())) {
		e = e.With(model.Mail, is.Value())
	}
	return e
}
