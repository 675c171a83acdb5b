package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
)

// stepper is a Runner for tests: work waits until the test runs it, on the
// test's goroutine, in whatever order the test likes.
type stepper struct{ queue []func() }

func (s *stepper) Go(f func()) { s.queue = append(s.queue, f) }
func (s *stepper) Do(f func()) { f() }

// After waits like work does; a stopped call does nothing.
func (s *stepper) After(_ time.Duration, f func()) (stop func()) {
	stopped := false
	s.queue = append(s.queue, func() {
		if !stopped {
			f()
		}
	})
	return func() { stopped = true }
}

// step runs what waits at place i.
func (s *stepper) step(i int) {
	f := s.queue[i]
	s.queue = append(s.queue[:i:i], s.queue[i+1:]...)
	f()
}

// drain runs what waits, and what comes of it, until nothing does.
func (s *stepper) drain() {
	for len(s.queue) > 0 {
		s.step(0)
	}
}

// newTestApp makes the program under Fyne's test driver, not connected.
func newTestApp(t testing.TB) (*App, *stepper) {
	run := &stepper{}
	now := func() time.Time { return time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC) }
	return New(test.NewTempApp(t), Options{Run: run, Now: now, Version: "test"}), run
}
