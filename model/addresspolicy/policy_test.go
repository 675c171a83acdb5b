package addresspolicy_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"recipientdesk/model"
	. "recipientdesk/model/addresspolicy"
)

func person(n int, attrs ...string) model.Entry {
	guid := fmt.Sprintf("%08x-0000-0000-0000-000000000000", n+1)
	m := map[model.Attr][]string{model.ObjectClass: {"top", "user"}, model.CommonName: {fmt.Sprint("Person ", n)}}
	for _, a := range attrs {
		k, v, _ := strings.Cut(a, "=")
		m[model.Attr(k)] = append(m[model.Attr(k)], v)
	}
	return model.NewEntry(model.Ref{DN: fmt.Sprintf("CN=Person %d,DC=x", n), GUID: guid}, m)
}

func template(t *testing.T, s string) Template {
	t.Helper()
	out, err := ParseTemplate(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTemplates(t *testing.T) {
	e := person(0, "givenName=Änne Marie", "sn=O'Neill-Groß", "displayName=Änne O'Neill", "mailNickname=AOneill", "sAMAccountName=aoneill", "initials=K.")
	for text, want := range map[string]string{
		"SMTP:%g.%s@Contoso.com":  "aennemarie.oneill-gross@contoso.com",
		"smtp:%1g%s@contoso.com":  "aoneill-gross@contoso.com",
		"%m@contoso.com":          "aoneill@contoso.com",
		"%g.%i.%s@contoso.com":    "aennemarie.k.oneill-gross@contoso.com",
		"%d@contoso.com":          "aenne.oneill@contoso.com",
		"%r--%s@contoso.com":      "oneillgross@contoso.com",
		"%r-_%3s.%u@contoso.com":  "one.aoneill@contoso.com",
		"info.%2g%2s@contoso.com": "info.aeon@contoso.com",
		"%g_%s%%x@contoso.com":    "aennemarie_oneill-gross%x@contoso.com",
	} {
		if got, why := template(t, text).Address(e); got != want {
			t.Errorf("%s: %q (%s), want %q", text, got, why, want)
		}
	}
	if got, why := template(t, "%g.%i.%s@contoso.com").Address(person(0, "givenName=Jo", "sn=Li")); got != "jo.li@contoso.com" {
		t.Errorf("without an initial: %q (%s)", got, why)
	}
	if got, why := template(t, "%g.%s@contoso.com").Address(person(0, "givenName=Jo")); got != "" || !strings.Contains(why, "surname") {
		t.Errorf("without a surname: %q (%s)", got, why)
	}
	for _, bad := range []string{"", "x", "@contoso.com", "%q@contoso.com", "%g@", "%g@-", "%@contoso.com", "X400:%g@contoso.com", "%g %s@contoso.com", "%rx@contoso.com", "%0g@contoso.com"} {
		if got, err := ParseTemplate(bad); err == nil {
			t.Errorf("%q is taken for %v", bad, got)
		}
	}
}

func TestGive(t *testing.T) {
	policy := &Policy{Name: "Staff", Addresses: []Template{template(t, "SMTP:%g.%s@contoso.com"), template(t, "%m@contoso.com")}}
	people := []model.Entry{
		person(0, "givenName=Anna", "sn=Adams", "mailNickname=anna", "mail=anna.adams@contoso.com", "proxyAddresses=SMTP:anna.adams@contoso.com"),
		person(1, "givenName=Anna", "sn=Adams", "mailNickname=anna2", "proxyAddresses=SMTP:a@old.example", "proxyAddresses=X500:/o=x", "mail=a@old.example"),
		person(2, "givenName=Anna", "sn=Adams", "mailNickname=anna3", "mail=anna.adams3@contoso.com", "proxyAddresses=SMTP:anna.adams3@contoso.com"),
		person(3, "givenName=Anna", "sn=Adams", "mailNickname=anna4", "msExchPoliciesExcluded={26491CFC-9E50-4857-861B-0CB8DF22B5D7}"),
		person(4, "mailNickname=anna5", "proxyAddresses=smtp:ANNA5@contoso.com"),
	}
	give := func(people []model.Entry) (rows []Row) {
		p := NewPlan()
		for _, e := range people {
			p.Hold(e)
		}
		for _, e := range people {
			rows = append(rows, p.Give(e, policy))
		}
		return rows
	}
	rows := give(people)
	for i, want := range []string{
		"SMTP:anna.adams@contoso.com smtp:anna@contoso.com anna.adams@contoso.com",
		"SMTP:anna.adams2@contoso.com smtp:a@old.example X500:/o=x smtp:anna2@contoso.com anna.adams2@contoso.com",
		"SMTP:anna.adams3@contoso.com smtp:anna3@contoso.com anna.adams3@contoso.com",
		" ",
		"SMTP:ANNA5@contoso.com ANNA5@contoso.com",
	} {
		after := rows[i].After
		if got := strings.Join(after.Values(model.ProxyAddresses), " ") + " " + after.First(model.Mail); strings.TrimSpace(got) != strings.TrimSpace(want) {
			t.Errorf("%d: %s\nwant %s (%s, %v)", i, got, want, rows[i].Why, rows[i].Notes())
		}
	}
	if r := rows[3]; r.Why == "" || !r.Change().Empty() {
		t.Errorf("the one who is exempt: %+v", r)
	}
	var after []model.Entry
	for _, r := range rows {
		after = append(after, r.After)
	}
	for i, r := range give(after) {
		if !r.Change().Empty() || r.Why == "" {
			t.Errorf("giving again changes %d: %v (%s)", i, r.Change(), r.Why)
		}
	}
}

func TestFile(t *testing.T) {
	const text = `{"policies":[{"name":"Staff","scope":{"under":["OU=Staff,DC=x"],"filter":"(department=Sales)","memberOf":["CN=All,DC=x"],"kinds":["user-mailbox"]},"addresses":["SMTP:%g.%s@contoso.com"]}]}`
	ps, err := Load(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := ps.Save(&b); err != nil {
		t.Fatal(err)
	}
	again, err := Load(&b)
	if err != nil || len(again) != 1 || again[0].Addresses[0].String() != "SMTP:%g.%s@contoso.com" {
		t.Errorf("%+v %v", again, err)
	}
	qs, err := ps[0].Scope.Queries()
	if err != nil || len(qs) != 1 || qs[0].Base != "OU=Staff,DC=x" || !strings.Contains(qs[0].Where.String(), "(memberOf=CN=All,DC=x)") {
		t.Errorf("%+v %v", qs, err)
	}
	for _, bad := range []string{
		``, `{}x`, `{"policies":[{"name":"","addresses":["%m@x.com"]}]}`, `{"policies":[{"name":"a"}]}`, `{"policies":[{"name":"a","addresses":["SMTP:%m@x.com","SMTP:%g@x.com"]}]}`,
		`{"policies":[{"name":"a","scop":{},"addresses":["%m@x.com"]}]}`, `{"policies":[{"name":"a","scope":{"filter":"("},"addresses":["%m@x.com"]}]}`,
		`{"policies":[{"name":"a","scope":{"kinds":["people"]},"addresses":["%m@x.com"]}]}`, `{"policies":[{"name":"a","addresses":["%m@x.com"]},{"name":"A","addresses":["%m@x.com"]}]}`,
	} {
		if _, err := Load(strings.NewReader(bad)); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}

// An address has at most 64 characters before the @, and what is cut ends in a letter.
func TestLongNamesAreCut(t *testing.T) {
	x := func(n int) string { return strings.Repeat("x", n) }
	for alias, want := range map[string]string{x(64): x(64), x(65): x(64), x(70): x(64), x(63) + ".y": x(63), x(63) + "-long": x(63), x(61) + "-" + "yz": x(61) + "-yz"} {
		r := NewPlan().Give(person(0, "mailNickname="+alias), &Policy{Name: "All", Addresses: []Template{template(t, "SMTP:%m@contoso.com")}})
		if got := r.Given[0]; got.Address != want+"@contoso.com" || (got.Long != "") != (want != alias) || len(r.Notes()) != len(got.Long)/max(1, len(got.Long)) {
			t.Errorf("%s: %+v", alias, got)
		}
	}
}
