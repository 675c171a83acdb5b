package check

import (
	"fmt"
	"runtime"
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
			byEntry, byBatch := NewIndex(), NewIndex()
			k := model.NewBatchBuilder(IndexAttrs)
			for i, a := range tt.attrs {
				byEntry.Add(entry(i, a))
				k.Add(entry(i, a))
			}
			byBatch.AddBatch(k.Build())
			for _, x := range []*Index{byEntry, byBatch} {
				got := x.Findings()
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
		if n != len(x.Findings()) || n != len(Run(Options{Only: []string{"RD1004"}}, es...)) {
			t.Errorf("%s: %d findings one by one, %d by index", tt.name, n, len(x.Findings()))
		}
	}
}

func TestOwners(t *testing.T) {
	x := NewIndex()
	x.Add(entry(1, attrs{"proxyAddresses": {"SMTP:a@x.test", "X500:/o=x"}}))
	x.Add(entry(2, attrs{"mail": {"A@x.test"}}))
	for address, want := range map[string]int{"a@x.test": 2, "smtp:A@X.test": 2, "x500:/o=X": 1, "b@x.test": 0, "": 0} {
		if got := x.Owners(address); len(got) != want {
			t.Errorf("%q has %d owners, want %d", address, len(got), want)
		}
	}
	if x.Len() != 2 {
		t.Error(x.Len(), "objects")
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
	if got := x.Owners("a@x.test"); len(got) != 1 {
		t.Error(got)
	}
}

func TestNameOfAReplicationConflict(t *testing.T) {
	x := NewIndex()
	x.Add(model.NewEntry(model.Ref{DN: `CN=Ann\0ACNF:5d1ac0de-77e5-4b1c-9a41-0c54f0d83b6e,DC=lab`}, attrs{"mail": {"a@x.test"}}))
	x.Add(entry(1, attrs{"mail": {"a@x.test"}}))
	if got := x.Findings()[1].Text; got != "a@x.test also belongs to Ann CNF:5d1ac0de-77e5-4b1c-9a41-0c54f0d83b6e" {
		t.Errorf("%q", got)
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

func BenchmarkIndex100k(b *testing.B) {
	k := model.NewBatchBuilder(IndexAttrs)
	var batches []*model.Batch
	for i := range 100_000 {
		k.Add(entry(i, attrs{"proxyAddresses": {fmt.Sprintf("SMTP:user%d@contoso.example", i), fmt.Sprintf("smtp:u%d@old.contoso.example", i)},
			"mail": {fmt.Sprintf("user%d@contoso.example", i)}, "userPrincipalName": {fmt.Sprintf("user%d@corp.example", i)}}))
		if k.Len() == 1000 {
			batches = append(batches, k.Build())
		}
	}
	var m0, m1 runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&m0)
		x := NewIndex()
		for _, batch := range batches {
			x.AddBatch(batch)
		}
		if n := len(x.Findings()); n != 0 {
			b.Fatal(n, "findings")
		}
		runtime.GC()
		runtime.ReadMemStats(&m1)
		b.ReportMetric(float64(int64(m1.HeapAlloc)-int64(m0.HeapAlloc))/100_000, "B/object")
		runtime.KeepAlive(x)
	}
}

func FuzzRules(f *testing.F) {
	f.Add("SMTP:a@x.test", "a@x.test", "alias")
	f.Add("a\x00@", " ", "..")
	f.Fuzz(func(t *testing.T, proxy, mail, alias string) {
		e := entry(1, attrs{"objectClass": {"group"}, "proxyAddresses": {proxy, "smtp:b@x.test"}, "mail": {mail}, "mailNickname": {alias}, "targetAddress": {proxy}})
		for _, found := range Run(Options{}, e) {
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
