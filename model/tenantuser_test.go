package model

import "testing"

func TestTenantUsers(t *testing.T) {
	f := &TenantFacts{Users: []TenantUser{
		{UserPrincipalName: "Anna@contoso.com", ImmutableID: "BpazOkLGm0iEtljAONPvOQ=="},
		{UserPrincipalName: "bob@contoso.com"},
	}}
	tests := []struct {
		what string
		find func(string) (TenantUser, bool)
		by   string
		want string
	}{
		{"an anchor", f.ByAnchor, "BpazOkLGm0iEtljAONPvOQ==", "Anna@contoso.com"},
		{"an anchor that differs in case", f.ByAnchor, "bpazOkLGm0iEtljAONPvOQ==", ""},
		{"no anchor, which users without one also have", f.ByAnchor, "", ""},
		{"a name that differs in case", f.ByName, "anna@CONTOSO.com", "Anna@contoso.com"},
		{"no name", f.ByName, "", ""},
	}
	for _, tt := range tests {
		if u, ok := tt.find(tt.by); u.UserPrincipalName != tt.want || ok != (tt.want != "") {
			t.Errorf("%s: found %q, %t; want %q", tt.what, u.UserPrincipalName, ok, tt.want)
		}
	}
}
