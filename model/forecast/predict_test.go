package forecast

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

// told returns what a forecast says of a property: its values and the reasons'
// verdicts.
func told(f Forecast, p model.Attr) string {
	var verdicts []string
	for _, r := range f.Reasons {
		if r.Property == string(p) && !slices.Contains(verdicts, string(r.Verdict)) {
			verdicts = append(verdicts, string(r.Verdict))
		}
	}
	return strings.Join(f.Cloud.Values(p), " ") + " " + strings.Join(verdicts, "+")
}

// after makes an input the next synchronization of what f predicts for before.
func after(before, now Input) Input { return afterAll(Predict(before), before, now) }

func afterAll(f Forecast, before, now Input) Input {
	cloud := f.Cloud
	if f.RecipientType != "" {
		cloud = cloud.With(PropRecipientType, f.RecipientType)
	}
	now.Prior = &State{Export: before.Export, Licensed: before.Licensed, Cloud: cloud}
	now.New = model.No
	return now
}

// The scenarios of
// https://learn.microsoft.com/troubleshoot/entra/entra-id/user-prov-sync/proxyaddresses-attribute-populate,
// .../objects-dont-sync-ad-sync-tool and
// https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname.
func TestAddressesOfUsers(t *testing.T) {
	const upn = "userPrincipalName: eva@contoso.com"
	unverified := func(in Input) Input {
		in.Facts.VerifiedDomains = []string{"verified.contoso.com", "contoso.onmicrosoft.com"}
		return in
	}
	first := unverified(input("user", model.No, "userPrincipalName: c@contoso.com", "proxyAddresses: SMTP:a@contoso.com", "mail: b@contoso.com"))
	second := unverified(input("user", model.No, "userPrincipalName: c@contoso.com", "proxyAddresses: SMTP:a@contoso.com", "mail: b@contoso.com", "mailNickname: d"))
	third := unverified(input("user", model.No, "userPrincipalName: e@contoso.com", "proxyAddresses: SMTP:a@contoso.com", "mail: b@contoso.com", "mailNickname: d"))
	fourth := unverified(input("user", model.No, "userPrincipalName: e@contoso.com", "proxyAddresses: SMTP:f@contoso.com", "mail: g@contoso.com", "mailNickname: d"))
	fifth := unverified(input("user", model.No, "userPrincipalName: e@verified.contoso.com", "proxyAddresses: SMTP:f@contoso.com", "mail: g@contoso.com", "mailNickname: d"))
	licensed := input("user", model.Yes, upn)
	bare := input("user", model.No, upn)
	tests := []struct {
		what                        string
		in                          Input
		upn, alias, mail, addresses string
	}{
		{"nothing but a name", bare, "eva@contoso.com", "eva", "", ""},
		{"nothing but a name, licensed", licensed, "eva@contoso.com", "eva", "eva@contoso.com", "SMTP:eva@contoso.com smtp:eva@contoso.onmicrosoft.com"},
		{"mail alone", input("user", model.No, upn, "mail: em@contoso.com"), "eva@contoso.com", "em", "em@contoso.com", "SMTP:em@contoso.com"},
		{"mail alone, licensed", input("user", model.Yes, upn, "mail: em@contoso.com"), "eva@contoso.com", "em", "em@contoso.com", "SMTP:em@contoso.com smtp:em@contoso.onmicrosoft.com smtp:eva@contoso.com"},
		{"a license is taken away", after(licensed, bare), "eva@contoso.com", "eva", "eva@contoso.onmicrosoft.com", "SMTP:eva@contoso.onmicrosoft.com"},
		{"and an address is added", after(after(licensed, bare), input("user", model.No, upn, "proxyAddresses: smtp:e2@contoso.com")), "eva@contoso.com", "eva",
			"eva@contoso.onmicrosoft.com", "SMTP:eva@contoso.onmicrosoft.com smtp:e2@contoso.com smtp:eva@contoso.com"},
		{"an alias is given", after(licensed, input("user", model.Yes, upn, "mailNickname: ev")), "eva@contoso.com", "ev", "eva@contoso.com", "SMTP:eva@contoso.com smtp:eva@contoso.onmicrosoft.com"},
		{"the primary changes", after(input("user", model.Yes, upn, "proxyAddresses: SMTP:p1@contoso.com"), input("user", model.Yes, upn, "proxyAddresses: SMTP:p2@contoso.com")),
			"eva@contoso.com", "p1", "p2@contoso.com", "SMTP:p2@contoso.com smtp:p1@contoso.onmicrosoft.com smtp:eva@contoso.com"},
		{"a primary marked in small letters", input("user", model.Yes, upn, "proxyAddresses: smtp:eva@contoso.com"), "eva@contoso.com", "eva",
			"eva@contoso.onmicrosoft.com", "SMTP:eva@contoso.onmicrosoft.com smtp:eva@contoso.com"},
		{"a secondary in another domain", input("user", model.Yes, upn, "proxyAddresses: SMTP:eva@contoso.com", "proxyAddresses: smtp:eva@contoso.onmicrosoft.com", "proxyAddresses: smtp:eva@sub.example"),
			"eva@contoso.com", "eva", "eva@contoso.com", "SMTP:eva@contoso.com smtp:eva@contoso.onmicrosoft.com"},
		{"proxyAddresses masks mail", input("user", model.Yes, upn, "mail: em@contoso.com", "proxyAddresses: sip:eva@contoso.com"), "eva@contoso.com", "em",
			"em@contoso.onmicrosoft.com", "SMTP:em@contoso.onmicrosoft.com sip:eva@contoso.com smtp:eva@contoso.com"},
		{"a mail user keeps foreign domains", input("user", model.No, upn, "mailNickname: e", "targetAddress: SMTP:e@x.example", "proxyAddresses: SMTP:e@x.example"), "eva@contoso.com", "e", "e@x.example", "SMTP:e@x.example"},
		{"a remote mailbox without a license", input("user", model.No, upn, "mailNickname: e", "proxyAddresses: SMTP:e@contoso.com", "proxyAddresses: smtp:e@x.example", "msExchRemoteRecipientType: 1"),
			"eva@contoso.com", "e", "e@contoso.com", "SMTP:e@contoso.com smtp:e@contoso.onmicrosoft.com smtp:eva@contoso.com"},
		{"mail in a foreign domain, licensed", input("user", model.Yes, upn, "mail: e@x.example"), "eva@contoso.com", "e", "e@contoso.onmicrosoft.com", "SMTP:e@contoso.onmicrosoft.com smtp:eva@contoso.com"},
		{"a name in a foreign domain, licensed", input("user", model.Yes, "userPrincipalName: eva@corp.local"), "eva@contoso.onmicrosoft.com", "eva", "eva@contoso.onmicrosoft.com", "SMTP:eva@contoso.onmicrosoft.com"},
		{"a name with a blank", input("user", model.No, "userPrincipalName: e va@contoso.com"), "e_va@contoso.onmicrosoft.com", "e_va", "", ""},
		{"a name with an umlaut", input("user", model.No, "userPrincipalName: ëva@contoso.com"), "_va@contoso.onmicrosoft.com", "ëva", "", ""},
		{"an alias before secondary addresses", input("user", model.No, upn, "proxyAddresses: smtp:z@contoso.com"), "eva@contoso.com", "eva", "", "smtp:z@contoso.com"},
		{"an alias that was not known", with(input("user", model.No, upn, "mail: new@contoso.com"), func(in *Input) { in.Prior = &State{Export: entry("mail: old@contoso.com")} }),
			"eva@contoso.com", "old", "new@contoso.com", "SMTP:new@contoso.com"},
		{"a shared mailbox by type alone", input("user", model.No, upn, "msExchRecipientTypeDetails: 34359738368", "proxyAddresses: SMTP:eva@contoso.com", "proxyAddresses: smtp:e@x.example"),
			"eva@contoso.com", "eva", "eva@contoso.com", "SMTP:eva@contoso.com smtp:eva@contoso.onmicrosoft.com"},
		{"a name that somebody has as an address", with(input("user", model.Yes, upn, "mailNickname: e"), func(in *Input) { in.InUse = []string{"eva@contoso.com"} }),
			"eva@contoso.com", "e", "e@contoso.onmicrosoft.com", "SMTP:e@contoso.onmicrosoft.com"},
		{"a shared mailbox in the cloud alone", with(input("user", model.No, upn, "proxyAddresses: SMTP:eva@contoso.com", "proxyAddresses: smtp:e@x.example"), func(in *Input) {
			in.Prior = &State{Cloud: entry("exoRecipientType: SharedMailbox")}
		}), "eva@contoso.com", "eva", "eva@contoso.com", "SMTP:eva@contoso.com smtp:eva@contoso.onmicrosoft.com"},
		{"a mailbox that the tenant has without a license", with(input("user", model.No, upn, "mail: eva@contoso.com"), func(in *Input) {
			in.User = &model.TenantUser{CloudMailbox: model.Yes, Licensed: model.No}
		}), "eva@contoso.com", "eva", "eva@contoso.com", "SMTP:eva@contoso.com smtp:eva@contoso.onmicrosoft.com"},
		{"a mailbox whose license was taken away", with(bare, func(in *Input) {
			in.Prior = &State{Licensed: model.Yes, Cloud: entry("exoRecipientType: UserMailbox", "proxyAddresses: smtp:eva@contoso.onmicrosoft.com")}
		}), "eva@contoso.com", "eva", "eva@contoso.onmicrosoft.com", "SMTP:eva@contoso.onmicrosoft.com"},
		{"mail with a prefix", input("user", model.No, upn, "mail: smtp:em@contoso.com"), "eva@contoso.com", "smtp_em", "", ""},
		{"nothing to make an alias of", input("user", model.Yes), "", "", "", ""},
		{"two primaries", input("user", model.Yes, upn, "proxyAddresses: SMTP:eva@contoso.com", "proxyAddresses: SMTP:e2@contoso.com"), "eva@contoso.com", "eva", "eva@contoso.com",
			"SMTP:eva@contoso.com smtp:e2@contoso.com smtp:eva@contoso.onmicrosoft.com"},

		{"unverified: first", first, "a@contoso.onmicrosoft.com", "a", "a@contoso.com", "SMTP:a@contoso.com"},
		{"unverified: an alias", after(first, second), "a@contoso.onmicrosoft.com", "d", "a@contoso.com", "SMTP:a@contoso.com"},
		{"unverified: another name", after(after(first, second), third), "d@contoso.onmicrosoft.com", "d", "a@contoso.com", "SMTP:a@contoso.com"},
		{"unverified: other addresses", after(after(after(first, second), third), fourth), "d@contoso.onmicrosoft.com", "d", "f@contoso.com", "SMTP:f@contoso.com"},
		{"verified at last", after(after(after(after(first, second), third), fourth), fifth), "e@verified.contoso.com", "d", "f@contoso.com", "SMTP:f@contoso.com"},
	}
	for _, tt := range tests {
		f := Predict(tt.in)
		got := []string{f.Cloud.First(PropUPN), f.Cloud.First(PropAlias), f.Cloud.First(PropMail), strings.Join(f.Cloud.Values(PropProxies), " ")}
		want := []string{tt.upn, tt.alias, tt.mail, tt.addresses}
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n%q, want\n%q", tt.what, got, want)
		}
	}
}

