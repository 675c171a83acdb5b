package ldapx

import (
	"context"
	"fmt"
	"net"
	"strings"
	"testing"

	"recipientdesk/model"
)

func TestTargets(t *testing.T) {
	dc := map[string][]*net.SRV{"dc._msdcs.corp.example": {{Target: "dc2.corp.example.", Port: 389, Priority: 0, Weight: 100}, {Target: "dc1.corp.example.", Port: 389, Priority: 10}}}
	rogue := map[string][]*net.SRV{"dc._msdcs.corp.example": {{Target: "evilcorp.example.", Port: 389}}}
	mixed := map[string][]*net.SRV{"dc._msdcs.corp.example": {{Target: "dc.rogue.example.", Port: 389}, {Target: "DC1.Corp.Example.", Port: 389}}}
	tests := []struct {
		name    string
		cfg     Config
		records map[string][]*net.SRV
		want    string
	}{
		{"a URL is one server", Config{Address: "ldaps://dc1.corp.example"}, dc, "dc1.corp.example:636 LDAPS"},
		{"a URL with a port", Config{Address: "ldaps://127.0.0.1:1636"}, nil, "127.0.0.1:1636 LDAPS"},
		{"an IPv6 address", Config{Address: "ldaps://[::1]"}, nil, "[::1]:636 LDAPS"},
		{"ldap means StartTLS", Config{Address: "ldap://dc1"}, nil, "dc1:389 StartTLS"},
		{"ldap in clear must be asked for", Config{Address: "ldap://dc1", InsecurePlain: true}, nil, "dc1:389 plain"},
		{"a domain has its records, in their order", Config{Address: "corp.example"}, dc, "dc2.corp.example:636 LDAPS, dc1.corp.example:636 LDAPS"},
		{"StartTLS uses the port of the record", Config{Address: "corp.example", Security: StartTLS}, dc, "dc2.corp.example:389 StartTLS, dc1.corp.example:389 StartTLS"},
		{"a domain without controllers has its LDAP servers", Config{Address: "corp.example."},
			map[string][]*net.SRV{"corp.example": {{Target: "ldap.corp.example.", Port: 3890}}}, "ldap.corp.example:636 LDAPS"},
		{"a name without records is a server", Config{Address: "dc9.corp.example"}, nil, "dc9.corp.example:636 LDAPS"},
		{"a name with a port is a server", Config{Address: "corp.example:1636"}, dc, "corp.example:1636 LDAPS"},
		{"an address is a server", Config{Address: "10.1.2.3"}, nil, "10.1.2.3:636 LDAPS"},
		{"a bare IPv6 address", Config{Address: "::1"}, nil, "[::1]:636 LDAPS"},
		{"a wish beats the scheme", Config{Address: "ldap://dc1", Security: LDAPS}, nil, "dc1:636 LDAPS"},
		{"a server outside gets no password", Config{Address: "corp.example", Auth: Simple}, rogue, "untrusted"},
		{"nor by NTLM", Config{Address: "corp.example", Auth: NTLM}, rogue, "untrusted"},
		{"one inside does", Config{Address: "corp.example", Auth: Simple}, mixed, "DC1.Corp.Example:636 LDAPS"},
		{"Kerberos finds out by itself", Config{Address: "corp.example", Auth: Kerberos}, rogue, "evilcorp.example:636 LDAPS"},
		{"a name that is asked for", Config{Address: "corp.example", Auth: Simple, ServerName: "dc.corp.example"}, rogue, "evilcorp.example:636 LDAPS"},
		{"something else", Config{Address: "https://dc1"}, nil, "invalid"},
		{"a URL with a path", Config{Address: "ldaps://dc1/DC=x"}, nil, "invalid"},
		{"a user in it", Config{Address: "user@dc1"}, nil, "invalid"},
	}
	for _, tt := range tests {
		lookup := func(_ context.Context, service, proto, name string) (string, []*net.SRV, error) {
			if service != "ldap" || proto != "tcp" {
				t.Errorf("%s: asked for _%s._%s", tt.name, service, proto)
			}
			if r := tt.records[name]; r != nil {
				return "", r, nil
			}
			return "", nil, &net.DNSError{IsNotFound: true}
		}
		found, err := targets(t.Context(), tt.cfg, lookup)
		var got []string
		for _, s := range found {
			got = append(got, fmt.Sprint(s.address(), " ", s.security))
		}
		if err != nil {
			got = []string{string(model.CodeOf(err))}
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, s, tt.want)
		}
	}
}

