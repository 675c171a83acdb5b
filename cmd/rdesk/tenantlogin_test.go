package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"recipientdesk/cmd/session"
	"recipientdesk/sim"
	"recipientdesk/sim/graphd"
	"recipientdesk/testing/entra"
)

// A cloud is Microsoft 365 for one test, with a user's folders.
type cloud struct {
	*testing.T
	*entra.Service
	home string
	env  map[string]string
	said strings.Builder // everything on standard output and standard error
}

func newCloud(t *testing.T) *cloud {
	t.Helper()
	tenant, err := session.OpenSampleTenant(t.Context(), session.Target{Now: time.Now}, sim.Sample(time.Now, nil), 0)
	if err != nil {
		t.Fatal(err)
	}
	srv, err := graphd.Start(t.Context(), tenant.Tenant, graphd.Config{RequireToken: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { srv.Close() })
	c := &cloud{T: t, home: t.TempDir(), Service: &entra.Service{Graph: srv.URL(), Token: func(user string) string {
		return srv.Token(user, time.Now().Add(time.Hour), "Organization.Read.All", "User.Read.All", "Group.Read.All", "Domain.Read.All")
	}}}
	t.Setenv("XDG_CACHE_HOME", filepath.Join(c.home, "cache")) // the SDK asks the process itself
	c.env = map[string]string{"XDG_STATE_HOME": filepath.Join(c.home, "state"), "RDESK_TENANT": "graph:"}
	return c
}

func (c *cloud) rdesk(stdin string, args ...string) (out, errs string, code int) {
	c.Helper()
	return c.within(c.Context(), stdin, args...)
}

func (c *cloud) within(ctx context.Context, stdin string, args ...string) (out, errs string, code int) {
	c.Helper()
	var o, e bytes.Buffer
	code = run(ctx, world{args: args, stdin: strings.NewReader(stdin), stdout: &o, stderr: &e, getenv: func(k string) string { return c.env[k] }, cloud365: c.Service})
	c.said.WriteString(o.String() + e.String())
	return o.String(), e.String(), code
}

// files returns what is in the user's folders, by name.
func (c *cloud) files() map[string]string {
	c.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(c.home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		out[strings.TrimPrefix(path, c.home)] = string(b)
		return err
	})
	if err != nil {
		c.Fatal(err)
	}
	return out
}

// keepsSecrets fails if a secret or a token is on standard output, on standard error or
// in a file.
func (c *cloud) keepsSecrets() {
	c.Helper()
	c.keeps(append(c.Issued(), entra.Secret, entra.RefreshToken)...)
}

func (c *cloud) keeps(secrets ...string) {
	c.Helper()
	for _, s := range secrets {
		if strings.Contains(c.said.String(), s) {
			c.Errorf("%.20s… was told", s)
		}
		for name, text := range c.files() {
			if strings.Contains(text, s) {
				c.Errorf("%s holds %.20s…", name, s)
			}
		}
	}
}

func TestLoginByDeviceCode(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("elsewhere the tokens would go to this user's own cache")
	}
	c := newCloud(t)
	out, errs, code := c.rdesk("", "tenant", "login", "--auth", "device-code", "--client-id", entra.ClientID, "--scope", "User.Read.All", "--scope", "Group.Read.All")
	var doc tenantStatusDoc
	if err := json.Unmarshal([]byte(out), &doc); err != nil || code != 0 || !strings.Contains(errs, entra.Code) {
		t.Fatalf("status %d: %s%s %v", code, out, errs, err)
	}
	if doc.User != entra.User || doc.Name != "Brightwater Instruments" || len(doc.Scopes) != 4 || len(doc.Missing) == 0 || doc.TokensKept != session.TokensKept() {
		t.Errorf("%+v", doc)
	}
	if scope := c.Asked()[0].Get("scope"); !strings.Contains(scope, "https://graph.microsoft.com/User.Read.All") || !strings.Contains(scope, "Group.Read.All") || strings.Contains(scope, ".default") {
		t.Errorf("asked consent for %s", scope)
	}
	if session.TokensKept() {
		if out, errs, code = c.rdesk("", "tenant", "snapshot", filepath.Join(c.home, "s.json")); code != 0 || !strings.Contains(errs, "contact") {
			t.Errorf("snapshot: status %d: %s%s", code, out, errs)
		}
		c.keepsSecrets()
		if err := os.Remove(filepath.Join(c.home, "s.json")); err != nil {
			t.Error(err)
		}
		if out, errs, code = c.rdesk("", "tenant", "list", "users", "--limit", "2", "-o", "jsonl"); code != 0 || strings.Count(out, "\n") != 2 || strings.Contains(errs, entra.Code) {
			t.Errorf("signed in before: status %d: %s%s", code, out, errs)
		}
	}
	c.keepsSecrets()
	if _, errs, code := c.rdesk("", "tenant", "logout"); code != 0 {
		t.Errorf("logout: %d %s", code, errs)
	}
	for name := range c.files() {
		t.Errorf("after signing out there is still %s", name)
	}
	if _, errs, code = c.rdesk("", "tenant", "status"); code != 10 || !strings.Contains(errs, "rdesk tenant login") {
		t.Errorf("after signing out: %d %s", code, errs)
	}
	if _, errs, code := c.rdesk("", "tenant", "logout"); code != 0 {
		t.Errorf("signing out twice: %d %s", code, errs)
	}
}

