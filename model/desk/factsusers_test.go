package desk

import (
	"testing"

	"recipientdesk/model"
)

func TestMeetingATenantAgainKeepsWhatIsKnownOfItsUsers(t *testing.T) {
	before := &model.TenantFacts{InitialDomain: "contoso.onmicrosoft.com", Users: []model.TenantUser{{UserPrincipalName: "anna@contoso.com"}}}
	again := &model.TenantFacts{InitialDomain: "Contoso.onmicrosoft.com", VerifiedDomains: []string{"contoso.com"}}
	if got := withUsers(again, before); len(got.Users) != 1 || len(got.VerifiedDomains) != 1 {
		t.Errorf("%+v", got)
	}
	if got := withUsers(&model.TenantFacts{InitialDomain: "fabrikam.onmicrosoft.com"}, before); got.Users != nil {
		t.Error("the users of another tenant are kept")
	}
	if got := withUsers(&model.TenantFacts{InitialDomain: before.InitialDomain, Users: []model.TenantUser{}}, before); len(got.Users) != 0 {
		t.Error("users that are gone are kept")
	}
}