// TestDialTriesInTurn has a domain of two servers of which the first does not
// answer; the error of one alone is Unreachable.
func TestDialTriesInTurn(t *testing.T) {
	var asked []string
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(ln.Addr().String())
	ln.Close()
	var n int
	fmt.Sscan(port, &n)
	lookup := func(_ context.Context, _, _, name string) (string, []*net.SRV, error) {
		asked = append(asked, name)
		return "", []*net.SRV{{Target: "127.0.0.1.", Port: uint16(n)}, {Target: "localhost.", Port: uint16(n)}}, nil
	}
	_, err = dial(t.Context(), Config{Address: "corp.example", Security: StartTLS, Auth: Anonymous}, lookup)
	if e, ok := err.(*model.Error); !ok || e.Code != model.Unreachable || e.Subject != "127.0.0.1" || e.Hint == "" {
		t.Errorf("%v", err)
	}
	if len(asked) != 1 || asked[0] != "dc._msdcs.corp.example" {
		t.Errorf("asked for %q", asked)
	}
}

func TestCheck(t *testing.T) {
	tests := []struct {
		name string
		cfg  Config
		auth Auth
		code model.Code
	}{
		{"nobody named is Kerberos", Config{Address: "x"}, Kerberos, ""},
		{"somebody named is simple", Config{Address: "x", User: "u", Password: "p"}, Simple, ""},
		{"no password would be nobody", Config{Address: "x", User: "u"}, Simple, model.SignIn},
		{"no address", Config{}, "", model.Invalid},
		{"an unknown way", Config{Address: "x", Auth: "digest"}, "digest", model.Invalid},
	}
	for _, tt := range tests {
		got, err := tt.cfg.check()
		if got.Auth != tt.auth || model.CodeOf(err) != tt.code {
			t.Errorf("%s: %q, %v", tt.name, got.Auth, err)
		}
	}
}

// TestPlainIsRefused checks that nothing is sent, not even a connection made.
func TestPlainIsRefused(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	came := make(chan struct{}, 8)
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			came <- struct{}{}
			c.Close()
		}
	}()
	defer ln.Close()
	for _, cfg := range []Config{
		{Security: Plain, User: "u", Password: "p"},
		{Security: Plain, Auth: Kerberos, InsecurePlain: true},
		{Security: Plain, Auth: NTLM, User: "u", Password: "p", InsecurePlain: true},
	} {
		cfg.Address = "ldap://" + ln.Addr().String()
		if _, err := Dial(t.Context(), cfg); model.CodeOf(err) != model.Untrusted {
			t.Errorf("%+v: %v", cfg, err)
		}
	}
	if len(came) > 0 {
		t.Error("a connection was made")
	}
}

func TestCCachePath(t *testing.T) {
	tests := []struct {
		in, want string
		code     model.Code
	}{
		{"", "", ""},
		{"/tmp/krb5cc_0", "/tmp/krb5cc_0", ""},
		{"FILE:/tmp/x", "/tmp/x", ""},
		{"file:/tmp/x:y", "/tmp/x:y", ""},
		{"WRFILE:/tmp/x", "/tmp/x", ""},
		{"/tmp/odd:name", "/tmp/odd:name", ""},
		{"KEYRING:persistent:0", "", model.SignIn},
		{"KCM:0", "", model.SignIn},
		{"DIR:/tmp/d", "", model.SignIn},
		{"API:1", "", model.SignIn},
	}
	for _, tt := range tests {
		got, err := CCachePath(tt.in)
		if got != tt.want || model.CodeOf(err) != tt.code {
			t.Errorf("%q: %q, %v", tt.in, got, err)
		}
		if e, ok := err.(*model.Error); ok && !strings.Contains(e.Hint, "FILE:") {
			t.Errorf("%q: the hint does not say how to get a file: %s", tt.in, e.Hint)
		}
	}
}

func TestSplitUser(t *testing.T) {
	for in, want := range map[string][2]string{`CORP\ann`: {"CORP", "ann"}, "ann@corp.example": {"", "ann@corp.example"}, "ann": {"", "ann"}} {
		if domain, user := splitUser(in); domain != want[0] || user != want[1] {
			t.Errorf("%s: %q, %q", in, domain, user)
		}
	}
}