func TestLoginByClientSecret(t *testing.T) {
	c := newCloud(t)
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte(entra.Secret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	who := []string{"--client-id", entra.ClientID, "--tenant-id", entra.TenantID}
	login := append([]string{"tenant", "login"}, who...)
	for name, in := range map[string]struct {
		stdin string
		args  []string
	}{
		"file": {"", append(login, "--client-secret-file", file)}, "standard input": {entra.Secret + "\n", append(login, "--client-secret-file", "-")},
	} {
		if out, errs, code := c.rdesk(in.stdin, in.args...); code != 0 || !strings.Contains(out, `"user": ""`) || !strings.Contains(out, "Brightwater") {
			t.Errorf("%s: status %d: %s%s", name, code, out, errs)
		}
	}
	if _, errs, code := c.rdesk("", "tenant", "status"); code != 10 || !strings.Contains(errs, "AZURE_CLIENT_SECRET") {
		t.Errorf("the secret is not kept, and yet: %d %s", code, errs)
	}
	c.env["AZURE_CLIENT_SECRET"] = entra.Secret
	if out, errs, code := c.rdesk("", "tenant", "status"); code != 0 {
		t.Errorf("with the secret in the environment: %d %s%s", code, out, errs)
	}
	c.env["AZURE_CLIENT_SECRET"] = entra.Secret + "x"
	if out, errs, code := c.rdesk("", "tenant", "status"); code != 10 || !strings.Contains(errs, "AADSTS7000215") || strings.Contains(out+errs, entra.Secret) {
		t.Errorf("another secret: %d %s%s", code, out, errs)
	}
	c.keepsSecrets()
}

// TestEnvironmentOfAnApplication: scripts need no login.
func TestEnvironmentOfAnApplication(t *testing.T) {
	c := newCloud(t)
	for k, v := range map[string]string{"AZURE_CLIENT_ID": entra.ClientID, "AZURE_TENANT_ID": entra.TenantID, "AZURE_CLIENT_SECRET": entra.Secret} {
		c.env[k] = v
	}
	if out, errs, code := c.rdesk("", "tenant", "list", "groups", "--limit", "1"); code != 0 || !strings.Contains(out, `"group"`) {
		t.Errorf("status %d: %s%s", code, out, errs)
	}
	c.keepsSecrets()
	for name := range c.files() {
		t.Errorf("it left %s", name)
	}
}

func TestLoginRefusals(t *testing.T) {
	c := newCloud(t)
	none := filepath.Join(t.TempDir(), "none")
	for _, x := range []struct {
		args []string
		code int
		says string
	}{
		{nil, 10, "--auth device-code"},
		{[]string{"--auth", "magic"}, 2, "azure-cli"},
		{[]string{"--auth", "device-code"}, 3, "client"},
		{[]string{"--auth", "device-code", "--client-id", entra.ClientID, "--cloud", "mars"}, 3, "usgov"},
		{[]string{"--auth", "secret", "--client-id", entra.ClientID}, 10, "AZURE_CLIENT_SECRET"},
		{[]string{"--auth", "certificate", "--client-id", entra.ClientID, "--tenant-id", entra.TenantID}, 10, "AZURE_CLIENT_CERTIFICATE_PATH"},
		{[]string{"--certificate", none, "--client-id", entra.ClientID, "--tenant-id", entra.TenantID}, 5, none},
		{[]string{"--client-secret-file", none}, 5, none},
		{[]string{"--client-secret-file", "-", "--certificate-password-file", "-"}, 2, "standard input"},
	} {
		_, errs, code := c.rdesk("", append([]string{"tenant", "login"}, x.args...)...)
		if code != x.code || !strings.Contains(errs, x.says) {
			t.Errorf("%q: status %d, want %d: %s", x.args, code, x.code, errs)
		}
	}
	if len(c.files()) > 0 || len(c.Issued()) > 0 {
		t.Errorf("there are %v", c.files())
	}
}

func TestNobodyIsSignedIn(t *testing.T) {
	c := newCloud(t)
	out, errs, code := c.rdesk("", "-d", "sample:", "get", "alindqvist", "--attributes", "mail")
	if code != 0 || !strings.Contains(out, "anna.lindqvist@") || !strings.Contains(errs, "rdesk tenant login") {
		t.Errorf("the directory does not open: %d %s%s", code, out, errs)
	}
}

// TestLoginStops: a person who does not come is not waited for longer than the program
// is let run.
func TestLoginStops(t *testing.T) {
	c := newCloud(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, errs, code := c.within(ctx, "", "tenant", "login", "--auth", "device-code", "--client-id", entra.ClientID); code != 15 {
		t.Errorf("status %d: %s", code, errs)
	}
	if len(c.files()) > 0 {
		t.Errorf("there are %v", c.files())
	}
}
