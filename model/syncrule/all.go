package syncrule

import (
	"context"
	"iter"
	"runtime"
	"sync"

	"recipientdesk/model"
)

// A Run says how a whole directory is evaluated.
type Run struct {
	Which    func(model.Ref) bool // nil: every object
	Workers  int                  // 0: one for each processor
	Progress func(done, of int)   // is called now and then, by the goroutine that takes the results; may be nil

	// Brief leaves out what only explains, a quarter of the work: Scope, Metaverse,
	// FilteredBy, Condition, and the doubts about what is not exported.
	Brief bool
}

// A part is some rows and, later, what became of them.
type part struct {
	rows []int
	out  chan []outcome
}

type outcome struct {
	result *Result
	err    error
}

// partSize is how many objects a worker takes at once; partsAhead how many parts
// for each worker may wait until somebody takes them.
const (
	partSize   = 32
	partsAhead = 4
)

// EvaluateAll yields the result of each object of a space, in the order of the
// space. The goroutines it starts are gone when the iteration is over. An error,
// that of ctx, ends it.
func (e *Engine) EvaluateAll(ctx context.Context, s *Space, r Run) iter.Seq2[*Result, error] {
	return func(yield func(*Result, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		workers := r.Workers
		if workers <= 0 {
			workers = runtime.GOMAXPROCS(0)
		}
		work := make(chan part, workers*partsAhead)
		var wg sync.WaitGroup
		defer wg.Wait()
		defer close(work)
		defer cancel()
		for range workers {
			wg.Go(func() {
				for p := range work {
					p.out <- e.evaluatePart(ctx, s, p.rows, r.Brief)
				}
			})
		}
		rows := s.which(r.Which)
		total, done := len(rows), 0
		var waiting []part
		for {
			for len(rows) > 0 && len(waiting) < cap(work) {
				n := min(partSize, len(rows))
				p := part{rows[:n], make(chan []outcome, 1)}
				rows = rows[n:]
				waiting = append(waiting, p)
				work <- p
			}
			if len(waiting) == 0 {
				return
			}
			next := <-waiting[0].out
			waiting = waiting[1:]
			for _, o := range next {
				if !yield(o.result, o.err) || o.err != nil {
					return
				}
			}
			if done += len(next); r.Progress != nil {
				r.Progress(done, total)
			}
		}
	}
}

func (s *Space) which(want func(model.Ref) bool) []int {
	rows := make([]int, 0, s.len)
	for i := range s.len {
		if want != nil {
			if b, k := s.at(i); !want(b.Ref(k)) {
				continue
			}
		}
		rows = append(rows, i)
	}
	return rows
}

// evaluatePart stops at the first error.
func (e *Engine) evaluatePart(ctx context.Context, s *Space, rows []int, brief bool) []outcome {
	out := make([]outcome, 0, len(rows))
	for _, i := range rows {
		if err := ctx.Err(); err != nil {
			return append(out, outcome{err: &model.Error{Code: model.Canceled, Subject: "evaluation", Message: "was stopped", Err: err}})
		}
		r, err := e.evaluate(ctx, s.Entry(i), s, brief)
		if out = append(out, outcome{r, err}); err != nil {
			return out
		}
		s.standings[i].Store(&standing{r.InScope, r.Why})
	}
	return out
}
