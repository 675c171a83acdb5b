package ui

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
)

// stepper is a Runner for tests: work waits until the test runs it, on the
// test's goroutine, in whatever order the test likes.
type stepper struct {
	queue   []func()
	alarms  []alarm
	elapsed time.Duration // how far the test has let time pass
}

// An alarm is work that waits for so long that a person could go for a coffee.
type alarm struct {
	at time.Duration
	f  func()
}

// patience is from when on waiting is not for drain to run: what repeats itself every
// minute would never end.
const patience = 10 * time.Second

// testStart is when tests begin.
var testStart = time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)

func (s *stepper) now() time.Time { return testStart.Add(s.elapsed) }

func (s *stepper) Go(f func()) { s.queue = append(s.queue, f) }
func (s *stepper) Do(f func()) { f() }

// After waits like work does; a stopped call does nothing.
func (s *stepper) After(d time.Duration, f func()) (stop func()) {
	stopped := false
	do := func() {
		if !stopped {
			f()
		}
	}
	if d >= patience {
		s.alarms = append(s.alarms, alarm{s.elapsed + d, do})
	} else {
		s.queue = append(s.queue, do)
	}
	return func() { stopped = true }
}

// pass lets time pass, and everything happen that is due by then.
func (s *stepper) pass(d time.Duration) {
	until := s.elapsed + d
	for {
		next := -1
		for i, a := range s.alarms {
			if a.at <= until && (next < 0 || a.at < s.alarms[next].at) {
				next = i
			}
		}
		if next < 0 {
			break
		}
		a := s.alarms[next]
		s.alarms = slices.Delete(s.alarms, next, next+1)
		s.elapsed = a.at
		a.f()
		s.drain()
	}
	s.elapsed = until
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
	return New(test.NewTempApp(t), Options{Run: run, Now: run.now, Version: "test"}), run
}
