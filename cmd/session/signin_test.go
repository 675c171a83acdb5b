package session

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/testing/entra"
)

// cloud returns a target that can sign in to the sample tenant as to Microsoft 365.
func cloud(t *testing.T) (Target, *entra.Service) {
	t.Helper()
	srv, _ := graphServed(t, true)
	e := &entra.Service{Graph: srv.URL(), Token: func(user string) string {
		return srv.Token(user, time.Now().Add(time.Hour), "Organization.Read.All", "User.Read.All")
	}}
	tg := target(t, "sample:")
	tg.CacheDir = t.TempDir()
	t.Setenv("XDG_CACHE_HOME", tg.CacheDir) // the SDK asks the process itself
	tg.Tenant.Transport, tg.Tenant.ClientID, tg.Tenant.TenantID = e, entra.ClientID, entra.TenantID
	return tg, e
}

// TestSignInAndOut is what the window does.
func TestSignInAndOut(t *testing.T) {
	tg, e := cloud(t)
	s := open(t, tg)
	own := s.Tenant
	if err := s.OpenTenant(t.Context(), TenantTarget{Source: "graph:", Auth: "secret", Secret: "wrong"}); model.CodeOf(err) != model.SignIn || s.Tenant != own {
		t.Errorf("a wrong secret: %v", err)
	}
	if err := s.OpenTenant(t.Context(), TenantTarget{Source: "graph:"}); model.CodeOf(err) != model.SignIn || s.Tenant != own {
		t.Errorf("nobody is signed in: %v", err)
	}
	if err := s.OpenTenant(t.Context(), TenantTarget{Source: "graph:", Auth: "secret", Secret: entra.Secret}); err != nil {
		t.Fatal(err)
	}
	if i, err := s.Tenant.Info(t.Context()); err != nil || i.Source != "Microsoft Graph" || s.Desk.Tenant() != s.Tenant || s.Desk.Facts() != nil {
		t.Errorf("%+v %v; the desk knows %+v", i, err, s.Desk.Facts())
	}
	account := filepath.Join(tg.StateDir, "account.json")
	if _, err := os.Stat(account); err != nil {
		t.Error(err)
	}
	if err := s.SignOut(t.Context()); err != nil || s.Tenant != nil || s.Desk.Tenant() != nil {
		t.Errorf("%v %v", s.Tenant, err)
	}
	if _, err := os.Stat(account); err == nil {
		t.Error("who signed in is still known")
	}
	if err := s.OpenTenant(t.Context(), TenantTarget{Source: "sample:"}); err != nil {
		t.Fatal(err)
	}
	if err := s.SignOut(t.Context()); err != nil || s.Tenant == nil {
		t.Errorf("signing out of Microsoft 365 parted the sample tenant: %v", err)
	}
	if len(e.Issued()) == 0 {
		t.Error("nobody signed in")
	}
}

// TestSessionOpensWithoutSignIn: the directory does not wait for Microsoft 365, and
// says what is missing.
func TestSessionOpensWithoutSignIn(t *testing.T) {
	tg, e := cloud(t)
	tg.Tenant.Source = "graph:"
	s := open(t, tg)
	if s.Tenant != nil || s.TenantErr == nil || s.TenantErr.Code != model.SignIn || len(s.Notes) != 1 || len(e.Asked()) > 0 {
		t.Errorf("%v %q, asked %d times", s.TenantErr, s.Notes, len(e.Asked()))
	}
	tg.Tenant.Secret = entra.Secret // as the environment has it
	s = open(t, tg)
	if s.Tenant == nil || s.TenantErr != nil || len(s.Notes) > 0 || len(e.Asked()) > 0 {
		t.Errorf("%v %q, asked %d times", s.TenantErr, s.Notes, len(e.Asked()))
	}
	if _, err := s.Tenant.Info(t.Context()); err != nil || len(e.Asked()) != 1 {
		t.Errorf("%v, asked %d times", err, len(e.Asked()))
	}
}

func TestDefaultsOfSignIn(t *testing.T) {
	env := map[string]string{"RDESK_TENANT": "graph:", "RDESK_TENANT_TOKEN": "t", "RDESK_CLOUD": "usgov", "AZURE_CLIENT_ID": "azure", "AZURE_TENANT_ID": "contoso",
		"AZURE_CLIENT_SECRET": "s", "AZURE_CLIENT_CERTIFICATE_PATH": "c", "AZURE_CLIENT_CERTIFICATE_PASSWORD": "p"}
	got := Defaults(func(k string) string { return env[k] }).Tenant
	if got.Source != "graph:" || got.Token != "t" || got.Cloud != "usgov" || got.ClientID != "azure" || got.TenantID != "contoso" || got.Secret != "s" || got.CertificateFile != "c" || got.CertificatePassword != "p" || got.Auth != "" {
		t.Errorf("%+v", got)
	}
	env["RDESK_CLIENT_ID"] = "own"
	if got := Defaults(func(k string) string { return env[k] }).Tenant; got.ClientID != "own" {
		t.Errorf("the client ID is %s", got.ClientID)
	}
	for want, tt := range map[string]TenantTarget{
		"certificate": {ClientID: "c", TenantID: "t", Secret: "s", CertificateFile: "f"}, "secret": {ClientID: "c", TenantID: "t", Secret: "s"},
	} {
		if got := tt.application(); got != want {
			t.Errorf("%+v signs in by %q", tt, got)
		}
	}
	if got := (TenantTarget{ClientID: "c", Secret: "s"}).application(); got != "" {
		t.Errorf("without a tenant: %s", got)
	}
}

func TestSaveSnapshot(t *testing.T) {
	s := open(t, target(t, "sample:"))
	file, told := filepath.Join(t.TempDir(), "s.json"), 0
	if err := s.SaveSnapshot(t.Context(), file, func(n int) {
		if n < told {
			t.Errorf("%d objects, after %d", n, told)
		}
		told = n
	}); err != nil || told < 200 {
		t.Fatalf("%d objects, %v", told, err)
	}
	if err := s.OpenTenant(t.Context(), TenantTarget{Source: "json:" + file}); err != nil || title(t, s, annasName) == "" {
		t.Error(err)
	}
	if err := s.OpenTenant(t.Context(), TenantTarget{}); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveSnapshot(t.Context(), file, nil); model.CodeOf(err) != model.NotFound {
		t.Errorf("of no tenant: %v", err)
	}
}
