package model

import "strings"

// ByAnchor finds the user of the tenant with that onPremisesImmutableId, which is
// compared with case
// (https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-design-concepts#sourceanchor).
func (f *TenantFacts) ByAnchor(id string) (TenantUser, bool) {
	f.once.Do(f.index)
	i, ok := f.byAnchor[id]
	if !ok || id == "" {
		return TenantUser{}, false
	}
	return f.Users[i], true
}

// ByName finds the user of the tenant with that sign-in name.
func (f *TenantFacts) ByName(upn string) (TenantUser, bool) {
	f.once.Do(f.index)
	i, ok := f.byName[strings.ToLower(upn)]
	if !ok || upn == "" {
		return TenantUser{}, false
	}
	return f.Users[i], true
}

func (f *TenantFacts) index() {
	f.byAnchor, f.byName = make(map[string]int, len(f.Users)), make(map[string]int, len(f.Users))
	for i, u := range f.Users {
		f.byAnchor[u.ImmutableID] = i
		f.byName[strings.ToLower(u.UserPrincipalName)] = i
	}
}
