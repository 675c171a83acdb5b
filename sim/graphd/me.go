package graphd

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"recipientdesk/model"
	"recipientdesk/sim"
)

// me answers with who is signed in: whom the token names, or without one the
// administrator.
func (c *call) me() *answer {
	c.args = []string{c.caller()}
	return c.one(model.CloudUser)
}

func (c *call) caller() string {
	if c.limited {
		return c.claims.User
	}
	return "admin@" + c.initialDomain()
}

func (c *call) initialDomain() string {
	all := c.srv.tenant.Config().Domains
	if i := slices.IndexFunc(all, func(d sim.CloudDomain) bool { return d.Initial }); i >= 0 {
		return all[i].Name
	}
	return ""
}

// myRoles answers with the directory roles of who is signed in, and the groups
// unless the path asks for roles.
func (c *call) myRoles() *answer {
	c.args = []string{c.caller()}
	o, a := c.find(model.CloudUser)
	if a != nil {
		return a
	}
	if c.cast != "directoryrole" {
		return c.related(c.srv.tenant.MemberOf(c.args[0], false))
	}
	roles := []any{}
	for role := range strings.SplitSeq(o.Text("x-role"), ",") {
		if role != "" {
			roles = append(roles, map[string]any{"id": uuid.NewSHA1(uuid.NameSpaceOID, []byte(role)).String(), "displayName": role, "description": role})
		}
	}
	return c.reply("directoryRoles", map[string]any{"value": roles})
}

// nobody answers with a collection that has nothing in it here.
func (c *call) nobody(class model.CloudClass) *answer {
	if _, a := c.find(class); a != nil {
		return a
	}
	return c.related(nil)
}

// owned answers with the groups that a user owns.
func (c *call) owned() *answer {
	o, a := c.find(model.CloudUser)
	if a != nil {
		return a
	}
	var out []*sim.CloudObject
	for at := 0; at >= 0; {
		var page []*sim.CloudObject
		page, at = c.srv.tenant.Page(model.CloudGroup, at, maxPage, nil)
		for _, g := range page {
			if slices.ContainsFunc(c.srv.tenant.Owners(g.ID.String()), func(x *sim.CloudObject) bool { return x.ID == o.ID }) {
				out = append(out, g)
			}
		}
	}
	return c.related(out)
}
