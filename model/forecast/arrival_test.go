package forecast

import (
	"strings"
	"testing"

	"recipientdesk/model"
)

// contoso is a tenant of which all is known that a test does not change.
func contoso() *model.TenantFacts {
	return &model.TenantFacts{InitialDomain: "contoso.onmicrosoft.com",
		VerifiedDomains: []string{"contoso.com", "contoso.onmicrosoft.com", "contoso.mail.onmicrosoft.com"}}
}

// entry makes an object of AD: "attr: value" each.
func entry(lines ...string) model.Entry {
	attrs := map[model.Attr][]string{}
	for _, l := range lines {
		a, v, _ := strings.Cut(l, ": ")
		attrs[model.Attr(a)] = append(attrs[model.Attr(a)], v)
	}
	return model.NewEntry(model.Ref{}, attrs)
}

// input makes the input of a first synchronization.
func input(class string, licensed model.Maybe, lines ...string) Input {
	ad := entry(lines...)
	return Input{AD: ad, Export: DefaultExport(ad, class), Class: class, Facts: contoso(), Licensed: licensed, New: model.Yes}
}

func TestArrivalAndSummary(t *testing.T) {
	anna := []string{"userPrincipalName: anna@contoso.com", "mail: anna@contoso.com", "proxyAddresses: SMTP:anna@contoso.com"}
	and := func(more ...string) []string { return append(append([]string{}, anna...), more...) }
	tests := []struct {
		what    string
		in      Input
		want    Arrival
		summary string
	}{
		{"a mailbox as it should be", input("user", model.Yes, anna...), ArrivesAsIs,
			"Will sync as a user mailbox: anna@contoso.com and one more address."},
		{"a user with nothing", input("user", model.No, "userPrincipalName: bob@contoso.com"), ArrivesAsIs,
			"Will sync as a user without a mailbox: no mail, no address."},
		{"a user with nothing, the license unknown", input("user", model.Unsure, "userPrincipalName: bob@contoso.com"), ArrivesAsIs,
			"Will sync as a user whose type in Exchange Online is not certain: its addresses are not certain."},
		{"an address that is dropped", input("user", model.Yes, and("proxyAddresses: smtp:anna@old.example")...), ArrivesChanged,
			"Will sync as a user mailbox: anna@contoso.com and one more address; one value of AD does not arrive as it is."},
		{"an address that is dropped if there is a license", input("user", model.Unsure, and("proxyAddresses: smtp:anna@old.example")...), ArrivalUnknown,
			"Will sync as a user whose type in Exchange Online is not certain: anna@contoso.com."},
		{"addresses that the cloud makes itself", input("user", model.Yes, and("proxyAddresses: smtp:anna@contoso.onmicrosoft.com",
			"proxyAddresses: smtp:anna@contoso.mail.onmicrosoft.com", "proxyAddresses: x500:/o=ExchangeLabs/cn=anna", "proxyAddresses: SIP:anna@contoso.com")...), ArrivesAsIs,
			"Will sync as a user mailbox: anna@contoso.com and 2 more addresses."},
		{"an address in the initial domain that goes", input("user", model.Yes, and("proxyAddresses: smtp:old@contoso.onmicrosoft.com")...), ArrivesAsIs,
			"Will sync as a user mailbox: anna@contoso.com and one more address."},
		{"a sign-in name that is replaced", input("user", model.No, "userPrincipalName: bob@corp.local"), ArrivesChanged,
			"Will sync as a user without a mailbox: no mail, no address; one value of AD does not arrive as it is."},
		{"mail in another case than the primary", input("user", model.Yes, "userPrincipalName: anna@contoso.com", "mail: Anna@contoso.com", "proxyAddresses: SMTP:anna@contoso.com"), ArrivesAsIs,
			"Will sync as a user mailbox: anna@contoso.com and one more address."},
		{"mail that is not the primary", input("user", model.Yes, "userPrincipalName: anna@contoso.com", "mail: a@contoso.com", "proxyAddresses: SMTP:anna@contoso.com"), ArrivesChanged,
			"Will sync as a user mailbox: anna@contoso.com and one more address; one value of AD does not arrive as it is."},
		{"addresses without a primary", input("user", model.No, "userPrincipalName: anna@contoso.com", "proxyAddresses: smtp:a@contoso.com"), ArrivesAsIs,
			"Will sync as a user whose type in Exchange Online is not certain: no mail, and addresses of which none is the primary."},
		{"a contact without mail", input("contact", 0, "cn: Eva"), ArrivesNot,
			"Will not sync: a contact without an SMTP address and without mail is not synchronized."},
		{"a license that makes no mailbox", input("user", model.Yes, and("mailNickname: anna", "msExchMailboxGuid: 0123456789abcdef")...), ArrivesChanged,
			"Will sync as a mail user without a mailbox: anna@contoso.com and one more address; the license makes no mailbox."},
		{"a list", input("group", 0, "groupType: 2", "mail: all@contoso.com"), ArrivesAsIs,
			"Will sync as a distribution group: all@contoso.com and one more address."},
	}
	for _, tt := range tests {
		f := Predict(tt.in)
		if got := f.Arrival(tt.in.AD); got != tt.want {
			t.Errorf("%s: %v, want %v; %+v", tt.what, got, tt.want, f.Differences(tt.in.AD))
		}
		if got := f.Summary(tt.in.AD); got != tt.summary {
			t.Errorf("%s:\n%s, want\n%s", tt.what, got, tt.summary)
		}
	}
}

