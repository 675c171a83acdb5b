package sim

import (
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"time"

	"recipientdesk/model"
)

// A reader computes the values of an attribute that is not stored.
type reader func(r *reading, n *node)

// A reading collects the values of one attribute of one object. Its buffers are
// used again for the next.
type reading struct {
	st   *state
	p    *power // of who reads
	vals [][]byte
	buf  []byte
}

// of returns the values of a, which are good until the next call.
func (r *reading) of(n *node, a *attr) [][]byte {
	r.vals, r.buf = r.vals[:0], r.buf[:0]
	switch {
	case a.read != nil:
		a.read(r, n)
	case a.syntax.Reference() && a.backLink():
		r.add(find(n.back, a.partner))
	case a.syntax.Reference():
		r.add(find(n.refs, a))
	default:
		r.split(n.cell(a))
	}
	return r.vals
}

func (r *reading) add(nodes []*node) {
	for _, n := range nodes {
		r.vals = append(r.vals, n.dn)
	}
}

func (r *reading) text(s string) { r.vals = append(r.vals, []byte(s)) }

func (r *reading) int(n int64) {
	from := len(r.buf)
	r.buf = strconv.AppendInt(r.buf, n, 10)
	r.vals = append(r.vals, r.buf[from:len(r.buf):len(r.buf)])
}

func (r *reading) bool(b bool) {
	if b {
		r.text("TRUE")
	} else {
		r.text("FALSE")
	}
}

// timeLayout is how Active Directory writes generalized time, in UTC.
const timeLayout = "20060102150405.0Z"

func (r *reading) time(sec int64) {
	from := len(r.buf)
	r.buf = time.Unix(sec, 0).UTC().AppendFormat(r.buf, timeLayout)
	r.vals = append(r.vals, r.buf[from:len(r.buf):len(r.buf)])
}

// readers gives the computed attributes their readers.
func readers(s *schema) {
	set := func(name string, f reader) {
		if a := s.byName[strings.ToLower(name)]; a != nil {
			a.read = f
		}
	}
	set("objectClass", func(r *reading, n *node) {
		for _, c := range n.class.line {
			r.text(c)
		}
	})
	set("objectGUID", func(r *reading, n *node) { r.vals = append(r.vals, n.guid[:]) })
	set("distinguishedName", func(r *reading, n *node) { r.vals = append(r.vals, n.dn) })
	set("name", func(r *reading, n *node) { r.text(n.rdn) })
	for _, typ := range []string{"cn", "ou", "dc"} {
		a := s.byName[typ]
		a.read = func(r *reading, n *node) {
			if n.class.rdn == a {
				r.text(n.rdn)
			}
		}
	}
	stateReaders(set)
	accountReaders(set)
	constructedReaders(set)
	for _, a := range s.attrs {
		if a.read != nil && !a.constructed && a.name != "unicodePwd" {
			s.computed = append(s.computed, a)
		}
	}
}

// stateReaders are of what the directory notes about each object.
func stateReaders(set func(string, reader)) {
	set("objectCategory", func(r *reading, n *node) { r.vals = append(r.vals, r.st.categories[n.class.objCategory]) })
	set("instanceType", func(r *reading, n *node) {
		if n.parent == nil || n == r.st.config || n == r.st.schemaTop {
			r.int(5) // head of a naming context, writable ([MS-ADTS] 3.1.1.1.9)
		} else {
			r.int(4)
		}
	})
	set("uSNCreated", func(r *reading, n *node) { r.int(n.usnCreated) })
	set("uSNChanged", func(r *reading, n *node) { r.int(n.usnChanged) })
	set("whenCreated", func(r *reading, n *node) { r.time(n.created) })
	set("whenChanged", func(r *reading, n *node) { r.time(n.changed) })
	set("createTimeStamp", func(r *reading, n *node) { r.time(n.created) })
	set("modifyTimeStamp", func(r *reading, n *node) { r.time(n.changed) })
	set("isDeleted", func(r *reading, n *node) {
		if n.deleted {
			r.bool(true)
		}
	})
}

// accountReaders are of what the account database keeps ([MS-SAMR] 3.1.1.3).
func accountReaders(set func(string, reader)) {
	set("objectSid", func(r *reading, n *node) {
		if n.rid != 0 || n == r.st.root {
			r.vals = append(r.vals, r.st.sid(n.rid))
		}
	})
	set("sAMAccountType", func(r *reading, n *node) {
		if t := accountType(r.st.schema, n); t != 0 {
			r.int(t)
		}
	})
	set("unicodePwd", func(*reading, *node) {}) // never readable ([MS-ADTS] 3.1.1.3.1.5)
}

