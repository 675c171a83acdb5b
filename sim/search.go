package sim

import (
	"slices"

	"recipientdesk/model"
)

// selectNodes returns the objects that match, in the order of the tree. Deleted
// ones are left out unless asked for and visible. The forest's lock is held.
func (st *state) selectNodes(p *power, q model.Query) ([]*node, error) {
	base := st.root
	if q.Base != "" {
		var err error
		if base, err = st.target(q.Base); err != nil {
			return nil, err
		}
	}
	deleted := q.Deleted && p.admin
	if base.deleted && !deleted {
		return nil, noObject(q.Base)
	}
	k := &sieve{r: reading{st: st, p: p}, test: st.compile(q.Where), deleted: deleted, limit: q.Limit}
	for _, dn := range q.Exclude {
		if n, err := st.target(dn); err == nil {
			k.exclude = append(k.exclude, n)
		}
	}
	if base == st.root && q.Scope != model.BaseObject { // other naming contexts are searched by name
		k.exclude = append(k.exclude, st.config)
	}
	if base == st.config && q.Scope != model.BaseObject {
		k.exclude = append(k.exclude, st.schemaTop)
	}
	if hits, ok := st.candidates(q.Where); ok {
		for _, n := range hits {
			if inScope(n, base, q.Scope) && !slices.ContainsFunc(k.exclude, n.under) {
				k.take(n)
			}
		}
		return k.hits, nil
	}
	switch q.Scope {
	case model.BaseObject:
		k.take(base)
	case model.Children:
		for _, n := range base.kids {
			if !slices.Contains(k.exclude, n) {
				k.take(n)
			}
		}
	default:
		k.walk(base)
	}
	return k.hits, nil
}

func inScope(n, base *node, scope model.Scope) bool {
	switch scope {
	case model.BaseObject:
		return n == base
	case model.Children:
		return n.parent == base
	}
	return n.under(base)
}

// A sieve collects what matches.
type sieve struct {
	r       reading
	test    test
	exclude []*node
	deleted bool
	limit   int
	hits    []*node
}

func (k *sieve) full() bool { return k.limit > 0 && len(k.hits) >= k.limit }

func (k *sieve) take(n *node) {
	if !k.full() && (k.deleted || !n.deleted) && k.test(&k.r, n) {
		k.hits = append(k.hits, n)
	}
}

func (k *sieve) walk(n *node) {
	if k.full() || slices.Contains(k.exclude, n) || n.deleted && !k.deleted {
		return
	}
	k.take(n)
	for _, kid := range n.kids {
		k.walk(kid)
	}
}

// candidates returns the few objects that a filter can match at all, where one of
// its necessary parts is answered by an index.
func (st *state) candidates(f model.Filter) ([]*node, bool) {
	switch f := f.(type) {
	case model.And:
		for _, p := range f {
			if hits, ok := st.candidates(p); ok {
				return hits, true
			}
		}
	case model.Or:
		var all []*node
		for _, p := range f {
			hits, ok := st.candidates(p)
			if !ok {
				return nil, false
			}
			for _, n := range hits {
				if !slices.Contains(all, n) {
					all = append(all, n)
				}
			}
		}
		return all, true
	case model.Equal:
		return st.byValue(f)
	}
	return nil, false
}

func (st *state) byValue(f model.Equal) ([]*node, bool) {
	a := st.schema.attr(f.Attr)
	if a == nil {
		return nil, !f.Attr.Is("anr")
	}
	one := func(n *node, err error) ([]*node, bool) {
		if err != nil {
			return nil, true
		}
		return []*node{n}, true
	}
	switch {
	case a.name == "objectGUID":
		if len(f.Value) == 16 {
			g, _ := model.GUIDFromBytes([]byte(f.Value))
			return one(st.resolve(model.Ref{GUID: g.String()}))
		}
		return one(st.resolve(model.Ref{GUID: f.Value}))
	case a.name == "distinguishedName":
		return one(st.target(f.Value))
	case a.syntax.Reference() && a.linkID != 0: // the other end knows
		t, err := st.target(f.Value)
		switch {
		case err != nil:
			return nil, true
		case a.backLink():
			return find(t.refs, a.partner), true
		case a.partner != nil:
			return find(t.back, a), true
		}
		return nil, false
	case st.index.covers(a):
		return st.index.find(a, []byte(f.Value)), true
	}
	return nil, false
}
