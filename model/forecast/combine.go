package forecast

import (
	"maps"
	"slices"
	"strings"

	"recipientdesk/model"
)

// combine makes one forecast of several: what all agree on is certain, of lists the
// values that all have. The rest is unknown, and its reason says what it depends on.
func combine(runs []run) Forecast {
	f := runs[0].Forecast
	if len(runs) == 1 {
		return f
	}
	for _, p := range properties(runs) {
		if !slices.ContainsFunc(runs[1:], func(r run) bool { return !slices.Equal(r.Cloud.Values(p), f.Cloud.Values(p)) }) {
			continue
		}
		certain := common(runs, p)
		if !slices.ContainsFunc(runs, func(r run) bool { return len(r.Cloud.Values(p)) > len(certain) }) {
			continue
		}
		f.Cloud = f.Cloud.With(p, certain...)
		of := func(r run) string { return also(without(r.Cloud.Values(p), certain), len(certain) > 0) }
		f.Reasons = doubt(f.Reasons, runs, p)
		f.Reasons = append(f.Reasons, unknown(p, depends(runs, of, none(len(certain) > 0))))
	}
	of := func(r run) string { return r.RecipientType }
	if !agree(runs, of) {
		f.RecipientType = ""
		f.Reasons = doubt(f.Reasons, runs, PropRecipientType)
		f.Reasons = append(f.Reasons, unknown(PropRecipientType, depends(runs, of, "not known")))
	}
	if !agree(runs, func(r run) string { return r.IsRecipient.String() }) {
		f.IsRecipient = model.Unsure
	}
	return f
}

// unknown makes the reason of a property that depends on what is not known.
func unknown(p model.Attr, why string) Reason {
	rule, source := stepProxies, srcProxies
	switch p {
	case PropUPN:
		rule, source = stepUPN, srcUPN
	case PropAlias:
		rule, source = stepAlias, srcUPN
	case PropRecipientType:
		rule, source = stepExchange, srcMailOnly
	}
	return Reason{string(p), "", Unknown, rule, why, source}
}

// properties returns all properties of the runs, in the order of their names.
func properties(runs []run) []model.Attr {
	seen := map[model.Attr]bool{}
	for _, r := range runs {
		for a := range r.Cloud.All() {
			seen[a] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

func agree(runs []run, of func(run) string) bool {
	return !slices.ContainsFunc(runs[1:], func(r run) bool { return of(r) != of(runs[0]) })
}

// common returns the values that every run has.
func common(runs []run, p model.Attr) []string {
	return slices.DeleteFunc(slices.Clone(runs[0].Cloud.Values(p)), func(v string) bool {
		return slices.ContainsFunc(runs[1:], func(r run) bool { return !slices.Contains(r.Cloud.Values(p), v) })
	})
}

func without(all, some []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(v string) bool { return slices.Contains(some, v) })
}

// doubt takes out the reasons of a property that not every run gives. Of one that
// has a single value, none is left.
func doubt(reasons []Reason, runs []run, p model.Attr) []Reason {
	return slices.DeleteFunc(slices.Clone(reasons), func(r Reason) bool {
		return p.Is(model.Attr(r.Property)) &&
			(r.Value == "" || slices.ContainsFunc(runs[1:], func(o run) bool { return !slices.Contains(o.Reasons, r) }))
	})
}

// depends says what a property will be, case by case; empty is what to say of
// nothing. What most cases give comes first and without its conditions.
func depends(runs []run, of func(run) string, empty string) string {
	var rule string
	var cases []string
	for rest := runs; len(rest) > 0; {
		value := of(rest[0])
		var same, others []run
		for _, r := range rest {
			if of(r) == value {
				same = append(same, r)
			} else {
				others = append(others, r)
			}
		}
		if rest = others; 2*len(same) > len(runs) {
			rule = orElse(value, empty) + "; but "
		} else {
			cases = append(cases, when(same, runs)+": "+orElse(value, empty))
		}
	}
	return rule + strings.Join(cases, "; ")
}

// when says what some of all runs have in common that not all have.
func when(some, all []run) string {
	var out []string
	if is := func(r run) bool { return r.licensed }; tells(some, all, is) {
		out = append(out, map[bool]string{false: "without a license", true: "with a license for Exchange Online"}[is(some[0])])
	}
	if is := func(r run) bool { return r.verified }; tells(some, all, is) {
		out = append(out, map[bool]string{false: "if the tenant has not verified the domain", true: "if the tenant has verified the domain"}[is(some[0])])
	}
	if len(out) == 0 { // they have nothing in common
		return when(some[:1], all) + " or " + when(some[1:], all)
	}
	return strings.Join(out, " and ")
}

// tells reports whether a fact is the same in some runs, and not in all.
func tells(some, all []run, is func(run) bool) bool {
	other := func(r run) bool { return is(r) != is(some[0]) }
	return !slices.ContainsFunc(some, other) && slices.ContainsFunc(all, other)
}

func also(values []string, besides bool) string {
	if besides && len(values) > 0 {
		return "also " + strings.Join(values, ", ")
	}
	return strings.Join(values, ", ")
}

// none says that there is nothing, or nothing besides what is certain.
func none(besides bool) string {
	if besides {
		return "nothing else"
	}
	return "none"
}
