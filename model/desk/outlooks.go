package desk

import (
	"context"
	"iter"
	"runtime"
	"sync"

	"recipientdesk/model/syncrule"
)

// A sheaf is some results, and what becomes of them.
type sheaf struct {
	results []*syncrule.Result
	done    chan struct{} // is closed when the rest is there
	out     []Outlook
	err     error
}

// sheafSize is how many results a worker takes at once; sheavesAhead how many
// sheaves for each worker may wait until somebody takes them.
const (
	sheafSize    = 32
	sheavesAhead = 4
)

// outlooks forecasts what the tenant makes of results, in their order, on all
// processors. What belongs to the system is left out. The goroutines are gone when
// the iteration is over.
func (p *panorama) outlooks(ctx context.Context, results iter.Seq2[*syncrule.Result, error]) iter.Seq2[Outlook, error] {
	return func(yield func(Outlook, error) bool) {
		workers := runtime.GOMAXPROCS(0)
		work := make(chan *sheaf, workers*sheavesAhead)
		var wg sync.WaitGroup
		defer wg.Wait()
		defer close(work)
		for range workers {
			wg.Go(func() {
				for s := range work {
					var err error
					if s.out, err = p.outlooksOf(ctx, s.results); err != nil {
						s.err = err
					}
					close(s.done)
				}
			})
		}
		var waiting []*sheaf
		for s := range sheaves(results) {
			work <- s
			if waiting = append(waiting, s); len(waiting) == cap(work) {
				if !waiting[0].deliver(yield) {
					return
				}
				waiting = waiting[1:]
			}
		}
		for _, s := range waiting {
			if !s.deliver(yield) {
				return
			}
		}
	}
}

// sheaves binds results together. An error is in the last one.
func sheaves(results iter.Seq2[*syncrule.Result, error]) iter.Seq[*sheaf] {
	return func(yield func(*sheaf) bool) {
		s := &sheaf{done: make(chan struct{})}
		for r, err := range results {
			if err != nil {
				s.err = err
				break
			}
			if !isRecipient(r.Entry) {
				continue
			}
			if s.results = append(s.results, r); len(s.results) == sheafSize {
				if !yield(s) {
					return
				}
				s = &sheaf{done: make(chan struct{})}
			}
		}
		yield(s)
	}
}

// deliver waits for a sheaf and yields what is in it. It returns false if no more is
// wanted or to come.
func (s *sheaf) deliver(yield func(Outlook, error) bool) bool {
	<-s.done
	for _, o := range s.out {
		if !yield(o, nil) {
			return false
		}
	}
	if s.err != nil {
		yield(Outlook{}, s.err)
	}
	return s.err == nil
}

func (p *panorama) outlooksOf(ctx context.Context, results []*syncrule.Result) ([]Outlook, error) {
	out := make([]Outlook, 0, len(results))
	for _, r := range results {
		o, err := p.outlook(ctx, r)
		if err != nil {
			return out, err
		}
		out = append(out, o)
	}
	return out, nil
}
