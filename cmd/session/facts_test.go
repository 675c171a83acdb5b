package session

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"recipientdesk/model"
)

func fileOfText(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestTenantComesWithTheSampleAndFromAFile(t *testing.T) {
	if f := open(t, target(t, "sample:")).Desk.Facts(); f == nil || f.InitialDomain != "brightwater.onmicrosoft.com" {
		t.Errorf("the sample's tenant is %+v", f)
	}
	tg := target(t, "sample:")
	tg.Tenant.Source = "json:" + fileOfText(t, "\ufeff"+`{"initialDomain":"Contoso.onmicrosoft.com","verifiedDomains":["Contoso.com"],"users":[{"userPrincipalName":"a@contoso.com","exchangeLicensed":true,"cloudMailbox":null}]}`)
	f := open(t, tg).Desk.Facts()
	if f.InitialDomain != "contoso.onmicrosoft.com" || !slices.Equal(f.VerifiedDomains, []string{"contoso.com", "contoso.onmicrosoft.com"}) ||
		f.Users[0].Licensed != model.Yes || f.Users[0].CloudMailbox != model.Unsure || f.Features.BlockSoftMatch != model.Unsure {
		t.Errorf("read %+v", f)
	}
	tg.Directory, tg.Tenant.Source = "ldif:"+fileOfText(t, exported), ""
	if f := open(t, tg).Desk.Facts(); f != nil {
		t.Errorf("of an export nothing is known, and here it is %+v", f)
	}
	tg.Tenant.Source = "sample:"
	if f := open(t, tg).Desk.Facts(); f == nil {
		t.Error("the sample's tenant is not there where it is asked for")
	}
}

func TestTenantThatIsNoneIsRefused(t *testing.T) {
	for source, want := range map[string]model.Code{
		"http://graph.example": model.Untrusted, "contoso": model.Invalid, "json:": model.Invalid, "json:/none/such": model.NotFound,
		"json:" + fileOfText(t, `{}`): model.Invalid, "json:" + fileOfText(t, `{"initialDomain":"x","verifiedDomain":["y"]}`): model.Invalid,
		"json:" + fileOfText(t, `{"initialDomain":"x"} {}`): model.Invalid, "json:" + fileOfText(t, `{"initialDomain":"x","users":[{"hasRole":1}]}`): model.Invalid,
	} {
		tg := target(t, "sample:")
		tg.Tenant.Source = source
		s, err := Open(t.Context(), tg)
		e, ok := err.(*model.Error)
		if !ok || e.Code != want || e.Hint == "" || e.Subject == "" {
			t.Errorf("%s: %v", source, err)
		}
		if s != nil {
			s.Close()
		}
	}
}
