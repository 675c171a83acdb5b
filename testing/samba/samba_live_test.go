//go:build live

// Package samba_test checks the live fixtures themselves, with OpenLDAP's
// clients: a live suite that fails should not leave the servers in doubt.
package samba_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"recipientdesk/assets"
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

// run returns what a command prints, and fails the test if the command fails.
func run(t *testing.T, env []string, command string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), command, args...)
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", command, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// values returns the plain values of one attribute in LDIF.
func values(ldif, attribute string) []string {
	var found []string
	for line := range strings.Lines(ldif) {
		if value, ok := strings.CutPrefix(line, attribute+": "); ok {
			found = append(found, strings.TrimSpace(value))
		}
	}
	slices.Sort(found)
	return found
}

// simpleBind returns the arguments for ldapsearch as the user that the two
// variables name.
func simpleBind(t *testing.T, user, password string) []string {
	t.Helper()
	return []string{"-x", "-LLL", "-o", "ldif-wrap=no", "-H", setting(t, "RD_LDAPS"),
		"-D", setting(t, user), "-w", setting(t, password)}
}

func TestHelpdeskMayWriteFourAttributesOnly(t *testing.T) {
	args := append(simpleBind(t, "RD_HELPDESK", "RD_HELPDESK_PASSWORD"), "-b", "OU=Staff,"+setting(t, "RD_BASE"),
		"(sAMAccountName=user1)", "allowedAttributesEffective")
	got := values(run(t, nil, "ldapsearch", args...), "allowedAttributesEffective")
	want := []string{"extensionAttribute1", "mail", "proxyAddresses", "targetAddress"}
	if !slices.Equal(got, want) {
		t.Errorf("helpdesk may write %v, want %v", got, want)
	}
}

func TestPlainUserMayWriteNothing(t *testing.T) {
	args := append(simpleBind(t, "RD_PLAIN", "RD_PLAIN_PASSWORD"), "-b", "OU=Staff,"+setting(t, "RD_BASE"),
		"(sAMAccountName=user1)", "allowedAttributesEffective", "mail")
	out := run(t, nil, "ldapsearch", args...)
	if len(values(out, "mail")) != 1 || len(values(out, "allowedAttributesEffective")) != 0 {
		t.Errorf("a plain user reads and may write:\n%s", out)
	}
}

func TestSecondAdministratorMayWrite(t *testing.T) {
	args := append(simpleBind(t, "RD_ADMIN2", "RD_ADMIN2_PASSWORD"), "-b", "OU=Staff,"+setting(t, "RD_BASE"), "-s", "base", "sDRightsEffective")
	got := values(run(t, nil, "ldapsearch", args...), "sDRightsEffective")
	if !slices.Equal(got, []string{"15"}) {
		t.Errorf("sDRightsEffective of admin2 is %v, want 15", got)
	}
}

func TestStartTLSAndRefusalInClear(t *testing.T) {
	args := []string{"-x", "-LLL", "-H", setting(t, "RD_LDAP"), "-D", setting(t, "RD_BIND"), "-w", setting(t, "RD_PASSWORD"),
		"-b", setting(t, "RD_BASE"), "-s", "base", "dn"}
	run(t, nil, "ldapsearch", append([]string{"-ZZ"}, args...)...)

	out, err := exec.CommandContext(t.Context(), "ldapsearch", args...).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "Strong(er) authentication required") {
		t.Errorf("a password in clear was not refused: %v\n%s", err, out)
	}
}

func TestKerberosByTicketCacheAndByKeytab(t *testing.T) {
	search := []string{"-Y", "GSSAPI", "-O", "maxssf=0", "-N", "-Q", "-LLL", "-H", setting(t, "RD_LDAPS"),
		"-b", setting(t, "RD_BASE"), "-s", "base", "dn"}
	run(t, nil, "ldapsearch", search...)

	cache := []string{"KRB5CCNAME=FILE:" + filepath.Join(t.TempDir(), "cache")}
	run(t, cache, "kinit", "-k", "-t", setting(t, "RD_KEYTAB"), "administrator@"+setting(t, "RD_REALM"))
	run(t, cache, "ldapsearch", search...)
}

