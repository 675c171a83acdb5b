package forecast

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

// anything makes an input of all that can be strange about one.
func anything(r *rand.Rand) Input {
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	locals := []string{"e", "E", "eva.ek", ".e", "e.", "e e", "é", "e+x", "", strings.Repeat("e", 70), "e\n", "e#EXT#"}
	domains := []string{"contoso.com", "Contoso.COM", "x.example", "contoso.onmicrosoft.com", "contoso.mail.onmicrosoft.com", "fabrikam.microsoftonline.com", "local", ""}
	address := func() string { return pick(locals...) + pick("@", "@", "@", "", "@@") + pick(domains...) }
	attrs := map[model.Attr][]string{}
	some := func(a model.Attr, v ...string) {
		if r.IntN(3) > 0 {
			attrs[a] = []string{pick(v...)}
		}
	}
	some("userPrincipalName", address(), "e@contoso.com", "e@corp.local")
	some("mail", address(), "m@contoso.com")
	some("mailNickname", locals...)
	some("targetAddress", "SMTP:"+address())
	some("msExchRecipientTypeDetails", "1", "2", "128", "2147483648", "34359738368", "8589934592", "x", "-1")
	some("msExchRemoteRecipientType", "0", "1", "4", "97", "100", "36")
	some("msExchMailboxGuid", "0123456789abcdef")
	some("groupType", "2", "-2147483646", "x")
	some("sAMAccountName", "eva")
	for range r.IntN(6) {
		attrs["proxyAddresses"] = append(attrs["proxyAddresses"], pick("SMTP:", "smtp:", "Smtp:", "sip:", "X500:/o=", "x400:", "", "NOTES:", " smtp:")+address())
	}
	ad := model.NewEntry(model.Ref{}, attrs)
	class := pick("user", "user", "user", "inetOrgPerson", "group", "contact")
	in := Input{AD: ad, Class: class, Export: DefaultExport(ad, class), Licensed: model.Maybe(r.IntN(3)), New: model.Maybe(r.IntN(3)), Random: rand.NewChaCha8([32]byte{1}),
		DisplayType: pick("", "", "0", "6", "7", "1073741824")}
	switch r.IntN(4) {
	case 0:
	case 1:
		in.Facts = &model.TenantFacts{InitialDomain: "contoso.onmicrosoft.com"}
	default:
		in.Facts = contoso()
	}
	if r.IntN(3) == 0 {
		in.Others = []Other{{UPN: address(), Class: pick("user", "group", ""), Addresses: []string{address(), "smtp:e@contoso.com"}, CloudOnly: model.Maybe(r.IntN(3))}}
		in.InUse = []string{"smtp:e@contoso.onmicrosoft.com"}
	}
	return in
}

func TestProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 4000 {
		in := anything(r)
		f := Predict(in)
		for _, problem := range broken(in, f) {
			t.Errorf("case %d: %s\n%v\n%+v\n%+v", i, problem, in, in.Export, f)
		}
		if t.Failed() {
			return
		}
	}
}

// broken says which promises a forecast breaks.
func broken(in Input, f Forecast) (problems []string) {
	bad := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	list := model.Addresses(f.Cloud)
	primary, has := list.Primary()
	if mail := f.Cloud.First(PropMail); has && mail != primary.Value() && mail != "" || !has && mail != "" && !doubted(f, PropProxies) {
		bad("mail is %q and the primary %q", mail, primary.Value())
	}
	if p := f.Cloud.First(PropPrimary); p != "" && p != f.Cloud.First(PropMail) && !doubted(f, PropMail) {
		bad("the primary in Exchange is %q", p)
	}
	seen, primaries := map[string]bool{}, 0
	for _, a := range list {
		if seen[strings.ToLower(a.String())] {
			bad("%s is there twice", a)
		}
		seen[strings.ToLower(a.String())] = true
		if a.IsSMTP() && model.CheckSMTP(a.Value()) != nil {
			bad("%s is no address", a)
		}
		if a.IsSMTP() && a.Primary() {
			primaries++
		}
		if in.Licensed == model.Yes && in.Facts != nil && strings.TrimSuffix(in.Class, "OrgPerson") != "group" && in.Class != "contact" && a.IsSMTP() &&
			len(in.Facts.VerifiedDomains) > 0 && !slices.Contains(in.Facts.VerifiedDomains, a.Domain()) {
			bad("%s is in no verified domain", a)
		}
	}
	if primaries > 1 {
		bad("%d primaries", primaries)
	}
	for p, values := range f.Cloud.All() {
		if !slices.ContainsFunc(f.Reasons, func(r Reason) bool { return r.Property == string(p) }) {
			bad("%s has no reason", p)
		}
		if slices.ContainsFunc(values, func(v string) bool { return strings.Contains(v, unknownDomain) }) {
			bad("%s is %q", p, values)
		}
	}
	for _, r := range f.Reasons {
		if r.Property == "" || r.Verdict == "" || r.Rule == "" || r.Why == "" || strings.HasSuffix(r.Why, ".") || !strings.HasPrefix(r.Source, "https://") {
			bad("an incomplete reason: %+v", r)
		}
	}
	if f.Absent == "" && f.Summary(in.AD) == "" || f.RecipientType == "" != (f.IsRecipient == model.Unsure) && in.Licensed != model.Unsure {
		bad("type %q, recipient %v", f.RecipientType, f.IsRecipient)
	}
	for _, v := range in.Export.Values(PropProxies) {
		told := slices.ContainsFunc(f.Reasons, func(r Reason) bool {
			return r.Property == string(PropProxies) && (r.Value == v || strings.EqualFold(r.Value, v))
		})
		if f.Absent == "" && !told && !doubted(f, PropProxies) {
			bad("nothing is said of %q", v)
		}
	}
	return problems
}

