package syncrule

import (
	"context"
	"strings"
	"sync"

	"recipientdesk/model"
)

// Remember returns surroundings that keep what became of objects that others refer
// to, and who is in the groups that scopes ask for: a group of thousands is then
// evaluated once, and not with every key that is typed. Drop the result when the
// directory has changed. It must be used with one Engine only.
func Remember(around Surroundings) Surroundings {
	return &remembered{Surroundings: around, standings: map[string]standing{}, groups: map[string]map[string]bool{}}
}

type remembered struct {
	Surroundings
	mu        sync.Mutex
	standings map[string]standing // by place
	groups    map[string]map[string]bool
}

func (m *remembered) recall(dn string) (standing, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	st, ok := m.standings[placeOf(dn)]
	return st, ok
}

func (m *remembered) remember(dn string, st standing) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.standings[placeOf(dn)] = st
}

func (m *remembered) isMember(ctx context.Context, group, dn string) (bool, error) {
	m.mu.Lock()
	members, known := m.groups[placeOf(group)]
	m.mu.Unlock()
	if !known {
		g, _, err := m.Get(ctx, group)
		if err != nil {
			return false, err
		}
		members = placesOf(g.Values("member"))
		m.mu.Lock()
		m.groups[placeOf(group)] = members
		m.mu.Unlock()
	}
	return members[placeOf(dn)], nil
}

func placesOf(dns []string) map[string]bool {
	out := make(map[string]bool, len(dns))
	for _, dn := range dns {
		out[placeOf(dn)] = true
	}
	return out
}

// placeOf writes a DN in the one form in which places are compared.
func placeOf(dn string) string {
	if strings.ContainsAny(dn, `\";`) || strings.Contains(dn, ", ") || strings.Contains(dn, " ,") || strings.Contains(dn, "= ") || strings.Contains(dn, " =") {
		if d, err := model.ParseDN(dn); err == nil {
			return strings.ToLower(d.String())
		}
	}
	return strings.ToLower(dn)
}