func TestUPNReasons(t *testing.T) {
	changed := func(feature model.Maybe) Input {
		in := after(input("user", model.Yes, "userPrincipalName: eva@contoso.com"), input("user", model.Yes, "userPrincipalName: e@contoso.com"))
		in.Facts.Features.UPNOfManagedUsers = feature
		return in
	}
	noDomains := input("user", model.No, "userPrincipalName: eva@contoso.com")
	noDomains.Facts = nil
	rename := after(input("user", model.No, "userPrincipalName: eva@corp.local", "mailNickname: old"), input("user", model.No, "userPrincipalName: eva@corp.local", "mailNickname: new"))
	rename.DomainEvent = true
	user := input("user", model.No, "userPrincipalName: eva@corp.local")
	user.Facts.Users = []model.TenantUser{{UserPrincipalName: "old@contoso.onmicrosoft.com", ImmutableID: "A"}}
	user.Export = user.Export.With("sourceAnchor", "A")
	tests := []struct {
		what string
		in   Input
		want string
	}{
		{"verified", input("user", model.No, "userPrincipalName: eva@CONTOSO.com"), "eva@CONTOSO.com flows"},
		{"not verified", input("user", model.No, "userPrincipalName: eva@corp.local"), "eva@contoso.onmicrosoft.com rewritten"},
		{"the initial domain, which needs no mention", with(input("user", model.No, "userPrincipalName: e@contoso.onmicrosoft.com"), func(in *Input) {
			in.Facts = &model.TenantFacts{InitialDomain: "Contoso.onmicrosoft.com", VerifiedDomains: []string{"contoso.com"}}
		}), "e@contoso.onmicrosoft.com flows"},
		{"no domain", input("user", model.No, "userPrincipalName: eva"), "eva@contoso.onmicrosoft.com rewritten"},
		{"no name", input("user", model.No), " unknown"},
		{"from the account name", input("user", model.No, "sAMAccountName: eva", "distinguishedName: CN=Eva,DC=contoso,DC=com"), "eva@contoso.com flows"},
		{"changed", changed(model.Unsure), "e@contoso.com flows"},
		{"changed, in a tenant that does not follow", changed(model.No), "eva@contoso.com overridden"},
		{"domains not known", noDomains, " unknown"},
		{"a domain changed", rename, "new@contoso.onmicrosoft.com rewritten"},
		{"the tenant knows the user", user, "old@contoso.onmicrosoft.com rewritten"},
	}
	for _, tt := range tests {
		if got := told(Predict(tt.in), PropUPN); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.what, got, tt.want)
		}
	}
}

