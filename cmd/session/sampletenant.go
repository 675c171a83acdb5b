package session

import (
	"context"
	"iter"
	"time"

	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
	"recipientdesk/sim"
)

// A SampleTenant is the tenant of a sample organization, with what synchronizes it.
type SampleTenant struct {
	*sim.Tenant
	desk *desk.Desk
}

// OpenSampleTenant makes the tenant of a forest by a first cycle, under the rules
// that t names. lag is how long its listings lag behind writes. The same forest gives
// the same IDs.
func OpenSampleTenant(ctx context.Context, t Target, forest *sim.Forest, lag time.Duration) (*SampleTenant, error) {
	dir := forest.System()
	info, err := dir.Info(ctx)
	if err != nil {
		return nil, err
	}
	t.Directory = sampleScheme
	rules, err := rulesFor(t, info)
	if err != nil {
		return nil, err
	}
	s := &SampleTenant{desk: desk.New(dir, nil, desk.Options{Now: t.Now})}
	s.desk.UseRules(rules)
	s.Tenant, err = sim.NewSampleTenant(ctx, forest, s.desk.Exports(ctx), t.Now, nil, lag)
	return s, err
}

// Exports yields what the rules make of the organization as it is now.
func (s *SampleTenant) Exports(ctx context.Context) iter.Seq2[forecast.Input, error] {
	return s.desk.Exports(ctx)
}

// Cycle synchronizes once.
func (s *SampleTenant) Cycle(ctx context.Context) (sim.CycleReport, error) {
	return s.Tenant.Cycle(ctx, s.Exports(ctx))
}

// Run synchronizes at every interval until ctx ends, which is no failure.
func (s *SampleTenant) Run(ctx context.Context, every time.Duration) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			if _, err := s.Cycle(ctx); err != nil && ctx.Err() == nil {
				return err
			}
		}
	}
}
