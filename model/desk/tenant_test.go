package desk_test

import (
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/syncrule"
	"recipientdesk/sim"
)

// company is the sample organization with its tenant, and a desk on both.
type company struct {
	*testing.T
	forest *sim.Forest
	tenant *sim.Tenant
	desk   *desk.Desk
	now    time.Time
}

func newCompany(t *testing.T, scopes ...string) *company {
	t.Helper()
	c := &company{T: t, now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return c.now }
	c.forest = sim.Sample(clock, nil)
	c.desk = desk.New(c.forest.System(), nil, desk.Options{Now: clock})
	c.desk.UseRules(syncrule.Builtin())
	var err error
	if c.tenant, err = sim.NewSampleTenant(t.Context(), c.forest, c.desk.Exports(t.Context()), clock, nil, 0); err != nil {
		t.Fatal(err)
	}
	c.desk.UseTenant(c.tenant.Open(scopes...))
	return c
}

func (c *company) read(anew bool) *desk.TenantView {
	c.Helper()
	v, err := c.desk.ReadTenant(c.Context(), anew, nil)
	if err != nil {
		c.Fatal(err)
	}
	return v
}

func (c *company) drift() *desk.Drift {
	c.Helper()
	d, err := c.desk.Drift(c.Context(), model.Query{}, nil)
	if err != nil {
		c.Fatal(err)
	}
	return d
}

func TestCompareSaysWhatDriftSays(t *testing.T) {
	c := newCompany(t)
	for _, it := range c.drift().Items {
		e, err := c.desk.Get(t.Context(), it.Ref)
		if err != nil {
			t.Fatal(err)
		}
		got, err := c.desk.Compare(t.Context(), e, e)
		if err != nil {
			t.Fatal(err)
		}
		if got.Item != it || len(got.Gaps) > 0 {
			t.Errorf("%s:\n drift   %+v\n compare %+v\n gaps %v", it.Name, it, got.Item, got.Gaps)
		}
	}
}

func TestReadTenant(t *testing.T) {
	c := newCompany(t)
	v := c.read(false)
	if v.Len(model.CloudUser) == 0 || v.Len(model.DeletedUser) == 0 || len(v.Gaps) > 0 || len(c.desk.Facts().Users) != v.Len(model.CloudUser) {
		t.Errorf("%d users, %d deleted, gaps %v", v.Len(model.CloudUser), v.Len(model.DeletedUser), v.Gaps)
	}
}
