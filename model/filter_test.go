package model

import (
	"strings"
	"testing"
)

func TestParseFilter(t *testing.T) {
	tests := []struct{ in, want string }{
		{"(mail=anna*)", "(mail=anna*)"},
		{"mail=a", "(mail=a)"},
		{"(&(a=1)(|(b=2)(!(c=*))))", "(&(a=1)(|(b=2)(!(c=*))))"},
		{"(a=*x*y*)", "(a=*x*y*)"},
		{`(a=\2a\28\5c\00)`, `(a=\2a\28\5c\00)`},
		{"(a=Zoë)", `(a=Zo\c3\ab)`},
		{"(n>=5)", "(n>=5)"}, {"(n<=5)", "(n<=5)"},
		{"(g:1.2.840.113556.1.4.803:=2)", "(g:1.2.840.113556.1.4.803:=2)"},
		{"(&)", "(&)"}, {"(|)", "(|)"}, {"(a=)", "(a=)"}, {"(a~=x)", "(a=x)"},
		{"(a=b=c)", "(a=b=c)"},
	}
	for _, tt := range tests {
		f, err := ParseFilter(tt.in)
		if err != nil || f.String() != tt.want {
			t.Errorf("%s: %v, %v", tt.in, f, err)
		}
	}
	for _, bad := range []string{"", "(", "()", "(a)", "(a=b", "(a=b))", "(a=b)(c=d)", `(a=\2)`, `(a=\zz)`, "(!(a=b)", "(a b=c)", "(=x)", "(:=x)", strings.Repeat("(!", 200) + "(a=b)" + strings.Repeat(")", 200)} {
		if f, err := ParseFilter(bad); CodeOf(err) != Invalid {
			t.Errorf("%q: %v, %v", bad, f, err)
		}
	}
}

func FuzzFilter(f *testing.F) {
	f.Add("(&(a=1)(b=*x*))", `*)(objectClass=*\`)
	f.Fuzz(func(t *testing.T, filter, value string) {
		if g, err := ParseFilter(filter); err == nil {
			if h, err := ParseFilter(g.String()); err != nil || h.String() != g.String() {
				t.Errorf("%q is written %s, read %v, %v", filter, g, h, err)
			}
		}
		// whatever the value is, it stays one value of one item
		g, err := ParseFilter(Equal{"a", value}.String())
		if eq, ok := g.(Equal); err != nil || !ok || eq.Value != value {
			t.Errorf("%q comes back as %v, %v", value, g, err)
		}
		if value != "" {
			g, err = ParseFilter(Contains("a", value).String())
			if l, ok := g.(Like); err != nil || !ok || len(l.Any) != 1 || l.Any[0] != value {
				t.Errorf("%q comes back as %v, %v", value, g, err)
			}
		}
	})
}
