package ldapd_test

import (
	"strings"
	"testing"

	"github.com/go-ldap/ldap/v3"

	"recipientdesk/sim"
	"recipientdesk/sim/ldapd"
)

// refused checks the result code and the beginning of the diagnostic message.
func refused(t *testing.T, err error, code uint16, text string) {
	t.Helper()
	if !ldap.IsErrorWithCode(err, code) || !strings.Contains(err.Error(), text) {
		t.Errorf("%v; want code %d and %q", err, code, text)
	}
}

func TestBinds(t *testing.T) {
	s, _ := serve(t, ldapd.Config{TLS: true})
	for _, tt := range []struct {
		name, user, password string
		code                 uint16
		text                 string
	}{
		{"UPN", sim.SampleAdmin, "Sample.Admin-1", 0, ""},
		{"down-level name", `CORP\helpdesk`, "Sample.Help-1", 0, ""},
		{"DN", "CN=Reader,CN=Users,DC=corp,DC=example", "Sample.Read-1", 0, ""},
		{"wrong password", sim.SampleAdmin, "x", 49, "80090308: LdapErr: "},
		{"its data", sim.SampleAdmin, "x", 49, "data 52e, "},
		{"unknown user looks the same", "nobody@corp.example", "x", 49, "data 52e, "},
		{"other domain", `OTHER\helpdesk`, "Sample.Help-1", 49, "data 52e, "},
		{"a bare account name", "helpdesk", "Sample.Help-1", 49, "data 52e, "},
		{"an account without a password", "alindqvist@brightwater.example", "x", 49, "data 52e, "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := dial(t, s, "")
			err := l.Bind(tt.user, tt.password)
			if tt.code == 0 && err != nil {
				t.Fatal(err)
			}
			if tt.code != 0 {
				refused(t, err, tt.code, tt.text)
			}
		})
	}
}

func TestPasswordInClearIsRefused(t *testing.T) {
	s, _ := serve(t, ldapd.Config{})
	l := dial(t, s, "")
	refused(t, l.Bind(sim.SampleAdmin, "Sample.Admin-1"), 8, "00002028: LdapErr: ")
	if err := l.StartTLS(trust(s)); err != nil {
		t.Fatal(err)
	}
	if err := l.Bind(sim.SampleAdmin, "Sample.Admin-1"); err != nil {
		t.Error(err)
	}
	plain, _ := serve(t, ldapd.Config{Plain: true})
	if err := dial(t, plain, "").Bind(sim.SampleAdmin, "Sample.Admin-1"); err != nil {
		t.Error(err)
	}
}

func TestDisabledAccountCannotSignIn(t *testing.T) {
	s, f := serve(t, ldapd.Config{TLS: true})
	if err := f.SetPassword("ifalk", "Some.Password-1"); err != nil {
		t.Fatal(err)
	}
	refused(t, dial(t, s, "").Bind(`CORP\ifalk`, "Some.Password-1"), 49, "data 533, ")
}

func TestWithoutSignInOnlyTheRootIsRead(t *testing.T) {
	s, _ := serve(t, ldapd.Config{TLS: true})
	l := dial(t, s, "")
	r, err := l.Search(ldap.NewSearchRequest("", ldap.ScopeBaseObject, 0, 0, 0, false, "(objectClass=*)", nil, nil))
	if err != nil || len(r.Entries) != 1 {
		t.Fatal(r, err)
	}
	for name, want := range map[string]string{"defaultNamingContext": base, "configurationNamingContext": "CN=Configuration," + base,
		"dnsHostName": "dc1.corp.example", "domainFunctionality": "7", "ldapServiceName": "corp.example:dc1$@CORP.EXAMPLE"} {
		if got := r.Entries[0].GetAttributeValue(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	if n := len(r.Entries[0].GetAttributeValues("namingContexts")); n != 3 {
		t.Errorf("%d naming contexts", n)
	}
	r, err = l.Search(ldap.NewSearchRequest("", ldap.ScopeBaseObject, 0, 0, 0, false, "(objectClass=*)", []string{"dnsHostName"}, nil))
	if err != nil || len(r.Entries[0].Attributes) != 1 {
		t.Errorf("asked for one attribute: %v, %v", r, err)
	}
	_, err = l.Search(ldap.NewSearchRequest(base, ldap.ScopeBaseObject, 0, 0, 0, false, "(objectClass=*)", nil, nil))
	refused(t, err, 1, "000004DC: LdapErr: ")
	refused(t, l.Del(ldap.NewDelRequest("CN=Reader,CN=Users,"+base, nil)), 1, "000004DC: ")
	who, err := l.WhoAmI(nil)
	if err != nil || who.AuthzID != "" {
		t.Errorf("who am I: %v, %v", who, err)
	}
	if err := l.Bind(sim.SampleHelp, "Sample.Help-1"); err != nil {
		t.Fatal(err)
	}
	if who, err = l.WhoAmI(nil); err != nil || who.AuthzID != `u:CORP\helpdesk` {
		t.Errorf("who am I: %v, %v", who, err)
	}
}

func TestCertificateIsChecked(t *testing.T) {
	s, _ := serve(t, ldapd.Config{TLS: true})
	other, _ := serve(t, ldapd.Config{TLS: true})
	if _, err := ldap.DialURL(s.URL(), ldap.DialWithTLSConfig(trust(other))); err == nil {
		t.Error("the authority of another server was good enough")
	}
}

func TestNTLM(t *testing.T) {
	s, _ := serve(t, ldapd.Config{TLS: true})
	for _, tt := range []struct {
		domain, user, password string
		ok                     bool
	}{
		{"CORP", "helpdesk", "Sample.Help-1", true},
		{"corp", "HelpDesk", "Sample.Help-1", true},
		{"", "helpdesk@corp.example", "Sample.Help-1", true},
		{"CORP", "helpdesk", "wrong", false},
		{"CORP", "nobody", "Sample.Help-1", false},
	} {
		l := dial(t, s, "")
		err := l.NTLMBind(tt.domain, tt.user, tt.password)
		if !tt.ok {
			refused(t, err, 49, "data 52e, ")
			continue
		}
		if err != nil {
			t.Errorf("%s %s: %v", tt.domain, tt.user, err)
		} else if who, err := l.WhoAmI(nil); err != nil || who.AuthzID != `u:CORP\helpdesk` {
			t.Errorf("who am I: %v, %v", who, err)
		}
	}
	plain, _ := serve(t, ldapd.Config{})
	refused(t, dial(t, plain, "").NTLMBind("CORP", "helpdesk", "Sample.Help-1"), 8, "00002028: ")
}
