package graphd

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/sim"
)

// FuzzFilter: whatever is asked for is answered or refused, never a defect, and what is
// taken is taken the same way every time.
func FuzzFilter(f *testing.F) {
	for _, s := range []string{`displayName eq 'A'`, `startsWith(displayName,'A') and not (mail eq null)`, `proxyAddresses/any(p:startsWith(p,'smtp:'))`, `id in ('a','b')`,
		`assignedLicenses/any(x:x/skuId eq 6fd2c87f-b296-42f0-b197-1e91e994b900)`, `proxyAddresses/$count eq 0`, `mail eq 'o''brien@x'`, `createdDateTime ge 2026-01-05T08:00:00Z`,
		`accountEnabled ne true or (city eq 'x' and state eq 'y')`, `'`, `mail eq '`, `mail eq '''`, `mail eq ''''`, `((((`, `any(`, `a/any(x:`, `endsWith(mail,'x')`, `mail/any()`, `otherMails/any()`, `in (`,
		`onPremisesExtensionAttributes/extensionAttribute1 eq 'x'`, `serviceProvisioningErrors/any(e:e/isResolved eq false)`} {
		f.Add(s)
	}
	user := sim.NewTenant(sim.TenantConfig{Name: "x"})
	user.Plant(model.CloudUser, map[string]string{"displayName": `"A"`, "mail": `"o'brien@x"`, "proxyAddresses": `["SMTP:a@x"]`, "userPrincipalName": `"a@x"`})
	all, _ := user.Page(model.CloudUser, 0, 10, nil)
	f.Fuzz(func(t *testing.T, text string) {
		for _, class := range []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact} {
			got, err := parseFilter(sim.CloudSchemaOf(class), text)
			if err != nil {
				if r, ok := err.(*sim.CloudRefusal); !ok || r.Status != http.StatusBadRequest {
					t.Errorf("%q: %v", text, err)
				}
				continue
			}
			if again, err := parseFilter(sim.CloudSchemaOf(class), " "+text+" "); err != nil || again.advanced != got.advanced {
				t.Errorf("%q with space around it: %v", text, err)
			}
			if got.match != nil && class == model.CloudUser {
				got.match(all[0])
			}
		}
	})
}

// FuzzCall: any address is answered, with JSON or nothing.
func FuzzCall(f *testing.F) {
	for _, s := range []string{"/v1.0/users", "/v1.0/users?$top=1&$select=id,mail", "/beta/groups/x/members/microsoft.graph.user?$count=true", "/v1.0/users('a''b')", "/v1.0/users/delta()?$deltatoken=latest",
		"/v1.0/users/delta?$skiptoken=eyJwIjo1LCJ0IjoxfQ", "/v1.0/directory/deletedItems/microsoft.graph.user?$filter=mail%20eq%20'x'&$count=true", "/v1.0/$batch", "//", "/v1.0/users('", "/v1.0/users/%2f/photos/1x1/$value",
		"/v1.0/users?$expand=manager(", "/v1.0/users?$search=%22a:b%22", "/v1.0/users?$orderby=displayName%20desc", "/v1.0/reports/getMailboxUsageDetail(period='D7')"} {
		f.Add("GET", s, "")
	}
	f.Add("POST", "/v1.0/$batch", `{"requests":[{"id":"1","method":"GET","url":"/users"}]}`)
	f.Add("PATCH", "/v1.0/users/a@x", `{"displayName":null}`)
	tenant := sim.NewTenant(sim.TenantConfig{Name: "x", Domains: []sim.CloudDomain{{Name: "x", Initial: true}}, Now: func() time.Time { return time.Unix(1_800_000_000, 0) }})
	tenant.Plant(model.CloudUser, map[string]string{"displayName": `"A"`, "userPrincipalName": `"a@x"`})
	srv := New(tenant, Config{})
	f.Fuzz(func(t *testing.T, method, target, body string) {
		if !strings.HasPrefix(target, "/") || strings.Contains(target, "/simulator/") {
			return
		}
		req, err := http.NewRequest(method, "http://host"+target, strings.NewReader(body))
		if err != nil {
			return
		}
		req.Header.Set("ConsistencyLevel", "eventual")
		rec := httptest.NewRecorder()
		srv.ServeHTTP(rec, req)
		if rec.Code >= 500 && rec.Code != http.StatusNotImplemented || rec.Code < 200 {
			t.Errorf("%s %s: %d %s", method, target, rec.Code, rec.Body)
		}
	})
}
