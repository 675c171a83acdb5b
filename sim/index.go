package sim

import (
	"hash/maphash"
	"slices"

	"recipientdesk/model"
)

// An index finds objects by a value of the attributes that people look things up
// by. It holds hashes: what it finds is still compared. Most values belong to one
// object, and only the others cost a slice.
type index struct {
	seed  maphash.Seed
	attrs []*attr
	one   map[uint64]*node
	more  map[uint64][]*node
	buf   []byte
}

// indexed are the attributes with an index; Active Directory indexes all of them
// too (searchFlags bit 1).
var indexed = []model.Attr{"sAMAccountName", "userPrincipalName", "mail", "proxyAddresses", "mailNickname",
	"targetAddress", "displayName", "legacyExchangeDN", "lDAPDisplayName"}

func newIndex(s *schema) index {
	x := index{seed: maphash.MakeSeed(), one: make(map[uint64]*node, 4096), more: map[uint64][]*node{}}
	for _, name := range indexed {
		if a := s.attr(name); a != nil {
			x.attrs = append(x.attrs, a)
		}
	}
	return x
}

func (x *index) covers(a *attr) bool { return slices.Contains(x.attrs, a) }

func (x *index) hash(a *attr, v []byte) uint64 {
	x.buf = fold(append(x.buf[:0], byte(a.id), byte(a.id>>8)), v)
	return maphash.Bytes(x.seed, x.buf)
}

// update enters what n holds now and drops what it held before in the attributes
// named, or in all.
func (x *index) update(st *state, n *node, before map[*attr][]string, all bool) {
	for _, a := range x.attrs {
		old, touched := before[a]
		if !touched && !all {
			continue
		}
		for _, v := range old {
			x.drop(x.hash(a, []byte(v)), n)
		}
		for cell := n.cell(a); len(cell) > 0; {
			var v []byte
			v, cell = next(cell)
			x.enter(x.hash(a, v), n)
		}
	}
}

func (x *index) enter(h uint64, n *node) {
	switch first := x.one[h]; {
	case first == nil:
		x.one[h] = n
	case first != n && !slices.Contains(x.more[h], n):
		x.more[h] = append(x.more[h], n)
	}
}

func (x *index) drop(h uint64, n *node) {
	rest := without(x.more[h], n)
	if x.one[h] == n {
		delete(x.one, h)
		if len(rest) > 0 {
			x.one[h], rest = rest[0], rest[1:]
		}
	}
	if len(rest) == 0 {
		delete(x.more, h)
	} else {
		x.more[h] = rest
	}
}

// find returns the objects that may have the value, those that do among them.
func (x *index) find(a *attr, v []byte) []*node {
	h := maphash.Bytes(x.seed, fold([]byte{byte(a.id), byte(a.id >> 8)}, v))
	if x.one[h] == nil {
		return nil
	}
	return append([]*node{x.one[h]}, x.more[h]...)
}

// owner returns a live object other than n with the value.
func (x *index) owner(a *attr, v string, n *node) *node {
	for _, k := range x.find(a, []byte(v)) {
		if k != n && !k.deleted && slices.ContainsFunc(k.values(a), func(w string) bool { return a.same([]byte(w), []byte(v)) }) {
			return k
		}
	}
	return nil
}
