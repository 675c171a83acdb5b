//go:build live

package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// values reads an attribute of the account or object of that name with OpenLDAP's
// ldapsearch, as the administrator. It answers nil if there is none.
func (s *screen) values(name, attr string) []string {
	s.Helper()
	out, err := ldap("ldapsearch", "", "-LLL", "-o", "ldif-wrap=no", "-b", os.Getenv("RD_BASE"), "(|(sAMAccountName="+name+")(cn="+name+"))", attr)
	if err != nil {
		s.Fatalf("ldapsearch: %v", err)
	}
	var vals []string
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		if v, ok := strings.CutPrefix(lines.Text(), attr+": "); ok {
			vals = append(vals, v)
		} else if v, ok := strings.CutPrefix(lines.Text(), attr+":: "); ok {
			raw, err := base64.StdEncoding.DecodeString(v)
			if err != nil {
				s.Fatalf("ldapsearch: %v", err)
			}
			vals = append(vals, string(raw))
		}
	}
	slices.Sort(vals)
	return vals
}

// ldap runs one of OpenLDAP's programs as the administrator.
func ldap(program, input string, args ...string) ([]byte, error) {
	cmd := exec.Command(program, append([]string{"-x", "-H", os.Getenv("RD_LDAPS"), "-D", os.Getenv("RD_BIND"), "-w", os.Getenv("RD_PASSWORD")}, args...)...)
	cmd.Env = append(os.Environ(), "LDAPTLS_CACERT="+os.Getenv("RD_CA"))
	cmd.Stdin = strings.NewReader(input)
	return cmd.Output()
}

func (s *screen) waitValues(name, attr string, want ...string) {
	s.Helper()
	slices.Sort(want)
	s.eventually(attr+" = "+strings.Join(want, ", "), func() bool { return slices.Equal(s.values(name, attr), want) })
}

// overwrite does what another administrator would do to an object.
func (s *screen) overwrite(dn, attr string, values ...string) {
	s.Helper()
	var ldif strings.Builder
	ldif.WriteString("dn: " + dn + "," + os.Getenv("RD_BASE") + "\nchangetype: modify\nreplace: " + attr + "\n")
	for _, v := range values {
		ldif.WriteString(attr + ":: " + base64.StdEncoding.EncodeToString([]byte(v)) + "\n")
	}
	if _, err := ldap("ldapmodify", ldif.String()); err != nil {
		s.Errorf("ldapmodify of %s: %v", attr, err)
	}
}

// staff is Bob Brown, whom these tests edit.
const (
	bobDN      = "CN=Bob Brown,OU=Staff"
	bobAccount = "user2"
	bobSheet   = "Bob Brown – User mailbox"
)

// A keeper holds values that a test must leave as they were.
type keeper map[string][]string

// keep notes attributes of Bob Brown. What a failed test left of its own is put
// right for the next one.
func (s *screen) keep(attrs ...string) keeper {
	s.Helper()
	k := keeper{}
	for _, a := range attrs {
		k[a] = s.values(bobAccount, a)
	}
	s.Cleanup(func() {
		for a, was := range k {
			if !slices.Equal(s.values(bobAccount, a), was) {
				s.Errorf("%s was left changed", a)
				s.overwrite(bobDN, a, was...)
			}
		}
	})
	return k
}

// restored waits until everything is as it was.
func (s *screen) restored(k keeper) {
	s.Helper()
	for a, was := range k {
		s.waitValues(bobAccount, a, was...)
	}
}
