package sheet

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

const x500 = "X500:/o=Lab/cn=Ann (old)"

func mailbox(values ...string) model.Entry {
	return model.NewEntry(model.Ref{GUID: "g"}, map[model.Attr][]string{
		"proxyAddresses": append([]string{"SMTP:ann@lab.test", "smtp:a@lab.test", x500}, values...), "mail": {"ann@lab.test"}})
}

// after writes what an edit left: the addresses and mail, or the error.
func after(e model.Entry, err error) string {
	if err != nil {
		return string(model.CodeOf(err)) + ": " + err.Error()
	}
	return fmt.Sprint(e.Values(model.ProxyAddresses), " ", e.First(model.Mail))
}

func TestAddressEdits(t *testing.T) {
	f, _ := Lookup("proxyaddresses")
	p, _ := Lookup("primary")
	m, _ := Lookup("mail")
	add, remove := f.Add, f.Remove
	with := func(e model.Entry, s string) (model.Entry, error) { return f.With(e, strings.Split(s, "|")) }
	tests := []struct {
		name string
		do   func(model.Entry, string) (model.Entry, error)
		in   string
		want string
	}{
		{"a bare address is added as secondary", add, "b@lab.test", "[SMTP:ann@lab.test smtp:a@lab.test " + x500 + " smtp:b@lab.test] ann@lab.test"},
		{"an address marked primary does not take over", add, "SMTP:b@lab.test", "[SMTP:ann@lab.test smtp:a@lab.test " + x500 + " smtp:b@lab.test] ann@lab.test"},
		{"another type stays as written", add, "sip:ann@lab.test", "[SMTP:ann@lab.test smtp:a@lab.test " + x500 + " sip:ann@lab.test] ann@lab.test"},
		{"an address in other case is there already", add, "A@LAB.test", `exists: Addresses: "smtp:A@LAB.test" is in the list already`},
		{"a bad address", add, "b@lab", `invalid: Addresses: "b@lab" has the domain "lab", which has no dot`},
		{"a type without address", add, "X500:", `invalid: Addresses: "X500:" has nothing after the colon`},
		{"nothing", add, " ", `invalid: Addresses: the address is empty`},
		{"a secondary goes", remove, "a@lab.test", "[SMTP:ann@lab.test " + x500 + "] ann@lab.test"},
		{"X500 goes when named", remove, x500, "[SMTP:ann@lab.test smtp:a@lab.test] ann@lab.test"},
		{"the primary stays while others are left", remove, "SMTP:ann@lab.test", `invalid: Addresses: "ann@lab.test" is the primary address`},
		{"what is not there", remove, "z@lab.test", `not-found: Addresses: "z@lab.test" is not in the list`},
		{"a new primary keeps the old one", p.WithText, "new@lab.test", "[SMTP:new@lab.test smtp:ann@lab.test smtp:a@lab.test " + x500 + "] new@lab.test"},
		{"a secondary becomes primary", p.WithText, "a@lab.test", "[smtp:ann@lab.test SMTP:a@lab.test " + x500 + "] a@lab.test"},
		{"the primary in other case", p.WithText, "Ann@lab.test", "[SMTP:Ann@lab.test smtp:a@lab.test " + x500 + "] Ann@lab.test"},
		{"mail is the primary", m.WithText, "new@lab.test", "[SMTP:new@lab.test smtp:ann@lab.test smtp:a@lab.test " + x500 + "] new@lab.test"},
		{"mail with a prefix", m.WithText, "smtp:a@lab.test", "[smtp:ann@lab.test SMTP:a@lab.test " + x500 + "] a@lab.test"},
		{"mail cannot go", m.WithText, "", "invalid: E-mail: cannot be removed while the object has mail addresses"},
		{"SMTP values replace SMTP values", with, "SMTP:n@lab.test|smtp:ann@lab.test", "[SMTP:n@lab.test smtp:ann@lab.test " + x500 + "] n@lab.test"},
		{"the primary stays primary without a mark", with, "b@lab.test|ann@lab.test", "[smtp:b@lab.test SMTP:ann@lab.test " + x500 + "] ann@lab.test"},
		{"the first becomes primary", with, "b@lab.test|c@lab.test", "[SMTP:b@lab.test smtp:c@lab.test " + x500 + "] b@lab.test"},
		{"two primaries", with, "SMTP:b@lab.test|SMTP:c@lab.test", "invalid: Addresses: 2 addresses are marked SMTP: as primary"},
		{"twice in different case", with, "b@lab.test|B@lab.test", `invalid: Addresses: "B@lab.test" is given twice`},
		{"a list with another type is complete", with, "SMTP:ann@lab.test|sip:ann@lab.test", "[SMTP:ann@lab.test sip:ann@lab.test] ann@lab.test"},
		{"none", with, "", "[] "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := after(tt.do(mailbox(), tt.in)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestMailWithoutAddresses(t *testing.T) {
	m, _ := Lookup("mail")
	e := model.NewEntry(model.Ref{}, map[model.Attr][]string{"mail": {"a@lab.test"}, "proxyAddresses": {x500}})
	if got := after(m.WithText(e, "b@lab.test")); got != "["+x500+"] b@lab.test" {
		t.Error("change:", got)
	}
	if got := after(m.WithText(e, "")); got != "["+x500+"] " {
		t.Error("remove:", got)
	}
}

func TestLastAddressTakesMailAlong(t *testing.T) {
	f, _ := Lookup("proxyAddresses")
	e := model.NewEntry(model.Ref{}, map[model.Attr][]string{"mail": {"Ann@lab.test"}, "proxyAddresses": {"SMTP:ann@lab.test", x500}})
	if got := after(f.Remove(e, "ann@lab.test")); got != "["+x500+"] " {
		t.Error(got)
	}
	e = e.With("mail", "other@lab.test")
	if got := after(f.Remove(e, "ann@lab.test")); got != "["+x500+"] other@lab.test" {
		t.Error("a mail of its own goes:", got)
	}
}

func TestAddPasted(t *testing.T) {
	text := `Bob Brown <bob@lab.test>, "Eva E." <eva@lab.test>; c@lab.test d@lab.test
mailto:f@lab.test	'g@lab.test'
X500:/o=Lab/ou=First Group/cn=x, y
a@lab.test, nonsense
`
	want := []string{"bob@lab.test", "eva@lab.test", "c@lab.test", "d@lab.test", "f@lab.test", "g@lab.test",
		"X500:/o=Lab/ou=First Group/cn=x, y", "a@lab.test exists", "nonsense invalid"}
	e, results := AddPasted(mailbox(), text)
	var got []string
	for _, r := range results {
		s := r.Text
		if r.Err != nil {
			s += " " + string(model.CodeOf(r.Err))
		}
		got = append(got, s)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if n := len(e.Values(model.ProxyAddresses)); n != 3+7 {
		t.Errorf("%d addresses", n)
	}
	if p, _ := model.Addresses(e).Primary(); p.Value() != "ann@lab.test" {
		t.Error("primary is", p)
	}
}

func TestThreeHundredAddresses(t *testing.T) {
	f, _ := Lookup("proxyAddresses")
	e := mailbox()
	var err error
	for i := range 300 {
		if e, err = f.Add(e, fmt.Sprintf("a%d@lab.test", i)); err != nil {
			t.Fatal(err)
		}
	}
	p, _ := Lookup("primary")
	after, err := p.WithText(e, "a299@lab.test")
	if err != nil {
		t.Fatal(err)
	}
	if got := changes(e, after); !strings.Contains(got, `mail ["ann@lab.test"] -> ["a299@lab.test"]`) {
		t.Error(got)
	}
	if n := len(after.Values(model.ProxyAddresses)); n != 303 {
		t.Errorf("%d addresses", n)
	}
}
