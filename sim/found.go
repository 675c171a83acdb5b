package sim

import (
	"context"

	"recipientdesk/model"
)

// A Found is what a search selected, to be read in parts. What is deleted
// meanwhile is left out, what is changed is read as it is then. It belongs to one
// goroutine.
type Found struct {
	s     *Session
	op    string
	st    *state // that the nodes are of
	nodes []*node
	gone  bool // deleted objects count
}

// Find selects objects like Search. q.Attrs plays no part.
func (s *Session) Find(ctx context.Context, q model.Query) (*Found, error) {
	return s.find(ctx, "search", q)
}

func (s *Session) find(ctx context.Context, op string, q model.Query) (*Found, error) {
	found := &Found{s: s, op: op, gone: q.Deleted}
	err := s.read(ctx, op, func(st *state, p *power) (err error) {
		found.st = st
		found.nodes, err = st.selectNodes(p, q)
		return err
	})
	return found, err
}

// Len returns how many objects are left to be read, those deleted meanwhile
// included.
func (f *Found) Len() int { return len(f.nodes) }

// Columns says what to read: everything that a server sends unasked, and the
// attributes named.
type Columns struct {
	All   bool
	Names []model.Attr
}

// Read calls visit for up to n of the objects left, until it returns false. The
// forest is locked meanwhile: visit must be quick and must not use it.
func (f *Found) Read(ctx context.Context, n int, cols Columns, visit func(*Object) bool) error {
	return f.s.read(ctx, f.op, func(st *state, p *power) error {
		sel := st.choose(cols.All, cols.Names)
		o := &Object{r: reading{st: st, p: p}, sel: &sel}
		f.follow(st)
		for more := true; more && n > 0 && len(f.nodes) > 0; n-- {
			o.n, f.nodes = f.nodes[0], f.nodes[1:]
			if o.n != nil && (!o.n.deleted || f.gone) {
				more = visit(o)
			}
		}
		return nil
	})
}

// follow finds the objects again after the forest was read anew from its file.
func (f *Found) follow(st *state) {
	if f.st == st {
		return
	}
	for i, n := range f.nodes {
		f.nodes[i] = st.byGUID[n.guid] // nil: gone for good
	}
	f.st = st
}

// An Object is one object being read. It is good until visit returns.
type Object struct {
	r   reading
	n   *node
	sel *selection
}

// DN returns the name of the object, which must not be modified.
func (o *Object) DN() []byte { return o.n.dn }

// Each calls visit for every selected attribute that has values: col is its
// position in Columns.Names, or -1 if it came with All. The values must neither
// be modified nor kept.
func (o *Object) Each(visit func(col int, name model.Attr, vals [][]byte)) {
	o.r.each(o.n, o.sel, visit)
}

// Compare reports whether an attribute of an object has a value. The error has
// code NotFound for an object, Conflict for an attribute that is not there.
func (s *Session) Compare(ctx context.Context, ref model.Ref, name model.Attr, value string) (equal bool, err error) {
	err = s.read(ctx, "get", func(st *state, p *power) error {
		n, err := st.live(ref)
		if err != nil {
			return err
		}
		r := reading{st: st, p: p}
		if a := st.schema.attr(name); a == nil || len(r.of(n, a)) == 0 {
			return refuse(model.Conflict, 16, winNoAttr, name, string(n.dn), "has no attribute %s", name)
		}
		equal = st.compile(model.Equal{Attr: name, Value: value})(&r, n)
		return nil
	})
	return equal, err
}
