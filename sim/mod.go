package sim

import (
	"slices"

	"recipientdesk/model"
)

// An Op is what a Mod does with its values.
type Op uint8

// The operations of an LDAP modify (RFC 4511 section 4.6).
const (
	Add Op = iota
	Remove
	Replace
)

// A Mod is one step of a modify.
type Mod struct {
	Op     Op
	Attr   model.Attr
	Values []string // Remove without values removes the attribute
}

// An edit is one modify under way: the new values of the attributes that it
// touches. Nothing of the object changes before commit.
type edit struct {
	st         *state
	n          *node
	power      *power
	permissive bool // adding what is there and removing what is not succeed
	plain      map[*attr][]string
	refs       map[*attr][]*node
	password   string
}

// subject names the object for a person.
func (e *edit) subject() string { return string(e.n.dn) }

func (e *edit) do(m Mod) error {
	a := e.st.schema.attr(m.Attr)
	if a == nil {
		err := refuse(model.NoSchema, 16, winConversion, m.Attr, string(m.Attr), "is no attribute of this forest")
		err.Hint = "Attributes of Exchange exist only where its schema extension was loaded."
		return err
	}
	if err := e.allowed(a); err != nil {
		return err
	}
	switch {
	case a.name == "unicodePwd":
		return e.setPassword(m)
	case a.reference():
		return e.doRefs(a, m)
	}
	return e.doPlain(a, m)
}

func (e *edit) allowed(a *attr) error {
	if !e.power.write(e.n, a) {
		return denied(e.n, a.name)
	}
	bad := func(result int, win uint32, why string) error {
		return refuse(model.Invalid, result, win, a.name, e.subject(), "%s %s", a.name, why)
	}
	switch {
	case a.backLink():
		return bad(53, winUnwilling, "is kept by the directory from "+string(a.partner.name)+" of other objects")
	case a.constructed:
		return bad(19, winConstraint, "is computed")
	case a == e.n.class.rdn || a.name == "name":
		return bad(67, winOnRDN, "is the name of the object, which is changed by renaming it")
	case !a.writable():
		return bad(19, winSystemOnly, "is written by the directory only")
	case !e.n.class.allows(a):
		return bad(65, winClass, "does not belong to objects of class "+e.n.class.name)
	}
	return nil
}

func (e *edit) doPlain(a *attr, m Mod) error {
	now, seen := e.plain[a]
	if !seen {
		now = e.n.values(a)
	}
	for _, v := range m.Values {
		if problem, ranged := a.check(v); problem != "" && m.Op != Remove {
			code, win := 21, uint32(winSyntax)
			if ranged {
				code, win = 19, winRange
			}
			return refuse(model.Invalid, code, win, a.name, e.subject(), "the value %q of %s %s", clip(v), a.name, problem)
		}
	}
	vals, err := change(e, a, now, m.Op, m.Values, a.key)
	if err != nil {
		return err
	}
	e.plain[a] = vals
	return nil
}

func (e *edit) doRefs(a *attr, m Mod) error {
	now, seen := e.refs[a]
	if !seen {
		now = find(e.n.refs, a)
	}
	var to []*node
	for _, v := range m.Values {
		t, err := e.st.target(v)
		if err == nil && t.deleted && m.Op != Remove {
			err = noObject(v)
		}
		switch {
		case err == nil:
			to = append(to, t)
		case m.Op == Remove && model.CodeOf(err) == model.NotFound:
			return gone(e, a, v)
		case model.CodeOf(err) == model.Invalid:
			return refuse(model.Invalid, 34, winBadName, a.name, e.subject(), "the value %q of %s is no distinguished name", clip(v), a.name)
		default:
			return refuse(model.Invalid, 19, winReference, a.name, e.subject(), "%s names %q, which does not exist", a.name, clip(v))
		}
	}
	if m.Op != Remove && a.name == "member" {
		if err := e.mayContain(to); err != nil {
			return err
		}
	}
	refs, err := change(e, a, now, m.Op, to, func(n *node) *node { return n })
	if err != nil {
		return err
	}
	e.refs[a] = refs
	return nil
}

// change applies one step to the values of an attribute. Values with the same key
// are the same value to the directory.
func change[V any, K comparable](e *edit, a *attr, now []V, op Op, vals []V, key func(V) K) ([]V, error) {
	if op == Replace {
		now = nil
	}
	have := make(map[K]bool, len(now))
	for _, v := range now {
		have[key(v)] = true
	}
	if op == Remove {
		if len(vals) == 0 && len(now) == 0 && !e.permissive {
			return nil, gone(e, a, "")
		}
		for _, v := range vals {
			if !have[key(v)] && !e.permissive {
				return nil, gone(e, a, e.show(v))
			}
			delete(have, key(v))
		}
		return slices.DeleteFunc(slices.Clone(now), func(v V) bool { return len(vals) == 0 || !have[key(v)] }), nil
	}
	now = slices.Clone(now)
	for _, v := range vals {
		if !have[key(v)] {
			now, have[key(v)] = append(now, v), true
		} else if !e.permissive || op == Replace {
			return nil, there(e, a, e.show(v))
		}
	}
	return now, e.single(a, len(now), op, len(vals))
}

// single refuses a second value where the attribute takes one. The account
// database also takes one description only ([MS-SAMR] 3.1.1.8).
func (e *edit) single(a *attr, n int, op Op, given int) error {
	one := a.single || a.name.Is(model.Description) && e.n.class.allows(e.st.schema.attr(model.SAMAccountName))
	switch {
	case !one || n < 2:
		return nil
	case op == Add && given == 1:
		return refuse(model.Conflict, 20, winValueExists, a.name, e.subject(), "%s takes one value and has one already", a.name)
	}
	return refuse(model.Invalid, 19, winSingle, a.name, e.subject(), "%s takes one value only", a.name)
}

func (e *edit) show(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case *node:
		return string(v.dn)
	}
	return ""
}

func gone(e *edit, a *attr, v string) error {
	result, win := 16, uint32(winNoAttr)
	if a.name == "member" { // the account database has its own codes
		result, win = 53, winNotMember
	}
	err := refuse(model.Conflict, result, win, a.name, e.subject(), "%s no longer has the value %q", a.name, clip(v))
	if v == "" {
		err.Message = string(a.name) + " has no value any more"
	}
	err.Hint = "Somebody changed it meanwhile. Read the object again."
	return err
}

func there(e *edit, a *attr, v string) error {
	result, win := 20, uint32(winValueExists)
	if a.name == "member" {
		result, win = 68, winMember
	}
	err := refuse(model.Conflict, result, win, a.name, e.subject(), "%s already has the value %q", a.name, clip(v))
	err.Hint = "Somebody may have added it meanwhile. Read the object again."
	return err
}

func clip(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return s
}