func TestExchangeSchemaIsThereAndLinksWork(t *testing.T) {
	base := setting(t, "RD_BASE")
	out := run(t, nil, "ldapsearch", append(simpleBind(t, "RD_BIND", "RD_PASSWORD"), "-b", base,
		"(sAMAccountName=user2)", "mailNickname", "publicDelegatesBL", "msExchCoManagedObjectsBL")...)
	for attribute, want := range map[string]string{
		"mailNickname":             "user2",
		"publicDelegatesBL":        "CN=Anna Adams,OU=Staff," + base,
		"msExchCoManagedObjectsBL": "CN=All Staff,OU=Groups," + base,
	} {
		if got := values(out, attribute); !slices.Equal(got, []string{want}) {
			t.Errorf("%s of user2 is %v, want %s", attribute, got, want)
		}
	}
}

func TestServerHasTheWholeSchemaTable(t *testing.T) {
	out := run(t, nil, "ldapsearch", append(simpleBind(t, "RD_BIND", "RD_PASSWORD"), "-E", "pr=1000/noprompt",
		"-b", "CN=Schema,CN=Configuration,"+setting(t, "RD_BASE"), "(objectClass=attributeSchema)",
		"lDAPDisplayName", "attributeID", "attributeSyntax", "isSingleValued", "rangeUpper")...)
	served := make(map[string]string)
	for entry := range strings.SplitSeq(out, "\n\n") {
		served[strings.Join(values(entry, "lDAPDisplayName"), "")] = entry
	}
	for _, row := range assets.ExchangeSchema() {
		entry, ok := served[row.Name]
		if !ok {
			t.Errorf("%s is not in the schema of the server", row.Name)
			continue
		}
		want := map[string]string{
			"attributeID":     row.OID,
			"attributeSyntax": row.Syntax,
			"isSingleValued":  strings.ToUpper(strconv.FormatBool(row.Single)),
		}
		if row.RangeUpper != nil {
			want["rangeUpper"] = strconv.Itoa(*row.RangeUpper)
		}
		for attribute, value := range want {
			if got := strings.Join(values(entry, attribute), ","); got != value {
				t.Errorf("%s: the server says %s %q, the table %q", row.Name, attribute, got, value)
			}
		}
	}
}

func TestBareServerHasNoExchangeSchema(t *testing.T) {
	base := setting(t, "RD_NOEX_BASE")
	out := run(t, []string{"LDAPTLS_CACERT=" + setting(t, "RD_NOEX_CA")}, "ldapsearch", "-x", "-LLL",
		"-H", setting(t, "RD_NOEX_LDAPS"), "-D", setting(t, "RD_NOEX_BIND"), "-w", setting(t, "RD_NOEX_PASSWORD"),
		"-b", "OU=Staff,"+base, "(sAMAccountName=user1)", "mail", "allowedAttributes")
	if len(values(out, "mail")) != 1 {
		t.Errorf("user1 has no mail:\n%s", out)
	}
	for _, name := range []string{"mailNickname", "targetAddress", "msExchHideFromAddressLists", "extensionAttribute1"} {
		if slices.Contains(values(out, "allowedAttributes"), name) {
			t.Errorf("%s is in the schema", name)
		}
	}
}

func TestScriptKnowsTheServerThatRuns(t *testing.T) {
	run(t, nil, setting(t, "RD_SAMBA"), "status")

	stopped := []string{"RD_SAMBA_STATE=" + t.TempDir()}
	cmd := exec.CommandContext(t.Context(), setting(t, "RD_SAMBA"), "status")
	cmd.Env = append(os.Environ(), stopped...)
	if err := cmd.Run(); err == nil || cmd.ProcessState.ExitCode() != 3 {
		t.Errorf("status of a server that does not run: %v, want exit status 3", err)
	}
}

func TestSeededGroupIsReadInRanges(t *testing.T) {
	for range 2 { // the second time it finds the group
		run(t, nil, setting(t, "RD_SAMBA"), "seed-group", "1600")
	}
	args := append(simpleBind(t, "RD_BIND", "RD_PASSWORD"), "-b", "OU=Groups,"+setting(t, "RD_BASE"), "(cn=Load Group 1600)")
	first := run(t, nil, "ldapsearch", append(args, "member;range=0-1499")...)
	rest := run(t, nil, "ldapsearch", append(args, "member;range=1500-*")...)
	if got := len(values(first, "member;range=0-1499")); got != 1500 {
		t.Errorf("first range has %d members, want 1500", got)
	}
	if got := len(values(rest, "member;range=1500-*")); got != 100 {
		t.Errorf("last range has %d members, want 100", got)
	}
}

func TestDisplayIsThere(t *testing.T) {
	out := run(t, nil, "xdotool", "getdisplaygeometry")
	if strings.TrimSpace(out) != "1600 1000" {
		t.Errorf("display of %s", out)
	}
}
