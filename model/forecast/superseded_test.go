package forecast

import (
	"encoding/json"
	"slices"
	"testing"
)

func TestSuperseded(t *testing.T) {
	const tenant = `"tenant":{"initialDomain":"x.onmicrosoft.com","verifiedDomains":["x.com","x.onmicrosoft.com"]},`
	const bare = `"onPrem":{"objectClass":"user","userPrincipalName":"a@x.com"}`
	const had = `"prior":{` + bare + `,"exoLicensed":true,"cloud":{"mail":"a@x.onmicrosoft.com","mailNickname":"a","proxyAddresses":["SMTP:a@x.onmicrosoft.com","smtp:a@x.com"]}},`
	for _, tt := range []struct {
		name, of  string
		mail      string
		addresses []string
	}{
		{"the address in the initial domain is primary", `"input":{` + bare + `,"exoLicensed":true}`, "a@x.onmicrosoft.com", []string{"SMTP:a@x.onmicrosoft.com", "smtp:a@x.com"}},
		{"what AD says counts", `"input":{"onPrem":{"objectClass":"user","userPrincipalName":"a@x.com","mail":"m@x.com"},"exoLicensed":true}`, "m@x.com", []string{"SMTP:m@x.com", "smtp:m@x.onmicrosoft.com", "smtp:a@x.com"}},
		{"nothing changes without the license", had + `"input":{` + bare + `,"exoLicensed":false}`, "a@x.onmicrosoft.com", []string{"SMTP:a@x.onmicrosoft.com", "smtp:a@x.com"}},
	} {
		var got, now struct {
			Mail           string
			ProxyAddresses []string
		}
		for ruleset, into := range map[string]any{"2020": &got, "2023": &now} {
			b, err := WhatIf([]byte(`{"ruleset":"`+ruleset+`",`+tenant+tt.of+`}`), nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(b, into); err != nil {
				t.Fatal(err)
			}
		}
		if got.Mail != tt.mail || !slices.Equal(got.ProxyAddresses, tt.addresses) {
			t.Errorf("%s: %+v", tt.name, got)
		}
		if tt.name != "what AD says counts" && slices.Equal(got.ProxyAddresses, now.ProxyAddresses) {
			t.Errorf("%s: the same as today", tt.name)
		}
	}
}
