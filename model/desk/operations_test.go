package desk_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
	"recipientdesk/model/lifecycletest"
	"recipientdesk/sim"
)

// Every operation, on the sample: it leaves what the table says, is taken back without a
// trace, and, done again, comes out in the tenant as it was foreseen, property by
// property.
func TestOperationsOnTheSample(t *testing.T) {
	p := newPlant(t)
	cases := lifecycletest.Cases(lifecycletest.Place{Container: "OU=Hamburg,OU=Staff,DC=corp,DC=example", Domain: sim.SampleSuffix, Routing: sim.SampleRouting})
	objects := make([]model.Entry, len(cases))
	for i, c := range cases {
		objects[i] = c.Make(t, p.desk)
	}
	p.cycle()
	p.read(true)
	steps := make([]desk.Step, len(cases))
	for i, c := range cases {
		steps[i] = c.ThereAndBack(t, p.desk, objects[i])
	}
	again, err := p.desk.NewBatch(t.Context(), "operations", p.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if r, err := p.desk.RollBack(context.Background(), again.Name, nil); err != nil || len(r.Failed) > 0 {
			t.Errorf("taking all of it back: %v %v", r.Failed, err)
		}
	})
	for i := range cases {
		if _, err := again.Save(t.Context(), steps[i].Change()); err != nil {
			t.Fatalf("%s: %v", cases[i].Name, err)
		}
	}
	p.cycle()
	for i, c := range cases {
		t.Run(c.Name, func(t *testing.T) { p.T = t; p.cameTrue(steps[i], c.Becomes) })
	}
}

// cameTrue compares what was foreseen of an object with what is in the tenant now.
func (p *plant) cameTrue(step desk.Step, becomes string) {
	p.Helper()
	foreseen := step.Ahead.After.Cloud
	if foreseen.RecipientType != becomes {
		p.Errorf("foreseen is a %q, want %q: %v", foreseen.RecipientType, becomes, step.Ahead.After.Reasons())
	}
	now, err := p.desk.Get(p.Context(), step.Before.Ref)
	if err != nil {
		p.Fatal(err)
	}
	c := p.compare(now, now)
	if becomes == "None" {
		if c.Twin.Found() {
			p.Errorf("it is still in the tenant: %+v", c.Item)
		}
		return
	}
	if !c.Twin.Found() || c.State == drift.Waiting {
		p.Errorf("after the cycle %s: %+v", c.Status, c.Item)
	}
	if got := c.Cloud.RecipientType; got != becomes {
		p.Errorf("it is a %q, want %q", got, becomes)
	}
	for a, want := range foreseen.Cloud.All() {
		if !slices.Contains(drift.Properties(drift.CloudClass(step.Ahead.After.Sync.Class)), a) {
			continue // Exchange Online alone shows it
		}
		have := c.Twin.Entry.Values(a)
		if a == forecast.PropProxies { // Exchange Online adds the address for calls
			have = slices.DeleteFunc(slices.Clone(have), func(v string) bool { return strings.HasPrefix(v, "SIP:") })
			want = slices.DeleteFunc(slices.Clone(want), func(v string) bool { return strings.HasPrefix(v, "SIP:") })
		}
		same := func(a, b []string) bool {
			return slices.EqualFunc(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)), strings.EqualFold)
		}
		if !same(want, have) {
			p.Errorf("%s is %q, foreseen was %q", a, have, want)
		}
	}
}

// Names of every script and sort are made, found and taken back.
func TestHardNamesInTheSample(t *testing.T) {
	p := newPlant(t)
	lifecycletest.Hard(t, p.desk, lifecycletest.Place{Container: "OU=Hamburg,OU=Staff,DC=corp,DC=example", Domain: sim.SampleSuffix})
}
