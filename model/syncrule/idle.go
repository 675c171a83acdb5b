package syncrule

import "slices"

// A need says which attributes of Active Directory an exported attribute takes its
// value from: an object that has none of them exports no such attribute, whatever the
// scopes of rules say, and nothing has to be computed to know that. Most objects have
// a fraction of what rules export.
type need struct {
	always bool  // it may have a value without any of them, or something to report
	of     []int // attributes of Active Directory
}

// A passage is the way of an object through rules, which depends on the classes.
type passage struct{ in, out *pipe }

// findNeeds fills the needs of every passage, by the place in pipe.wrote.
func (c *compiler) findNeeds() {
	c.needs = map[passage][]need{}
	for _, f := range c.forests {
		for _, in := range f.classes {
			mv := make([]need, len(c.mv.list))
			for id := range mv {
				mv[id] = merged(row(in.flows, id), func(a int) need { return c.sourceNeed(f, a) }, c.source.id)
			}
			for _, outs := range c.exports {
				for _, out := range outs {
					list := make([]need, len(out.wrote))
					for i, id := range out.wrote {
						list[i] = merged(out.flows[id], func(a int) need { return mv[a] }, c.mv.id)
					}
					c.needs[passage{in, out}] = list
				}
			}
		}
	}
}

// sourceNeed is that of an attribute as it is read. What every object has, and what
// raises an error because of how a rule writes it, is always to be looked at.
func (c *compiler) sourceNeed(f *forest, id int) need {
	if c.source.list[id] == dnAttribute || c.keys[id] == "objectguid" || f.spelled[id] != "" {
		return need{always: true}
	}
	first, _ := c.byKey.Get(c.keys[id])
	return need{of: []int{first}}
}

// merged is the need of what flows write to, given the needs of what they read and its
// number by name.
func merged(flows []*readyFlow, reads func(id int) need, number func(name string) int) (out need) {
	for _, f := range flows {
		ids, idle := f.idles(number)
		if !idle || merges(f.Merge) != merges(flows[0].Merge) {
			return need{always: true}
		}
		for _, id := range ids {
			n := reads(id)
			if n.always {
				return n
			}
			for _, a := range n.of {
				if !slices.Contains(out.of, a) {
					out.of = append(out.of, a)
				}
			}
		}
	}
	return out
}

// idles returns the attributes without all of which the flow gives no value, and no
// problem either. It is not idle if it may nevertheless: then it has a constant, asks
// the clock, or answers for NULL.
func (f *readyFlow) idles(number func(name string) int) (ids []int, idle bool) {
	switch e := f.Expression; {
	case f.Problem != "":
		return nil, false
	case e == nil && f.direct >= 0:
		return []int{f.direct}, true
	case e == nil:
		return nil, f.constant.Kind() == Null
	case len(e.Parameters()) > 0 || e.namesAtRun():
		return nil, false
	default:
		v, err := e.Eval(&Input{})
		if err != nil || !v.IsNull() {
			return nil, false
		}
		for _, name := range slices.Concat(e.Attributes(), e.named()) {
			ids = append(ids, number(name))
		}
		return ids, !slices.Contains(ids, -1)
	}
}

// needs returns those of what p exports, and what the object has. Of objects that share
// one of the metaverse nothing is known beforehand: needs are nil.
func (x *evaluation) needs(p *pipe) (needs []need, given []bool) {
	if len(x.meta.members) != 1 {
		return nil, nil
	}
	s := x.meta.members[0]
	return x.e.needs[passage{s.pipe, p}], s.has()
}

// has marks the attributes that an object has.
func (s *subject) has() []bool {
	clear(s.given)
	for a := range s.entry.All() {
		if id, named := s.e.byKey.Get(a); named {
			s.given[id] = true
		}
	}
	return s.given
}

// moot reports whether an object that has what given says gives it no value.
func (n *need) moot(given []bool) bool {
	if n.always {
		return false
	}
	for _, id := range n.of {
		if given[id] {
			return false
		}
	}
	return true
}