// TestPrimaryReasons checks that a primary that had to be chosen is owned up to.
func TestPrimaryReasons(t *testing.T) {
	tests := []struct {
		what  string
		lines []string
		want  string
	}{
		{"that of AD", []string{"proxyAddresses: SMTP:e@contoso.com"}, "e@contoso.com computed"},
		{"none marked", []string{"proxyAddresses: smtp:e@contoso.com"}, "e@contoso.onmicrosoft.com computed"},
		{"the one that is marked is dropped", []string{"proxyAddresses: SMTP:e@x.example"}, "e@contoso.onmicrosoft.com computed+unknown"},
	}
	for _, tt := range tests {
		if got := told(Predict(input("user", model.Yes, append(tt.lines, "userPrincipalName: e@contoso.com")...)), PropPrimary); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.what, got, tt.want)
		}
	}
	if f := Predict(input("user", model.No, "userPrincipalName: e@contoso.com", "mail: e@contoso.com")); f.Cloud.Has(PropPrimary) {
		t.Error("what is no recipient has a primary address in Exchange Online")
	}
}

func TestRemarks(t *testing.T) {
	in := input("user", model.Yes, "userPrincipalName: e@contoso.com", "altRecipient: CN=x")
	in.New = model.No
	for p, want := range map[string]string{"forwardingAddress": "deliverAndRedirect does not", "mailNickname": "stays whatever changed"} {
		f := Predict(in)
		if !slices.ContainsFunc(f.Reasons, func(r Reason) bool { return r.Property == p && strings.Contains(r.Why, want) }) {
			t.Errorf("nothing of %q is said of %s", want, p)
		}
	}
}