func doubted(f Forecast, p model.Attr) bool {
	return slices.ContainsFunc(f.Reasons, func(r Reason) bool { return r.Property == string(p) && r.Verdict == Unknown && r.Value == "" })
}

// TestAgain predicts from the state that was predicted: nothing may change.
func TestAgain(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for i := range 4000 {
		in := anything(r)
		if in.Licensed == model.Unsure || in.Facts == nil || len(in.Facts.VerifiedDomains) == 0 {
			continue
		}
		f := Predict(in)
		if f.Match.Kind == "soft" {
			in.Others = nil // it is the object itself from now on
		}
		again := Predict(afterAll(f, in, in))
		for _, p := range []model.Attr{PropUPN, PropAlias, PropMail, PropMailEnabled, PropProxies} {
			was, is := slices.Sorted(slices.Values(f.Cloud.Values(p))), slices.Sorted(slices.Values(again.Cloud.Values(p)))
			if !slices.Equal(was, is) {
				t.Fatalf("case %d: %s is %q, and then %q\n%+v", i, p, was, is, in)
			}
		}
		if f.RecipientType != again.RecipientType && f.RecipientType != "" {
			t.Fatalf("case %d: %s, and then %s\n%+v", i, f.RecipientType, again.RecipientType, in)
		}
	}
}

// TestCertainIsCertain checks that what is said without knowing the license holds
// with and without one.
func TestCertainIsCertain(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for i := range 2000 {
		in := anything(r)
		in.Licensed, in.Random = model.Unsure, nil
		f := Predict(in)
		for _, l := range []model.Maybe{model.No, model.Yes} {
			in.Licensed = l
			g := Predict(in)
			for p, values := range f.Cloud.All() {
				for _, v := range values {
					if !slices.Contains(g.Cloud.Values(p), v) {
						t.Fatalf("case %d: %s %q is not there if licensed is %v: %q\n%+v", i, p, v, l, g.Cloud.Values(p), in)
					}
				}
			}
			if f.RecipientType != "" && f.RecipientType != g.RecipientType {
				t.Fatalf("case %d: %s is not %s", i, f.RecipientType, g.RecipientType)
			}
		}
	}
}

func FuzzPredict(f *testing.F) {
	f.Add(uint64(1), uint64(2))
	f.Fuzz(func(t *testing.T, a, b uint64) {
		in := anything(rand.New(rand.NewPCG(a, b)))
		fc := Predict(in)
		for _, problem := range broken(in, fc) {
			t.Errorf("%s\n%+v\n%+v", problem, in, fc)
		}
		Rows(in, fc)
	})
}

func FuzzWhatIf(f *testing.F) {
	for _, s := range []string{`{"tenant":{"initialDomain":"c.onmicrosoft.com","verifiedDomains":["c.com"]},"prior":null,"input":{"onPrem":{"userPrincipalName":"a@c.com","proxyAddresses":["SMTP:a@c.com",null]},"exoLicensed":true}}`,
		`[{"id":1,"input":{"onPrem":{"objectClass":["top","group"],"msExchMailboxGuid":{"base64":"AAAA"},"groupType":-2147483646},"existing":["smtp:a@b.c",{"immutableId":null}],"cloudRecipientDisplayType":7}}]`,
		`{"prior":{"cloud":{"proxyAddresses":["smtp:a@c.onmicrosoft.com"]}},"input":{"event":"domainRemoved:c.com"}}`, `[]`, ``, `{`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		out, err := WhatIf(b, rand.NewChaCha8([32]byte{}))
		if err != nil && model.CodeOf(err) != model.Invalid {
			t.Errorf("%q: %v", b, err)
		}
		if err == nil && len(out) == 0 {
			t.Errorf("%q: no answer", b)
		}
	})
}

func TestBriefLeavesOutOnlyWhatFlows(t *testing.T) {
	r, left := rand.New(rand.NewPCG(3, 4)), 0
	for range 2000 {
		in := anything(r)
		in.Random = nil
		full := Predict(in)
		in.Brief = true
		brief := Predict(in)
		flowing := func(r Reason) bool { return r.Verdict == Flows && r.Rule == stepExport }
		left += len(full.Reasons) - len(brief.Reasons)
		if want := slices.DeleteFunc(slices.Clone(full.Reasons), flowing); !slices.Equal(brief.Reasons, want) {
			t.Fatalf("%+v\n%+v", brief.Reasons, want)
		}
		if !model.Diff(full.Cloud, brief.Cloud).Empty() || full.RecipientType != brief.RecipientType || !slices.Equal(full.Quarantined, brief.Quarantined) {
			t.Fatalf("%+v\n%+v", brief, full)
		}
	}
	if left == 0 {
		t.Error("nothing was left out")
	}
}
