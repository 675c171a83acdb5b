package idfix

import (
	"slices"
	"testing"
	"unicode/utf8"

	"recipientdesk/model"
	"recipientdesk/model/check"
)

// FuzzRunner gives one text to every attribute of two objects.
func FuzzRunner(f *testing.F) {
	for _, seed := range []string{"", "a@x.com", "SMTP:a@x.local", "smtp:a:b@@x..com.", "x500:/o=A", "=\x00\xff\u2028", "\n", ".", "🙂@\u212a.com", long("ä", 300)} {
		f.Add(seed, "user")
	}
	f.Fuzz(func(t *testing.T, v, class string) {
		for _, m := range []Mode{MultiTenant, Dedicated} {
			r := NewRunner(m, false)
			all := map[model.Attr][]string{}
			for _, a := range Attributes(m) {
				all[a] = []string{v}
			}
			all[model.ProxyAddresses], all[model.ObjectClass], all[objectCategory] = []string{v, v + "a"}, []string{class}, []string{"CN=Person"}
			for _, name := range []string{"one", "two"} {
				e := model.NewEntry(model.Ref{DN: "CN=" + name}, all)
				found, _ := r.Add(e)
				for _, p := range found {
					if len(p.Errors) == 0 || p.Text == "" || !slices.Contains([]check.Action{check.Edit, check.Complete, check.Remove}, p.Action) || utf8.ValidString(v) && !utf8.ValidString(p.Proposed) {
						t.Errorf("%q: %+v", v, p)
					}
					if fixed, changed := Apply(p, e); changed == model.Diff(e, fixed).Empty() {
						t.Errorf("%q: said %v of %+v", v, changed, p)
					}
				}
			}
		}
	})
}
