package syncrule

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"recipientdesk/model"
)

// maxJoined bounds how many objects are looked at for one. A real directory has a
// handful; a rule that joins by a common value would gather all of it.
const maxJoined = 64

// join finds the objects that share an object of the metaverse with s, and makes
// it. The server joins objects as they come; here those that could join nothing
// come first, so the outcome does not depend on chance: a contact joins the user
// of the same mail.
func (x *evaluation) join(ctx context.Context, s *subject) error {
	all, err := x.gather(ctx, s)
	if err != nil {
		return err
	}
	x.order(all)
	var made []*object
	for _, y := range all {
		o, ambiguous := y.partner(made)
		switch {
		case ambiguous != "":
			if y == s {
				x.problem(Problem{Text: ambiguous})
				x.why = ambiguous
			}
		case o != nil:
			made[slices.Index(made, o)] = x.newObject(o.class, append(slices.Clone(o.members), y)...)
		case y.provisioning() != nil:
			made = append(made, y.solo(x))
		}
	}
	for _, o := range made {
		if slices.Contains(o.members, s) {
			x.meta = o
		}
	}
	if _, problem := s.joining(); problem != "" {
		x.problem(Problem{Text: problem})
	}
	return nil
}

// solo returns what the flows of s alone make.
func (s *subject) solo(x *evaluation) *object {
	if s.alone == nil {
		class := "*"
		if r := s.provisioning(); r != nil {
			class = r.Target
		}
		s.alone = x.newObject(class, s)
		s.alone.silent = !s.entry.Ref.Same(x.self.Ref)
	}
	return s.alone
}

// gather returns s and all objects that joins lead to, in both directions.
func (x *evaluation) gather(ctx context.Context, s *subject) ([]*subject, error) {
	all := []*subject{s}
	if x.around == nil || x.e.o.CloudSync {
		return all, nil
	}
	for i := 0; i < len(all); i++ {
		for _, q := range x.questions(all[i]) {
			found, err := x.find(ctx, all[i], q)
			if err != nil {
				return nil, err
			}
			for _, e := range found {
				if len(all) > maxJoined || slices.ContainsFunc(all, func(o *subject) bool { return o.entry.Ref.Same(e.Ref) }) {
					continue
				}
				y, err := x.newSubject(ctx, e)
				if err != nil {
					return nil, err
				}
				if y.out == "" && (all[i].meets(x, y) || y.meets(x, all[i])) {
					all = append(all, y)
				}
			}
		}
	}
	if len(all) > maxJoined {
		x.problem(Problem{Text: fmt.Sprintf("more than %d objects are joined; the rest is left out", maxJoined)})
	}
	return all, nil
}

// order puts those first that could join no other, then those whose rule has
// precedence.
func (x *evaluation) order(all []*subject) {
	if len(all) == 1 {
		return
	}
	const last, ruleless = 1 << 30, 1 << 29
	rank := make(map[*subject]int, len(all))
	for _, s := range all {
		if rank[s] = ruleless; s.provisioning() != nil {
			rank[s] = s.provisioning().Precedence
		}
		if slices.ContainsFunc(all, func(o *subject) bool { return o != s && s.meets(x, o) }) {
			rank[s] += last
		}
	}
	slices.SortStableFunc(all, func(a, b *subject) int {
		return cmp.Or(cmp.Compare(rank[a], rank[b]), cmp.Compare(a.entry.Ref.GUID, b.entry.Ref.GUID), cmp.Compare(a.entry.Ref.DN, b.entry.Ref.DN))
	})
}

// partner returns the object that s joins: groups are tried in turn, and the first
// that matches exactly one decides.
func (s *subject) partner(made []*object) (found *object, ambiguous string) {
	r, _ := s.joining()
	if r == nil || len(made) == 0 {
		return nil, ""
	}
	for _, g := range r.joins {
		var hits []*object
		for _, o := range made {
			if slices.ContainsFunc(o.members, func(y *subject) bool { return s.matches(o.x, r, g, y) }) {
				hits = append(hits, o)
			}
		}
		switch {
		case len(hits) == 1:
			return hits[0], ""
		case len(hits) > 1:
			ambiguous = fmt.Sprintf("it matches %d objects by %s, so it joins none", len(hits), s.e.source.list[g[0].conn])
		}
	}
	return nil, ambiguous
}

// related notes which objects share the metaverse object. The one that gives it its
// anchor is the one that it is.
func (x *evaluation) related(s *subject) {
	first := x.meta.members[0]
	if id := x.e.known.anchor; id >= 0 && x.meta.get(id).from != nil {
		first = x.meta.get(id).from
	}
	for _, y := range x.meta.members {
		switch {
		case y == s:
		case y == first:
			ref := y.entry.Ref
			x.res.JoinedTo = &ref
		case s == first:
			x.res.Joined = append(x.res.Joined, y.entry.Ref)
		}
		if y != s && y.pipe == s.pipe {
			x.doubt(Problem{Text: "it shares an object of the metaverse with " + model.NameOf(y.entry.Ref.DN) + ", of the same class; the server may refuse to join two objects of one forest"})
		}
	}
	if x.res.JoinedTo != nil && x.res.InScope {
		x.res.Why = "it is part of " + model.NameOf(x.res.JoinedTo.DN)
	}
}
