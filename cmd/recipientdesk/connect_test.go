package main

import (
	"path/filepath"
	"testing"
	"time"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/ui"
)

// TestConnectorHandsOutTheTenant: what the window can do with a tenant arrives there.
func TestConnectorHandsOutTheTenant(t *testing.T) {
	defaults := session.Target{StateDir: t.TempDir(), CacheDir: t.TempDir(), Now: time.Now}
	s, err := connector(defaults)(t.Context(), ui.Target{Directory: "sample:"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.TenantErr != nil || s.Desk.Tenant() == nil {
		t.Errorf("the sample has no tenant: %v", s.TenantErr)
	}
	if text, err := s.Cycle(t.Context()); err != nil || text == "" {
		t.Errorf("%q %v", text, err)
	}
	file := filepath.Join(t.TempDir(), "s.json")
	if err := s.SaveSnapshot(t.Context(), file, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.OpenTenant(t.Context(), ui.TenantTarget{Source: "json:" + file}); err != nil {
		t.Error(err)
	}
	if err := s.SignOut(t.Context()); err != nil || s.Desk.Tenant() == nil {
		t.Errorf("%v", err)
	}
	if err := s.OpenTenant(t.Context(), ui.TenantTarget{Source: "graph:", Auth: "secret"}); model.CodeOf(err) != model.SignIn {
		t.Errorf("signed in without a secret: %v", err)
	}
	defaults.Tenant.Source = "graph:"
	s, err = connector(defaults)(t.Context(), ui.Target{Directory: "sample:"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if model.CodeOf(s.TenantErr) != model.SignIn || len(s.Notes) != 1 {
		t.Errorf("nobody is signed in: %v %q", s.TenantErr, s.Notes)
	}
}
