package model

import (
	"slices"
	"strings"
	"testing"
)

func list(vals ...string) AddressList {
	return Addresses(NewEntry(Ref{}, map[Attr][]string{ProxyAddresses: vals}))
}

func TestAddressKinds(t *testing.T) {
	tests := []struct {
		in, typ, value string
		primary        bool
	}{
		{"SMTP:ann@x.example", "SMTP", "ann@x.example", true},
		{"smtp:ann@x.example", "SMTP", "ann@x.example", false},
		{"sMtP:ann@x.example", "SMTP", "ann@x.example", false},
		{"X500:/o=Lab/ou=First (A)/cn=ann", "X500", "/o=Lab/ou=First (A)/cn=ann", true},
		{"x400:C=US;A= ;P=Lab;S=Ann;", "X400", "C=US;A= ;P=Lab;S=Ann;", false},
		{"EUM:101;phone-context=plan", "EUM", "101;phone-context=plan", true},
		{"sip:ann@x", "SIP", "ann@x", false},
		{"ann@x.example", "", "ann@x.example", false},
		{"no type: here", "", "no type: here", false},
		{":x", "", ":x", false},
	}
	for _, tt := range tests {
		a, err := ParseAddress(tt.in)
		if err != nil || a.Type() != tt.typ || a.Value() != tt.value || a.Primary() != tt.primary || a.String() != tt.in {
			t.Errorf("%q: type %q value %q primary %v string %q, %v", tt.in, a.Type(), a.Value(), a.Primary(), a, err)
		}
	}
}

func FuzzAddress(f *testing.F) {
	f.Add("SMTP:a@b.c")
	f.Add("x:\x00\xff")
	f.Fuzz(func(t *testing.T, s string) {
		a, err := ParseAddress(s)
		if (err != nil) != (s == "") || err == nil && a.String() != s {
			t.Errorf("%q: %q, %v", s, a, err)
		}
		if p, err := SMTPAddress(s, true); err == nil && (!p.Primary() || CheckSMTP(p.Value()) != nil) {
			t.Errorf("%q: made %q", s, p)
		}
		for _, l := range []AddressList{nil, list("SMTP:a@b.c", "smtp:d@b.c", "X500:/o=x")} {
			if a.IsSMTP() {
				next, err := l.Promote(a)
				if err == nil && count(next) != 1 {
					t.Errorf("%q: %d primaries in %q", s, count(next), next)
				}
			}
		}
	})
}

func count(l AddressList) (n int) {
	for _, a := range l {
		if a.IsSMTP() && a.Primary() {
			n++
		}
	}
	return n
}

func TestPromote(t *testing.T) {
	tests := []struct {
		name string
		in   AddressList
		addr string
		want []string
	}{
		{"a secondary", list("SMTP:a@x.e", "X500:/o=x", "smtp:b@x.e"), "b@x.e", []string{"smtp:a@x.e", "X500:/o=x", "SMTP:b@x.e"}},
		{"a new one", list("SMTP:a@x.e"), "c@x.e", []string{"SMTP:c@x.e", "smtp:a@x.e"}},
		{"the primary itself", list("SMTP:a@x.e", "smtp:b@x.e"), "a@x.e", []string{"SMTP:a@x.e", "smtp:b@x.e"}},
		{"in another spelling", list("SMTP:a@x.e", "smtp:b@x.e"), "B@X.e", []string{"smtp:a@x.e", "SMTP:B@X.e"}},
		{"out of two primaries", list("SMTP:a@x.e", "SMTP:b@x.e"), "b@x.e", []string{"smtp:a@x.e", "SMTP:b@x.e"}},
		{"of nothing", nil, "a@x.e", []string{"SMTP:a@x.e"}},
		{"leaves SIP alone", list("SIP:a@x.e", "sip:b@x.e"), "a@x.e", []string{"SMTP:a@x.e", "SIP:a@x.e", "sip:b@x.e"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := SMTPAddress(tt.addr, true)
			if err != nil {
				t.Fatal(err)
			}
			got, err := tt.in.Promote(a)
			if err != nil || !slices.Equal(got.Strings(), tt.want) {
				t.Errorf("got %q, %v; want %q", got.Strings(), err, tt.want)
			}
		})
	}
	x, _ := ParseAddress("X500:/o=x")
	if _, err := list("SMTP:a@x.e").Promote(x); CodeOf(err) != Invalid {
		t.Errorf("an X500 address became primary: %v", err)
	}
}

