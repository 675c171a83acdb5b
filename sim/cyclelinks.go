package sim

import (
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// A reference is what an object says of others, by DN in lower case.
type reference struct {
	slot             *cloudSlot
	members, manager []string
}

// remember keeps what the object says of others until all objects are known: copies,
// as a value of an export keeps the memory of all of it.
func (c *cycle) remember(s *cloudSlot, in forecast.Input) {
	c.refs = append(c.refs, reference{slot: s, members: lowered(in.Export.Values("member")), manager: lowered(in.Export.Values("manager"))})
}

func lowered(dns []string) (out []string) {
	for _, dn := range dns {
		out = append(out, strings.Clone(strings.ToLower(dn)))
	}
	return out
}

// references sets members, owners and managers, of what is in the tenant. Whoever
// names a contact that became part of a user means the user
// (https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-user-and-contacts).
func (c *cycle) references() {
	for dn, mail := range c.merged {
		if s := c.owners[mail]; s.live() != nil && s.class == model.CloudUser {
			c.at[dn] = s
		}
	}
	for _, r := range c.refs {
		if r.slot == nil || r.slot.live() == nil || r.slot.cur.Is("x-cloudManaged") {
			continue
		}
		if r.slot.group == nil {
			if m := c.first(r.manager); m != r.slot.manager {
				r.slot.manager = m
			}
			continue
		}
		r.slot.group.owners = nil // ownership does not synchronize to Entra ID
		c.t.setMembers(r.slot, c.slotsOf(r.members))
	}
}

func (c *cycle) first(dns []string) *cloudSlot {
	if all := c.slotsOf(dns); len(all) > 0 {
		return all[0]
	}
	return nil
}

func (c *cycle) slotsOf(dns []string) (out []*cloudSlot) {
	seen := make(map[*cloudSlot]bool, len(dns))
	for _, dn := range dns {
		if s := c.at[dn]; s.live() != nil && !seen[s] {
			seen[s], out = true, append(out, s)
		}
	}
	return out
}

// setMembers makes the members of a group those, and notes who came and went.
func (t *Tenant) setMembers(s *cloudSlot, members []*cloudSlot) {
	was, is := map[*cloudSlot]bool{}, map[*cloudSlot]bool{}
	for _, m := range s.group.members {
		was[m] = true
	}
	version := t.version + 1
	for _, m := range members {
		if is[m] = true; !was[m] {
			s.group.log = append(s.group.log, rosterEvent{version, m, false})
			t.version = version
		}
	}
	for _, m := range s.group.members {
		if !is[m] {
			s.group.log = append(s.group.log, rosterEvent{version, m, true})
			t.version = version
		}
	}
	if t.version == version {
		s.group.members = slices.Clip(members)
	}
}
