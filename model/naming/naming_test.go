package naming_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"recipientdesk/model"
	"recipientdesk/model/naming"
)

func TestLocalPart(t *testing.T) {
	for in, want := range map[string]string{
		"Anna":                  "anna",
		"O'Brien":               "obrien",
		"Müller-Lüdenscheidt":   "mueller-luedenscheidt",
		"Mu\u0308ller":          "mueller",
		"Jean-Luc":              "jean-luc",
		"Anna Maria Luise":      "anna.maria.luise",
		"Straße":                "strasse",
		"Łukasz Żółć":           "lukasz.zolc",
		"王小明":                   "wang.xiao.ming",
		"Владимир":              "vladimir",
		"Ångström":              "aangstroem",
		"van der Berg":          "van.der.berg",
		`"Bob", Jr.`:            "bob.jr",
		"Research, Development": "research.development",
		"...":                   "",
		"":                      "",
		"Sales & Marketing":     "sales.marketing",
		"-x-":                   "x",
	} {
		if got := naming.LocalPart(in, "."); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := naming.LocalPart("محمد علي", "."); got == "" || model.CheckSMTP(got+"@x.example") != nil {
		t.Errorf("Arabic: %q", got)
	}
}

// A local part is fit for an address, or empty, whatever the name.
func FuzzLocalPart(f *testing.F) {
	for _, s := range []string{"Anna", "a..b", "-.-", "日本", "é", "\u0301", "ﬀ", strings.Repeat("x", 70)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := naming.LocalPart(s, ".")
		if got == "" || utf8.RuneCountInString(got) > 64 {
			return
		}
		if err := model.CheckSMTP(got + "@contoso.com"); err != nil {
			t.Errorf("%q: %q: %v", s, got, err)
		}
		if again := naming.LocalPart(got, "."); again != got {
			t.Errorf("%q, then %q", got, again)
		}
	})
}
