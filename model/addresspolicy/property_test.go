package addresspolicy_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
	. "recipientdesk/model/addresspolicy"
)

// crowd makes people of few names, so that many want one address, with addresses, sign-in
// names and exemptions as they come.
func crowd(r *rand.Rand, n int) (out []model.Entry) {
	given := []string{"Anna", "Änne", "O'Neil", "王", "", strings.Repeat("Maximilian", 7)}
	sn := []string{"Adams", "Müller-Groß", "d'Arc", "محمد", "Li2", ""}
	for i := range n {
		g, s := given[r.IntN(len(given))], sn[r.IntN(len(sn))]
		attrs := []string{"mailNickname=" + []string{"a", "b1", "room", "c.d"}[r.IntN(4)] + fmt.Sprint(i%7), "displayName=" + g + " " + s}
		for a, v := range map[string]string{"givenName": g, "sn": s} {
			if v != "" {
				attrs = append(attrs, a+"="+v)
			}
		}
		if r.IntN(3) == 0 {
			attrs = append(attrs, fmt.Sprintf("proxyAddresses=SMTP:anna.adams%d@contoso.com", i), fmt.Sprintf("mail=anna.adams%d@contoso.com", i))
		}
		if r.IntN(4) == 0 {
			attrs = append(attrs, fmt.Sprintf("proxyAddresses=X500:/o=x/cn=%d", i), fmt.Sprintf("proxyAddresses=smtp:old%d@old.example", i))
		}
		if r.IntN(5) == 0 {
			attrs = append(attrs, fmt.Sprintf("userPrincipalName=room%d@contoso.com", i))
		}
		if r.IntN(8) == 0 {
			attrs = append(attrs, "msExchPoliciesExcluded={26491CFC-9e50-4857-861b-0cb8df22b5d7}")
		}
		out = append(out, person(i, attrs...))
	}
	return out
}

func plan(people []model.Entry, policy *Policy) (rows []Row) {
	p := NewPlan()
	for _, e := range people {
		p.Hold(e)
	}
	for _, e := range people {
		rows = append(rows, p.Give(e, policy))
	}
	return rows
}

// What always holds of a plan, whoever is in it.
func TestPlanProperties(t *testing.T) {
	patterns := []string{"SMTP:%g.%s@contoso.com", "%m@contoso.com", "smtp:%1g%s@contoso.com", "SMTP:%d@contoso.com", "SMTP:%m@contoso.com", "%g@contoso.com"}
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		policy := &Policy{Name: "All", Addresses: []Template{template(t, patterns[r.IntN(len(patterns))])}}
		if second := template(t, patterns[1+r.IntN(2)]); second.String() != policy.Addresses[0].String() {
			policy.Addresses = append(policy.Addresses, second)
		}
		people := crowd(r, 120)
		rows := plan(people, policy)
		owner := map[string]string{}
		for _, row := range rows {
			for _, a := range model.Addresses(row.Before) {
				if !slices.ContainsFunc(model.Addresses(row.After), a.Equal) {
					t.Errorf("seed %d: %s loses %s", seed, row.Before.Ref.DN, a)
				}
			}
			primaries := 0
			for _, a := range model.Addresses(row.After) {
				if !a.IsSMTP() {
					continue
				}
				if a.Primary() {
					primaries++
				}
				k := strings.ToLower(a.Value())
				if other, taken := owner[k]; taken && other != row.After.Ref.GUID || model.CheckSMTP(a.Value()) != nil {
					t.Errorf("seed %d: %s is given twice, or is none", seed, k)
				}
				owner[k] = row.After.Ref.GUID
			}
			if primaries > 1 || OptedOut(row.Before) && !row.Change().Empty() || row.Change().Empty() && row.Why == "" {
				t.Errorf("seed %d: %d primary addresses, %s: %v", seed, primaries, row.Why, row.Change())
			}
		}
		for _, e := range people {
			if upn := strings.ToLower(e.First(model.UserPrincipalName)); upn != "" && owner[upn] != "" && owner[upn] != e.Ref.GUID {
				t.Errorf("seed %d: %s is the sign-in name of another", seed, upn)
			}
		}
		again := plan(people, policy)
		var after []model.Entry
		for i, row := range rows {
			if !model.Diff(row.After, again[i].After).Empty() {
				t.Errorf("seed %d: planned twice, %s gets two results", seed, row.Before.Ref.DN)
			}
			after = append(after, row.After)
		}
		for _, row := range plan(after, policy) {
			if !row.Change().Empty() {
				t.Errorf("seed %d: giving again changes %s: %v", seed, row.Before.Ref.DN, row.Change())
			}
		}
	}
}

