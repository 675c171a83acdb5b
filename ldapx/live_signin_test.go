//go:build live

package ldapx

import (
	"context"
	"net"
	"os/exec"
	"strings"
	"testing"

	"recipientdesk/model"
)

// TestLiveSignIn signs in every way that the server knows and asks it who that is.
func TestLiveSignIn(t *testing.T) {
	cfg := live(t)
	kerberos := func(c Config) Config {
		c.Auth, c.User, c.Password, c.Krb5Conf = Kerberos, "", "", env(t, "KRB5_CONFIG")
		return c
	}
	cache, err := CCachePath(env(t, "KRB5CCNAME"))
	if err != nil {
		t.Fatal(err)
	}
	startTLS := cfg
	startTLS.Address = env(t, "RD_LDAP")
	user, realm, _ := strings.Cut(cfg.User, "@")
	tests := []struct {
		name string
		cfg  func() Config
		user string
		info model.Info
	}{
		{"simple over LDAPS", func() Config { return cfg }, cfg.User, model.Info{Security: "LDAPS", Auth: "simple"}},
		{"simple over StartTLS", func() Config { return startTLS }, cfg.User, model.Info{Security: "StartTLS", Auth: "simple"}},
		{"DOMAIN\\user", func() Config { c := cfg; c.User = `CORP\` + user; return c }, `CORP\` + user, model.Info{Security: "LDAPS", Auth: "simple"}},
		{"a DN", func() Config { c := cfg; c.User = "CN=Administrator,CN=Users," + env(t, "RD_BASE"); return c }, `CORP\Administrator`,
			model.Info{Security: "LDAPS", Auth: "simple"}},
		{"an address in place of a name", func() Config { c := cfg; c.ServerName = ""; return c }, cfg.User, model.Info{Security: "LDAPS", Auth: "simple"}},
		{"tickets over LDAPS", func() Config { c := kerberos(cfg); c.CCache = cache; return c }, user + "@" + strings.ToUpper(realm),
			model.Info{Security: "LDAPS", Auth: "kerberos"}},
		{"tickets over StartTLS, by address", func() Config { c := kerberos(startTLS); c.CCache, c.ServerName = cache, ""; return c }, user + "@" + strings.ToUpper(realm),
			model.Info{Security: "StartTLS", Auth: "kerberos"}},
		{"a keytab", func() Config { c := kerberos(cfg); c.User, c.Keytab = cfg.User, env(t, "RD_KEYTAB"); return c }, user + "@" + strings.ToUpper(realm),
			model.Info{Security: "LDAPS", Auth: "kerberos"}},
		{"a password for Kerberos", func() Config { c := kerberos(cfg); c.User, c.Password = cfg.User, cfg.Password; return c }, user + "@" + strings.ToUpper(realm),
			model.Info{Security: "LDAPS", Auth: "kerberos"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := connect(t, tt.cfg())
			info, err := d.Info(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if info.User != tt.user || info.Security != tt.info.Security || info.Auth != tt.info.Auth || info.Base != env(t, "RD_BASE") {
				t.Errorf("%+v, want user %s", info, tt.user)
			}
		})
	}
}

// TestLiveRefusals checks what a person is told who cannot get in.
func TestLiveRefusals(t *testing.T) {
	cfg := live(t)
	tests := []struct {
		name string
		edit func(*Config)
		code model.Code
		says string
	}{
		{"a wrong password", func(c *Config) { c.Password = "wrong" }, model.SignIn, "password is wrong"},
		{"nobody of that name", func(c *Config) { c.User = "nobody@corp.example" }, model.SignIn, "wrong"},
		{"an authority that is not known", func(c *Config) { c.CAFile = "" }, model.Untrusted, "SHA-256"},
		{"another name than the certificate's", func(c *Config) { c.ServerName = "dc9.corp.example" }, model.Untrusted, env(t, "RD_FQDN")},
		{"an unprotected connection", func(c *Config) { c.Address, c.Security = env(t, "RD_LDAP"), Plain }, model.Untrusted, "nothing was sent"},
		{"insisting on one", func(c *Config) { c.Address, c.InsecurePlain = env(t, "RD_LDAP"), true }, model.Untrusted, "protected connection"},
		{"NTLM, which Samba lacks", func(c *Config) { c.Auth = NTLM }, model.Unreachable, "NTLM"},
		{"no tickets", func(c *Config) {
			c.Auth, c.CCache, c.Krb5Conf, c.Password, c.User = Kerberos, t.TempDir()+"/none", env(t, "KRB5_CONFIG"), "", ""
		}, model.SignIn, "no such file"},
		{"no Kerberos configuration", func(c *Config) {
			c.Auth, c.CCache, c.Krb5Conf = Kerberos, "", t.TempDir()+"/krb5.conf"
		}, model.SignIn, "configuration"},
		{"a wrong Kerberos password", func(c *Config) {
			c.Auth, c.Password, c.Krb5Conf = Kerberos, "wrong", env(t, "KRB5_CONFIG")
		}, model.SignIn, "wrong"},
	}
	for _, tt := range tests {
		c := cfg
		tt.edit(&c)
		_, err := Dial(t.Context(), c)
		e, ok := err.(*model.Error)
		if !ok || e.Code != tt.code || !strings.Contains(e.Message, tt.says) || e.Hint == "" {
			t.Errorf("%s: %v (code %s)", tt.name, err, model.CodeOf(err))
		}
		if err != nil && c.Password != "" && c.Password != "wrong" && strings.Contains(err.Error(), c.Password) {
			t.Errorf("%s: the password is in the error", tt.name)
		}
	}
}

// TestLiveByDomain finds the server by the records of the domain's own DNS server.
func TestLiveByDomain(t *testing.T) {
	cfg := live(t)
	ip := strings.TrimPrefix(cfg.Address, "ldaps://")
	resolver := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, net.JoinHostPort(ip, "53"))
	}}
	cfg.Address, cfg.ServerName = "corp.example", ""
	found, err := targets(t.Context(), cfg, resolver.LookupSRV)
	if err != nil || len(found) != 1 || found[0].address() != env(t, "RD_FQDN")+":636" {
		t.Errorf("%v, %v", found, err)
	}
}

// TestLiveRights has a help desk user who may write some attributes, and one who
// may write none.
func TestLiveRights(t *testing.T) {
	admin := connect(t, live(t))
	anna := model.Ref{DN: "CN=Anna Adams,OU=Staff," + env(t, "RD_BASE")}
	for user, may := range map[string]bool{"RD_HELPDESK": true, "RD_PLAIN": false} {
		cfg := live(t)
		cfg.User, cfg.Password = env(t, user), env(t, user+"_PASSWORD")
		d := connect(t, cfg)
		if s, err := d.Schema(t.Context()); err != nil || s.Exchange() == 0 {
			t.Errorf("%s cannot read the schema: %v", user, err)
		}
		if info, err := d.Info(t.Context()); err != nil || len(info.Suffixes) < 2 || info.NetBIOS == "" {
			t.Errorf("%s: %+v, %v", user, info, err)
		}
		e, err := d.Get(t.Context(), anna, "extensionAttribute1", "displayName", model.AllowedAttributes)
		if err != nil {
			t.Fatal(err)
		}
		r := model.RightsOf(e, true)
		if r.Write("extensionAttribute1") != may || r.Write("displayName") {
			t.Errorf("%s: extensionAttribute1 %v, displayName %v", user, r.Write("extensionAttribute1"), r.Write("displayName"))
		}
		cs := model.Diff(e, e.With("displayName", "Not allowed").With("extensionAttribute1", "rdtest"))
		if err := d.Apply(t.Context(), cs); model.CodeOf(err) != model.Denied {
			t.Errorf("%s: a forbidden change: %v", user, err)
		}
	}
	e, err := admin.Get(t.Context(), anna, "extensionAttribute1")
	if err != nil || e.First("extensionAttribute1") == "rdtest" {
		t.Errorf("the allowed half of a forbidden change was made: %v, %v", e, err)
	}
}

// TestLiveTwoAdministrators changes one object from two sessions.
func TestLiveTwoAdministrators(t *testing.T) {
	one := connect(t, live(t))
	other := live(t)
	other.User, other.Password = env(t, "RD_ADMIN2"), env(t, "RD_ADMIN2_PASSWORD")
	two := connect(t, other)
	ref, err := one.Create(t.Context(), model.NewObject{DN: "CN=rdtest two,CN=Users," + env(t, "RD_BASE"), Attrs: map[model.Attr][]string{
		"objectClass": {"contact"}, "displayName": {"Ann"}, "proxyAddresses": {"SMTP:ann@x.example"}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { one.Delete(context.Background(), ref) })
	read, err := one.Get(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	add := func(d *Directory, v string) error {
		return d.Apply(t.Context(), model.Diff(read, read.With("proxyAddresses", "SMTP:ann@x.example", v)))
	}
	if err := add(one, "smtp:one@x.example"); err != nil {
		t.Error(err)
	}
	if err := add(two, "smtp:two@x.example"); err != nil {
		t.Error(err)
	}
	name := func(d *Directory, v string) error {
		return d.Apply(t.Context(), model.Diff(read, read.With("displayName", v).With("info", v)))
	}
	if err := name(one, "First"); err != nil {
		t.Error(err)
	}
	err = name(two, "Second")
	if e, ok := err.(*model.Error); !ok || e.Code != model.Conflict || !strings.Contains(e.Message, "displayName") {
		t.Errorf("the second change of the same value: %v", err)
	}
	e, err := two.Get(t.Context(), ref)
	if err != nil || len(e.Values("proxyAddresses")) != 3 || e.First("displayName") != "First" || e.First("info") != "First" {
		t.Errorf("%v, %v", e.Values("proxyAddresses"), err)
	}
}

// TestLiveWithoutExchange connects to a forest that Exchange has never seen.
func TestLiveWithoutExchange(t *testing.T) {
	d := connect(t, Config{Address: env(t, "RD_NOEX_LDAPS"), CAFile: env(t, "RD_NOEX_CA"), ServerName: env(t, "RD_NOEX_FQDN"),
		User: env(t, "RD_NOEX_BIND"), Password: env(t, "RD_NOEX_PASSWORD")})
	s, err := d.Schema(t.Context())
	if err != nil || s.Exchange() != 0 || s.Has("mailNickname") || !s.Has("proxyAddresses") {
		t.Errorf("%v: Exchange %d", err, s.Exchange())
	}
	ref := model.Ref{DN: "CN=Administrator,CN=Users," + env(t, "RD_NOEX_BASE")}
	e, err := d.Get(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	err = d.Apply(t.Context(), model.Diff(e, e.With("mailNickname", "x")))
	if x, ok := err.(*model.Error); !ok || x.Code != model.NoSchema || !strings.Contains(x.Message, "mailNickname") {
		t.Errorf("%v", err)
	}
}

// TestLiveManyMembers reads a group that samba.sh makes, quicker than LDAP could.
func TestLiveManyMembers(t *testing.T) {
	d := connect(t, live(t))
	const n = 5000
	group := model.Ref{DN: "CN=Load Group 5000,OU=Groups," + env(t, "RD_BASE")}
	e, err := d.Get(t.Context(), group, "member")
	if model.CodeOf(err) == model.NotFound {
		if out, err := exec.CommandContext(t.Context(), env(t, "RD_SAMBA"), "seed-group", "5000").CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		e, err = d.Get(t.Context(), group, "member")
	}
	if err != nil || len(e.Values("member")) != n {
		t.Errorf("%d members, want %d (%v)", len(e.Values("member")), n, err)
	}
}
