package forecast

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

const caseTenant = `"tenant":{"initialDomain":"contoso.onmicrosoft.com","verifiedDomains":["contoso.com"]}`

// ask returns the answer to one case.
func ask(t *testing.T, c string) map[string]any {
	t.Helper()
	b, err := WhatIf([]byte(c), rand.NewChaCha8([32]byte{}))
	if err != nil {
		t.Fatalf("%s: %v", c, err)
	}
	var got map[string]any
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestWhatIfKeys(t *testing.T) {
	got := ask(t, `{"id":"a",`+caseTenant+`,"unknown":1,"input":{"onPrem":{"userPrincipalName":"e@contoso.com","x":null},"exoLicensed":false}}`)
	want := map[string]string{"id": `"a"`, "mail": "null", "mailNickname": `"e"`, "proxyAddresses": "[]", "userPrincipalName": `"e@contoso.com"`, "shadowUserPrincipalName": `"e@contoso.com"`,
		"exoRecipientType": `"User"`, "isRecipient": "false", "primarySmtpAddress": "null", "mailEnabled": "null", "primaryDomain": "null", "exportedProxyAddresses": "[]",
		"quarantined": "[]", "exportErrorPresent": "false", "exportErrors": "[]"}
	for k, v := range want {
		b, _ := json.Marshal(got[k])
		if _, there := got[k]; !there || string(b) != v {
			t.Errorf("%s is %s, want %s", k, b, v)
		}
	}
	for _, k := range []string{"match", "reasons"} {
		if got[k] == nil {
			t.Errorf("%s is missing", k)
		}
	}
	none := ask(t, `{"input":{"onPrem":{"objectClass":"contact"}}}`)
	if none["mailEnabled"] != false {
		t.Errorf("mailEnabled is %v", none["mailEnabled"])
	}
	for _, k := range []string{"id", "proxyAddresses", "exportedProxyAddresses"} {
		if v, there := none[k]; !there || v != nil {
			t.Errorf("without an object, %s is %v", k, v)
		}
	}
	if none["exoRecipientType"] != "None" || none["isRecipient"] != false {
		t.Error(none)
	}
}

func TestWhatIfExport(t *testing.T) {
	got := ask(t, `{`+caseTenant+`,"input":{"onPrem":{"objectClass":["top","person","user"],"sAMAccountName":"eva","domainFQDN":"contoso.com","cn":"Eva",
		"mail":" e@contoso.com ","proxyAddresses":[" SMTP:e@contoso.com","SMTP:e@contoso.com","smtp:f@contoso.com ",""," "]},"exoLicensed":true}}`)
	list, _ := json.Marshal(got["exportedProxyAddresses"])
	if string(list) != `["SMTP:e@contoso.com","smtp:f@contoso.com"]` || got["userPrincipalName"] != "eva@contoso.com" || got["mail"] != "e@contoso.com" {
		t.Errorf("%s, %v, %v", list, got["userPrincipalName"], got["mail"])
	}
}

func TestWhatIfLicense(t *testing.T) {
	for prior, want := range map[string]any{"true": "UserMailbox", "false": "User", "null": nil} {
		got := ask(t, `{`+caseTenant+`,"prior":{"exoLicensed":`+prior+`},"input":{"onPrem":{"userPrincipalName":"e@contoso.com"}}}`)
		if got["exoRecipientType"] != want {
			t.Errorf("the license is not said, and was %s: %v", prior, got["exoRecipientType"])
		}
	}
}

func TestWhatIfEvents(t *testing.T) {
	tests := []struct{ what, c, key, want string }{
		{"a domain is verified", `{"tenant":{"initialDomain":"c.onmicrosoft.com","verifiedDomains":["c.com"]},"prior":{"onPrem":{"userPrincipalName":"e@d.com"},"cloud":{"userPrincipalName":"e@c.onmicrosoft.com"}},
			"input":{"onPrem":{"userPrincipalName":"e@d.com"},"event":"domainVerified:d.com"}}`, "userPrincipalName", "e@d.com"},
		{"a domain is removed", `{"tenant":{"initialDomain":"c.onmicrosoft.com","verifiedDomains":["c.com","D.com"]},"prior":{"onPrem":{"userPrincipalName":"e@d.com"},"cloud":{"userPrincipalName":"e@d.com","mailNickname":"x"}},
			"input":{"onPrem":{"userPrincipalName":"e@d.com"},"event":"domainRemoved:d.com"}}`, "userPrincipalName", "x@c.onmicrosoft.com"},
		{"another domain is removed, after the alias changed", `{"tenant":{"initialDomain":"c.onmicrosoft.com","verifiedDomains":["c.com","z.com"]},"prior":{"onPrem":{"userPrincipalName":"e@d.com"},
			"cloud":{"userPrincipalName":"e@c.onmicrosoft.com","mailNickname":"x"}},"input":{"onPrem":{"userPrincipalName":"e@d.com"},"event":"domainRemoved:z.com"}}`, "userPrincipalName", "x@c.onmicrosoft.com"},
	}
	for _, tt := range tests {
		if got := ask(t, tt.c)[tt.key]; got != tt.want {
			t.Errorf("%s: %v, want %s", tt.what, got, tt.want)
		}
	}
}

func TestWhatIfOthers(t *testing.T) {
	const group = `{` + caseTenant + `,"input":{"onPrem":{"objectClass":"group","mail":"g@contoso.com"},"existing":[{"objectClass":"group","mail":"G@contoso.com"}]`
	const user = `{` + caseTenant + `,"input":{"onPrem":{"userPrincipalName":"e@contoso.com","mail":"e@contoso.com"},"exoLicensed":false,"existing":[`
	tests := []struct {
		what, c string
		fails   bool
		held    string
		match   string
	}{
		{"two new groups", group + `}}`, true, "", ""},
		{"a second group at its first attempt", group + `,"event":"secondGroupFirstAttempt"}}`, true, "", ""},
		{"a second group, by its kind", strings.Replace(group, `[{"objectClass"`, `[{"kind"`, 1) + `}}`, true, "", ""},
		{"two groups at the next attempt", group + `,"event":"nextAttempt"}}`, false, "SMTP:g@contoso.com", ""},
		{"one object alone", strings.TrimSuffix(user, "[") + `{"mail":"e@contoso.com","extra":{"a":1}}}}`, false, "e@contoso.com SMTP:e@contoso.com", ""},
		{"null", strings.TrimSuffix(user, "[") + `null}}`, false, "", "new"},
		{"an address in use", strings.Replace(user, `"existing":[`, `"addressesInUse":"smtp:e@contoso.com"}}`, 1), false, "SMTP:e@contoso.com", "new"},
		{"an address alone", user + `"smtp:e@contoso.com"]}}`, false, "e@contoso.com SMTP:e@contoso.com", ""},
		{"a user that is synchronized", user + `{"userPrincipalName":"x@contoso.com","proxyAddresses":["SMTP:e@contoso.com"],"onPremisesImmutableId":"A"}]}}`, false, "e@contoso.com SMTP:e@contoso.com", "new"},
		{"a user of the cloud", user + `{"userPrincipalName":"e@contoso.com","proxyAddresses":["SMTP:e@contoso.com"],"onPremisesImmutableId":null}]}}`, false, "", "soft"},
		{"a user of the cloud, said so", user + `{"objectClass":["top","inetOrgPerson"],"userPrincipalName":"e@contoso.com","cloudOnly":true}]}}`, false, "", "soft"},
		{"a user of the cloud with a role", user + `{"objectClass":"user","userPrincipalName":"e@contoso.com","cloudOnly":true,"hasRole":true}]}}`, true, "e@contoso.com", "blocked"},
	}
	for _, tt := range tests {
		got := ask(t, tt.c)
		var held []string
		for _, q := range got["quarantined"].([]any) {
			held = append(held, q.(map[string]any)["value"].(string))
		}
		if got["exportErrorPresent"] != tt.fails || strings.Join(held, " ") != tt.held || got["match"].(map[string]any)["kind"] != tt.match {
			t.Errorf("%s: %v, %q, %v", tt.what, got["exportErrorPresent"], held, got["match"])
		}
	}
}

func TestWhatIfForms(t *testing.T) {
	b, err := WhatIf([]byte(` [ {"id":7,"input":{}}, {"input":{"onPrem":{"objectGUID":{"base64":"BpazOkLGm0iEtljAONPvOQ=="}}}} ] `), nil)
	var got []map[string]any
	if json.Unmarshal(b, &got) != nil || len(got) != 2 || got[0]["id"] != 7.0 || err != nil {
		t.Errorf("%s, %v", b, err)
	}
	b, err = WhatIf([]byte(`{"name":"x","vectors":[{"id":"a","input":{}}]}`), nil)
	if json.Unmarshal(b, &got) != nil || len(got) != 1 || got[0]["id"] != "a" || err != nil {
		t.Errorf("a collection: %s, %v", b, err)
	}
	if b, err := WhatIf([]byte("[]"), nil); string(b) != "[]" || err != nil {
		t.Errorf("no cases: %s, %v", b, err)
	}
	twice := ask(t, `{"input":{"onPrem":{"ProxyAddresses":["smtp:b@contoso.com"],"proxyAddresses":["smtp:a@contoso.com"]}}}`)
	if list, _ := json.Marshal(twice["exportedProxyAddresses"]); string(list) != `["smtp:b@contoso.com","smtp:a@contoso.com"]` {
		t.Errorf("an attribute in two spellings: %s", list)
	}
	if got := ask(t, `{`+caseTenant+`,"prior":{"cloud":{"quarantined":[{"a":1}],"mailNickname":"x"}},"input":{"onPrem":{"userPrincipalName":"e@contoso.com"},"event":null}}`); got["mailNickname"] != "x" {
		t.Errorf("what is no attribute of the cloud object is in the way: %v", got["mailNickname"])
	}
	for _, in := range []string{"", "1", "[1]", "[", "{}", `{"id":"a","tenant":{}}`, `{"vectors":[{}]}`, `{"vectors":1}`, `{"input":{"onPrem":{"a":{}}}}`, `{"input":{"onPrem":{"a":[["b"]]}}}`, `{"input":{"onPrem":{"a":{"base64":"?"}}}}`, `{"input":{"exoLicensed":"yes"}}`,
		`{"input":{"onPrem":[]}}`, `{"input":{"existing":[3]}}`} {
		if _, err := WhatIf([]byte(in), nil); model.CodeOf(err) != model.Invalid {
			t.Errorf("%s: %v", in, err)
		}
	}
}

func TestDefaultExport(t *testing.T) {
	if got := DefaultExport(entry("cn: Eva", "displayName: Eva Ek"), "user").First("displayName"); got != "Eva Ek" {
		t.Errorf("displayName is %s", got)
	}
	ad := entry("objectClass: user", "sn: Ek ", "cn: Eva", "l: Bern", "userAccountControl: 514", "homeMDB: CN=x", "objectGUID: 0123456789abcdef", "mS-DS-ConsistencyGuid: fedcba9876543210",
		"msExchMailboxGuid:  123456789abcde ", "extensionAttribute1: x ")
	got := DefaultExport(ad, "user")
	for _, want := range []string{"surname: Ek", "displayName: Eva", "city: Bern", "accountEnabled: false", "extensionAttribute1: x", "msExchMailboxGuid:  123456789abcde ",
		"sourceAnchor: " + AnchorOf(model.GUID([]byte("fedcba9876543210"))).Forms().ImmutableID} {
		a, v, _ := strings.Cut(want, ": ")
		if got.First(model.Attr(a)) != v {
			t.Errorf("%s is %q, want %q", a, got.First(model.Attr(a)), v)
		}
	}
	for _, a := range []model.Attr{"homeMDB", "objectClass", "objectGUID", "userAccountControl", "sn"} {
		if got.Has(a) {
			t.Errorf("%s is exported", a)
		}
	}
	group := DefaultExport(ad.With("groupType", "-2147483640"), "group")
	if group.First("securityEnabled") != "true" || group.First("sourceAnchor") != AnchorOf(model.GUID([]byte("0123456789abcdef"))).Forms().ImmutableID {
		t.Error(group)
	}
	if !slices.Equal(DefaultExport(entry("cn: Eva"), "contact").Values("alias"), []string{"Eva"}) {
		t.Error("the alias of a contact is not its name")
	}
}