func TestLocalPart(t *testing.T) {
	for alias, want := range map[string]string{"eva": "eva", "e..v": "e._v", "e.": "e_", "é": "_", "a&b": "a&b", "a b": "a_b"} {
		if got := localPart(alias); got != want || model.CheckSMTP(got+"@contoso.com") != nil {
			t.Errorf("%q: %q, want %q", alias, got, want)
		}
	}
}

func TestBadUPN(t *testing.T) {
	for _, s := range []string{"a@contoso.com", "o'neil.a-b_c!d#e^f~@contoso.com", strings.Repeat("a", 64) + "@" + strings.Repeat("b", 48)} {
		if p := badUPN(s); p != "" {
			t.Errorf("%s: %s", s, p)
		}
	}
	for s, want := range map[string]string{"a b@x.y": "white space", "a@b@x.y": "more than one", "@x.y": "nothing before", "a+b@x.y": `'+'`, "a&b@x.y": `'&'`, "ä@x.y": `'ä'`,
		"a@x.y.": "ends in", strings.Repeat("a", 65) + "@x.y": "longer", "a@" + strings.Repeat("b", 49): "longer", "a\n@x.y": "white space", "\xff@x.y": "not text"} {
		if p := badUPN(s); !strings.Contains(p, want) {
			t.Errorf("%q: %q, want %q", s, p, want)
		}
	}
}

