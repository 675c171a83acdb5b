package sim

import (
	"slices"
	"strings"
	"time"

	"recipientdesk/model"
)

// Delete deletes an object: users and Microsoft 365 groups can be restored for 30
// days, others are gone.
func (t *Tenant) Delete(class model.CloudClass, id string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.slotOf(id)
	if o := s.live(); o == nil || o.Class != class {
		return NoSuchResource(id)
	}
	t.remove(s)
	return nil
}

// remove deletes an object. The sign-in name of a deleted user is free for others.
func (t *Tenant) remove(s *cloudSlot) {
	o := s.cur
	if o.Class == model.CloudContact || o.Class == model.CloudGroup && !slices.Contains(o.Texts("groupTypes"), "Unified") {
		t.put(s, nil)
		return
	}
	c, now := cloudPatch{}, t.cfg.Now()
	c.time("deletedDateTime", now)
	if o.Class == model.CloudUser {
		c.text("userPrincipalName", deletedPrefix(s)+o.Text("userPrincipalName"))
	}
	n, _ := o.with(c)
	n.Deleted = now
	t.put(s, n)
}

func deletedPrefix(s *cloudSlot) string { return strings.ReplaceAll(s.id.String(), "-", "") }

// Restore brings a deleted object back. newUPN, if it is not "", becomes the
// sign-in name; dropConflicts takes away addresses that others have meanwhile.
func (t *Tenant) Restore(id, newUPN string, dropConflicts bool) (*CloudObject, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.slotOf(id)
	if s == nil || s.cur == nil || s.cur.Deleted.IsZero() {
		return nil, NoSuchResource(id)
	}
	upn := strings.TrimPrefix(s.cur.Text("userPrincipalName"), deletedPrefix(s))
	if newUPN != "" {
		upn = newUPN
	}
	if s.class == model.CloudUser {
		if err := t.checkName(upn, s); err != nil {
			return nil, err
		}
	}
	c, addresses := t.restored(s, upn), t.addresses()
	proxies := s.cur.Texts("proxyAddresses")
	free := slices.DeleteFunc(slices.Clone(proxies), func(p string) bool { a := bareAddress(p); return a != "" && addresses[a] != nil })
	if len(free) < len(proxies) {
		if !dropConflicts {
			return nil, taken("proxyAddresses", addresses[bareAddress(proxies[slices.IndexFunc(proxies, func(p string) bool { return !slices.Contains(free, p) })])])
		}
		c.texts("proxyAddresses", free)
	}
	if s.cur.Synced() { // it is out of scope, or would not have been deleted
		c.bool("onPremisesSyncEnabled", false)
	}
	o, _ := s.cur.with(c)
	o.Deleted, o.shadow, o.hash = time.Time{}, nil, 0
	t.put(s, o)
	return s.cur, nil
}

func (t *Tenant) restored(s *cloudSlot, upn string) cloudPatch {
	c := cloudPatch{"deletedDateTime": nil}
	if s.class == model.CloudUser {
		c.text("userPrincipalName", upn)
	}
	return c
}

// Purge deletes a deleted object for good.
func (t *Tenant) Purge(id string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.slotOf(id)
	if s == nil || s.cur == nil || s.cur.Deleted.IsZero() {
		return NoSuchResource(id)
	}
	t.put(s, nil)
	delete(t.photos, s.id)
	return nil
}

// recycleTime is how long what was deleted can be restored.
const recycleTime = 30 * 24 * time.Hour

// expire deletes for good what was deleted 30 days ago.
func (t *Tenant) expire(now time.Time) {
	for _, class := range []model.CloudClass{model.CloudUser, model.CloudGroup} {
		for _, s := range t.slots[class] {
			if s.cur != nil && !s.cur.Deleted.IsZero() && now.Sub(s.cur.Deleted) > recycleTime {
				t.put(s, nil)
			}
		}
	}
}
