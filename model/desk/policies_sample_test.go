package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
	"recipientdesk/model/desk"
	"recipientdesk/sim"
)

func policies(t testing.TB, text string) addresspolicy.Policies {
	t.Helper()
	ps, err := addresspolicy.Load(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return ps
}

// For each recipient the first policy counts whose container, filter, group and kinds it
// is in.
func TestPolicyScopes(t *testing.T) {
	dir := sim.Sample(nil, nil).System()
	d := desk.New(dir, nil, desk.Options{Now: time.Now})
	g, err := d.Find(t.Context(), "dl-everyone")
	if err != nil {
		t.Fatal(err)
	}
	group, err := d.Get(t.Context(), g)
	if err != nil || len(group.Values("member")) == 0 {
		t.Fatal(group.Values("member"), err)
	}
	got, err := d.Policies(t.Context(), policies(t, `{"policies":[
		{"name":"Groups","scope":{"kinds":["group"]},"addresses":["SMTP:%m@groups.example"]},
		{"name":"Switched off","off":true,"addresses":["SMTP:%m@off.example"]},
		{"name":"Dublin","scope":{"under":["OU=Dublin,OU=Staff,DC=corp,DC=example"]},"addresses":["SMTP:%m@dublin.example"]},
		{"name":"Sales","scope":{"filter":"(department=Sales)"},"addresses":["SMTP:%m@sales.example"]},
		{"name":"Members","scope":{"memberOf":["`+g.DN+`"]},"addresses":["SMTP:%m@members.example"]},
		{"name":"Rest","addresses":["SMTP:%m@rest.example"]}]}`), nil)
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, r := range got.Rows {
		e, err := d.Get(t.Context(), r.Before.Ref)
		if err != nil {
			t.Fatal(err)
		}
		k := model.Recipient{Entry: e}.Kind()
		want := "Rest"
		switch {
		case k.Family() == "group":
			want = "Groups"
		case strings.HasSuffix(e.Ref.DN, ",OU=Dublin,OU=Staff,DC=corp,DC=example"):
			want = "Dublin"
		case e.First("department") == "Sales":
			want = "Sales"
		case slices.Contains(group.Values("member"), e.Ref.DN):
			want = "Members"
		}
		if count[want]++; r.Policy.Name != want {
			t.Errorf("%s has the policy %s, want %s", e.Ref.DN, r.Policy.Name, want)
		}
		if p, _ := model.Addresses(r.After).Primary(); !r.Change().Empty() && !strings.HasSuffix(p.Value(), "@"+strings.ToLower(want)+".example") {
			t.Errorf("%s gets %s by %s", e.Ref.DN, p, want)
		}
	}
	for _, p := range []string{"Groups", "Dublin", "Sales", "Members", "Rest"} {
		if count[p] == 0 {
			t.Errorf("nobody has the policy %s: %v", p, count)
		}
	}
}

// Nobody gets an address that an object of the tenant has, which AD knows nothing of.
func TestPoliciesLeaveTheTenantItsAddresses(t *testing.T) {
	c := newCompany(t)
	e := c.entry("dl-everyone")
	ps := policies(t, `{"policies":[{"name":"One","scope":{"filter":"(sAMAccountName=dl-everyone)"},"addresses":["SMTP:admin@brightwater.onmicrosoft.com"]}]}`)
	address := func() string {
		got, err := c.desk.Policies(t.Context(), ps, nil)
		if err != nil || len(got.Rows) != 1 || !got.Rows[0].Before.Ref.Same(e.Ref) {
			t.Fatal(got, err)
		}
		p, _ := model.Addresses(got.Rows[0].After).Primary()
		return p.Value()
	}
	if got := address(); got != "admin@brightwater.onmicrosoft.com" {
		t.Errorf("without a view %s", got)
	}
	c.read(true)
	if got := address(); got != "admin2@brightwater.onmicrosoft.com" {
		t.Errorf("with a view %s", got)
	}
}

// Over 10,000 users nobody gets the address of another, a second run changes nothing, and
// all of it can be taken back.
func TestPoliciesOfTenThousand(t *testing.T) {
	p := police(t, sim.Generate(10_000, 1, sim.Config{Now: time.Now}))
	owners, given := map[string][]string{}, map[string]bool{} // by address; which of them are new
	for _, r := range p.preview().Rows {
		for _, a := range model.Addresses(r.After) {
			key := strings.ToLower(a.Value())
			owners[key] = append(owners[key], r.After.Ref.DN)
			given[key] = given[key] || model.Addresses(r.Before).Find(a.Value()) < 0
		}
	}
	for key := range given {
		if given[key] && len(owners[key]) > 1 {
			t.Errorf("%s is given to %v", key, owners[key])
		}
	}
	b, err := p.desk.NewBatch(t.Context(), "policy", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	numbers, failed, err := b.GiveAll(t.Context(), p.changes, false, nil)
	if err != nil || len(failed) > 0 || len(numbers) < 9_000 {
		t.Fatalf("%d changes, %d failed: %v", len(numbers), len(failed), err)
	}
	if again := p.preview(); again.Changed != 0 {
		t.Errorf("a second run would change %d", again.Changed)
	}
	back, err := p.desk.RollBack(t.Context(), b.Name, nil)
	if err != nil || len(back.Failed) > 0 || len(back.Undone) != len(numbers) {
		t.Fatalf("%d taken back, %d not: %v", len(back.Undone), len(back.Failed), err)
	}
	now := map[string]model.Entry{}
	for _, r := range p.preview().Rows {
		now[r.Before.Ref.GUID] = r.Before
	}
	for _, r := range p.rows {
		if e := now[r.Before.Ref.GUID]; !sameValues(e, r.Before, model.ProxyAddresses) || !sameValues(e, r.Before, model.Mail) {
			t.Errorf("%s is not as it was", r.Before.Ref.DN)
		}
	}
}

// BenchmarkPolicies previews a policy over 10,000 users who all want another address.
func BenchmarkPolicies(b *testing.B) {
	d := desk.New(sim.Generate(10_000, 1, sim.Config{}).System(), nil, desk.Options{Now: time.Now})
	ps := policies(b, `{"policies":[{"name":"All","addresses":["SMTP:%g.%s@policy.example","%m@policy.example"]}]}`)
	for b.Loop() {
		got, err := d.Policies(b.Context(), ps, nil)
		if err != nil || got.Changed < 9_000 {
			b.Fatal(got.Changed, err)
		}
	}
}

// Recipients with mail that no policy is for are listed beside the others, and domains
// that the tenant does not have are named.
func TestPoliciesSayWhatTheyLeaveOut(t *testing.T) {
	d := desk.New(sim.Sample(nil, nil).System(), nil, desk.Options{Now: time.Now, Bases: []string{"OU=Staff,DC=corp,DC=example"}, Exclude: []string{"OU=Hamburg,OU=Staff,DC=corp,DC=example"}})
	ps := policies(t, `{"policies":[{"name":"Dublin","scope":{"under":["OU=Dublin,OU=Staff,DC=corp,DC=example"]},"addresses":["SMTP:%m@dublin.example","%m@brightwater.example"]}]}`)
	var told []int
	got, err := d.Policies(t.Context(), ps, func(read int) { told = append(told, read) })
	if err != nil {
		t.Fatal(err)
	}
	if len(told) == 0 || told[len(told)-1] < len(got.Rows)+len(got.Others) || !slices.IsSorted(told) {
		t.Errorf("told of %v objects", told)
	}
	in := map[string]bool{}
	for _, r := range got.Rows {
		in[r.Before.Ref.GUID] = true
	}
	for _, r := range got.Others {
		dn := r.Before.Ref.DN
		if in[r.Before.Ref.GUID] || r.Outcome() != addresspolicy.Outside || !strings.HasSuffix(dn, ",OU=Staff,DC=corp,DC=example") || strings.Contains(dn, "OU=Hamburg") || !(model.Recipient{Entry: r.Before}).Kind().MailEnabled() {
			t.Errorf("%s is listed as in no policy", dn)
		}
	}
	if len(got.Others) < 20 || len(got.Unverified) != 0 {
		t.Errorf("%d others, unverified %v", len(got.Others), got.Unverified)
	}
	d.UseFacts(sim.SampleFacts())
	if got, err = d.Policies(t.Context(), ps, nil); err != nil || len(got.Unverified) != 1 || got.Unverified[0].Domain != "dublin.example" {
		t.Errorf("%v, %v", got.Unverified, err)
	}
}
