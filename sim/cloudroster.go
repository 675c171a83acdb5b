package sim

import (
	"net/http"
	"slices"
	"strings"

	"recipientdesk/model"
)

// AddMember and RemoveMember change who belongs to a group, or who owns it.
func (t *Tenant) AddMember(group, id string, owner bool) error {
	return t.editRoster(group, id, owner, func(s, m *cloudSlot, list *[]*cloudSlot) error {
		if slices.Contains(*list, m) {
			if owner {
				return badCloudRequest(strings.Replace(textMember, "members", "owners", 1))
			}
			return badCloudRequest(textMember)
		}
		*list = append(*list, m)
		if !owner {
			s.group.log = append(s.group.log, rosterEvent{t.version + 1, m, false})
		}
		return nil
	})
}

// RemoveMember takes a member or an owner out of a group.
func (t *Tenant) RemoveMember(group, id string, owner bool) error {
	return t.editRoster(group, id, owner, func(s, m *cloudSlot, list *[]*cloudSlot) error {
		i := slices.Index(*list, m)
		if i < 0 {
			return NoSuchResource(id)
		}
		*list = slices.Delete(slices.Clone(*list), i, i+1)
		if !owner {
			s.group.log = append(s.group.log, rosterEvent{t.version + 1, m, true})
		}
		return nil
	})
}

func (t *Tenant) editRoster(group, id string, owner bool, edit func(s, m *cloudSlot, list *[]*cloudSlot) error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	s, m := t.slotOf(group), t.slotOf(id)
	g := s.live()
	switch {
	case g == nil || g.Class != model.CloudGroup:
		return NoSuchResource(group)
	case m.live() == nil:
		return NoSuchResource(id)
	case g.Synced():
		return badCloudRequest(textMastered)
	case g.Is("mailEnabled") && !slices.Contains(g.Texts("groupTypes"), "Unified"):
		return badCloudRequest(textMailList)
	case !owner && slices.Contains(g.Texts("groupTypes"), "DynamicMembership"):
		return &CloudRefusal{Status: http.StatusForbidden, Code: "Authorization_RequestDenied", Message: "Insufficient privileges to complete the operation."}
	}
	list := &s.group.members
	if owner {
		list = &s.group.owners
	}
	if err := edit(s, m, list); err != nil {
		return err
	}
	t.version++
	return nil
}
