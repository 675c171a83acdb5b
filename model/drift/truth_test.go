package drift

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// computed are the properties that the tenant computes.
var computed = []model.Attr{forecast.PropUPN, forecast.PropMail, forecast.PropAlias, forecast.PropProxies, forecast.PropMailEnabled}

// unsettled returns what a comparison says is not as it should be, although the tenant
// is what the forecast says: rows, addresses and the object as a whole.
func unsettled(s Sides, allowed ...State) (problems []string) {
	for _, r := range s.After.Reasons { // what the sources leave open stays so
		if r.Verdict == forecast.Unknown {
			allowed = append(allowed, Unknown)
		}
	}
	bad := func(f Finding) bool {
		return (f.State == Waiting || f.State == Different || f.State == Quarantined || f.State == Unknown) && !slices.Contains(allowed, f.State)
	}
	for _, r := range Compare(s) {
		if shown := slices.Contains(fromAD[CloudClass(s.In.Class)], r.Property); shown && bad(r.Finding) {
			problems = append(problems, fmt.Sprintf("%s is %s: %s (AD %q, after %q, now %q)", r.Property, r.State, r.Why, r.AD, r.After, r.Now))
		}
		for _, a := range r.Addresses {
			if bad(a.Finding) || a.AD != "" && a.AD == a.Now && a.State == Unknown {
				problems = append(problems, fmt.Sprintf("%s %q is %s: %s (after %q, now %q)", r.Property, a.AD, a.State, a.Why, a.After, a.Now))
			}
		}
	}
	if it := s.item(Twin{Object: Object{Entry: s.Now}, How: ByAnchor}); bad(it.Finding) {
		problems = append(problems, fmt.Sprintf("the object is %s, %s: %s", it.Status, it.Property, it.Why))
	}
	return problems
}

// settled puts the sides together for a tenant in which the forecast came true.
func settled(in forecast.Input, f forecast.Forecast, now model.Entry) Sides {
	return Sides{In: in, After: f, Now: now, LastSync: lastSync, Standing: Standing{FromAD, "", ""}}
}

// cameTrue is the object of the tenant that a forecast describes, by the names of Graph.
func cameTrue(f forecast.Forecast) model.Entry {
	attrs := attrsOf{PropSyncEnabled: {"true"}}
	for a, v := range f.Cloud.All() {
		attrs[graphName(a)] = v
	}
	return model.NewEntry(model.Ref{GUID: cloudID}, attrs)
}

type vector struct {
	ID       string
	Kind     string
	Ruleset  string
	Disputed bool
	Expect   map[string]json.RawMessage
}

// TestWhatMicrosoftDocumentsIsNoDifference compares AD with the results that Microsoft's
// articles give: what the cloud makes of an object is not reported as a difference,
// whether the forecast knows the state before or finds the twin as it is.
func TestWhatMicrosoftDocumentsIsNoDifference(t *testing.T) {
	b, err := os.ReadFile("../../../shared/vectors/vectors-proxyaddresses-open.json")
	if os.IsNotExist(err) {
		t.Skip("vectors-proxyaddresses-open.json is not beside this checkout")
	}
	var file struct{ Vectors []json.RawMessage }
	if err != nil || json.Unmarshal(b, &file) != nil {
		t.Fatal(err)
	}
	for _, raw := range file.Vectors {
		var v vector
		in, _, err := forecast.ReadCase(raw)
		if err != nil || json.Unmarshal(raw, &v) != nil {
			t.Fatal(err)
		}
		if v.Disputed || v.Ruleset == "2020" {
			continue
		}
		f := forecast.Predict(in)
		if f.Absent != "" || len(f.Errors) > 0 {
			continue
		}
		now := cameTrue(f)
		for _, p := range computed {
			var one string
			var list []string
			switch {
			case json.Unmarshal(v.Expect[string(p)], &one) == nil && one != "":
				now = now.With(p, one)
			case p == forecast.PropProxies && json.Unmarshal(v.Expect[string(p)], &list) == nil && v.Expect["proxyAddressPatterns"] == nil:
				now = now.With(p, list...)
			}
		}
		again := in
		again.Prior = (&Twin{Object: Object{Entry: now}}).left(&model.TenantUser{Licensed: in.Licensed}, model.CloudMailbox{})
		again.DomainEvent, again.New = false, model.No
		for name, after := range map[string]forecast.Forecast{"the forecast": f, "the twin": forecast.Predict(again)} {
			allowed := []State{}
			if len(after.Quarantined) > 0 {
				allowed = append(allowed, Quarantined)
			}
			for _, p := range unsettled(settled(in, after, now), allowed...) {
				t.Errorf("%s, by %s: %s", v.ID, name, p)
			}
		}
	}
}

