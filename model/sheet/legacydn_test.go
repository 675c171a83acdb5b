package sheet

import (
	"slices"
	"testing"

	"recipientdesk/model"
)

// Whoever changes or clears legacyExchangeDN leaves the former one as an X500 address;
// raw:legacyExchangeDN writes the attribute alone.
func TestLegacyDNIsKept(t *testing.T) {
	e := model.NewEntry(model.Ref{DN: "CN=A"}, map[model.Attr][]string{"objectClass": {"user"}, model.LegacyDN: {"/o=C/cn=a"}, model.ProxyAddresses: {"SMTP:a@contoso.com"}})
	f, err := Find(nil, "legacyexchangedn")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]string{
		"/o=C/cn=b": {"SMTP:a@contoso.com", "X500:/o=C/cn=a"},
		"":          {"SMTP:a@contoso.com", "X500:/o=C/cn=a"},
		"/O=C/CN=A": {"SMTP:a@contoso.com"},
	} {
		after, err := f.WithText(e, text)
		if err != nil || after.First(model.LegacyDN) != text || !slices.Equal(after.Values(model.ProxyAddresses), want) {
			t.Errorf("%q: %q %q %v", text, after.First(model.LegacyDN), after.Values(model.ProxyAddresses), err)
		}
	}
	raw, err := Find(nil, "raw:legacyExchangeDN")
	if err != nil {
		t.Fatal(err)
	}
	if after, err := raw.WithText(e, ""); err != nil || len(after.Values(model.ProxyAddresses)) != 1 {
		t.Errorf("raw: %q %v", after.Values(model.ProxyAddresses), err)
	}
}
