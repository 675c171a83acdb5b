//go:build live

package main

import (
	"encoding/base64"
	"encoding/binary"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// setting returns a variable of "samba.sh env"; live tests never run without.
func setting(t *testing.T, name string) string {
	t.Helper()
	value := os.Getenv(name)
	if value == "" {
		t.Fatalf("%s is not set: run the live tests with make test-live", name)
	}
	return value
}

// The stories of testdata/live are told on a real domain controller, and checked
// with OpenLDAP's ldapsearch: once with a password and once with a Kerberos ticket,
// unless they are about signing in themselves. [dns] is where the names of the domain
// are resolved, as testing/samba/live.sh sees to.
func TestLiveStories(t *testing.T) {
	simple := []string{"-u", setting(t, "RD_BIND")}
	for name, as := range map[string]struct {
		directory string
		args      []string
	}{
		"ldaps":    {setting(t, "RD_LDAPS"), simple},
		"kerberos": {setting(t, "RD_LDAPS"), []string{"--auth", "kerberos"}},
	} {
		t.Run(name, func(t *testing.T) {
			testscript.Run(t, testscript.Params{Dir: "testdata/live", RequireExplicitExec: true, Setup: func(e *testscript.Env) error {
				return liveEnvironment(e, name, as.directory, as.args)
			}, Condition: func(cond string) (bool, error) {
				if cond == "kerberos" {
					return name == cond, nil
				}
				_, servers, err := net.LookupSRV("ldap", "tcp", strings.ToLower(setting(t, "RD_REALM")))
				return cond == "dns" && err == nil && len(servers) > 0, nil
			}, Cmds: map[string]func(*testscript.TestScript, bool, []string){
				"jsonis": jsonIs, "status": status, "same": same, "keep": keep, "ldap": ldapSearch, "onemodify": oneModify}})
		})
	}
}

func liveEnvironment(e *testscript.Env, name, directory string, args []string) error {
	for _, v := range os.Environ() {
		if k, value, _ := strings.Cut(v, "="); strings.HasPrefix(k, "RD_") || strings.HasPrefix(k, "KRB5") || k == "LDAPTLS_CACERT" {
			e.Setenv(k, value)
		}
	}
	e.Setenv("HOME", e.WorkDir)
	e.Setenv("XDG_STATE_HOME", filepath.Join(e.WorkDir, "state"))
	e.Setenv("RDESK_DIRECTORY", directory)
	e.Setenv("RDESK_PASSWORD", os.Getenv("RD_PASSWORD"))
	e.Setenv("RD_ARGS", strings.Join(append([]string{"--ca-file", os.Getenv("RD_CA")}, args...), "\n"))
	e.Setenv("RUN", name)
	return os.WriteFile(filepath.Join(e.WorkDir, "small.gif"), []byte(smallGIF), 0o600)
}

// ldapSearch asks the server, without any code of ours: "ldap FILTER ATTRIBUTE…".
func ldapSearch(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(ts.Exec("ldapsearch", append([]string{"-x", "-LLL", "-o", "ldif-wrap=no", "-H", ts.Getenv("RD_LDAPS"),
		"-D", ts.Getenv("RD_BIND"), "-w", ts.Getenv("RD_PASSWORD"), "-b", ts.Getenv("RD_BASE")}, args...)...))
}

// oneModify says whether the last changes of mail and proxyAddresses of an object
// came with one request: then both have the same update sequence number in
// replPropertyMetaData ([MS-DRSR] 5.170 and [MS-ADTS] 3.1.1.1.9): 48 octets an
// attribute after a head of 16, first the attribute, last the number.
func oneModify(ts *testscript.TestScript, neg bool, args []string) {
	ldapSearch(ts, neg, []string{args[0], "replPropertyMetaData"})
	_, text, ok := strings.Cut(ts.ReadFile("stdout"), "replPropertyMetaData:: ")
	text, _, _ = strings.Cut(text, "\n")
	b, err := base64.StdEncoding.DecodeString(text)
	if !ok || err != nil || len(b) < 16 {
		ts.Fatalf("no replPropertyMetaData: %v", err)
	}
	const mail, proxyAddresses = 0x150003, 0x200d2 // by the prefix table of [MS-DRSR] 5.16.4
	usn := map[uint32]uint64{}
	for at := 16; at+48 <= len(b); at += 48 {
		usn[binary.LittleEndian.Uint32(b[at:])] = binary.LittleEndian.Uint64(b[at+40:])
	}
	if usn[mail] == 0 || usn[mail] != usn[proxyAddresses] {
		ts.Fatalf("mail was changed with number %d, proxyAddresses with %d", usn[mail], usn[proxyAddresses])
	}
}
