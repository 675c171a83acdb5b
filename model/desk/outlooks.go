package desk

import (
	"context"
	"iter"
	"runtime"
	"sync"

	"recipientdesk/model/syncrule"
)

// A sheaf is some results, and what becomes of them.
type sheaf[T any] struct {
	results []*syncrule.Result
	done    chan struct{} // is closed when the rest is there
	out     []T
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
	return spread(results, func(r *syncrule.Result) (Outlook, error) { return p.outlook(ctx, r) })
}

// spread yields what becomes of results of recipients, in their order, and makes it on
// all processors. The goroutines are gone when the iteration is over.
func spread[T any](results iter.Seq2[*syncrule.Result, error], become func(*syncrule.Result) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		workers := runtime.GOMAXPROCS(0)
		work := make(chan *sheaf[T], workers*sheavesAhead)
		var wg sync.WaitGroup
		defer wg.Wait()
		defer close(work)
		for range workers {
			wg.Go(func() {
				for s := range work {
					s.work(become)
				}
			})
		}
		var waiting []*sheaf[T]
		for s := range sheaves[T](results) {
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
func sheaves[T any](results iter.Seq2[*syncrule.Result, error]) iter.Seq[*sheaf[T]] {
	return func(yield func(*sheaf[T]) bool) {
		s := &sheaf[T]{done: make(chan struct{})}
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
				s = &sheaf[T]{done: make(chan struct{})}
			}
		}
		yield(s)
	}
}

// work stops at the first error.
func (s *sheaf[T]) work(become func(*syncrule.Result) (T, error)) {
	defer close(s.done)
	s.out = make([]T, 0, len(s.results))
	for _, r := range s.results {
		t, err := become(r)
		if err != nil {
			s.err = err
			return
		}
		s.out = append(s.out, t)
	}
}

// deliver waits for a sheaf and yields what is in it. It returns false if no more is
// wanted or to come.
func (s *sheaf[T]) deliver(yield func(T, error) bool) bool {
	<-s.done
	for _, o := range s.out {
		if !yield(o, nil) {
			return false
		}
	}
	if s.err != nil {
		var none T
		yield(none, s.err)
	}
	return s.err == nil
}
