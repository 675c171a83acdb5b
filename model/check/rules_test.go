package check

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"recipientdesk/model"
)

var update = flag.Bool("update", false, "rewrite golden files")

type attrs map[model.Attr][]string

// A ruleCase is an object and what one rule says of it: "value: errors action
// proposed" for each problem.
type ruleCase struct {
	name   string
	attrs  attrs
	want   []string
	opts   Options
	cannot bool // the fix leaves it, and says so
}

// runRule checks the cases of one rule, and that its fix mends what it claims to.
func runRule(t *testing.T, id string, cases []ruleCase) {
	t.Helper()
	r, ok := Lookup(id)
	if !ok {
		t.Fatal("no rule", id)
	}
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			tt.opts.Only = []string{id}
			e := model.NewEntry(model.Ref{GUID: "g", DN: "CN=Ann Adams,DC=lab,DC=test"}, tt.attrs)
			found := Run(tt.opts, e)
			var got []string
			for _, f := range found {
				s := fmt.Sprintf("%s: %s %s", f.Value, strings.Join(f.Errors, ","), f.Action)
				if f.Proposed != "" {
					s += " " + f.Proposed
				}
				got = append(got, s)
				if f.Text == "" || strings.HasSuffix(f.Text, ".") || f.Attr == "" || f.Rule != r || f.Ref != e.Ref {
					t.Errorf("finding %+v", f)
				}
			}
			if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
			if r.Fix == nil || len(found) == 0 {
				return
			}
			fixed, ok := r.Fix(e)
			if left := Run(tt.opts, fixed); ok == tt.cannot || ok && len(left) > 0 {
				t.Errorf("fix says %v and leaves %v", ok, left)
			}
		})
	}
}

func TestRD1001(t *testing.T) {
	runRule(t, "RD1001", []ruleCase{
		{name: "none", attrs: attrs{"mail": {"a@x.test"}}},
		{name: "one", attrs: attrs{"proxyAddresses": {"SMTP:a@x.test", "smtp:b@x.test"}}},
		{name: "another type is no SMTP", attrs: attrs{"proxyAddresses": {"SMTP:a@x.test", "X500:/o=x", "SIP:a@x.test"}}},
		{name: "two", attrs: attrs{"proxyAddresses": {"SMTP:a@x.test", "SMTP:b@x.test"}}, want: []string{"SMTP:b@x.test: MultiplePrimary Edit smtp:b@x.test"}},
		{name: "mail decides", attrs: attrs{"proxyAddresses": {"SMTP:a@x.test", "SMTP:b@x.test", "SMTP:c@x.test"}, "mail": {"B@x.test"}},
			want: []string{"SMTP:a@x.test: MultiplePrimary Edit smtp:a@x.test", "SMTP:c@x.test: MultiplePrimary Edit smtp:c@x.test"}},
	})
}

func TestRD1002(t *testing.T) {
	runRule(t, "RD1002", []ruleCase{
		{name: "no addresses", attrs: attrs{"mail": {"a@x.test"}}},
		{name: "only X500", attrs: attrs{"proxyAddresses": {"X500:/o=x"}}},
		{name: "a primary", attrs: attrs{"proxyAddresses": {"SMTP:a@x.test"}}},
		{name: "none marked", attrs: attrs{"proxyAddresses": {"X500:/o=x", "smtp:a@x.test", "smtp:b@x.test"}}, want: []string{"smtp:a@x.test: NoPrimary Edit SMTP:a@x.test"}},
		{name: "mixed case is not capital", attrs: attrs{"proxyAddresses": {"Smtp:a@x.test"}}, want: []string{"Smtp:a@x.test: NoPrimary Edit SMTP:a@x.test"}},
		{name: "mail decides", attrs: attrs{"proxyAddresses": {"smtp:a@x.test", "smtp:b@x.test"}, "mail": {"b@x.test"}}, want: []string{"smtp:b@x.test: NoPrimary Edit SMTP:b@x.test"}},
	})
}

