package sheet

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"recipientdesk/model"
)

var update = flag.Bool("update", false, "rewrite golden files")

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is out of date: run go test ./model/sheet -update and read the diff", file)
	}
}

func TestOutline(t *testing.T) {
	var b strings.Builder
	for _, tab := range Tabs() {
		fmt.Fprintf(&b, "%d %s %q\n", tab.Rank, tab.ID, tab.Label)
		for _, g := range tab.Groups {
			fmt.Fprintf(&b, "    [%s]\n", g.Label)
			for _, f := range g.Fields {
				also := ""
				if len(f.Also) > 0 {
					also = fmt.Sprint(" also ", f.Also)
				}
				fmt.Fprintf(&b, "        %-26s %-34q %-10s %v%s\n", f.ID, f.Label, f.Edit.Kind(), f.Attrs, also)
			}
		}
	}
	golden(t, "testdata/outline.golden", b.String())
}

func TestDeclarations(t *testing.T) {
	ids := map[string]bool{}
	for _, tab := range Tabs() {
		for _, f := range tab.Fields() {
			if ids[strings.ToLower(f.ID)] {
				t.Errorf("%s is declared twice", f.ID)
			}
			ids[strings.ToLower(f.ID)] = true
			if n := len([]rune(f.Label)); n == 0 || n > 40 {
				t.Errorf("%s: label %q has %d characters", f.ID, f.Label, n)
			}
			if !strings.HasSuffix(f.Help, ".") {
				t.Errorf("%s: help %q is no sentence", f.ID, f.Help)
			}
			if words := strings.Fields(f.Label); len(words) > 1 && strings.ToLower(words[1]) != words[1] && words[1] != "Exchange" {
				t.Errorf("%s: label %q is not in sentence case", f.ID, f.Label)
			}
		}
	}
}

func TestRegisterRefuses(t *testing.T) {
	bad := []Field{
		{ID: "displayname", Attrs: []model.Attr{"x"}, Edit: Text{}},
		{ID: "", Attrs: []model.Attr{"x"}, Edit: Text{}},
		{ID: "new", Edit: Text{}},
		{ID: "new", Attrs: []model.Attr{"x"}},
		{ID: "new", Attrs: []model.Attr{"x"}, Edit: Text{}, Get: primary},
	}
	for _, f := range bad {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("register took %+v", f)
				}
			}()
			register(Tab{ID: "new", Groups: []Group{{Fields: []Field{f}}}})
		}()
	}
}

// person is a user with everything that a careless program left behind.
func person() model.Entry {
	return model.NewEntry(model.Ref{GUID: "g", DN: "CN=Ann,DC=lab,DC=test"}, map[model.Attr][]string{
		"objectClass": {"top", "person", "organizationalPerson", "user"},
		"displayName": {" Ann\x00 "}, "description": {"one", "two"}, "c": {"de"}, "info": {"a\r\nb"},
		"proxyAddresses": {"SMTP:ann@lab.test", "smtp:a@lab.test", "X500:/o=Lab/cn=Ann (old)"},
		"mail":           {"ann@lab.test"}, "mailNickname": {"ann adams"}, "targetAddress": {"nonsense"},
		"authOrig": {"CN=Bob,DC=lab,DC=test"}, "dLMemSubmitPerms": {"CN=Board,DC=lab,DC=test"},
		"extensionAttribute1": {"\xff\xfe"}, "msExchExtensionCustomAttribute1": {"a", "b"},
		"delivContLength": {"-5"}, "msExchModerationFlags": {"9"}, "thumbnailPhoto": {"\xff\xd8\xff\xe0"},
	})
}

func changes(before, after model.Entry) string {
	var parts []string
	for _, c := range model.Diff(before, after).Changes {
		parts = append(parts, fmt.Sprintf("%s %q -> %q", c.Attr, c.Before, c.After))
	}
	return strings.Join(parts, "; ")
}

func outcome(before, after model.Entry, err error) string {
	if err != nil {
		e, ok := err.(*model.Error)
		if !ok {
			return "no *model.Error: " + err.Error()
		}
		if !model.Diff(before, after).Empty() {
			return "failed and changed the entry"
		}
		return string(e.Code) + ": " + e.Error()
	}
	return changes(before, after)
}

