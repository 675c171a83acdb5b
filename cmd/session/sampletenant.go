package session

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"strings"
	"sync"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
	"recipientdesk/sim"
)

// A SampleTenant is the tenant of a sample organization, with what synchronizes it.
type SampleTenant struct {
	*sim.Tenant
	desk *desk.Desk
	file string // that it is kept in; "": none
}

// OpenSampleTenant opens the tenant of a forest. That of sample:FILE is kept beside the
// file; others are made by a first cycle, under the rules that t names. lag is how long
// listings lag behind writes. The same forest gives the same IDs.
func OpenSampleTenant(ctx context.Context, t Target, forest *sim.Forest, lag time.Duration) (*SampleTenant, error) {
	if s := newSampleSide(t, forest); s.file != "" {
		s.lag = lag
		return s.open(ctx)
	}
	return makeSampleTenant(ctx, t, forest, lag)
}

func makeSampleTenant(ctx context.Context, t Target, forest *sim.Forest, lag time.Duration) (*SampleTenant, error) {
	d, err := sampleDesk(ctx, t, forest)
	if err != nil {
		return nil, err
	}
	s := &SampleTenant{desk: d}
	s.Tenant, err = sim.NewSampleTenant(ctx, forest, d.Exports(ctx), t.Now, nil, lag)
	return s, err
}

// sampleDesk is the desk of the synchronization: it reads everything, and writes
// nothing.
func sampleDesk(ctx context.Context, t Target, forest *sim.Forest) (*desk.Desk, error) {
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
	d := desk.New(dir, nil, desk.Options{Now: t.Now})
	d.UseRules(rules)
	return d, nil
}

// Exports yields what the rules make of the organization as it is now.
func (s *SampleTenant) Exports(ctx context.Context) iter.Seq2[forecast.Input, error] {
	return s.desk.Exports(ctx)
}

// Cycle synchronizes once.
func (s *SampleTenant) Cycle(ctx context.Context) (sim.CycleReport, error) {
	r, err := s.Tenant.Cycle(ctx, s.Exports(ctx))
	if err == nil && s.file != "" {
		err = s.Save(s.file)
	}
	return r, err
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

// A sampleSide is the cloud's side of a sample organization: its tenant, made when
// something is asked of it first. That of an organization in a file is kept beside the
// file from its first cycle on, and taken up again when another process has changed it.
type sampleSide struct {
	target Target
	forest *sim.Forest // the organization as it is now
	file   string      // "" in memory
	lag    time.Duration
	begun  time.Time // when the tenant was synchronized first: before anybody edited anything

	mu   sync.Mutex
	t    *SampleTenant
	seen fs.FileInfo // of the file as it was read
}

// tenantSuffix is what the name of the file has more than that of the organization.
const tenantSuffix = ".tenant"

func newSampleSide(t Target, forest *sim.Forest) *sampleSide {
	s := &sampleSide{target: t, forest: forest, begun: t.Now()}
	if at := forest.Kept(); !at.IsZero() {
		s.begun = at
	}
	if file, ok := fileOf(t.Directory); ok && strings.HasPrefix(t.Directory, sampleScheme) {
		s.file = file + tenantSuffix
	}
	return s
}

// open returns the tenant as it is now.
func (s *sampleSide) open(ctx context.Context) (*SampleTenant, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current(ctx)
}

func (s *sampleSide) current(ctx context.Context) (*SampleTenant, error) {
	if s.file != "" {
		now, err := os.Stat(s.file)
		if err == nil && !(s.seen != nil && os.SameFile(now, s.seen) && now.ModTime().Equal(s.seen.ModTime())) {
			return s.load(ctx, now)
		}
	}
	if s.t != nil {
		return s.t, nil
	}
	return s.first(ctx)
}

func (s *sampleSide) load(ctx context.Context, now fs.FileInfo) (*SampleTenant, error) {
	cfg := sim.SampleTenantConfig(s.seats())
	cfg.Now, cfg.Lag = s.target.Now, s.lag
	t, err := sim.OpenTenant(s.file, cfg)
	if err != nil {
		return nil, err
	}
	d, err := sampleDesk(ctx, s.target, s.forest)
	if err != nil {
		return nil, err
	}
	s.t, s.seen = &SampleTenant{t, d, s.file}, now
	return s.t, nil
}

func (s *sampleSide) seats() int { return max(500, s.forest.Len()) }

// first makes the tenant of the organization as it was before anybody edited it:
// what was edited since waits for the next cycle.
func (s *sampleSide) first(ctx context.Context) (*SampleTenant, error) {
	var done bool
	t := s.target
	t.Now = func() time.Time {
		if done {
			return s.target.Now()
		}
		return s.begun
	}
	made, err := makeSampleTenant(ctx, t, sim.Sample(t.Now, nil), s.lag)
	if err != nil {
		return nil, err
	}
	done = true
	if made.desk, err = sampleDesk(ctx, s.target, s.forest); err != nil {
		return nil, err
	}
	made.file, s.t = s.file, made
	return made, nil
}

// cycle synchronizes once.
func (s *sampleSide) cycle(ctx context.Context) (sim.CycleReport, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, err := s.current(ctx)
	if err != nil {
		return sim.CycleReport{}, err
	}
	r, err := t.Cycle(ctx)
	if err != nil && s.file != "" {
		s.t, s.seen = nil, nil // what is not in the file has not happened
	}
	if err != nil || s.file == "" {
		return r, err
	}
	s.seen, err = os.Stat(s.file)
	return r, err
}

// tenant returns what is read of it.
func (s *sampleSide) tenant() model.Tenant {
	return newLazyTenant(func(ctx context.Context, was model.Tenant) (model.Tenant, error) {
		t, err := s.open(ctx)
		if err != nil {
			return nil, err
		}
		if was, ok := was.(openSample); ok && was.of == t {
			return was, nil
		}
		return openSample{t.Open(), t}, nil
	})
}

// An openSample is a session with a sample tenant that remembers with which.
type openSample struct {
	*sim.TenantSession
	of *SampleTenant
}

// CycleText says in a sentence what a cycle did.
func CycleText(r sim.CycleReport) string {
	var did []string
	for _, c := range []struct {
		n    int
		what string
	}{{r.Created, "created"}, {r.Updated, "updated"}, {r.Joined, "joined"}, {r.Restored, "restored"}, {r.Deleted, "deleted"}, {len(r.Errors), "failed"}} {
		if c.n > 0 {
			did = append(did, fmt.Sprintf("%d %s", c.n, c.what))
		}
	}
	text := "Synchronized: nothing had changed."
	if len(did) > 0 {
		text = "Synchronized: " + strings.Join(did, ", ") + "."
	}
	if len(r.Errors) > 0 {
		text += " The drift report says why."
	}
	if r.Withheld > 0 {
		text += fmt.Sprintf(" %d deletions are held back, as there are more than %d.", r.Withheld, sim.MaxDeletions)
	}
	return text
}

// asError makes a *model.Error of any error.
func asError(err error) *model.Error {
	if e, ok := errors.AsType[*model.Error](err); ok {
		return e
	}
	if err == nil {
		return nil
	}
	return &model.Error{Code: model.CodeOf(err), Message: err.Error()}
}
