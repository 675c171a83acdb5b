//go:build !windows

package ldapx

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/go-ldap/ldap/v3"

	"recipientdesk/model"
)

func TestKerberosError(t *testing.T) {
	tests := []struct {
		text string
		code model.Code
		says string
	}{
		{"[Root cause: KDC_Error] KDC_Error: AS Exchange Error: kerberos error response from KDC: KRB Error: (24) KDC_ERR_PREAUTH_FAILED", model.SignIn, "the user name or the password is wrong"},
		{"[Root cause: KRBMessage_Handling_Error] cannot login, no user credentials available and no valid existing session", model.SignIn, "the Kerberos ticket has expired or is missing"},
		{"TGT not found in CCache", model.SignIn, "the Kerberos ticket has expired or is missing"},
		{"KRB Error: (7) KDC_ERR_S_PRINCIPAL_UNKNOWN Server not found in Kerberos database", model.SignIn, "the domain does not know this service"},
		{"KRB Error: (37) KRB_AP_ERR_SKEW", model.SignIn, "this computer's clock and the server's differ too much"},
		{"failed to communicate with KDC. Attempts made with UDP (x) and then TCP (y)", model.Unreachable, "no Kerberos server answers"},
		{"no KDC SRV records found for realm CORP.EXAMPLE", model.Unreachable, "no Kerberos server answers"},
		{"something new", model.SignIn, "Kerberos sign-in failed"},
	}
	for _, tt := range tests {
		e := kerberosError("ann", errors.New(tt.text)).(*model.Error)
		if e.Code != tt.code || e.Message != tt.says || e.Hint == "" || e.Subject != "ann" {
			t.Errorf("%s: %s %q", tt.text, e.Code, e.Message)
		}
	}
	answer := ldap.NewError(49, errors.New("x"))
	if err := kerberosError("ann", answer); err != answer {
		t.Errorf("an answer of the directory: %v", err)
	}
}

func TestPrincipal(t *testing.T) {
	for in, want := range map[string][2]string{"ann@corp.example": {"ann", "CORP.EXAMPLE"}, "ann": {"ann", ""}, `CORP\ann`: {"ann", ""}} {
		if user, realm := principal(in); user != want[0] || realm != want[1] {
			t.Errorf("%s: %q, %q", in, user, realm)
		}
	}
}

func TestKrb5Conf(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "krb5.conf")
	text := "includedir /etc/krb5.conf.d/\n[libdefaults]\n default_realm = CORP.EXAMPLE\n[realms]\n CORP.EXAMPLE = {\n kdc = 10.0.0.1\n }\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	conf, err := krb5Conf(file, "OTHER.EXAMPLE")
	if err != nil || conf.LibDefaults.DefaultRealm != "CORP.EXAMPLE" || !conf.LibDefaults.DNSLookupKDC {
		t.Errorf("%+v, %v", conf, err)
	}
	if n, kdcs, err := conf.GetKDCs("CORP.EXAMPLE", true); n != 1 || kdcs[1] != "10.0.0.1:88" || err != nil {
		t.Errorf("servers = %v, %v", kdcs, err)
	}
	if _, err := krb5Conf(filepath.Join(dir, "none"), ""); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that was named and is not there: %v", err)
	}
}
