package ldapx

import (
	"slices"
	"testing"

	"github.com/go-ldap/ldap/v3"

	"recipientdesk/model"
)

func TestParseRange(t *testing.T) {
	tests := []struct {
		in, name string
		from, to int
		ranged   bool
	}{
		{"member", "member", 0, 0, false},
		{"member;range=0-1499", "member", 0, 1499, true},
		{"member;Range=1500-*", "member", 1500, -1, true},
		{"userCertificate;binary", "userCertificate", 0, 0, false},
		{"x;binary;range=10-19", "x", 10, 19, true},
		{"member;range=", "member", 0, -1, true},
	}
	for _, tt := range tests {
		name, from, to, ranged := parseRange(tt.in)
		if name != tt.name || from != tt.from || to != tt.to || ranged != tt.ranged {
			t.Errorf("%s: %s %d %d %v", tt.in, name, from, to, ranged)
		}
	}
}

// TestReaderFollowsRanges plays a server that hands out two attributes in parts,
// repeating a name without values beside its part as Active Directory does.
func TestReaderFollowsRanges(t *testing.T) {
	r := newReader(nil)
	steps := []struct {
		attrs map[string][]string
		want  []string // asked for next
	}{
		{map[string][]string{"cn": {"g"}, "member": {}, "member;range=0-1": {"a", "b"}, "info;range=0-0": {"x"}}, []string{"info;range=1-*", "member;range=2-*"}},
		{map[string][]string{"member;range=2-3": {"c", "d"}, "info;range=1-*": {"y"}}, []string{"member;range=4-*"}},
		{map[string][]string{"member;range=4-*": {"e"}}, nil},
	}
	for i, s := range steps {
		r.add(ldap.NewEntry("CN=g", s.attrs))
		got := slices.Sorted(slices.Values(r.missing()))
		if !slices.Equal(got, s.want) {
			t.Errorf("step %d: asks for %q, want %q", i, got, s.want)
		}
	}
	e := r.entry()
	if !slices.Equal(e.Values("member"), []string{"a", "b", "c", "d", "e"}) || !slices.Equal(e.Values("info"), []string{"x", "y"}) || e.Len() != 3 {
		t.Errorf("%v", e)
	}
}

// TestReaderEnds has a server that shrinks the list meanwhile: the part asked for
// is not there any more.
func TestReaderEnds(t *testing.T) {
	r := newReader(nil)
	r.add(ldap.NewEntry("CN=g", map[string][]string{"member;range=0-1": {"a", "b"}}))
	r.add(ldap.NewEntry("CN=g", map[string][]string{"member": {}}))
	if m := r.missing(); len(m) > 0 {
		t.Errorf("asks for %q for ever", m)
	}
	if got := r.entry().Values("member"); len(got) != 2 {
		t.Errorf("member = %q", got)
	}
}

func TestOutside(t *testing.T) {
	o := newOutside([]string{"OU=Old,DC=x", `OU=A\, B,DC=x`})
	for dn, want := range map[string]bool{
		"CN=1,DC=x":               true,
		"OU=Old,DC=x":             false,
		"CN=1,ou=old,dc=X":        false,
		"CN=1,OU=VeryOld,DC=x":    true,
		`CN=1\,OU=Old,DC=x`:       true,
		`CN=1\\,OU=Old,DC=x`:      false,
		`CN=1,OU=A\2C B,DC=x`:     false,
		`CN=1,OU=A\, B,DC=x`:      false,
		"CN=1,OU=Old,DC=x,DC=com": true,
	} {
		if got := o.keeps(dn); got != want {
			t.Errorf("%s: kept = %v, want %v", dn, got, want)
		}
	}
}

func TestFilterText(t *testing.T) {
	tests := []struct {
		f    model.Filter
		want string
	}{
		{nil, "(objectClass=*)"},
		{model.And{}, "(objectClass=*)"},
		{model.Or{}, "(!(objectClass=*))"},
		{model.Not{F: model.And{}}, "(!(objectClass=*))"},
		{model.And{model.Or{}, model.Equal{Attr: "cn", Value: "a*(b)\x00"}}, `(&(!(objectClass=*))(cn=a\2a\28b\29\00))`},
	}
	for _, tt := range tests {
		if got := filterText(tt.f); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.f, got, tt.want)
		}
		if _, err := ldap.CompileFilter(filterText(tt.f)); err != nil {
			t.Errorf("%v: %v", tt.f, err)
		}
	}
}
