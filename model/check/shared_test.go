package check

import (
	"fmt"
	"testing"
)

func TestWhatObjectsShare(t *testing.T) {
	tests := []struct {
		name  string
		attrs []attrs
		want  []string // rule and finding
	}{
		{"a contact with a user's mail merges into the user", []attrs{user(attrs{"mail": {"a@x.test"}}), contact(attrs{"mail": {"A@x.test"}})}, []string{
			"RD1004 U0 mail a@x.test | U1 mail A@x.test", "RD1004 U1 mail A@x.test | U0 mail a@x.test",
			"RD1018 U0 mail a@x.test | U1 mail A@x.test", "RD1018 U1 mail a@x.test | U0 mail a@x.test"}},
		{"also where proxyAddresses has the address too", []attrs{
			user(attrs{"mail": {"a@x.test"}, "proxyAddresses": {"SMTP:a@x.test"}}), contact(attrs{"mail": {"a@x.test"}})}, []string{
			"RD1004 U0 proxyAddresses SMTP:a@x.test | U1 mail a@x.test", "RD1004 U1 mail a@x.test | U0 proxyAddresses SMTP:a@x.test",
			"RD1018 U0 mail a@x.test | U1 mail a@x.test", "RD1018 U1 mail a@x.test | U0 proxyAddresses SMTP:a@x.test"}},
		{"a secondary address merges nothing", []attrs{user(attrs{"mail": {"a@x.test"}}), contact(attrs{"proxyAddresses": {"smtp:a@x.test"}})}, []string{
			"RD1004 U0 mail a@x.test | U1 proxyAddresses smtp:a@x.test", "RD1004 U1 proxyAddresses smtp:a@x.test | U0 mail a@x.test"}},
		{"two contacts do not merge", []attrs{contact(attrs{"mail": {"a@x.test"}}), contact(attrs{"mail": {"a@x.test"}})}, []string{
			"RD1004 U0 mail a@x.test | U1 mail a@x.test", "RD1004 U1 mail a@x.test | U0 mail a@x.test"}},
		{"an alias", []attrs{user(attrs{"mailNickname": {"Ann"}}), group(attrs{"mailNickname": {"ann"}}), group(attrs{"mailNickname": {"anna"}})}, []string{
			"RD1019 U0 mailNickname Ann | U1 mailNickname ann", "RD1019 U1 mailNickname ann | U0 mailNickname Ann"}},
		{"an alias is no address", []attrs{user(attrs{"mailNickname": {"a"}}), user(attrs{"proxyAddresses": {"smtp:a"}})}, nil},
		{"a target that another owns", []attrs{user(attrs{"targetAddress": {"SMTP:a@x.test"}}), user(attrs{"proxyAddresses": {"smtp:a@x.test"}})}, []string{
			"RD1027 U0 targetAddress SMTP:a@x.test | U1 proxyAddresses smtp:a@x.test"}},
		{"one target of two", []attrs{user(attrs{"targetAddress": {"SMTP:a@x.test"}}), contact(attrs{"targetAddress": {"smtp:a@x.test"}})}, []string{
			"RD1027 U0 targetAddress SMTP:a@x.test | U1 targetAddress smtp:a@x.test", "RD1027 U1 targetAddress smtp:a@x.test | U0 targetAddress SMTP:a@x.test"}},
		{"its own target", []attrs{user(attrs{"targetAddress": {"SMTP:a@x.test"}, "proxyAddresses": {"smtp:a@x.test"}}), user(attrs{"targetAddress": {"X400:c=us"}}), user(attrs{"targetAddress": {"X400:c=us"}})}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := NewIndex()
			for i, a := range tt.attrs {
				x.Add(entry(i, a))
			}
			var got []string
			for i, s := range said(x.Findings()) {
				f := x.Findings()[i]
				got = append(got, f.Rule.ID+" "+s)
				if f.Text == "" || f.Ref.GUID == "" || f.Action != None {
					t.Errorf("finding %+v", f)
				}
			}
			if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestOnlyWhatIsWantedIsShared(t *testing.T) {
	a, b := user(attrs{"mail": {"a@x.test"}, "mailNickname": {"a"}}), contact(attrs{"mail": {"a@x.test"}, "mailNickname": {"a"}})
	for _, id := range []string{"RD1004", "RD1018", "RD1019"} {
		k := NewChecker(Options{Only: []string{id}})
		k.Add(entry(1, a))
		k.Add(entry(2, b))
		for _, fs := range [][]Finding{k.Report().Findings, Run(Options{Only: []string{id}}, entry(1, a), entry(2, b))} {
			if len(fs) != 2 || fs[0].Rule.ID != id || fs[1].Rule.ID != id {
				t.Errorf("%s: %q", id, said(fs))
			}
		}
	}
}

func TestAnArenaGrows(t *testing.T) {
	var a arena
	var spans []span
	for i := range 200_000 {
		spans = append(spans, a.keep(fmt.Sprint("text ", i)))
	}
	for i, s := range spans {
		if got := a.at(s); got != fmt.Sprint("text ", i) {
			t.Fatalf("text %d is %q", i, got)
		}
	}
	if len(a.blocks) < 2 {
		t.Error(len(a.blocks), "blocks")
	}
}