func TestRD1003(t *testing.T) {
	runRule(t, "RD1003", []ruleCase{
		{name: "equal but for case", attrs: attrs{"proxyAddresses": {"SMTP:a@x.test"}, "mail": {"A@x.test"}}},
		{name: "no primary to compare", attrs: attrs{"proxyAddresses": {"smtp:a@x.test"}, "mail": {"b@x.test"}}},
		{name: "only mail", attrs: attrs{"mail": {"b@x.test"}}},
		{name: "different", attrs: attrs{"proxyAddresses": {"SMTP:a@x.test"}, "mail": {"b@x.test"}}, want: []string{"b@x.test: PrimaryMismatch Edit a@x.test"}},
		{name: "no mail", attrs: attrs{"proxyAddresses": {"SMTP:a@x.test"}}, want: []string{": Blank Edit a@x.test"}},
		{name: "equal but for a blank", attrs: attrs{"proxyAddresses": {"SMTP:a@x.test "}, "mail": {"a@x.test"}}},
		{name: "a blank does not spread", attrs: attrs{"proxyAddresses": {"SMTP:a@x.test "}, "mail": {"b@x.test"}}, want: []string{"b@x.test: PrimaryMismatch Edit a@x.test"}},
	})
}

func TestRD1005(t *testing.T) {
	runRule(t, "RD1005", []ruleCase{
		{name: "good ones", attrs: attrs{"proxyAddresses": {"SMTP:o'brien+x@x.test", "smtp:a@mail.x.test"}, "mail": {"a@x.test"}, "targetAddress": {"SMTP:a@x.test"}}},
		{name: "other types are not judged", attrs: attrs{"proxyAddresses": {"X500:/o=A B/cn=(x), y", "x400:c=us;a= ;", "EUM:12;phone-context=a b", "SIP:bad", "foo:@@"}, "targetAddress": {"X400:c=us;"}}},
		{name: "blanks", attrs: attrs{"proxyAddresses": {"SMTP: a@x.test ", "smtp:b b@x.test"}},
			want: []string{"SMTP: a@x.test : Character,DomainPart,LocalPart Edit SMTP:a@x.test", "smtp:b b@x.test: Character,LocalPart Edit smtp:bb@x.test"}},
		{name: "no at", attrs: attrs{"mail": {"anna"}}, want: []string{"anna: Format None"}, cannot: true},
		{name: "two ats", attrs: attrs{"proxyAddresses": {"smtp:a@b@x.test"}}, want: []string{"smtp:a@b@x.test: LocalPart None"}, cannot: true},
		{name: "trailing period", attrs: attrs{"proxyAddresses": {"smtp:a.@x.test."}}, want: []string{"smtp:a.@x.test.: DomainPart,LocalPart Edit smtp:a@x.test"}},
		{name: "two periods", attrs: attrs{"proxyAddresses": {"smtp:a..b@x..test"}}, want: []string{"smtp:a..b@x..test: DomainPart,LocalPart Edit smtp:a.b@x.test"}},
		{name: "invisible", attrs: attrs{"mail": {"a\u200b@x.test"}}, want: []string{"a\u200b@x.test: Character,LocalPart Edit a@x.test"}},
		{name: "a domain without a dot", attrs: attrs{"targetAddress": {"SMTP:a@host"}}, want: []string{"SMTP:a@host: DomainPart None"}, cannot: true},
		{name: "no type", attrs: attrs{"proxyAddresses": {"a@x.test"}}, want: []string{"a@x.test: Format Edit SMTP:a@x.test"}},
		{name: "no type, and there with one", attrs: attrs{"proxyAddresses": {"a@x.test", "SMTP:A@x.test"}}, want: []string{"a@x.test: Format None"}, cannot: true},
		{name: "letters beyond ASCII", attrs: attrs{"proxyAddresses": {"smtp:jürgen@x.test"}}, want: []string{"smtp:jürgen@x.test: LocalPart None"}, cannot: true},
		{name: "bytes", attrs: attrs{"mail": {"\xff@x.test"}}, want: []string{"\xff@x.test: Character,LocalPart None"}, cannot: true},
		{name: "a local part of 65", attrs: attrs{"mail": {strings.Repeat("a", 65) + "@x.test"}}, want: []string{strings.Repeat("a", 65) + "@x.test: LocalPart None"}, cannot: true},
	})
}

