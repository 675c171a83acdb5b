package sim

import (
	"slices"

	"recipientdesk/model"
)

// A state is everything a forest holds. It is guarded by the forest's lock, and
// replaced as a whole when the file under it was changed by another process.
type state struct {
	cfg        Config
	schema     *schema
	domainID   [3]uint32
	root       *node // the domain
	base       model.DN
	config     *node // CN=Configuration
	schemaTop  *node // CN=Schema
	trash      *node // CN=Deleted Objects
	users      *node // CN=Users
	partitions *node // CN=Partitions
	wellKnown  map[string]*node
	byGUID     map[model.GUID]*node
	index      index
	categories map[string][]byte // DN of each class by cn
	grants     []Grant
	usn        int64
	nextRID    uint32
	fixed      int   // objects of the schema
	epoch      int64 // when the forest was made, as its objects have it
	kept       int64 // since when it has been in a file, in seconds since 1970; 0: it is in memory, or nobody knows
}

// lookup finds an object by DN. Errors have code Invalid or NotFound.
func (st *state) lookup(dn string) (*node, error) {
	parsed, err := model.ParseDN(dn)
	if err != nil || len(parsed) == 0 {
		return nil, refuse(model.Invalid, 34, winBadName, "", dn, "is no distinguished name")
	}
	if n := st.walk(parsed); n != nil {
		return n, nil
	}
	return nil, noObject(dn)
}

func (st *state) walk(dn model.DN) *node {
	if !dn.Under(st.base) {
		return nil
	}
	n := st.root
	for _, r := range slices.Backward(dn[:len(dn)-len(st.base)]) {
		if n = n.child(r.Type, r.Value); n == nil {
			return nil
		}
	}
	return n
}

// resolve finds the object of a Ref. Deleted objects are found by GUID only.
func (st *state) resolve(ref model.Ref) (*node, error) {
	if ref.GUID == "" {
		return st.target(ref.DN)
	}
	g, err := model.ParseGUID(ref.GUID)
	if err != nil {
		return nil, err
	}
	if n := st.byGUID[g]; n != nil {
		return n, nil
	}
	subject := ref.DN
	if subject == "" {
		subject = ref.GUID
	}
	return nil, noObject(subject)
}

// live is resolve without deleted objects.
func (st *state) live(ref model.Ref) (*node, error) {
	n, err := st.resolve(ref)
	if err == nil && n.deleted {
		return nil, noObject(ref.DN)
	}
	return n, err
}

// enter makes n part of the forest, below its parent.
func (st *state) enter(n, parent *node) {
	n.attach(parent)
	st.byGUID[n.guid] = n
	st.index.update(st, n, nil, true)
}

// stamp notes that n was changed.
func (st *state) stamp(n *node) {
	st.usn++
	n.usnChanged, n.changed = st.usn, st.cfg.Now().Unix()
}

// link sets the targets of a reference attribute and keeps the back links.
func (st *state) link(n *node, a *attr, to []*node) {
	old := find(n.refs, a)
	if a.partner != nil {
		gone := missing(old, to)
		for _, t := range gone {
			t.back = put(t.back, a, without(find(t.back, a), n))
		}
		for _, t := range missing(to, old) {
			t.back = put(t.back, a, append(slices.Clip(find(t.back, a)), n))
		}
	}
	n.refs = put(n.refs, a, to)
}

// missing returns the nodes of x that y lacks.
func missing(x, y []*node) (out []*node) {
	have := make(map[*node]bool, len(y))
	for _, n := range y {
		have[n] = true
	}
	for _, n := range x {
		if !have[n] {
			out = append(out, n)
		}
	}
	return out
}

func without(nodes []*node, n *node) []*node {
	return slices.DeleteFunc(slices.Clone(nodes), func(k *node) bool { return k == n })
}

// setAll stores values without any check, for what the forest itself makes.
func (st *state) setAll(n *node, attrs map[model.Attr][]string) {
	set := map[*attr][]string{}
	for name, vals := range attrs {
		a := st.schema.attr(name)
		if a == nil {
			continue // an Exchange attribute in a forest without it
		}
		if !a.reference() {
			set[a] = vals
			continue
		}
		var to []*node
		for _, v := range vals {
			if t, err := st.lookup(v); err == nil {
				to = append(to, t)
			}
		}
		st.link(n, a, to)
	}
	n.repack(st.schema.attrs, set)
}
