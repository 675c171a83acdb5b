package ui

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/syncrule"
	"recipientdesk/sim"
)

// A cloudDriver is the tenant of the sample organization, and everything that a
// session can do with it. The directory was made the day before, synchronized, and
// rests since.
type cloudDriver struct {
	t      testing.TB
	now    func() time.Time
	tenant *sim.Tenant
	sync   *desk.Desk // of the synchronization server
	scopes []string   // of who signs in; nil: all
	open   *sim.TenantSession

	targets []TenantTarget // what the window wanted to connect with
	refuse  error          // what connecting answers
	during  func(ctx context.Context, t TenantTarget) error
	out     int  // sign-outs
	parted  bool // sessions begin without it
}

// newCloudDriver makes the tenant of a forest, whose clock must be now.
func newCloudDriver(t testing.TB, forest *sim.Forest, now func() time.Time) *cloudDriver {
	t.Helper()
	c := &cloudDriver{t: t, now: now, sync: desk.New(forest.System(), nil, desk.Options{Now: now})}
	c.sync.UseRules(rulesOfSample(t, forest))
	var err error
	if c.tenant, err = sim.NewSampleTenant(t.Context(), forest, c.sync.Exports(t.Context()), now, nil, 0); err != nil {
		t.Fatal(err)
	}
	return c
}

// rulesOfSample are the built-in rules with one unit of the organization left out.
func rulesOfSample(t testing.TB, forest *sim.Forest) *syncrule.RuleSet {
	t.Helper()
	info, err := forest.System().Info(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	set := *syncrule.Builtin()
	set.Connectors = slices.Clone(set.Connectors)
	own := *set.Connectors[0]
	own.Partitions = []syncrule.Partition{{DN: info.Base, Selected: true, Include: []string{info.Base}, Exclude: []string{sim.SampleUnselected(info.Base)}}}
	set.Connectors[0] = &own
	return &set
}

// join gives a session what a real one has: the tenant is connected already, as that of
// the sample is.
func (c *cloudDriver) join(s *Session) {
	s.Desk.UseRules(c.sync.Rules())
	if !c.parted {
		c.open = c.tenant.Open(c.scopes...)
		s.Desk.UseTenant(c.open)
	}
	s.Cycle = c.cycle
	s.OpenTenant = func(ctx context.Context, t TenantTarget) error {
		c.targets = append(c.targets, t)
		if c.during != nil {
			if err := c.during(ctx, t); err != nil {
				return err
			}
		}
		switch {
		case c.refuse != nil:
			return c.refuse
		case t.Source == "":
			s.Desk.UseTenant(nil)
		default:
			c.open = c.tenant.Open(c.scopes...)
			s.Desk.UseTenant(c.open)
		}
		return nil
	}
	s.SignOut = func(context.Context) error { c.out++; return nil }
}

func (c *cloudDriver) cycle(ctx context.Context) (string, error) {
	r, err := c.tenant.Cycle(ctx, c.sync.Exports(ctx))
	return fmt.Sprintf("%d read, %d updated.", r.Read, r.Updated), err
}

// A clock is set by hand until it is let run with a stepper.
type clock struct{ now func() time.Time }

func (c *clock) Now() time.Time { return c.now() }

// newCloudWindow is the main window connected to a sample organization of the day
// before, with its tenant.
func newCloudWindow(t *testing.T) *windowDriver {
	t.Helper()
	d := newWindowDriver(t)
	c := &clock{func() time.Time { return testStart.AddDate(0, 0, -1) }}
	d.forest = sim.Sample(c.Now, nil)
	c.now = d.run.now
	d.cloud = newCloudDriver(t, d.forest, c.Now)
	return d
}

// openCloudWindow is connected, everything read.
func openCloudWindow(t *testing.T) *windowDriver {
	t.Helper()
	d := newCloudWindow(t)
	d.cmd.run("sample")
	d.run.drain()
	if d.session == nil {
		t.Fatal("not connected")
	}
	return d
}

// tenantSays has the tenant answer every question with an error; nil: as it is.
func (c *cloudDriver) tenantSays(err error) {
	if err == nil {
		c.tenant.Fault(nil)
		return
	}
	c.tenant.Fault(func(string) error { return err })
}

var errNoTenantAnswer = &model.Error{Code: model.Unreachable, Subject: "graph.microsoft.com", Message: "no answer", Hint: "Check the network."}