func TestRD1006(t *testing.T) {
	o := Options{Schema: model.NewSchema([]model.AttrDef{
		{Name: "displayName", Syntax: model.SyntaxString, Max: 5},
		{Name: "thumbnailPhoto", Syntax: model.SyntaxOctets, Max: 3},
		{Name: "msExchMailboxGuid", Syntax: model.SyntaxOctets, Min: 2, Max: 2},
		{Name: "delivContLength", Syntax: model.SyntaxInteger, Min: 1, Max: 10},
		{Name: "manager", Syntax: model.SyntaxDN, Max: 1},
		{Name: "objectSid", Syntax: model.SyntaxSID, Max: 1, System: true},
		{Name: "title", Syntax: model.SyntaxString},
	}, nil, 0)}
	runRule(t, "RD1006", []ruleCase{
		{name: "within", opts: o, attrs: attrs{"displayName": {"äöüßé"}, "thumbnailPhoto": {"abc"}, "delivContLength": {"10"}, "title": {"long enough"}}},
		{name: "a character beyond the basic plane counts twice", opts: o, attrs: attrs{"displayName": {"abcd🙂"}}, want: []string{"abcd🙂: Length None"}},
		{name: "bytes", opts: o, attrs: attrs{"thumbnailPhoto": {"abcd"}, "msExchMailboxGuid": {"a"}}, want: []string{": Length None", ": Length None"}},
		{name: "numbers", opts: o, attrs: attrs{"delivContLength": {"11"}}, want: []string{"11: Range None"}},
		{name: "not measured", opts: o, attrs: attrs{"manager": {"CN=x"}, "objectSid": {"abc"}, "unknown": {"xxxxxxxxxx"}}},
		{name: "no schema", attrs: attrs{"displayName": {"too long"}}},
	})
}

func TestRD1007(t *testing.T) {
	group := func(more attrs) attrs {
		more["objectClass"], more["groupType"] = []string{"top", "group"}, []string{"8"}
		return more
	}
	runRule(t, "RD1007", []ruleCase{
		{name: "named", attrs: group(attrs{"mail": {"g@x.test"}, "displayName": {"G"}})},
		{name: "no mail", attrs: group(attrs{})},
		{name: "a user", attrs: attrs{"objectClass": {"user"}, "mail": {"a@x.test"}}},
		{name: "missing", attrs: group(attrs{"mail": {"g@x.test"}, "cn": {"Sales "}}), want: []string{": Blank Edit Sales"}},
		{name: "blank, without cn", attrs: group(attrs{"mail": {"g@x.test"}, "displayName": {"  "}}), want: []string{"  : Blank Edit Ann Adams"}},
	})
}

func TestRD1008(t *testing.T) {
	runRule(t, "RD1008", []ruleCase{
		{name: "good", attrs: attrs{"mailNickname": {"ann.adams"}}},
		{name: "not set", attrs: attrs{}},
		{name: "long is another matter", attrs: attrs{"mailNickname": {strings.Repeat("a", 70)}}},
		{name: "blank", attrs: attrs{"mailNickname": {"ann adams"}}, want: []string{"ann adams: Character Edit annadams"}},
		{name: "control character", attrs: attrs{"mailNickname": {"ann\t"}}, want: []string{"ann\t: Character Edit ann"}},
		{name: "periods", attrs: attrs{"mailNickname": {".a..b."}}, want: []string{".a..b.: Character Edit a.b"}},
		{name: "nothing left", attrs: attrs{"mailNickname": {"李"}}, want: []string{"李: Character None"}, cannot: true},
	})
}

