package sim

import (
	"slices"
	"strings"

	"recipientdesk/model"
)

func (st *state) edit(p *power, n *node) *edit {
	return &edit{st: st, n: n, power: p, plain: map[*attr][]string{}, refs: map[*attr][]*node{}}
}

// modify makes all steps or none.
func (st *state) modify(p *power, n *node, mods []Mod, permissive bool) error {
	if n.fixed {
		return refuse(model.Denied, 53, winUnwilling, "", string(n.dn), "is part of the schema, which is not changed here")
	}
	e := st.edit(p, n)
	e.permissive = permissive
	for _, m := range mods {
		if err := e.do(m); err != nil {
			return err
		}
	}
	if err := e.finish(); err != nil {
		return err
	}
	if e.commit() {
		st.stamp(n)
	}
	return nil
}

// finish checks the object as it will be.
func (e *edit) finish() error {
	for a := range e.n.class.must {
		vals, touched := e.plain[a]
		if touched && len(vals) == 0 {
			return refuse(model.Invalid, 65, winMissing, a.name, e.subject(), "%s must have a value", a.name)
		}
	}
	for _, u := range []struct {
		attr   model.Attr
		result int
		win32  uint32
	}{{model.SAMAccountName, 68, winUserExists}, {model.UserPrincipalName, 19, winUPNTaken}} {
		a := e.st.schema.attr(u.attr)
		for _, v := range e.plain[a] {
			if k := e.st.index.owner(a, v, e.n); k != nil {
				return refuse(model.Exists, u.result, u.win32, a.name, e.subject(), "%s %q belongs to %s", a.name, v, k.dn)
			}
		}
	}
	if err := e.checkGroupType(); err != nil {
		return err
	}
	if err := e.checkPrimaryGroup(); err != nil {
		return err
	}
	return e.checkName()
}

// maxSAM is the longest sAMAccountName that the account database takes, in
// characters ([MS-SAMR] 3.1.1.6); the schema would take 256.
const maxSAM = 20

func (e *edit) checkName() error {
	a := e.st.schema.attr(model.SAMAccountName)
	for _, v := range e.plain[a] {
		switch {
		case e.n.class.is("user") && len([]rune(v)) > maxSAM:
			return refuse(model.Invalid, 19, winRange, a.name, e.subject(), "the account name %q has more than %d characters", clip(v), maxSAM)
		case strings.ContainsAny(v, `"/\[]:;|=,+*?<>`) || strings.TrimSpace(v) == "":
			return refuse(model.Invalid, 19, winConstraint, a.name, e.subject(), "the account name %q contains a character that is not allowed", clip(v))
		}
	}
	return nil
}

// commit writes the edit to the object and reports whether it changed anything.
func (e *edit) commit() bool {
	n, changed := e.n, false
	before := map[*attr][]string{}
	for a, vals := range e.plain {
		before[a] = n.values(a)
		if sameSet(before[a], vals) {
			delete(e.plain, a)
			delete(before, a)
		}
	}
	if len(e.plain) > 0 {
		n.repack(e.st.schema.attrs, e.plain)
		e.st.index.update(e.st, n, before, false)
		changed = true
	}
	for a, to := range e.refs {
		if old := find(n.refs, a); len(missing(old, to))+len(missing(to, old)) > 0 {
			e.st.link(n, a, to)
			changed = true
		}
	}
	if e.password != "" {
		n.secret, changed = ntHash(e.password), true
	}
	return changed
}

func sameSet(x, y []string) bool {
	return len(x) == len(y) && (slices.Equal(x, y) || slices.Equal(slices.Sorted(slices.Values(x)), slices.Sorted(slices.Values(y))))
}
