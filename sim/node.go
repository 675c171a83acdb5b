package sim

import (
	"encoding/binary"
	"slices"
	"strings"

	"recipientdesk/model"
)

// A node is one object. It keeps what was written in compact form; what Active
// Directory computes, from distinguishedName to memberOf, is computed on reading
// (see readers). Nodes are guarded by the forest's lock.
type node struct {
	guid       model.GUID
	class      *class
	parent     *node
	rdn        string
	dn         []byte
	data       []byte // attributes in the order of their ids: id, length, values
	refs, back []link
	kids       []*node
	byName     map[string]*node // kids by folded RDN, made for containers only
	usnCreated int64
	usnChanged int64
	created    int64 // seconds since 1970
	changed    int64
	rid        uint32 // last part of objectSid, 0: no security principal
	fixed      bool   // part of the schema: not written, not saved
	deleted    bool
	secret     []byte // NT hash of the password
}

// A link is one reference attribute of an object. In back it is the forward
// attribute and the objects that name this one.
type link struct {
	attr *attr
	to   []*node
}

func find(links []link, a *attr) []*node {
	for i := range links {
		if links[i].attr == a {
			return links[i].to
		}
	}
	return nil
}

// put sets the targets of a, dropping the link when there are none.
func put(links []link, a *attr, to []*node) []link {
	i := slices.IndexFunc(links, func(l link) bool { return l.attr == a })
	switch {
	case i < 0 && len(to) > 0:
		return append(links, link{a, to})
	case i >= 0 && len(to) == 0:
		return slices.Delete(links, i, i+1)
	case i >= 0:
		links[i].to = to
	}
	return links
}

// cell returns the packed values of a.
func (n *node) cell(a *attr) []byte {
	for data := n.data; len(data) > 0; {
		id := binary.LittleEndian.Uint16(data)
		size, w := binary.Uvarint(data[2:])
		if id >= a.id {
			if id == a.id {
				return data[2+w : 2+w+int(size)]
			}
			return nil
		}
		data = data[2+w+int(size):]
	}
	return nil
}

// next splits the first value off packed values.
func next(cell []byte) (value, rest []byte) {
	n, w := binary.Uvarint(cell)
	return cell[w : w+int(n) : w+int(n)], cell[w+int(n):]
}

func appendCell(data []byte, a *attr, vals []string) []byte {
	size := 0
	for _, v := range vals {
		size += uvarintLen(len(v)) + len(v)
	}
	data = binary.LittleEndian.AppendUint16(data, a.id)
	data = binary.AppendUvarint(data, uint64(size))
	for _, v := range vals {
		data = append(binary.AppendUvarint(data, uint64(len(v))), v...)
	}
	return data
}

func uvarintLen(n int) int {
	w := 1
	for n >= 0x80 {
		n >>= 7
		w++
	}
	return w
}

// stored yields the ids and packed values of what is stored.
func (n *node) stored(yield func(id uint16, cell []byte) bool) {
	for data := n.data; len(data) > 0; {
		id := binary.LittleEndian.Uint16(data)
		size, w := binary.Uvarint(data[2:])
		if !yield(id, data[2+w:2+w+int(size)]) {
			return
		}
		data = data[2+w+int(size):]
	}
}

// repack sets the values of some attributes and keeps the others.
func (n *node) repack(attrs []*attr, set map[*attr][]string) {
	var ids []uint16
	for a := range set {
		ids = append(ids, a.id)
	}
	slices.Sort(ids)
	out := make([]byte, 0, len(n.data)+64)
	emit := func(below uint16) {
		for len(ids) > 0 && ids[0] < below {
			if a := attrs[ids[0]]; len(set[a]) > 0 {
				out = appendCell(out, a, set[a])
			}
			ids = ids[1:]
		}
	}
	for id, cell := range n.stored {
		emit(id)
		if len(ids) > 0 && ids[0] == id {
			continue
		}
		out = binary.LittleEndian.AppendUint16(out, id)
		out = append(binary.AppendUvarint(out, uint64(len(cell))), cell...)
	}
	emit(^uint16(0))
	n.data = slices.Clip(out)
}

// values returns the stored values of a as strings.
func (n *node) values(a *attr) (out []string) {
	for cell := n.cell(a); len(cell) > 0; {
		var v []byte
		v, cell = next(cell)
		out = append(out, string(v))
	}
	return out
}

func (n *node) first(a *attr) string {
	if cell := n.cell(a); len(cell) > 0 {
		v, _ := next(cell)
		return string(v)
	}
	return ""
}

// child returns the kid of that name.
func (n *node) child(typ, value string) *node { return n.byName[rdnKey(typ, value)] }

func rdnKey(typ, value string) string {
	return strings.ToUpper(typ) + "=" + string(fold(nil, []byte(value)))
}

func (n *node) key() string { return rdnKey(string(n.class.rdn.name), n.rdn) }

// attach puts n below p and writes its DN and those of everything below it.
func (n *node) attach(p *node) {
	n.parent = p
	if p != nil {
		if p.byName == nil {
			p.byName = map[string]*node{}
		}
		p.kids = append(p.kids, n)
		p.byName[n.key()] = n
	}
	n.rename()
}

func (n *node) detach() {
	if p := n.parent; p != nil {
		delete(p.byName, n.key())
		if i := slices.Index(p.kids, n); i >= 0 {
			p.kids = slices.Delete(p.kids, i, i+1)
		}
		n.parent = nil
	}
}

func (n *node) rename() {
	if n.parent != nil {
		dn := strings.ToUpper(string(n.class.rdn.name)) + "=" + model.EscapeRDN(n.rdn)
		n.dn = append(append([]byte(dn), ','), n.parent.dn...)
	}
	for _, k := range n.kids {
		k.rename()
	}
}

// under reports whether n is base or below it.
func (n *node) under(base *node) bool {
	for k := n; k != nil; k = k.parent {
		if k == base {
			return true
		}
	}
	return false
}
