package model

import "testing"

func TestParseDN(t *testing.T) {
	tests := []struct{ in, name, parent string }{
		{"CN=Ann,OU=Staff,DC=corp,DC=example", "Ann", "OU=Staff,DC=corp,DC=example"},
		{`CN=Brown\, Bob,DC=corp`, "Brown, Bob", "DC=corp"},
		{`CN=a\2Cb\0ADEL:x,DC=corp`, "a,b\nDEL:x", "DC=corp"},
		{`CN=\ lead and trail\ ,DC=corp`, " lead and trail ", "DC=corp"},
		{`CN = spaced , DC=corp`, "spaced", "DC=corp"},
		{`CN=Zo\c3\ab,DC=corp`, "Zoë", "DC=corp"},
		{`CN=a=b,DC=corp`, "a=b", "DC=corp"},
		{`CN=Really\?,DC=corp`, "Really?", "DC=corp"},
	}
	for _, tt := range tests {
		d, err := ParseDN(tt.in)
		if err != nil || d.Name() != tt.name || d.Parent().String() != tt.parent {
			t.Errorf("%s: %q under %q, %v", tt.in, d.Name(), d.Parent(), err)
			continue
		}
		if back, err := ParseDN(d.String()); err != nil || !back.Equal(d) {
			t.Errorf("%s: written as %s: %v", tt.in, d, err)
		}
	}
	for _, bad := range []string{"Ann", "=x", "CN=", "CN=a,", `CN=a\`, `CN=a\zz`, "CN=a+SN=b", `CN="a"`, "CN=#0401", "CN=a\x00b"} {
		if _, err := ParseDN(bad); CodeOf(err) != Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestDNRelations(t *testing.T) {
	a, _ := ParseDN("CN=Ann,OU=Staff,DC=Corp,DC=example")
	base, _ := ParseDN("ou=staff,dc=corp,dc=EXAMPLE")
	if !a.Under(base) || base.Under(a) || a.Equal(base) || !a.Under(nil) {
		t.Error("Under and Equal disagree with the tree")
	}
	if got := a.Domain(); got != "Corp.example" {
		t.Errorf("domain = %q", got)
	}
	if !SameDN(`CN=a\2cb,DC=x`, `cn=A\,B, dc=X`) || SameDN("CN=a,DC=x", "CN=b,DC=x") {
		t.Error("SameDN is wrong")
	}
}

func FuzzDN(f *testing.F) {
	for _, s := range []string{"Ann", `Brown, "Bob" #1 + <x>; \ `, " ", "a\nb\x00", "#x", "Zoë 😀"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		ParseDN(name) // any answer, no panic
		if name == "" {
			return
		}
		d := DN{{"DC", "x"}}.Child("CN", name)
		back, err := ParseDN(d.String())
		if err != nil || back.Name() != name {
			t.Errorf("%q written as %s reads %q, %v", name, d, back.Name(), err)
		}
	})
}