// generated makes an object of AD with much that can be strange about one.
func generated(r *rand.Rand) forecast.Input {
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	locals := []string{"eva", "Eva", "eva.ek", "e.ek", "info", "e ek", "é", ".eva", "e+x", "x_y"}
	domains := []string{"contoso.com", "Contoso.COM", "sub.contoso.com", "x.example", "contoso.onmicrosoft.com", "contoso.mail.onmicrosoft.com", "corp.local"}
	address := func() string { return pick(locals...) + "@" + pick(domains...) }
	attrs := attrsOf{"objectClass": {"top"}, "cn": {"Eva Ek"}, "sAMAccountName": {"eva"}, "whenChanged": {"20260228120000.0Z"}}
	some := func(a model.Attr, v ...string) {
		if r.IntN(3) > 0 {
			attrs[a] = []string{pick(v...)}
		}
	}
	some("displayName", "Eva Ek", " Eva  Ek ", "Éva Ék")
	some("mail", address(), "eva@contoso.com")
	some("mailNickname", locals...)
	some("title", "Clerk", "clerk ", "課長")
	some("department", "Sales")
	some("l", "Kraków")
	some("telephoneNumber", "+49 40 1")
	some("extensionAttribute3", "x", " y")
	for range r.IntN(6) {
		attrs["proxyAddresses"] = append(attrs["proxyAddresses"], pick("SMTP:", "smtp:", "smtp:", "sip:", "X500:/o=Old/cn=", "x400:c=", "NOTES:")+address())
	}
	class := pick("user", "user", "user", "inetOrgPerson", "group", "contact")
	switch class {
	case "group":
		attrs["groupType"] = []string{pick("8", "-2147483640")}
	case "contact":
	default:
		some("userPrincipalName", "eva@contoso.com", "Eva@Contoso.com", "eva@corp.local", "e ek@contoso.com")
		some("msExchRecipientTypeDetails", "1", "128", "2147483648", "34359738368")
		some("msExchRemoteRecipientType", "1", "4", "97", "100")
		some("msExchMailboxGuid", "0123456789abcdef")
		attrs["userAccountControl"] = []string{pick("512", "514")}
	}
	g, _ := model.ParseGUID(guid)
	attrs["objectGUID"] = []string{g.Bytes()}
	ad := model.NewEntry(model.Ref{GUID: guid, DN: "CN=Eva Ek,DC=contoso,DC=com"}, attrs)
	in := forecast.Input{AD: ad, Class: class, Export: forecast.DefaultExport(ad, class), New: model.Maybe(1 + r.IntN(2)), Licensed: model.Maybe(1 + r.IntN(2)), Facts: facts,
		Random: rand.NewChaCha8([32]byte{1})}
	if class == "inetOrgPerson" {
		in.Class = "user"
	}
	return in
}

// cloudMakes adds what the cloud adds by itself, and what Graph shows besides.
func cloudMakes(r *rand.Rand, now model.Entry) model.Entry {
	if now.Has(forecast.PropProxies) {
		list := slices.Clone(now.Values(forecast.PropProxies))
		makes := []string{"SPO:SPO_7d3f@SPO_6f0a"}
		if slices.ContainsFunc(list, func(v string) bool {
			return strings.HasPrefix(strings.ToLower(v), "smtp:") && strings.HasSuffix(v, "@contoso.onmicrosoft.com")
		}) { // a recipient of Exchange Online
			makes = append(makes, "SIP:"+now.First(forecast.PropUPN), "x500:/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=1f",
				"smtp:made@contoso.onmicrosoft.com", "smtp:made@contoso.mail.onmicrosoft.com")
		}
		for _, v := range makes {
			if r.IntN(2) > 0 {
				list = append(list, v)
			}
		}
		r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		now = now.With(forecast.PropProxies, list...)
	}
	for _, p := range []model.Attr{forecast.PropMail, forecast.PropAlias, forecast.PropUPN} {
		if v := now.First(p); v != "" && r.IntN(4) == 0 {
			now = now.With(p, strings.ToLower(v))
		}
	}
	return now.With("usageLocation", "DE").With("onPremisesDistinguishedName", "CN=Eva Ek,DC=contoso,DC=com").With("onPremisesLastSyncDateTime", "2026-03-01T12:00:00Z")
}

// TestAForecastThatCameTrueIsNoDifference compares thousands of objects with a tenant
// that is what the forecast says, plus what the cloud adds.
func TestAForecastThatCameTrueIsNoDifference(t *testing.T) {
	r := rand.New(rand.NewPCG(20, 26))
	compared := 0
	for i := range 2000 {
		in := generated(r)
		f := forecast.Predict(in)
		if f.Absent != "" || len(f.Errors) > 0 {
			continue
		}
		compared++
		now := cloudMakes(r, cameTrue(f))
		twin := Twin{Object: Object{Class: CloudClass(in.Class), Entry: now}, How: ByAnchor}
		x := indexOf(CloudClass(in.Class), now)
		met := in
		met.Facts = &model.TenantFacts{InitialDomain: facts.InitialDomain, VerifiedDomains: facts.VerifiedDomains,
			Users: []model.TenantUser{{UserPrincipalName: now.First(forecast.PropUPN), ImmutableID: now.First(PropAnchor), Licensed: in.Licensed}}}
		met = x.Meet(met, twin, Options{})
		less := met
		less.Licensed, less.User, less.Facts = model.Unsure, nil, &model.TenantFacts{InitialDomain: facts.InitialDomain}
		for name, after := range map[string]forecast.Forecast{"the forecast": f, "the twin": forecast.Predict(met), "a tenant half known": forecast.Predict(less)} {
			if p := unsettled(settled(in, after, now)); len(p) > 0 {
				t.Fatalf("case %d by %s: %s\n%v", i, name, strings.Join(p, "\n  "), in.AD)
			}
		}
	}
	if compared < 1000 {
		t.Errorf("only %d compared", compared)
	}
}