func TestReasonsOfAddresses(t *testing.T) {
	in := input("user", model.Yes, "userPrincipalName: eva@contoso.com", "proxyAddresses: SMTP:eva@contoso.com")
	tests := []struct {
		value   string
		verdict Verdict
		why     string
	}{
		{"smtp:e@contoso.com", Flows, "stays"},
		{"e@contoso.com", Blocked, "no prefix"},
		{"smtp:e e@contoso.com", Blocked, "a blank"},
		{"smtp:é@contoso.com", Blocked, "not a valid address"},
		{"smtp:e@x.example", Blocked, "x.example is not a verified domain"},
		{"smtp:e@contoso.onmicrosoft.com", Blocked, "not taken over"},
		{"smtp:e@other.microsoftonline.com", Blocked, "not taken over"},
		{"smtp:e@contoso.mail.onmicrosoft.com", Unknown, "hybrid"},
		{"smtp:e@other.mail.onmicrosoft.com", Blocked, "not taken over"},
		{"X400:C=US;A= ;P=x", Blocked, "type X400"},
		{"MSMAIL:A/B/C", Blocked, "type MSMAIL"},
		{"x500:/ o=MicrosoftOnline/ ou=x", Blocked, "MicrosoftOnline"},
		{"x500:/o=MicrosoftOnlineX/ou=x", Flows, "stays"},
		{"X500:/o=Contoso/ou=a b (c)/cn=d", Flows, "stays"},
		{"EUM:12;phone-context=x", Flows, "stays"},
		{"NOTES:a", Unknown, "type NOTES"},
		{"SMTP:e2@contoso.com", Unknown, "two addresses as primary"},
	}
	for _, tt := range tests {
		in := in
		in.Export = in.Export.With(PropProxies, "SMTP:eva@contoso.com", tt.value)
		f := Predict(in)
		i := slices.IndexFunc(f.Reasons, func(r Reason) bool { return r.Value == tt.value })
		if i < 0 || f.Reasons[i].Verdict != tt.verdict || !strings.Contains(f.Reasons[i].Why, tt.why) {
			t.Errorf("%s: %+v, want %s, %q", tt.value, f.Reasons, tt.verdict, tt.why)
			continue
		}
		there := slices.Contains(f.Cloud.Values(PropProxies), tt.value)
		if want := tt.verdict == Flows || tt.why == "hybrid"; there != want {
			t.Errorf("%s: is in the cloud: %t", tt.value, there)
		}
	}
}

func TestNothing(t *testing.T) {
	tests := []struct {
		what string
		in   Input
		why  string
	}{
		{"out of scope", Input{Class: "user", NotExported: "its container is not selected"}, "its container is not selected"},
		{"without mail", Input{Class: "contact", NotExported: "Contact Join does not apply: mailEnabled is not True"}, "is not True, as it has neither mail nor an address"},
		{"part of another", Input{Class: "contact", MergedInto: "Anna"}, "it becomes part of Anna"},
		{"a linked mailbox", input("inetOrgPerson", model.Yes, "userPrincipalName: a@contoso.com", "msExchRecipientTypeDetails: 2"), "linked mailbox"},
		{"a list without an address", input("group", 0, "groupType: 8", "proxyAddresses: X500:/o=a"), "a distribution group without"},
	}
	mail := model.NewEntry(model.Ref{}, map[model.Attr][]string{"mail": {"a@contoso.com"}})
	if f := Predict(Input{Class: "contact", AD: mail, NotExported: "mailEnabled is not True"}); f.Absent != "mailEnabled is not True" {
		t.Errorf("it has mail: %s", f.Absent)
	}
	for _, tt := range tests {
		tt.in.Withheld = []Reason{{Property: "x"}}
		f := Predict(tt.in)
		if f.RecipientType != None || f.IsRecipient != model.No || f.Cloud.Len() != 0 || !strings.Contains(f.Absent, tt.why) || len(f.Reasons) != 2 {
			t.Errorf("%s: %+v", tt.what, f)
		}
	}
}

func TestDigits(t *testing.T) {
	in := input("user", model.Yes, "userPrincipalName: eva@contoso.com", "mailNickname: e")
	in.Others = []Other{{Name: "Eve", UPN: "EVA@contoso.com", Class: "user"}}
	in.InUse = []string{"smtp:e@contoso.onmicrosoft.com"}
	if got := told(Predict(in), PropUPN); got != "eva####@contoso.onmicrosoft.com rewritten" {
		t.Error(got)
	}
	in.Random = rand.NewChaCha8([32]byte{})
	f := Predict(in)
	if upn, moera := f.Cloud.First(PropUPN), f.Cloud.Values(PropProxies)[1]; !isNumbered(upn, "eva", "contoso.onmicrosoft.com") || !isNumbered(moera, "smtp:e", "contoso.onmicrosoft.com") || strings.Contains(upn+moera, "#") {
		t.Errorf("%s, %s", upn, moera)
	}
	in.Random = strings.NewReader("\xff\xff\x00\x07\x00\x07\x00\x08")
	in.InUse = append(in.InUse, "e0007@contoso.onmicrosoft.com")
	f = Predict(in)
	if upn, moera := f.Cloud.First(PropUPN), f.Cloud.Values(PropProxies)[1]; upn != "eva0007@contoso.onmicrosoft.com" || moera != "smtp:e0008@contoso.onmicrosoft.com" {
		t.Errorf("a number that is too high, or taken, is drawn: %s, %s", upn, moera)
	}
}
