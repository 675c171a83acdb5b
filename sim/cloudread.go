package sim

import (
	"slices"
	"strings"
	"time"

	"recipientdesk/model"
)

// Page returns up to limit objects of a class that match, as listings show them,
// beginning at a place, and the place of the next page, -1 at the end. A nil match
// takes all.
func (t *Tenant) Page(class model.CloudClass, from, limit int, match func(*CloudObject) bool) (out []*CloudObject, next int) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	now, slots := t.cfg.Now(), t.slots[baseClass(class)]
	for i := from; i < len(slots); i++ {
		o := t.shown(slots[i], now)
		if o == nil || o.Deleted.IsZero() == (class != baseClass(class)) || match != nil && !match(o) {
			continue
		}
		if len(out) == limit {
			return out, i
		}
		out = append(out, o)
	}
	return out, -1
}

// Count returns how many objects of a class match.
func (t *Tenant) Count(class model.CloudClass, match func(*CloudObject) bool) int {
	n := 0
	_, _ = t.Page(class, 0, 0, func(o *CloudObject) bool {
		if match == nil || match(o) {
			n++
		}
		return false
	})
	return n
}

// Object finds an object that is not deleted by its ID, or a user by its sign-in
// name; nil if there is none.
func (t *Tenant) Object(id string) *CloudObject {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.slotOf(id).live()
}

// DeletedObject finds an object that can be restored.
func (t *Tenant) DeletedObject(id string) *CloudObject {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if s := t.slotOf(id); s != nil && s.cur != nil && !s.cur.Deleted.IsZero() {
		return s.cur
	}
	return nil
}

func (t *Tenant) slotOf(id string) *cloudSlot {
	if g, err := model.ParseGUID(id); err == nil && len(id) == 36 {
		return t.byID[g]
	}
	return t.byName[strings.ToLower(id)]
}

// Members returns the direct members of a group.
func (t *Tenant) Members(group string) []*CloudObject {
	return t.roster(group, func(r *roster) []*cloudSlot { return r.members })
}

// Owners returns the owners of a group.
func (t *Tenant) Owners(group string) []*CloudObject {
	return t.roster(group, func(r *roster) []*cloudSlot { return r.owners })
}

func (t *Tenant) roster(group string, which func(*roster) []*cloudSlot) (out []*CloudObject) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if s := t.slotOf(group); s.live() != nil && s.group != nil {
		for _, m := range which(s.group) {
			if o := m.live(); o != nil {
				out = append(out, o)
			}
		}
	}
	return out
}

// TransitiveMembers returns the members of a group and of the groups in it, each once.
func (t *Tenant) TransitiveMembers(group string) (out []*CloudObject) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	seen := map[*cloudSlot]bool{t.slotOf(group): true}
	var walk func(*cloudSlot)
	walk = func(s *cloudSlot) {
		if s == nil || s.group == nil {
			return
		}
		for _, m := range s.group.members {
			if o := m.live(); o != nil && !seen[m] {
				seen[m] = true
				out = append(out, o)
				walk(m)
			}
		}
	}
	walk(t.slotOf(group))
	return out
}

// MemberOf returns the groups that an object is a member of, and with transitive
// those that these are members of.
func (t *Tenant) MemberOf(id string, transitive bool) (out []*CloudObject) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	todo := []*cloudSlot{t.slotOf(id)}
	seen := map[*cloudSlot]bool{todo[0]: true}
	for len(todo) > 0 {
		for _, g := range t.slots[model.CloudGroup] {
			if g.live() != nil && !seen[g] && slices.Contains(g.group.members, todo[0]) {
				seen[g] = true
				out = append(out, g.cur)
				if transitive {
					todo = append(todo, g)
				}
			}
		}
		todo = todo[1:]
	}
	return out
}

// A CloudDelta is what happened to one object.
type CloudDelta struct {
	ID      model.GUID
	Object  *CloudObject // nil: Removed says how it went
	Removed string       // "changed": deleted and restorable; "deleted": for good; ""
	Members []MemberDelta
}

// A MemberDelta is somebody who joined or left a group.
type MemberDelta struct {
	ID      model.GUID
	Class   model.CloudClass
	Removed bool
}

// Version returns the version of the tenant, which every change raises.
func (t *Tenant) Version() uint64 {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.version
}

// Listed returns the version that listings show for certain: while they lag, one
// before whatever they may lack.
func (t *Tenant) Listed() uint64 {
	t.mu.RLock()
	defer t.mu.RUnlock()
	v := t.version
	if t.cfg.Lag == 0 {
		return v
	}
	now := t.cfg.Now()
	for _, s := range t.byID {
		if t.lags(s, now) {
			v = min(v, s.version-1)
		}
	}
	return v
}

// Delta returns up to limit objects of a class that changed after a version, 0 for
// all there are, beginning at a place, and the place of the next page, -1 at the end.
func (t *Tenant) Delta(class model.CloudClass, since uint64, from, limit int) (out []CloudDelta, next int) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	slots := t.slots[class]
	for i := from; i < len(slots); i++ {
		d, ok := slots[i].delta(since)
		if !ok {
			continue
		}
		if len(out) == limit {
			return out, i
		}
		out = append(out, d)
	}
	return out, -1
}

func (s *cloudSlot) delta(since uint64) (CloudDelta, bool) {
	d := CloudDelta{ID: s.id, Object: s.live()}
	if s.group != nil {
		d.Members = s.group.delta(since)
	}
	switch {
	case s.version <= since && len(d.Members) == 0:
		return d, false
	case d.Object != nil:
		return d, true
	case s.born > since: // came and went
		return d, false
	case s.cur == nil:
		d.Removed, d.Members = "deleted", nil
	default:
		d.Removed, d.Members = "changed", nil
	}
	return d, true
}

// delta returns the last that is known of each member since a version.
func (r *roster) delta(since uint64) (out []MemberDelta) {
	at := map[*cloudSlot]int{}
	for _, e := range r.log {
		if e.version <= since {
			continue
		}
		d := MemberDelta{e.member.id, e.member.class, e.removed}
		if i, ok := at[e.member]; ok {
			out[i] = d
			continue
		}
		at[e.member] = len(out)
		out = append(out, d)
	}
	if since == 0 {
		out = slices.DeleteFunc(out, func(d MemberDelta) bool { return d.Removed })
	}
	return out
}

// Photo returns the picture of a user as JPEG, nil if there is none.
func (t *Tenant) Photo(id string) []byte {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if s := t.slotOf(id); s.live() != nil {
		return t.photos[s.id]
	}
	return nil
}

// SetPhoto gives a user a picture, nil takes it away.
func (t *Tenant) SetPhoto(id string, jpeg []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if s := t.slotOf(id); s == nil {
		return
	} else if jpeg == nil {
		delete(t.photos, s.id)
	} else {
		t.photos[s.id] = slices.Clone(jpeg)
	}
}

// Settle ends the lag of listings behind what was written so far.
func (t *Tenant) Settle() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, s := range t.byID {
		s.old, s.since = nil, time.Time{}
	}
}