// accountType computes sAMAccountType ([MS-SAMR] 2.2.1.9).
func accountType(s *schema, n *node) int64 {
	switch {
	case n.class.is("computer"):
		return 0x30000001
	case n.class.is("user"):
		return 0x30000000
	case n.class.is("group"):
		t, _ := number([]byte(n.first(s.attr("groupType"))))
		base := int64(0x10000000)
		if t&4 != 0 { // domain local
			base = 0x20000000
		}
		if uint32(t)&0x80000000 == 0 { // no security group
			base++
		}
		return base
	}
	return 0
}

// sid returns the octets of a SID of the domain ([MS-DTYP] 2.4.2.2), the
// domain's own for rid 0.
func (st *state) sid(rid uint32) []byte {
	parts := []uint32{21, st.domainID[0], st.domainID[1], st.domainID[2]}
	if rid != 0 {
		parts = append(parts, rid)
	}
	out := []byte{1, byte(len(parts)), 0, 0, 0, 0, 0, 5}
	for _, p := range parts {
		out = binary.LittleEndian.AppendUint32(out, p)
	}
	return out
}

// A column is one attribute that was asked for.
type column struct {
	attr *attr
	col  int // position in what was asked for
}

// A selection is what to read of objects.
type selection struct {
	all    bool     // everything a server sends unasked
	stored []column // in the order of attribute ids, as objects keep them
	other  []column // links and computed attributes
}

// selection turns names into attributes; nil asks for everything a server sends
// unasked. Unknown names select nothing, as in LDAP.
func (st *state) selection(names []model.Attr) selection { return st.choose(names == nil, names) }

func (st *state) choose(all bool, names []model.Attr) selection {
	sel := selection{all: all}
	for i, name := range names {
		a := st.schema.attr(name)
		switch {
		case a == nil || all && !a.constructed:
		case a.read == nil && !a.syntax.Reference():
			sel.stored = append(sel.stored, column{a, i})
		default:
			sel.other = append(sel.other, column{a, i})
		}
	}
	slices.SortStableFunc(sel.stored, func(x, y column) int { return int(x.attr.id) - int(y.attr.id) })
	return sel
}

// each reads the selected attributes that n has. The values are good until visit
// returns.
func (r *reading) each(n *node, sel *selection, visit func(col int, name model.Attr, vals [][]byte)) {
	if sel.all {
		r.everything(n, visit)
	}
	wanted := sel.stored
	for data := n.data; len(data) > 0 && len(wanted) > 0; {
		id := binary.LittleEndian.Uint16(data)
		size, w := binary.Uvarint(data[2:])
		cell := data[2+w : 2+w+int(size)]
		data = data[2+w+int(size):]
		for len(wanted) > 0 && wanted[0].attr.id < id {
			wanted = wanted[1:]
		}
		for ; len(wanted) > 0 && wanted[0].attr.id == id; wanted = wanted[1:] { // once for each time it was asked for
			visit(wanted[0].col, wanted[0].attr.name, r.split(cell))
		}
	}
	for _, c := range sel.other {
		if vals := r.of(n, c.attr); len(vals) > 0 {
			visit(c.col, c.attr.name, vals)
		}
	}
}

func (r *reading) split(cell []byte) [][]byte {
	r.vals = r.vals[:0]
	for len(cell) > 0 {
		var v []byte
		v, cell = next(cell)
		r.vals = append(r.vals, v)
	}
	return r.vals
}

// everything reads what a server sends unasked: what is stored, the links in both
// directions and what is computed for every object.
func (r *reading) everything(n *node, visit func(col int, name model.Attr, vals [][]byte)) {
	for id, cell := range n.stored {
		visit(-1, r.st.schema.attrs[id].name, r.split(cell))
	}
	for _, l := range n.refs {
		r.vals = r.vals[:0]
		r.add(l.to)
		visit(-1, l.attr.name, r.vals)
	}
	for _, l := range n.back {
		if back := l.attr.partner; back != nil {
			r.vals = r.vals[:0]
			r.add(l.to)
			visit(-1, back.name, r.vals)
		}
	}
	for _, a := range r.st.schema.computed {
		if vals := r.of(n, a); len(vals) > 0 {
			visit(-1, a.name, vals)
		}
	}
}

// entry makes the entry of n.
func (r *reading) entry(n *node, sel *selection) model.Entry {
	attrs := make(map[model.Attr][]string, 16)
	r.each(n, sel, func(_ int, name model.Attr, vals [][]byte) {
		out := make([]string, len(vals))
		for i, v := range vals {
			out[i] = string(v)
		}
		attrs[name] = out
	})
	return model.NewEntry(n.ref(), attrs)
}

func (n *node) ref() model.Ref { return model.Ref{GUID: n.guid.String(), DN: string(n.dn)} }
