package template_test

import (
	"testing"
	"unicode/utf8"

	"recipientdesk/model"
	"recipientdesk/model/template"
)

// Whatever a person is named, what a template derives is fit for use, or empty.
func FuzzNames(f *testing.F) {
	for _, s := range []string{"Anna", "O'Brien", "王", "محمد", "e\u0301", "\u200f", "🙂", "..", "-", "a\xffb", "ß.", "&"} {
		f.Add(s, "Müller", "J")
		f.Add("Jean-Luc", s, s)
	}
	f.Fuzz(func(t *testing.T, first, last, middle string) {
		for _, tpl := range template.Builtin() {
			n, err := tpl.Names(template.Person{First: first, Last: last, Middle: middle, Domain: "contoso.com"})
			if err != nil {
				t.Fatal(err)
			}
			if n.Alias != "" && model.CheckAlias(n.Alias) != nil {
				t.Errorf("%q %q: alias %q", first, last, n.Alias)
			}
			if n.Primary != "" && model.CheckSMTP(n.Primary) != nil {
				t.Errorf("%q %q: address %q", first, last, n.Primary)
			}
			if utf8.RuneCountInString(n.Object) > 64 {
				t.Errorf("%q %q: name %q", first, last, n.Object)
			}
		}
	})
}
