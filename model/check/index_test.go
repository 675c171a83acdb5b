package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

func entry(n int, a attrs) model.Entry {
	return model.NewEntry(model.Ref{GUID: fmt.Sprintf("11111111-0000-0000-0000-%012d", n), DN: fmt.Sprintf("CN=U%d,DC=lab", n)}, a)
}

// said writes findings as "owner attribute value | other attribute value".
func said(fs []Finding) (out []string) {
	for _, f := range fs {
		s := fmt.Sprintf("%s %s %s", model.NameOf(f.Ref.DN), f.Attr, f.Value)
		for _, o := range f.Others {
			s += fmt.Sprintf(" | %s %s %s", model.NameOf(o.Ref.DN), o.Attr, o.Value)
		}
		out = append(out, s)
	}
	return out
}

var owners = []struct {
	name  string
	attrs []attrs
	want  []string
}{
	{"an object does not clash with itself", []attrs{
		{"proxyAddresses": {"SMTP:a@x.test", "smtp:A@x.test"}, "mail": {"a@x.test"}, "userPrincipalName": {"a@x.test"}, "targetAddress": {"SMTP:a@x.test"}}}, nil},
	{"both parties are named", []attrs{{"proxyAddresses": {"SMTP:a@x.test"}}, {"proxyAddresses": {"smtp:A@X.test"}}}, []string{
		"U0 proxyAddresses SMTP:a@x.test | U1 proxyAddresses smtp:A@X.test", "U1 proxyAddresses smtp:A@X.test | U0 proxyAddresses SMTP:a@x.test"}},
	{"across attributes", []attrs{{"mail": {"a@x.test"}}, {"proxyAddresses": {"smtp:a@x.test"}}, {"userPrincipalName": {"a@x.test"}}}, []string{
		"U0 mail a@x.test | U1 proxyAddresses smtp:a@x.test | U2 userPrincipalName a@x.test",
		"U1 proxyAddresses smtp:a@x.test | U0 mail a@x.test | U2 userPrincipalName a@x.test",
		"U2 userPrincipalName a@x.test | U0 mail a@x.test | U1 proxyAddresses smtp:a@x.test"}},
	{"a target is no ownership", []attrs{{"targetAddress": {"SMTP:a@x.test"}}, {"proxyAddresses": {"SMTP:a@x.test"}}}, nil},
	{"other types among themselves", []attrs{{"proxyAddresses": {"SIP:a@x.test", "X500:/o=x"}}, {"proxyAddresses": {"smtp:a@x.test", "x500:/O=X"}}}, []string{
		"U0 proxyAddresses X500:/o=x | U1 proxyAddresses x500:/O=X", "U1 proxyAddresses x500:/O=X | U0 proxyAddresses X500:/o=x"}},
	{"blanks around it do not hide it", []attrs{{"mail": {" a@x.test "}}, {"mail": {"a@x.test"}}}, []string{
		"U0 mail  a@x.test  | U1 mail a@x.test", "U1 mail a@x.test | U0 mail  a@x.test "}},
}

func TestIndex(t *testing.T) {
	for _, tt := range owners {
		t.Run(tt.name, func(t *testing.T) {
			o := Options{Only: []string{"RD1004"}}
			x, byBatch := NewIndex(), NewChecker(o)
			k := model.NewBatchBuilder(IndexAttrs)
			for i, a := range tt.attrs {
				a["objectClass"] = []string{"user"}
				x.Add(entry(i, a))
				k.Add(entry(i, a))
			}
			byBatch.AddBatch(k.Build())
			for _, got := range [][]Finding{only(x.Findings(), "RD1004"), byBatch.Report().Findings} {
				if fmt.Sprintf("%q", said(got)) != fmt.Sprintf("%q", tt.want) {
					t.Errorf("got  %q\nwant %q", said(got), tt.want)
				}
				for _, f := range got {
					if f.Rule.ID != "RD1004" || f.Errors[0] != Duplicate || f.Ref.GUID == "" {
						t.Errorf("finding %+v", f)
					}
				}
			}
		})
	}
}

// only keeps the findings of one rule.
func only(fs []Finding, id string) []Finding {
	return slices.DeleteFunc(fs, func(f Finding) bool { return f.Rule.ID != id })
}

func TestDuplicateOfAgreesWithIndex(t *testing.T) {
	for _, tt := range owners {
		var es []model.Entry
		x := NewIndex()
		for i, a := range tt.attrs {
			es = append(es, entry(i, a))
			x.Add(es[i])
		}
		n := 0
		for _, e := range es {
			n += len(DuplicateOf(e, es...))
		}
		if n != len(only(x.Findings(), "RD1004")) || n != len(Run(Options{Only: []string{"RD1004"}}, es...)) {
			t.Errorf("%s: %d findings one by one, %d by index", tt.name, n, len(x.Findings()))
		}
	}
}

