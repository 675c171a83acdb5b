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
	// FilteredBy, Condition, the fates of what is exported, and the doubts about what is
	// not.
	Brief bool
}

// A part is some rows and, later, what became of them.
type part[T any] struct {
	rows []int
	out  chan yielded[T]
}

type yielded[T any] struct {
	list []T
	err  error // after list
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
	return MakeAll(ctx, e, s, r, func(res *Result) (*Result, bool, error) { return res, true, nil })
}

// MakeAll is like EvaluateAll and yields what become makes of the results, on the
// goroutine that evaluated: become has to be safe for concurrent use. What it does not
// want is left out, and its first error ends the iteration.
func MakeAll[T any](ctx context.Context, e *Engine, s *Space, r Run, become func(*Result) (made T, want bool, err error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		workers := r.Workers
		if workers <= 0 {
			workers = runtime.GOMAXPROCS(0)
		}
		work := make(chan part[T], workers*partsAhead)
		var wg sync.WaitGroup
		defer wg.Wait()
		defer close(work)
		defer cancel()
		for range workers {
			wg.Go(func() {
				for p := range work {
					p.out <- makePart(ctx, e, s, p.rows, r.Brief, become)
				}
			})
		}
		rows := s.which(r.Which)
		total, done := len(rows), 0
		var waiting []part[T]
		for {
			for len(rows) > 0 && len(waiting) < cap(work) {
				n := min(partSize, len(rows))
				p := part[T]{rows[:n], make(chan yielded[T], 1)}
				rows = rows[n:]
				waiting = append(waiting, p)
				work <- p
			}
			if len(waiting) == 0 {
				return
			}
			p := waiting[0]
			waiting = waiting[1:]
			if !(<-p.out).deliver(yield) {
				return
			}
			if done += len(p.rows); r.Progress != nil {
				r.Progress(done, total)
			}
		}
	}
}

// deliver returns false if no more is wanted or to come.
func (y yielded[T]) deliver(yield func(T, error) bool) bool {
	for _, t := range y.list {
		if !yield(t, nil) {
			return false
		}
	}
	if y.err != nil {
		var none T
		yield(none, y.err)
	}
	return y.err == nil
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

// makePart stops at the first error.
func makePart[T any](ctx context.Context, e *Engine, s *Space, rows []int, brief bool, become func(*Result) (T, bool, error)) yielded[T] {
	out := yielded[T]{list: make([]T, 0, len(rows))}
	for _, i := range rows {
		if err := ctx.Err(); err != nil {
			out.err = &model.Error{Code: model.Canceled, Subject: "evaluation", Message: "was stopped", Err: err}
			return out
		}
		r, err := e.evaluate(ctx, s.Entry(i), s, brief)
		if err != nil {
			out.err = err
			return out
		}
		s.stands(i, standing{r.InScope, r.Why})
		t, want, err := become(r)
		if err != nil {
			out.err = err
			return out
		}
		if want {
			out.list = append(out.list, t)
		}
	}
	return out
}
