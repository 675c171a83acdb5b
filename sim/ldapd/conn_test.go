package ldapd_test

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"

	"recipientdesk/sim"
	"recipientdesk/sim/ldapd"
)

func TestDroppedConnections(t *testing.T) {
	s, f := serve(t, ldapd.Config{TLS: true})
	m := ldap.NewModifyRequest(anna, nil)
	m.Replace("title", []string{"Changed"})
	for _, done := range []bool{false, true} {
		l := dial(t, s, sim.SampleAdmin)
		s.Drop(func(op string, d bool) bool { return op == "modify" && d == done })
		if err := l.Modify(m); err == nil {
			t.Error("a modify was answered")
		}
		s.Drop(nil)
		got, err := f.System().Compare(t.Context(), refOf(anna), "title", "Changed")
		if err != nil || got != done {
			t.Errorf("done %v: changed is %v, %v", done, got, err)
		}
	}
	l := dial(t, s, sim.SampleAdmin)
	s.Drop(func(op string, d bool) bool { return op == "search" && d })
	if _, err := l.Search(ask("OU=Staff,"+base, ldap.ScopeWholeSubtree, "(objectClass=user)")); err == nil {
		t.Error("a search that was cut off succeeded")
	}
}

func TestIdleConnectionsEnd(t *testing.T) {
	s, _ := serve(t, ldapd.Config{TLS: true, Idle: 300 * time.Millisecond})
	l := dial(t, s, sim.SampleAdmin)
	if _, err := l.WhoAmI(nil); err != nil {
		t.Fatal(err)
	}
	deadline := time.After(5 * time.Second)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !l.IsClosing() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatal("the connection is still there")
		}
	}
}

func TestCloseEndsEverything(t *testing.T) {
	s, _ := serve(t, ldapd.Config{TLS: true})
	l := dial(t, s, sim.SampleAdmin)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := l.WhoAmI(nil); err == nil {
		t.Error("a closed server answers")
	}
	if c, err := net.Dial("tcp", s.Addr()); err == nil {
		c.Close()
		t.Error("a closed server listens")
	}
}

func TestHostileBytes(t *testing.T) {
	s, _ := serve(t, ldapd.Config{})
	for _, data := range []string{"GET / HTTP/1.0\r\n\r\n", "\x30\x84\xff\xff\xff\xff", "\x30\x02\x30\x00", "\x30\x00", "\x30\x05\x02\x01\x01\x7f\x00",
		"\x30\x0c\x02\x01\x01\x60\x07\x02\x01\x03\x04\x00\x80", "\x30\x06\x02\x01\x01\x77\x01\x80", "\x30\x80", "\x16\x03\x01\x00\x05hello",
		"\x30\x05\x02\x01\x01\x63\x00", "\x30\x05\x02\x01\x01\x66\x00", "\x30\x05\x02\x01\x01\x68\x00", "\x30\x05\x02\x01\x01\x6c\x00",
		"\x30\x05\x02\x01\x01\x6e\x00", "\x30\x05\x02\x01\x01\x60\x00", "\x30\x05\x02\x01\x01\x77\x00", "\x30\x05\x02\x01\x01\x4a\x00"} {
		c, err := net.Dial("tcp", s.Addr())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Write([]byte(data)); err != nil {
			t.Error(err)
		}
		c.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
		c.Read(make([]byte, 100))
		c.Close()
	}
	if _, err := dial(t, s, "").WhoAmI(nil); err != nil {
		t.Error("the server is gone:", err)
	}
}

func TestLdapsearch(t *testing.T) {
	tool, err := exec.LookPath("ldapsearch")
	if err != nil {
		t.Skip("ldapsearch is not installed (Debian: ldap-utils)")
	}
	s, f := serve(t, ldapd.Config{TLS: true})
	ou := crowd(t, f, 2100)
	ca := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, s.CA(), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) string {
		args = append([]string{"-x", "-LLL", "-o", "ldif-wrap=no", "-H", s.URL(), "-D", sim.SampleAdmin, "-w", sim.SamplePasswords[sim.SampleAdmin]}, args...)
		cmd := exec.CommandContext(t.Context(), tool, args...)
		cmd.Env = append(os.Environ(), "LDAPTLS_CACERT="+ca, "LDAPRC=none")
		out, _ := cmd.CombinedOutput()
		return string(out)
	}
	if n := strings.Count(run("-E", "pr=1000/noprompt", "-b", ou, "-s", "one", "(objectClass=contact)", "cn"), "\ndn: ") + 1; n != 2100 {
		t.Errorf("paged: %d entries", n)
	}
	if out := run("-b", ou, "-s", "one", "(objectClass=contact)", "cn"); !strings.Contains(out, "Size limit exceeded (4)") {
		t.Errorf("unpaged: %.200s", out)
	}
	if out := run("-b", "CN=all,"+ou, "-s", "base", "(objectClass=*)", "member;range=0-*"); !strings.Contains(out, "member;range=0-1499: ") {
		t.Errorf("ranges: %.200s", out)
	}
	if out := run("-b", anna, "-s", "base", "(objectClass=*)", "proxyAddresses"); !strings.Contains(out, "proxyAddresses: SMTP:anna.lindqvist@brightwater.example\n") {
		t.Errorf("read: %s", out)
	}
	if out := run("-w", "wrong", "-b", base); !strings.Contains(out, "data 52e") {
		t.Errorf("wrong password: %s", out)
	}
	cmd := exec.CommandContext(t.Context(), filepath.Join(filepath.Dir(tool), "ldapmodify"), "-x", "-H", s.URL(), "-D", sim.SampleAdmin, "-w", sim.SamplePasswords[sim.SampleAdmin])
	cmd.Env = append(os.Environ(), "LDAPTLS_CACERT="+ca, "LDAPRC=none")
	cmd.Stdin = strings.NewReader("dn: " + anna + "\nchangetype: modify\ndelete: mail\nmail: anna.lindqvist@brightwater.example\n-\nadd: mail\nmail: new@brightwater.example\n-\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("ldapmodify: %v\n%s", err, out)
	}
	if ok, err := f.System().Compare(t.Context(), refOf(anna), "mail", "new@brightwater.example"); !ok {
		t.Error("ldapmodify changed nothing", err)
	}
}
