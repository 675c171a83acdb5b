package sim

import (
	"strings"

	"recipientdesk/model"
)

// remove deletes an object as Active Directory does without its recycle bin: it
// becomes a tombstone in Deleted Objects, loses its links and keeps the
// attributes that the schema marks for it ([MS-ADTS] 3.1.1.5.5).
func (st *state) remove(p *power, n *node) error {
	critical := n.first(st.schema.attr("isCriticalSystemObject")) == "TRUE"
	switch {
	case n.fixed || critical || n.parent == nil || n == st.config || n == st.schemaTop || n == st.partitions:
		return refuse(model.Denied, 53, winUnwilling, "", string(n.dn), "belongs to the system and cannot be deleted")
	case !p.children(n.parent, n.class):
		return denied(n, "")
	case len(n.kids) > 0:
		return refuse(model.Invalid, 66, winChildren, "", string(n.dn), "is not empty")
	}
	parent := n.parent
	before := map[*attr][]string{}
	kept := map[*attr][]string{}
	for id := range n.stored {
		a := st.schema.attrs[id]
		before[a] = n.values(a)
		if !a.keptInTombstone() {
			kept[a] = nil
		}
	}
	for _, l := range append([]link(nil), n.refs...) {
		st.link(n, l.attr, nil)
	}
	for _, l := range append([]link(nil), n.back...) {
		for _, from := range append([]*node(nil), l.to...) {
			st.link(from, l.attr, without(find(from.refs, l.attr), n))
		}
	}
	n.repack(st.schema.attrs, kept)
	st.index.update(st, n, before, false)
	n.detach()
	n.rdn += "\nDEL:" + n.guid.String()
	n.deleted = true
	n.secret = nil
	n.attach(st.trash)
	st.link(n, st.schema.attr("lastKnownParent"), []*node{parent})
	st.stamp(n)
	return nil
}

// keptInTombstone reports whether deleted objects keep a: bit 8 of searchFlags, and
// a fixed list ([MS-ADTS] 3.1.1.5.5.1.1).
func (a *attr) keptInTombstone() bool {
	switch strings.ToLower(string(a.name)) {
	case "grouptype", "samaccountname", "useraccountcontrol":
		return true
	}
	return a.searchFlags&8 != 0
}

// move renames an object, moves it, or both, with everything below it.
func (st *state) move(p *power, n *node, name model.RDN, parent *node) error {
	if n.fixed || n.parent == nil || n == st.config || n == st.schemaTop ||
		n.first(st.schema.attr("isCriticalSystemObject")) == "TRUE" {
		return refuse(model.Denied, 53, winUnwilling, "", string(n.dn), "belongs to the system and keeps its place")
	}
	if parent.under(n) {
		return refuse(model.Invalid, 53, winUnwilling, "", string(n.dn), "cannot be moved into itself")
	}
	same := parent == n.parent && rdnKey(name.Type, name.Value) == n.key()
	if !p.children(n.parent, n.class) {
		return denied(n, "")
	}
	old := n.parent
	if same { // only the spelling changes
		delete(old.byName, n.key())
	}
	err := st.checkPlace(p, parent, n.class, name)
	if same {
		old.byName[n.key()] = n
	}
	if err != nil {
		return err
	}
	n.detach()
	n.rdn = name.Value
	n.attach(parent)
	st.stamp(n)
	return nil
}