// room12 is no second room1, while nobody has room1; of two long names each is cut to
// what an address holds, and keeps that.
func TestNumbers(t *testing.T) {
	policy := &Policy{Name: "All", Addresses: []Template{template(t, "SMTP:%m@contoso.com")}}
	long := strings.Repeat("x", 64)
	people := []model.Entry{
		person(0, "mailNickname=room1", "proxyAddresses=SMTP:room12@contoso.com"),
		person(1, "mailNickname="+long), person(2, "mailNickname="+long),
		person(3, "mailNickname=anna", "proxyAddresses=SMTP:anna2@contoso.com", "proxyAddresses=smtp:anna@contoso.com"),
	}
	var got []string
	var after []model.Entry
	for _, r := range plan(people, policy) {
		p, _ := model.Addresses(r.After).Primary()
		got, after = append(got, p.Value()), append(after, r.After)
	}
	want := []string{"room1@contoso.com", long + "@contoso.com", long[:63] + "2@contoso.com", "anna@contoso.com"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for _, r := range plan(after, policy) {
		if !r.Change().Empty() {
			t.Errorf("giving again: %v", r.Change())
		}
	}
}

func TestOptOut(t *testing.T) {
	e := person(0, "msExchPoliciesExcluded=other")
	out := SetOptOut(SetOptOut(e, true), true)
	if !OptedOut(out) || len(out.Values("msExchPoliciesExcluded")) != 2 || OptedOut(e) {
		t.Errorf("%v", out.Values("msExchPoliciesExcluded"))
	}
	if under := e.With("msExchPoliciesIncluded", "policy", "{26491cfc-9e50-4857-861b-0cb8df22b5d7}"); SetOptOut(under, true).Has("msExchPoliciesIncluded") || !SetOptOut(under, false).Has("msExchPoliciesIncluded") {
		t.Error("the mark of a server's policy")
	}
	if back := SetOptOut(out, false); !model.Diff(e, back).Empty() {
		t.Errorf("%v", model.Diff(e, back))
	}
}

func FuzzParseTemplate(f *testing.F) {
	for _, s := range []string{"SMTP:%g.%s@contoso.com", "%1g%s@x.com", "%r--%d@x.com", "%%@x.com", "%99m@x.com", "smtp:%räa%g@x.com", "%g@", "%", "a..b@x.com", "%r"} {
		f.Add(s)
	}
	e := person(0, "givenName=Änne", "sn=d'Arc", "displayName=R & D, \"x\"", "mailNickname=a&b", "sAMAccountName=x")
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseTemplate(s)
		if err != nil {
			if model.CodeOf(err) != model.Invalid {
				t.Errorf("%q: %v", s, err)
			}
			return
		}
		if again, err := ParseTemplate(got.String()); err != nil || again.Primary() != got.Primary() {
			t.Errorf("%q is not read again: %v", s, err)
		}
		address, why := got.Address(e)
		if (address == "") == (why == "") || address != "" && model.CheckSMTP(address) != nil {
			t.Errorf("%q makes %q (%s)", s, address, why)
		}
	})
}