func TestRD1009(t *testing.T) {
	user := func(more attrs) attrs {
		more["objectClass"], more["msExchHideFromAddressLists"] = []string{"user"}, []string{"TRUE"}
		return more
	}
	runRule(t, "RD1009", []ruleCase{
		{name: "set", attrs: user(attrs{"mail": {"a@x.test"}, "mailNickname": {"a"}})},
		{name: "no mail", attrs: user(attrs{})},
		{name: "nothing waits", attrs: attrs{"objectClass": {"user"}, "mail": {"a@x.test"}, "msExchHideFromAddressLists": {"FALSE"}}},
		{name: "groups and contacts need none", attrs: attrs{"objectClass": {"contact"}, "mail": {"a@x.test"}, "msExchHideFromAddressLists": {"TRUE"}}},
		{name: "from the user principal name", attrs: user(attrs{"mail": {"a@x.test"}, "userPrincipalName": {"ann.adams@lab.test"}}), want: []string{": Blank Edit ann.adams"}},
		{name: "from the address", attrs: user(attrs{"proxyAddresses": {"SMTP:eva@x.test"}}), want: []string{": Blank Edit eva"}},
		{name: "from the name", attrs: attrs{"objectClass": {"user"}, "targetAddress": {"SMTP:eva@x.test"}, "cn": {"Eva E."}}, want: []string{": Blank Edit EvaE"}},
		{name: "it would let a mailbox GUID through", attrs: user(attrs{"mail": {"a@x.test"}, "msExchMailboxGuid": {"0123456789abcdef"}}), want: []string{": Blank None"}, cannot: true},
	})
}

func TestRD1010(t *testing.T) {
	o := Options{Verified: []string{"x.test"}}
	runRule(t, "RD1010", []ruleCase{
		{name: "not known", attrs: attrs{"objectClass": {"user"}, "proxyAddresses": {"SMTP:a@y.test"}}},
		{name: "verified", opts: o, attrs: attrs{"objectClass": {"user"}, "proxyAddresses": {"SMTP:a@X.test", "SIP:a@y.test"}}},
		{name: "not verified", opts: o, attrs: attrs{"objectClass": {"user"}, "proxyAddresses": {"SMTP:a@x.test", "smtp:a@y.test"}}, want: []string{"smtp:a@y.test: UnverifiedDomain None"}},
		{name: "a contact may", opts: o, attrs: attrs{"objectClass": {"contact"}, "proxyAddresses": {"SMTP:a@y.test"}}},
	})
}

// TestRulesDoc keeps docs/rules.md equal to the rules.
func TestRulesDoc(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Rules\n\nMade from the rules in model/check by `go test ./model/check -update`; do not edit.\n\n" +
		"An *error* that an edit brings in refuses the save; one that was there before does not. A *warning* is counted before saving, *advice* is shown.\n")
	for _, r := range Rules() {
		if r.Title == "" || !strings.HasSuffix(r.Text, ".") || !strings.HasPrefix(r.Source, "https://") {
			t.Errorf("%s is not documented", r.ID)
		}
		where := "any attribute"
		if len(r.Attrs) > 0 {
			var names []string
			for _, a := range r.Attrs {
				names = append(names, "`"+string(a)+"`")
			}
			where = strings.Join(names, ", ")
		}
		fix := "A person has to decide."
		if r.Fix != nil {
			fix = "Can be fixed."
		}
		fmt.Fprintf(&b, "\n## %s %s\n\n*%s* · %s · %s\n\n%s [Source](%s)\n", r.ID, r.Title, r.Severity, where, fix, r.Text, r.Source)
	}
	const file = "../../docs/rules.md"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("%s is out of date: run go test ./model/check -update", file)
	}
}
