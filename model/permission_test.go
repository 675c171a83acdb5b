package model

import (
	"strings"
	"testing"
)

func TestWhatOnePermissionIncludes(t *testing.T) {
	app := TenantInfo{App: "x", Scopes: []string{"User.ReadWrite.All", "MailboxSettings.ReadWrite", "Organization.Read.All"}}
	var names string
	for _, p := range app.Lacks() {
		names += p.Name + " "
	}
	for _, not := range []string{"User.Read.All", "MailboxSettings.Read ", "Organization.Read.All", "OnPremDirectorySynchronization"} {
		if strings.Contains(names, not) {
			t.Errorf("%s is said to be missing", not)
		}
	}
	if !strings.Contains(names, "Group.Read.All") {
		t.Error("groups are not said to be missing")
	}
	if (TenantInfo{}).Lacks() != nil {
		t.Error("what is not known is said to be missing")
	}
}
