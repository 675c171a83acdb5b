package session

import (
	"slices"
	"strconv"
	"strings"

	"recipientdesk/model"
)

// matches evaluates a filter on an object of a file. An attribute that the export
// left out does not match, as one without values does not on a server.
func (x *content) matches(f model.Filter, e model.Entry) bool {
	switch f := f.(type) {
	case nil:
		return true
	case model.And:
		return !slices.ContainsFunc(f, func(p model.Filter) bool { return !x.matches(p, e) })
	case model.Or:
		return slices.ContainsFunc(f, func(p model.Filter) bool { return x.matches(p, e) })
	case model.Not:
		return !x.matches(f.F, e)
	case model.Present:
		return len(x.values(e, f.Attr)) > 0
	case model.Equal:
		return x.some(e, f.Attr, func(v string) bool { return x.equal(f.Attr, v, f.Value) })
	case model.AtLeast:
		return x.some(e, f.Attr, func(v string) bool { return compare(v, f.Value) >= 0 })
	case model.AtMost:
		return x.some(e, f.Attr, func(v string) bool { return compare(v, f.Value) <= 0 })
	case model.Like:
		return x.some(e, f.Attr, func(v string) bool { return like(f, v) })
	case model.Matching:
		return x.some(e, f.Attr, func(v string) bool { return x.rule(f, v) })
	}
	return false
}

func (x *content) some(e model.Entry, a model.Attr, ok func(string) bool) bool {
	return slices.ContainsFunc(x.values(e, a), ok)
}

// values returns what a server would have, computed from what the export holds:
// exports often leave out sAMAccountType, by which recipients are told from
// computers. The numbers are those of [MS-SAMR] 2.2.1.9.
func (x *content) values(e model.Entry, a model.Attr) []string {
	v := e.Values(a)
	if len(v) > 0 || !a.Is("sAMAccountType") {
		return v
	}
	class := e.Values(model.ObjectClass)
	is := func(c string) bool {
		return slices.ContainsFunc(class, func(s string) bool { return strings.EqualFold(s, c) })
	}
	switch {
	case is("computer"):
		return []string{"805306369"}
	case is("user"):
		return []string{"805306368"}
	}
	return nil
}

func (x *content) equal(a model.Attr, v, want string) bool {
	d, _ := x.schema.Lookup(a)
	switch {
	case d.Syntax.Binary():
		return v == want
	case a.Is("objectCategory") && !strings.Contains(want, "="): // by the name of a class ([MS-ADTS] 3.1.1.3.1.3.5)
		return strings.EqualFold(model.NameOf(v), want)
	case d.Syntax.Reference():
		return model.SameDN(v, want)
	}
	return strings.EqualFold(v, want)
}

func compare(v, want string) int {
	a, err1 := strconv.ParseInt(v, 10, 64)
	b, err2 := strconv.ParseInt(want, 10, 64)
	switch {
	case err1 != nil || err2 != nil:
		return strings.Compare(strings.ToLower(v), strings.ToLower(want))
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func like(f model.Like, v string) bool {
	v = strings.ToLower(v)
	rest, ok := strings.CutPrefix(v, strings.ToLower(f.Prefix))
	if !ok {
		return false
	}
	for _, part := range f.Any {
		_, after, found := strings.Cut(rest, strings.ToLower(part))
		if !found {
			return false
		}
		rest = after
	}
	return strings.HasSuffix(rest, strings.ToLower(f.Suffix))
}

func (x *content) rule(f model.Matching, v string) bool {
	have, err1 := strconv.ParseInt(v, 10, 64)
	want, err2 := strconv.ParseInt(f.Value, 10, 64)
	switch {
	case f.Rule == model.InChain:
		return x.chain(f.Attr, v, f.Value, map[string]bool{})
	case err1 != nil || err2 != nil:
		return false
	case f.Rule == model.BitAnd:
		return have&want == want
	case f.Rule == model.BitOr:
		return have&want != 0
	}
	return false
}

// chain follows a link from one object of the file to the next.
func (x *content) chain(a model.Attr, from, to string, seen map[string]bool) bool {
	key := strings.ToLower(from)
	if model.SameDN(from, to) {
		return true
	}
	i, ok := x.byDN[dnKey(from)]
	if seen[key] || !ok {
		return false
	}
	seen[key] = true
	return slices.ContainsFunc(x.entries[i].Values(a), func(v string) bool { return x.chain(a, v, to, seen) })
}