func TestAddressesWithOneHashAreToldApart(t *testing.T) {
	x := NewIndex()
	x.hash = func(string) uint64 { return 1 }
	x.Add(entry(1, attrs{"proxyAddresses": {"SMTP:a@x.test", "smtp:b@x.test"}}))
	x.Add(entry(2, attrs{"proxyAddresses": {"SMTP:c@x.test", "smtp:b@x.test"}}))
	want := []string{"U1 proxyAddresses smtp:b@x.test | U2 proxyAddresses smtp:b@x.test", "U2 proxyAddresses smtp:b@x.test | U1 proxyAddresses smtp:b@x.test"}
	if got := said(x.Findings()); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Error(got)
	}
}

func TestAReplicationConflict(t *testing.T) {
	ghost := model.NewEntry(model.Ref{DN: `CN=Ann\0ACNF:5d1ac0de-77e5-4b1c-9a41-0c54f0d83b6e,DC=lab`}, attrs{"mail": {"a@x.test"}})
	x := NewIndex()
	x.Add(ghost)
	x.Add(entry(1, attrs{"mail": {"a@x.test"}}))
	if got := x.Findings(); len(got) != 0 {
		t.Errorf("shares its address: %q", said(got)) // synchronization does not see it
	}
	// Who gives an object an address has to know of every other that has it.
	if got := DuplicateOf(entry(1, attrs{"mail": {"a@x.test"}}), ghost); got[0].Text != "a@x.test also belongs to Ann CNF:5d1ac0de-77e5-4b1c-9a41-0c54f0d83b6e" {
		t.Errorf("%q", got[0].Text)
	}
}

func TestManyOwnersAreCounted(t *testing.T) {
	x := NewIndex()
	for i := range 100 {
		x.Add(entry(i, attrs{"mail": {"shared@x.test"}}))
	}
	fs := x.Findings()
	if len(fs) != 100 || len(fs[0].Others) != maxOthers || fs[0].Text != "shared@x.test also belongs to U1 and 98 more objects" {
		t.Errorf("%d findings, %d others, %q", len(fs), len(fs[0].Others), fs[0].Text)
	}
}

func TestNewClaims(t *testing.T) {
	before := entry(1, attrs{"proxyAddresses": {"SMTP:a@x.test", "X500:/o=x"}, "mail": {"a@x.test"}})
	tests := []struct {
		name  string
		after model.Entry
		want  string
	}{
		{"nothing new", before.With("displayName", "A"), ""},
		{"the primary demoted", before.With("proxyAddresses", "smtp:a@x.test"), ""},
		{"an address", before.With("proxyAddresses", "SMTP:a@x.test", "smtp:b*@x.test"),
			`(|(proxyAddresses=smtp:b\2a@x.test)(mail=b\2a@x.test)(userPrincipalName=b\2a@x.test))`},
		{"another type", before.With("proxyAddresses", "sip:a@x.test"), "(|(proxyAddresses=sip:a@x.test))"},
	}
	for _, tt := range tests {
		got := ""
		if f, ok := NewClaims(before, tt.after); ok {
			got = f.String()
		}
		if got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func FuzzRules(f *testing.F) {
	f.Add("SMTP:a@x.test", "a@x.test", "alias", "a@x.test", "user")
	f.Add("a\x00@", " ", "..", "a b.@x", "group")
	f.Add("SIP: a@x.test:", "@", "\xff", "@.", "contact")
	f.Fuzz(func(t *testing.T, proxy, mail, alias, upn, class string) {
		e := entry(1, attrs{"objectClass": {class}, "proxyAddresses": {proxy, "smtp:b@x.test"}, "mail": {mail}, "mailNickname": {alias}, "targetAddress": {proxy},
			"userPrincipalName": {upn}, "displayName": {alias}, "cn": {mail}, "sAMAccountName": {upn}})
		for _, found := range Run(Options{Verified: []string{"x.test"}}, e, e.With("mail", "b@x.test")) {
			if found.Rule.Fix == nil {
				continue
			}
			fixed, ok := found.Rule.Fix(e)
			if left := Run(Options{Only: []string{found.Rule.ID}}, fixed); ok && len(left) > 0 {
				t.Errorf("%s leaves %s in %q", found.Rule.ID, strings.TrimSpace(left[0].Text), fixed.Values(left[0].Attr))
			}
		}
	})
}
