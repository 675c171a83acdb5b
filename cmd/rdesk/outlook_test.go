package main

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
	"recipientdesk/model/syncrule"
)

// What is written without reflection reads back as what it was.
func FuzzAppendText(f *testing.F) {
	for _, s := range []string{"", "plain", `"quoted\"`, "tab\tbell\a\x7f", "Größe 田中 \u2028", "\xff\xfe", "<&>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := appendText(nil, s)
		var back string
		var octets struct{ Base64 []byte }
		if utf8.ValidString(s) {
			if err := json.Unmarshal(b, &back); err != nil || back != s {
				t.Errorf("%q became %s and reads %q: %v", s, b, back, err)
			}
		} else if err := json.Unmarshal(b, &octets); err != nil || string(octets.Base64) != s {
			t.Errorf("%q became %s: %v", s, b, err)
		}
	})
}

func TestValuesAreWrittenAsTheirPackageDoes(t *testing.T) {
	for _, v := range []syncrule.Value{syncrule.NullValue, syncrule.String(`a"b`), syncrule.Int(-3), syncrule.Float(1.5), syncrule.Boolean(true), syncrule.Bytes("\x00\xff"),
		syncrule.Reference("CN=a"), syncrule.Multi(syncrule.String("a"), syncrule.String("ü")), syncrule.Multi(syncrule.Bytes("\x01"))} {
		want, err := v.MarshalJSON()
		if got := appendValue(nil, v); err != nil || string(got) != string(want) {
			t.Errorf("%s, want %s (%v)", got, want, err)
		}
	}
}

// What a property is in the cloud does not depend on what its value happens to be.
func TestCloudProperties(t *testing.T) {
	exported := func(name string, v syncrule.Value) syncrule.Contribution {
		return syncrule.Contribution{Attribute: name, Value: v}
	}
	o := desk.Outlook{
		Sync: &syncrule.Result{Export: []syncrule.Contribution{exported("msExchSafeSendersHash", syncrule.Bytes("AB")), exported("userCertificate", syncrule.Multi(syncrule.Bytes("C"))),
			exported("publicDelegates", syncrule.Multi(syncrule.Reference("CN=a"))), exported("msExchMailboxGuid", syncrule.Bytes("0123456789abcdef")), exported("department", syncrule.String("HR"))}},
		Cloud: forecast.Forecast{Cloud: model.NewEntry(model.Ref{}, map[model.Attr][]string{"msExchSafeSendersHash": {"AB"}, "userCertificate": {"C"}, "grantSendOnBehalfTo": {"CN=a"},
			"exchangeGuid": {"0123456789abcdef"}, "department": {"HR"}, "proxyAddresses": {"SMTP:a@x.example"}, "moderationEnabled": {"TRUE"}})},
	}
	b, err := json.Marshal(cloudDoc{o})
	want := `{"exoRecipientType":null,"isRecipient":null,"department":"HR","exchangeGuid":"33323130-3534-3736-3839-616263646566","grantSendOnBehalfTo":["CN=a"],` +
		`"moderationEnabled":true,"msExchSafeSendersHash":{"base64":"QUI="},"proxyAddresses":["SMTP:a@x.example"],"userCertificate":[{"base64":"Qw=="}]}`
	if err != nil || string(b) != want {
		t.Errorf("%s\nwant\n%s (%v)", b, want, err)
	}
}
