package graphd_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"recipientdesk/cmd/session"
	"recipientdesk/sim"
	"recipientdesk/sim/graphd"
)

// BenchmarkPage answers with a page of 999 users, the properties selected that the
// tenant view shows.
func BenchmarkPage(b *testing.B) {
	forest := sim.Generate(2000, 1, sim.Config{})
	tenant, err := session.OpenSampleTenant(b.Context(), session.Target{Now: time.Now}, forest, 0)
	if err != nil {
		b.Fatal(err)
	}
	srv := graphd.New(tenant.Tenant, graphd.Config{})
	req := httptest.NewRequest("GET", "/v1.0/users?$top=999&$select=id,userPrincipalName,displayName,givenName,surname,mail,mailNickname,proxyAddresses,otherMails,"+
		"accountEnabled,userType,usageLocation,department,jobTitle,companyName,createdDateTime,onPremisesSyncEnabled,onPremisesLastSyncDateTime,onPremisesImmutableId,"+
		"onPremisesSamAccountName,onPremisesDomainName,onPremisesUserPrincipalName,onPremisesDistinguishedName,onPremisesProvisioningErrors,"+
		"onPremisesExtensionAttributes,assignedLicenses,licenseAssignmentStates", nil)
	for b.Loop() {
		rec := httptest.NewRecorder()
		srv.ServeHTTP(rec, req)
		if rec.Code != http.StatusOK {
			b.Fatal(rec.Body)
		}
		b.SetBytes(int64(rec.Body.Len()))
	}
}
