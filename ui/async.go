package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
)

// A Runner decides where work happens. It is the only way package ui leaves the
// UI goroutine and the only way back; no other file says "go" or "fyne.Do".
// Tests pass one they can step, because Fyne's test driver runs fyne.Do on the
// calling goroutine, which is a data race with the test.
type Runner interface {
	Go(func())                                     // runs the function where it may block
	Do(func())                                     // runs the function on the UI goroutine, soon
	After(d time.Duration, f func()) (stop func()) // runs the function on the UI goroutine, later, unless stopped
}

// Live is the Runner of the real application.
type Live struct{}

// Go implements Runner.
func (Live) Go(f func()) { go f() }

// Do implements Runner.
func (Live) Do(f func()) { fyne.Do(f) }

// After implements Runner.
func (Live) After(d time.Duration, f func()) (stop func()) {
	t := time.AfterFunc(d, func() { fyne.Do(f) })
	return func() { t.Stop() }
}

// A slot is a place on the screen that shows the result of some work. New work
// in a slot cancels the old, and what the old still delivers is dropped.
type slot struct {
	gen    int
	cancel context.CancelFunc
}

func (s *slot) stop() {
	s.gen++
	if s.cancel != nil {
		s.cancel()
	}
}

// load reads: it does work off the UI goroutine and shows the result on it,
// unless something newer took the slot.
func load[T any](r Runner, s *slot, work func(context.Context) (T, error), show func(T, error)) {
	s.stop()
	gen := s.gen
	var ctx context.Context
	ctx, s.cancel = context.WithCancel(context.Background())
	r.Go(func() {
		v, err := work(ctx)
		r.Do(func() {
			if gen == s.gen {
				show(v, err)
			}
		})
	})
}

// stream reads in pieces: each piece that work passes to its yield is shown as it
// comes, then done is called once. Like load, it gives way to newer work.
func stream[T any](r Runner, s *slot, work func(context.Context, func(T)) error, show func(T), done func(error)) {
	s.stop()
	gen := s.gen
	var ctx context.Context
	ctx, s.cancel = context.WithCancel(context.Background())
	current := func(f func()) {
		r.Do(func() {
			if gen == s.gen {
				f()
			}
		})
	}
	r.Go(func() {
		err := work(ctx, func(v T) { current(func() { show(v) }) })
		current(func() { done(err) })
	})
}

// send writes: like load, but nothing replaces it and its result always arrives.
// The caller keeps the user from starting a second one.
func send[T any](r Runner, work func(context.Context) (T, error), done func(T, error)) {
	r.Go(func() {
		v, err := work(context.Background())
		r.Do(func() { done(v, err) })
	})
}
