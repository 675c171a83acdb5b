package graphx

import (
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/modeltest"
	"recipientdesk/model/syncrule"
	"recipientdesk/sim"
	"recipientdesk/sim/graphd"

	"github.com/microsoftgraph/msgraph-sdk-go/models"
)

// TestTenantOverHTTP runs the contract of model.Tenant on the simulator's server.
func TestTenantOverHTTP(t *testing.T) {
	modeltest.TestTenant(t, func(t *testing.T) modeltest.TenantFixture {
		forest := sim.Sample(nil, nil)
		d := desk.New(forest.System(), nil, desk.Options{})
		rules, err := syncrule.LoadPaths(nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		d.UseRules(rules)
		tenant, err := sim.NewSampleTenant(t.Context(), forest, d.Exports(t.Context()), time.Now, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		x := graphOf(t, tenant, graphd.Config{})
		return modeltest.TenantFixture{Tenant: x, Edit: func(t *testing.T, title string) string { return retitle(t, x, title) }}
	})
}

// retitle gives a user of the cloud another job title, through Graph.
func retitle(t *testing.T, x *Tenant, title string) string {
	t.Helper()
	for b, err := range x.List(t.Context(), model.CloudUser, "onPremisesSyncEnabled", "userType") {
		if err != nil {
			t.Fatal(err)
		}
		for i := range b.Len() {
			if b.Entry(i).Has("onPremisesSyncEnabled") {
				continue
			}
			user := models.NewUser()
			user.SetJobTitle(&title)
			id := b.Ref(i).GUID
			if err := x.patch(t.Context(), call{path: "/users/{id}", id: id, subject: id}, user); err != nil {
				t.Fatal(err)
			}
			return id
		}
	}
	t.Fatal("every user is synchronized")
	return ""
}
