package template_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"recipientdesk/model"
	. "recipientdesk/model/template"
)

func load(t *testing.T, s string) *Template {
	t.Helper()
	out, err := Load(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestNames(t *testing.T) {
	staff := load(t, `{"name":"Staff","makes":"user-mailbox","object":"%s, %g","display":"%g %i. %s","account":"%1g%s","alias":"%g.%s","signIn":"%g.%s@contoso.com","addresses":["SMTP:%g.%s@contoso.com","%u@contoso.com"]}`)
	for _, c := range []struct {
		of   Person
		want Names
	}{
		{Person{First: "Anna Maria", Last: "Müller-Groß", Middle: "Karin"}, Names{Object: "Müller-Groß, Anna Maria", Display: "Anna Maria K. Müller-Groß", SignIn: "annamaria.mueller-gross@contoso.com",
			Account: "amueller-gross", Alias: "annamaria.mueller-gross", Primary: "annamaria.mueller-gross@contoso.com", More: []string{"amueller-gross@contoso.com"}}},
		{Person{First: "Seán", Last: "O'Brien", Account: "sob"}, Names{Object: "O'Brien, Seán", Display: "Seán O'Brien", SignIn: "sean.obrien@contoso.com",
			Account: "sob", Alias: "sean.obrien", Primary: "sean.obrien@contoso.com", More: []string{"sob@contoso.com"}}},
		{Person{First: "小明", Last: "王"}, Names{Object: "王, 小明", Display: "小明 王", SignIn: "xiaoming.wang@contoso.com", Account: "xwang", Alias: "xiaoming.wang",
			Primary: "xiaoming.wang@contoso.com", More: []string{"xwang@contoso.com"}}},
	} {
		got, err := staff.Names(c.of)
		if err != nil {
			t.Fatal(err)
		}
		if got.Object != c.want.Object || got.Display != c.want.Display || got.SignIn != c.want.SignIn || got.Account != c.want.Account || got.Alias != c.want.Alias ||
			got.Primary != c.want.Primary || strings.Join(got.More, " ") != strings.Join(c.want.More, " ") || len(got.Notes) > 0 {
			t.Errorf("%+v\n%+v, want\n%+v", c.of, got, c.want)
		}
	}
}

// Every built-in template gives names and addresses that are fit for a directory, for
// every kind of name.
func TestBuiltin(t *testing.T) {
	all := Builtin()
	if len(all) != len(Makes()) {
		t.Errorf("%d templates for %d things", len(all), len(Makes()))
	}
	for _, tpl := range all {
		for _, of := range []Person{{First: "Jean-Luc", Last: "d'Arc"}, {First: "Ümit", Last: "Çelik"}, {First: "محمد", Last: "علي"}, {First: strings.Repeat("a", 40), Last: strings.Repeat("b", 40)},
			{First: `Anna "Bob"`, Last: "Smith, Jr."}} {
			of.Domain = "contoso.com"
			if !tpl.Makes.Person() {
				of = Person{Display: of.First + " " + of.Last, Domain: of.Domain}
			}
			n, err := tpl.Names(of)
			if err != nil || n.Object == "" || n.Display == "" {
				t.Errorf("%s: %+v %v", tpl.Name, n, err)
			}
			if tpl.Makes.HasMail() && tpl.Makes != MailContact && model.CheckSMTP(n.Primary) != nil {
				t.Errorf("%s: %+v gets the address %q", tpl.Name, of, n.Primary)
			}
			if n.Alias != "" && model.CheckAlias(n.Alias) != nil {
				t.Errorf("%s: alias %q", tpl.Name, n.Alias)
			}
		}
		var b bytes.Buffer
		if err := tpl.Save(&b); err != nil {
			t.Fatal(err)
		}
		if again, err := Load(&b); err != nil || again.Name != tpl.Name {
			t.Errorf("%s, saved and loaded: %v", tpl.Name, err)
		}
	}
}

func TestBadTemplates(t *testing.T) {
	for _, bad := range []string{``, `{}`, `{"name":"x"}`, `{"name":"x","makes":"car"}`, `{"name":"x","makes":"plain-user","addresses":["SMTP:%g@x.com"]}`,
		`{"name":"x","makes":"user-mailbox","object":"%q"}`, `{"name":"x","makes":"user-mailbox","object":"%"}`, `{"name":"x","makes":"user-mailbox","addresses":["%g@x.com"]}`,
		`{"name":"x","makes":"user-mailbox","addresses":["SMTP:%g@x.com","SMTP:%s@x.com"]}`, `{"name":"x","makes":"user-mailbox","container":"Staff"}`,
		`{"name":"x","makes":"user-mailbox","colour":"red"}`, `{"name":"x","makes":"user-mailbox"}{}`, `{"name":"x","makes":"user-mailbox","signIn":"%g"}`, `{"name":"x","makes":"user-mailbox","account":"%"}`} {
		if _, err := Load(strings.NewReader(bad)); model.CodeOf(err) != model.Invalid {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// A name of two long halves is cut for the object, and shown whole.
func TestLongNames(t *testing.T) {
	n, err := Builtin()[0].Names(Person{First: strings.Repeat("ä", 40), Last: strings.Repeat("王", 40), Domain: "contoso.com"})
	if err != nil || utf8.RuneCountInString(n.Object) != 64 || utf8.RuneCountInString(n.Display) != 81 || model.CheckSMTP(n.Primary) != nil {
		t.Errorf("%+v %v", n, err)
	}
}

func FuzzLoad(f *testing.F) {
	for _, s := range []string{`{"name":"a","makes":"user-mailbox","object":"%s, %2g %i.","addresses":["SMTP:%g.%s@x.com"]}`, `{"name":"a","makes":"room-list","display":"%é"}`, `null`, `{"name":"a","makes":"mail-user","values":{"company":["x"]},"groups":["CN=g,DC=x"]}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tpl, err := Load(strings.NewReader(s))
		if err != nil {
			if model.CodeOf(err) != model.Invalid || !utf8.ValidString(err.Error()) && utf8.ValidString(s) {
				t.Errorf("%q: %v (code %q)", s, err, model.CodeOf(err))
			}
			return
		}
		var b bytes.Buffer
		if err := tpl.Save(&b); err != nil {
			t.Fatal(err)
		}
		if again, err := Load(&b); err != nil || again.Name != tpl.Name {
			t.Errorf("%q: %v", s, err)
		}
		n, err := tpl.Names(Person{First: "Änne", Last: "d'Arc", Middle: "K", Display: "X", Domain: "contoso.com"})
		if err != nil || n.Primary != "" && model.CheckSMTP(n.Primary) != nil || n.Alias != "" && model.CheckAlias(n.Alias) != nil || utf8.RuneCountInString(n.Object) > 64 {
			t.Errorf("%q names %+v: %v", s, n, err)
		}
	})
}