func TestAddAndRemove(t *testing.T) {
	l := list("SMTP:a@x.e", "smtp:b@x.e", "X500:/o=x")
	b, _ := SMTPAddress("B@X.e", false)
	if _, err := l.Add(b); CodeOf(err) != Exists {
		t.Errorf("added twice: %v", err)
	}
	c, _ := SMTPAddress("SMTP:c@x.e", true)
	got, err := l.Add(c)
	if err != nil || got[3].String() != "smtp:c@x.e" {
		t.Errorf("added as %q, %v", got, err)
	}
	if first, _ := AddressList(nil).Add(c); first[0].String() != "SMTP:c@x.e" {
		t.Errorf("the first is %q", first)
	}
	if _, err := l.Remove(l[0]); CodeOf(err) != Invalid {
		t.Errorf("the primary was removed while another is left: %v", err)
	}
	if got, err := list("SMTP:a@x.e", "X500:/o=x").Remove(l[0]); err != nil || len(got) != 1 {
		t.Errorf("the last SMTP address: %q, %v", got, err)
	}
	if _, err := l.Remove(c); CodeOf(err) != NotFound {
		t.Errorf("removed what is not there: %v", err)
	}
	long, _ := ParseAddress("X500:" + strings.Repeat("x", MaxAddress))
	if _, err := l.Add(long); CodeOf(err) != Invalid {
		t.Errorf("too long: %v", err)
	}
	if l.Find("B@x.E") != 1 || l.Find("x500:/O=x") != 2 || l.Find("SMTP:b@x.e") != 1 || l.Find("z@x.e") != -1 {
		t.Error("Find is wrong")
	}
}

func TestMailFollowsThePrimary(t *testing.T) {
	e := NewEntry(Ref{}, map[Attr][]string{ProxyAddresses: {"SMTP:a@x.e", "smtp:b@x.e"}, Mail: {"other@x.e"}})
	l, _ := Addresses(e).Promote(list("smtp:b@x.e")[0])
	if got := WithAddresses(e, l).First(Mail); got != "b@x.e" {
		t.Errorf("mail = %q", got)
	}
	l, _ = Addresses(e).Add(list("smtp:c@x.e")[0])
	if got := WithAddresses(e, l).First(Mail); got != "other@x.e" {
		t.Errorf("adding an alias changed mail to %q", got)
	}
}

func TestCheckSMTP(t *testing.T) {
	good := []string{"a@b.co", "o'neil+tag@sub.dom-ain.example", "x_y!#$%&*/=?^`{|}~@b.co", strings.Repeat("a", 64) + "@b.co"}
	for _, s := range good {
		if err := CheckSMTP(s); err != nil {
			t.Errorf("%s: %v", s, err)
		}
	}
	bad := map[string]string{
		"": "no @", "a": "no @", "@b.co": "nothing before", "a@": "nothing after", "a@b": "no dot", ".a@b.co": "dot at the start",
		"a.@b.co": "dot at the start or end", "a..b@b.co": "two dots", "a b@b.co": "a blank", "a,b@b.co": "the character ,",
		"ä@b.co": "the character ä", "a@bü.co": "the character ü", "a@-b.co": "hyphen", "a@b..co": "empty part", "a@b_c.co": "the character _",
		"a\u200b@b.co": "invisible character U+200B", "a\x00@b.co": "U+0000", "\xff@b.co": "not text", "a@b.co ": "a blank",
		strings.Repeat("a", 65) + "@b.co": "65 characters", "a@" + strings.Repeat("b", 64) + ".co": "at most 63", `"a b"@b.co`: "before the @",
	}
	for s, want := range bad {
		if err := CheckSMTP(s); CodeOf(err) != Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", s, err, want)
		}
	}
}

// Lists that no directory should hold, and some do.
func TestListsThatBreakTheRules(t *testing.T) {
	a, err := SMTPAddress("a@x.example", true)
	if err != nil {
		t.Fatal(err)
	}
	twice, err := list("SMTP:b@x.example", "SMTP:A@x.example", "smtp:a@x.example", "Smtp:c@x.example", "a@x.example").Promote(a)
	if want := []string{"smtp:b@x.example", "SMTP:a@x.example", "Smtp:c@x.example", "a@x.example"}; err != nil || !slices.Equal(twice.Strings(), want) {
		t.Errorf("promoted: %q, %v", twice.Strings(), err)
	}
	none := list("X500:/o=x", "smtp:a@x.example", "Smtp:b@x.example")
	if left, err := none.Remove(none[0]); err != nil || len(left) != 2 {
		t.Errorf("an X500 address of a list without primary stays: %v", err)
	}
	if _, ok := none.Primary(); ok {
		t.Error("Smtp: counts as primary")
	}
	two := list("SMTP:a@x.example", "SMTP:b@x.example")
	if left, err := two.Remove(two[0]); err != nil || len(left) != 1 {
		t.Errorf("one of two primary addresses stays: %v", err)
	}
}
