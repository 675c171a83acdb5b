package sim

import "recipientdesk/model"

// Manager returns the manager of a user, nil if there is none.
func (t *Tenant) Manager(id string) *CloudObject {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if s := t.slotOf(id); s.live() != nil {
		return s.manager.live()
	}
	return nil
}

// Reports returns the users whose manager is the named one.
func (t *Tenant) Reports(id string) (out []*CloudObject) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	boss := t.slotOf(id)
	for _, s := range t.slots[model.CloudUser] {
		if boss != nil && s.manager == boss && s.live() != nil {
			out = append(out, s.cur)
		}
	}
	return out
}