func TestFieldWith(t *testing.T) {
	e := model.NewEntry(model.Ref{GUID: "g"}, map[model.Attr][]string{
		"proxyAddresses": {"SMTP:ann@lab.test", "smtp:a@lab.test"}, "mail": {"ann@lab.test"}, "description": {"one", "two"}})
	tests := []struct{ field, in, want string }{
		{"displayName", "  Ann  ", `displayName [] -> ["Ann"]`},
		{"displayName", `Müller, *(Ann)\ "A" 🙂`, `displayName [] -> ["Müller, *(Ann)\\ \"A\" 🙂"]`},
		{"displayName", "a\x00b", `invalid: Display name: "a\x00b" contains the control character U+0000`},
		{"displayName", "a\nb", `invalid: Display name: "a\nb" contains the control character U+000A`},
		{"displayName", "\xff", `invalid: Display name: "\xff" is not text`},
		{"info", "a\nb", `info [] -> ["a\r\nb"]`},
		{"description", "new", `description ["one" "two"] -> ["new" "two"]`},
		{"description", "", `description ["one" "two"] -> []`},
		{"hidden", "yes", `msExchHideFromAddressLists [] -> ["TRUE"]`},
		{"hidden", "False", `msExchHideFromAddressLists [] -> ["FALSE"]`},
		{"hidden", "maybe", `invalid: Hide from address lists: "maybe" is neither TRUE nor FALSE`},
		{"mailNickname", "a b", `invalid: Alias: "a b" contains a blank`},
		{"mailNickname", "a%b", `mailNickname [] -> ["a%b"]`},
		{"targetAddress", "x@ext.test", `targetAddress [] -> ["SMTP:x@ext.test"]`},
		{"targetAddress", "smtp:x@ext.test", `targetAddress [] -> ["SMTP:x@ext.test"]`},
		{"targetAddress", "X400:c=us;a= ;p=Lab;", `targetAddress [] -> ["X400:c=us;a= ;p=Lab;"]`},
		{"targetAddress", "x@", `invalid: Target address: "x@" has nothing after the @`},
		{"userPrincipalName", "ann@lab.test", `userPrincipalName [] -> ["ann@lab.test"]`},
		{"userPrincipalName", "ann", `invalid: User principal name: "ann" is no user principal name`},
		{"userPrincipalName", "a@b@lab.test", `invalid: User principal name: "a@b@lab.test" is no user principal name`},
		{"manager", "Bob", `invalid: Manager: "Bob" is no distinguished name`},
		{"country", "germany", `c [] -> ["DE"]; co [] -> ["Germany"]; countryCode [] -> ["276"]`},
		{"country", "Atlantis", `invalid: Country or region: "Atlantis" is none of the choices`},
		{"custom1", strings.Repeat("x", 2000), `extensionAttribute1 [] -> ["` + strings.Repeat("x", 2000) + `"]`},
		{"primary", "", `invalid: Primary address: a recipient needs one`},
		{"primary", "a@lab.test", `mail ["ann@lab.test"] -> ["a@lab.test"]; ` +
			`proxyAddresses ["SMTP:ann@lab.test" "smtp:a@lab.test"] -> ["smtp:ann@lab.test" "SMTP:a@lab.test"]`},
	}
	for _, tt := range tests {
		t.Run(tt.field+"="+tt.in, func(t *testing.T) {
			f, ok := Lookup(tt.field)
			if !ok {
				t.Fatal("no such field")
			}
			after, err := f.WithText(e, tt.in)
			if got := outcome(e, after, err); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestValuesBackChangeNothing(t *testing.T) {
	e := person()
	for _, f := range Fields() {
		after, err := f.With(e, f.Values(e))
		if got := outcome(e, after, err); got != "" {
			t.Errorf("%s: %s", f.ID, got)
		}
	}
}

func TestErrorsName(t *testing.T) {
	for _, f := range Fields() {
		for _, v := range []string{"\x01", "no such thing", "-1", "@"} {
			_, err := f.WithText(person(), v)
			if err == nil {
				continue
			}
			e, ok := err.(*model.Error)
			if !ok || e.Code != model.Invalid || e.Subject != f.Label || e.Hint == "" {
				t.Errorf("%s=%q: error %#v", f.ID, v, err)
			}
		}
	}
}