func FuzzLoad(f *testing.F) {
	for _, s := range []string{`{"policies":[{"name":"a","scope":{"under":["OU=x,DC=y"],"filter":"(a=b)","memberOf":["CN=g"],"kinds":["user"]},"addresses":["SMTP:%m@x.com"]}]}`, `{}`, `{"policies":[null]}`, `[]`, `{"policies":[{"off":true}]}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ps, err := Load(strings.NewReader(s))
		if err != nil {
			if model.CodeOf(err) != model.Invalid {
				t.Errorf("%q: %v (code %q)", s, err, model.CodeOf(err))
			}
			return
		}
		var b strings.Builder
		if err := ps.Save(&b); err != nil {
			t.Fatal(err)
		}
		if again, err := Load(strings.NewReader(b.String())); err != nil || len(again) != len(ps) {
			t.Errorf("%q, saved as %q: %v", s, b.String(), err)
		}
	})
}

// A thousand people of one name get a thousand addresses, and not by trying all numbers
// for each of them.
func TestManyOfOneName(t *testing.T) {
	policy := &Policy{Name: "All", Addresses: []Template{template(t, "SMTP:info@contoso.com")}}
	var people []model.Entry
	for i := range 10_000 {
		people = append(people, person(i))
	}
	start := time.Now()
	seen := map[string]bool{}
	for _, r := range plan(people, policy) {
		p, _ := model.Addresses(r.After).Primary()
		if seen[p.Value()] {
			t.Fatalf("%s is given twice", p)
		}
		seen[p.Value()] = true
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}

// Letters that a template has in upper case are as good as others: who has a numbered
// address keeps it, though somebody before has left.
func TestCapitalsInTemplate(t *testing.T) {
	policy := &Policy{Name: "All", Addresses: []Template{template(t, "SMTP:Info.%s@contoso.com")}}
	var people []model.Entry
	for _, r := range plan([]model.Entry{person(0, "sn=Li"), person(1, "sn=Li"), person(2, "sn=Li")}, policy) {
		people = append(people, r.After)
	}
	if p, _ := model.Addresses(people[2]).Primary(); p.Value() != "info.li3@contoso.com" {
		t.Errorf("the third gets %s", p)
	}
	for _, r := range plan([]model.Entry{people[0], people[2]}, policy) {
		if !r.Change().Empty() {
			t.Errorf("given again: %v", r.Change())
		}
	}
}

func TestUnverified(t *testing.T) {
	ps := Policies{{Name: "On", Addresses: []Template{template(t, "SMTP:%m@contoso.com"), template(t, "%m@Old.example")}},
		{Name: "Off", Off: true, Addresses: []Template{template(t, "SMTP:%m@off.example")}}}
	got := ps.Unverified(&model.TenantFacts{InitialDomain: "contoso.onmicrosoft.com", VerifiedDomains: []string{"contoso.com", "contoso.onmicrosoft.com"}})
	if len(got) != 1 || got[0] != (Unverified{"On", "%m@Old.example", "old.example"}) || !strings.Contains(got[0].String(), "old.example is not verified") {
		t.Errorf("%+v", got)
	}
	for _, f := range []*model.TenantFacts{nil, {InitialDomain: "contoso.onmicrosoft.com"}} {
		if got := ps.Unverified(f); len(got) > 0 {
			t.Errorf("of %v nothing is known, and %v is said", f, got)
		}
	}
}

// What becomes of a recipient, in one word and in sentences.
func TestOutcomes(t *testing.T) {
	policy := &Policy{Name: "All", Addresses: []Template{template(t, "SMTP:%g.%s@contoso.com")}}
	long := strings.Repeat("Maximilian", 4)
	people := []model.Entry{
		person(0, "givenName=Anna", "sn=Adams", "proxyAddresses=SMTP:anna.adams@contoso.com", "mail=anna.adams@contoso.com"),
		person(1, "givenName=Anna", "sn=Adams"),
		person(2, "givenName=Bob"),
		person(3, "givenName=Bob", "sn=Brown", "msExchPoliciesExcluded={26491CFC-9E50-4857-861B-0CB8DF22B5D7}"),
		person(4, "givenName="+long, "sn="+long),
		person(5, "givenName=Eva", "sn=Eder", "proxyAddresses=SMTP:eva.eder3@contoso.com", "mail=eva.eder3@contoso.com"),
		person(6, "givenName=Gus", "sn=Gray", "proxyAddresses=smtp:gus.gray@contoso.com"),
		person(7, "mail=gus.gray@contoso.com"),
	}
	p := NewPlan()
	for _, i := range []int{0, 1, 2, 3, 4, 5, 7, 6} {
		p.Hold(people[i])
	}
	for i, want := range []struct {
		outcome Outcome
		primary string
		note    string
	}{
		{Keeps, "anna.adams@contoso.com", ""},
		{Numbered, "anna.adams2@contoso.com", "anna.adams@contoso.com belongs to Person 0: it is anna.adams2@contoso.com"},
		{Lacks, "", "SMTP:%g.%s@contoso.com gives nothing: it has no surname"},
		{Exempt, "", ""},
		{Gets, strings.ToLower(long) + "." + strings.ToLower(long)[:23] + "@contoso.com", "is longer than the 64 characters"},
		{Keeps, "eva.eder3@contoso.com", "eva.eder3@contoso.com stays, though nobody else has eva.eder@contoso.com"},
		{Lacks, "", "gus.gray@contoso.com belongs to Person 7, too"},
	} {
		r := p.Give(people[i], policy)
		primary, _ := model.Addresses(r.After).Primary()
		if r.Outcome() != want.outcome || primary.Value() != want.primary || !strings.Contains(strings.Join(r.Notes(), "\n"), want.note) || want.note == "" && len(r.Notes()) > 0 {
			t.Errorf("%d: %s, %q, %q; want %+v", i, r.Outcome(), primary.Value(), r.Notes(), want)
		}
	}
	if r := (Row{Before: people[0], After: people[0]}); r.Outcome() != Outside {
		t.Errorf("without a policy: %s", r.Outcome())
	}
}
