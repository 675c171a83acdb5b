package forecast

import (
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
		of := func(r run) string { return strings.Join(r.Cloud.Values(p), ", ") }
		if agree(runs, of) {
			continue
		}
		certain := common(runs, p)
		f.Cloud = f.Cloud.With(p, certain...)
		of = func(r run) string { return strings.Join(without(r.Cloud.Values(p), certain), ", ") }
		f.Reasons = doubt(f.Reasons, runs, p)
		f.Reasons = append(f.Reasons, Reason{string(p), "", Unknown, stepExport, depends(runs, of, len(certain) > 0), srcProxies})
	}
	of := func(r run) string { return r.RecipientType }
	if !agree(runs, of) {
		f.RecipientType = ""
		f.Reasons = doubt(f.Reasons, runs, PropRecipientType)
		f.Reasons = append(f.Reasons, Reason{string(PropRecipientType), "", Unknown, stepExchange, depends(runs, of, false), srcMailOnly})
	}
	if !agree(runs, func(r run) string { return r.IsRecipient.String() }) {
		f.IsRecipient = model.Unsure
	}
	return f
}

// properties returns all properties of the runs, in the order of their names.
func properties(runs []run) []model.Attr {
	var out []model.Attr
	for _, r := range runs {
		for a := range r.Cloud.All() {
			if !slices.ContainsFunc(out, a.Is) {
				out = append(out, a)
			}
		}
	}
	return out
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

// doubt takes out the reasons of a property that not every run gives.
func doubt(reasons []Reason, runs []run, p model.Attr) []Reason {
	return slices.DeleteFunc(slices.Clone(reasons), func(r Reason) bool {
		return p.Is(model.Attr(r.Property)) && slices.ContainsFunc(runs[1:], func(o run) bool { return !slices.Contains(o.Reasons, r) })
	})
}

// depends says what a property will be, case by case. also is set if there are
// values beside those that of returns.
func depends(runs []run, of func(run) string, also bool) string {
	license, domains := false, false
	for _, a := range runs {
		for _, b := range runs {
			if of(a) == of(b) {
				continue
			}
			license = license || a.licensed != b.licensed && a.verified == b.verified
			domains = domains || a.verified != b.verified && a.licensed == b.licensed
		}
	}
	var cases []string
	for _, r := range runs {
		var when []string
		if license {
			when = append(when, map[bool]string{false: "without a license", true: "with a license for Exchange Online"}[r.licensed])
		}
		if domains {
			when = append(when, map[bool]string{false: "if the domain is not verified in the tenant", true: "if the domain is verified in the tenant"}[r.verified])
		}
		s := strings.Join(when, " and ") + ": " + outcome(of(r), also)
		if !slices.Contains(cases, s) {
			cases = append(cases, s)
		}
	}
	return strings.Join(cases, "; ")
}

func outcome(s string, also bool) string {
	switch {
	case s == "" && also:
		return "nothing else"
	case s == "":
		return "none, or not known"
	case also:
		return "also " + s
	}
	return s
}
