package model

import (
	"strings"
	"testing"
)

// What is recognized as plain passes the closer look, too.
func FuzzPlainSMTP(f *testing.F) {
	for _, s := range []string{"a@x.test", "a.b-c@x-y.test", "a..b@x.test", "-a@x.test", "a-@x.test", "a@-x.test", "a@x-.test", "a@x", "a@x.", ".a@x.test", "a.@x.test",
		"a@b@x.test", "@x.test", "a@", strings.Repeat("a", 64) + "@x.test", strings.Repeat("a", 65) + "@x.test", strings.Repeat("a.", 33) + "b@x.test",
		"a@" + strings.Repeat("b", 64) + ".test", "a@" + strings.Repeat("b.", 127) + "c", "a@" + strings.Repeat("b.", 128) + "c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !plainSMTP(s) {
			return
		}
		local, domain, _ := strings.Cut(s, "@")
		if badLocal(local) != "" || badDomain(domain) != "" || strings.Contains(domain, "@") {
			t.Errorf("%q is taken for plain: %q %q", s, badLocal(local), badDomain(domain))
		}
	})
}

func TestPlainAddressesAreRecognized(t *testing.T) {
	for _, s := range []string{"a@x.test", "anna.lindqvist@brightwater.example", "u-1@brightwater-group.example", strings.Repeat("a", 63) + "@x.test"} {
		if !plainSMTP(s) {
			t.Error(s)
		}
	}
}