func TestArrivalOfWhatIsWithheld(t *testing.T) {
	in := input("user", model.Yes, "userPrincipalName: anna@contoso.com", "msExchHideFromAddressLists: TRUE", "delivContLength: 5")
	in.Export = in.Export.With("msExchHideFromAddressLists")
	in.Withheld = []Reason{{Property: "delivContLength", Verdict: NotSynced}}
	if f := Predict(in); f.Arrival(in.AD) != ArrivesAsIs {
		t.Errorf("what no rule carries is a difference: %+v", f.Differences(in.AD))
	}
	in.Withheld = append(in.Withheld, Reason{Property: "msExchHideFromAddressLists", Verdict: Blocked, Why: "mailNickname is not set"})
	if f := Predict(in); f.Arrival(in.AD) != ArrivesChanged {
		t.Error("what a rule holds back is no difference")
	}
	in.Problems = []ExportError{{Code: "X", Why: "too many members"}}
	if f := Predict(in); f.Arrival(in.AD) != ArrivesNot || f.Summary(in.AD) != "Will not sync, as the export fails: too many members." {
		t.Error(f.Summary(in.AD))
	}
}

func TestRows(t *testing.T) {
	in := input("user", model.Yes, "userPrincipalName: anna@contoso.com", "displayName: Anna", "sn: Adams", "mailNickname: anna", "mail: anna@contoso.com",
		"proxyAddresses: SMTP:anna@contoso.com", "proxyAddresses: smtp:a@old.example", "extensionAttribute3: x ",
		"msExchHideFromAddressLists: TRUE", "objectGUID: \x06\x96\xb3\x3a\x42\xc6\x9b\x48\x84\xb6\x58\xc0\x38\xd3\xef\x39", "homeMDB: CN=1",
		"objectSid: \x01\x01\x00\x00\x00\x00\x00\x05\x12\x00\x00\x00")
	in.Withheld = []Reason{{Property: "homeMDB", Verdict: NotSynced, Why: "no rule reads it"}, {Property: "sn", Verdict: Unknown, Why: "a rule cannot be followed"}}
	type row struct{ label, attr, ad, exported, cloud, verdict string }
	want := []row{
		{"Sign-in name", "userPrincipalName", "anna@contoso.com", "anna@contoso.com", "anna@contoso.com", "flows"},
		{"Display name", "displayName", "Anna", "Anna", "Anna", "flows"},
		{"Type of recipient", "", "", "", "UserMailbox", "computed"},
		{"E-mail", "mail", "anna@contoso.com", "anna@contoso.com", "anna@contoso.com", "flows"},
		{"Alias", "mailNickname", "anna", "anna", "anna", "flows"},
		{"Addresses", "proxyAddresses", "SMTP:anna@contoso.com smtp:a@old.example", "SMTP:anna@contoso.com smtp:a@old.example", "SMTP:anna@contoso.com smtp:anna@contoso.onmicrosoft.com", "blocked"},
		{"Hidden from address lists", "msExchHideFromAddressLists", "TRUE", "TRUE", "TRUE", "flows"},
		{"Anchor", "objectGUID", sampleGUID, sampleID, sampleID, "flows"},
		{"customAttribute3", "extensionAttribute3", "x ", "x", "x", "flows"},
		{"onPremisesSecurityIdentifier", "objectSid", "S-1-5-18", "S-1-5-18", "S-1-5-18", "flows"},
		{"surname", "sn", "Adams", "Adams", "Adams", "unknown"},
		{"homeMDB", "homeMDB", "CN=1", "", "", "notSynced"},
	}
	var got []row
	f := Predict(in)
	if sid := f.Cloud.First("onPremisesSecurityIdentifier"); sid != "S-1-5-18" {
		t.Errorf("the tenant shows the SID as %q", sid)
	}
	for _, r := range Rows(in, f) {
		got = append(got, row{r.Label, string(r.Attr), strings.Join(r.AD, " "), strings.Join(r.Exported, " "), strings.Join(r.Cloud, " "), string(r.Verdict)})
		if r.Why == "" {
			t.Errorf("%s says not why", r.Label)
		}
	}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("row %d:\n%+v\nwant\n%+v", i, got[i:], want[i:])
		}
	}
}
