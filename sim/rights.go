package sim

import (
	"slices"
	"strings"

	"recipientdesk/model"
)

// A Grant is one delegation: a user may write attributes of objects of a class at
// or below a place, and make and delete such objects if Children is set. It is as
// much of access control as a mail help desk needs.
type Grant struct {
	User     string       `json:"user"`            // sAMAccountName
	Below    string       `json:"below"`           // DN
	Class    string       `json:"class,omitempty"` // "user", "group", "contact"; "": every class
	Attrs    []model.Attr `json:"attrs,omitempty"` // what may be written
	Children bool         `json:"children,omitempty"`
}

// domainAdmins is the last part of the SID of Domain Admins ([MS-DTYP] 2.4.2.4).
const domainAdmins = 512

// A power is what a session may do. It holds while the forest's lock is held.
type power struct {
	admin  bool
	grants []resolved
}

type resolved struct {
	Grant
	base *node
}

// power looks up what the session may do: everything, if it belongs to nobody or
// to a member of Domain Admins.
func (s *Session) power(st *state) *power {
	u := st.byGUID[s.user]
	switch {
	case s.system:
		return &power{admin: true}
	case u == nil:
		return &power{}
	}
	groups := closure(st.schema.attr("member"), u, false)
	p := &power{admin: slices.ContainsFunc(groups, func(g *node) bool { return g.rid == domainAdmins })}
	name := u.first(st.schema.attr("sAMAccountName"))
	for _, g := range st.grants {
		if strings.EqualFold(g.User, name) {
			if base, err := st.lookup(g.Below); err == nil {
				p.grants = append(p.grants, resolved{g, base})
			}
		}
	}
	return p
}

// write reports whether a of n may be written.
func (p *power) write(n *node, a *attr) bool {
	return p.admin || slices.ContainsFunc(p.grants, func(g resolved) bool {
		return (g.Class == "" || n.class.is(g.Class)) && n.under(g.base) && slices.ContainsFunc(g.Attrs, a.name.Is)
	})
}

// children reports whether objects of class c may be made and deleted in parent.
func (p *power) children(parent *node, c *class) bool {
	return p.admin || slices.ContainsFunc(p.grants, func(g resolved) bool {
		return g.Children && (g.Class == "" || c.is(g.Class)) && parent.under(g.base)
	})
}

func denied(n *node, a model.Attr) *model.Error {
	e := refuse(model.Denied, 50, winAccess, a, string(n.dn), "may not be changed by you")
	if a != "" {
		e.Message = "its attribute " + string(a) + " may not be written by you"
	}
	e.Hint = "Ask an administrator of the domain to delegate this right."
	return e
}
