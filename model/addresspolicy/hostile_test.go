package addresspolicy_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"recipientdesk/model"
	. "recipientdesk/model/addresspolicy"
)

// hostile are names that a directory can hold and an address cannot.
var hostile = []string{"", " ", ".", "..a..", "-", "@", "a@b.c", `"x"`, `O\'Neil, "Bob" Jr.`, "<script>", "a\tb", "a\u0000b", "😀", "😀 Anna", "Žižek", "ﬃ", "A\u0301nna", "İstanbul",
	"王 小明", "محمد علي", "Ελένη", "Владимир", "สมชาย", "%g%s", "smtp:x", strings.Repeat("W", 300), strings.Repeat("é.", 80), strings.Repeat("a", 63) + ".b", "Anna", "anna", "ANNA", "Anna2", "anna.2", "x\u200bY", "ß", "d'Arc–Smith", "\xff\xfe"}

// strangers are recipients of every kind with such names, some of whom share an address
// already.
func strangers(r *rand.Rand, n int) (out []model.Entry) {
	name := func() string { return hostile[r.IntN(len(hostile))] }
	for i := range n {
		attrs := []string{"displayName=" + name()}
		for _, a := range []string{"givenName", "sn", "initials", "mailNickname", "sAMAccountName"} {
			if v := name(); v != "" && r.IntN(5) > 0 {
				attrs = append(attrs, a+"="+v)
			}
		}
		switch r.IntN(6) {
		case 0: // shared with others
			attrs = append(attrs, "proxyAddresses=smtp:anna.anna@contoso.com", fmt.Sprintf("proxyAddresses=SMTP:p%d@contoso.com", i))
		case 1:
			attrs = append(attrs, fmt.Sprintf("proxyAddresses=SMTP:anna%d@contoso.com", i), "proxyAddresses=no address", "proxyAddresses=X500:/o=x")
		case 2:
			attrs = append(attrs, fmt.Sprintf("mail=Anna.Anna%d@Contoso.com", i%5))
		case 3:
			attrs = append(attrs, fmt.Sprintf("userPrincipalName=anna%d@contoso.com", i))
		}
		out = append(out, person(i, attrs...))
	}
	return out
}

// Whatever people are called: no two get one address, nobody loses one, every new one is
// valid, and giving again changes nothing.
func TestHostileNames(t *testing.T) {
	policies := []*Policy{
		{Name: "A", Addresses: []Template{template(t, "SMTP:%g.%s@contoso.com"), template(t, "%m@contoso.com"), template(t, "%u@contoso.com")}},
		{Name: "B", Addresses: []Template{template(t, "%1g%i%3s@contoso.com"), template(t, "SMTP:%d@contoso.com"), template(t, "%r-_%s%%@contoso.com")}},
		{Name: "C", Addresses: []Template{template(t, "anna@contoso.com"), template(t, "%g@contoso.com")}},
	}
	give := func(list []model.Entry) (rows []Row) {
		p := NewPlan()
		for _, e := range list {
			p.Hold(e)
		}
		for i, e := range list {
			rows = append(rows, p.Give(e, policies[i%len(policies)]))
		}
		return rows
	}
	for seed := range uint64(40) {
		list := strangers(rand.New(rand.NewPCG(seed, 2)), 150)
		rows := give(list)
		var after []model.Entry
		for _, r := range rows {
			after = append(after, r.After)
		}
		checkOwners(t, list, after)
		for i, again := range give(after) {
			if !again.Change().Empty() {
				t.Errorf("seed %d: giving again changes %q: %v, after %v", seed, list[i].First("displayName"), again.Change(), rows[i].Change())
			}
		}
	}
}

// checkOwners says which address came to two objects, or is none, or was lost.
func checkOwners(t *testing.T, before, after []model.Entry) {
	t.Helper()
	owners := map[string]map[string]bool{}
	for _, e := range after {
		for _, v := range append([]string{e.First(model.Mail), e.First(model.UserPrincipalName)}, smtpOf(e)...) {
			if v = strings.ToLower(v); owners[v] == nil {
				owners[v] = map[string]bool{}
			}
			owners[v][e.Ref.GUID] = true
		}
	}
	for i, e := range after {
		had := strings.ToLower("\n" + strings.Join(smtpOf(before[i]), "\n") + "\n")
		for _, v := range smtpOf(e) {
			if strings.Contains(had, "\n"+strings.ToLower(v)+"\n") {
				continue
			}
			if n := len(owners[strings.ToLower(v)]); n != 1 || model.CheckSMTP(v) != nil {
				t.Errorf("%s came to %d objects: %v", v, n, model.CheckSMTP(v))
			}
		}
		for _, v := range before[i].Values(model.ProxyAddresses) {
			if kept := strings.ToLower(strings.Join(e.Values(model.ProxyAddresses), "\n")); !strings.Contains(kept, strings.ToLower(v)) {
				t.Errorf("%s is lost", v)
			}
		}
		was, _ := model.Addresses(before[i]).Primary()
		is, some := model.Addresses(e).Primary()
		if !strings.EqualFold(was.Value(), is.Value()) && len(owners[strings.ToLower(is.Value())]) > 1 {
			t.Errorf("%s became primary, and %d objects have it", is, len(owners[strings.ToLower(is.Value())]))
		}
		if !model.Diff(before[i], e).Empty() && !some {
			t.Errorf("it was changed and has no primary address: %v", e.Values(model.ProxyAddresses))
		}
	}
}

func smtpOf(e model.Entry) (out []string) {
	for _, a := range model.Addresses(e) {
		if a.IsSMTP() {
			out = append(out, a.Value())
		}
	}
	return out
}
