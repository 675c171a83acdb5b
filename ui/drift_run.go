package ui

import (
	"context"
	"maps"
	"runtime/debug"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
)

// A driftRunner compares the directory with the tenant in the background and has the
// last result. What is saved is compared again by itself.
type driftRunner struct {
	app     *App
	changed func() // draws what shows the state

	last    *drifted // nil until a comparison is through
	running slot
	busy    bool
	at      driftProgress
	began   time.Time
	stopped bool
	failed  error
	old     bool // a synchronization ran since

	again   slot
	touched map[model.GUID]*model.Entry // saved since and not compared again; nil: deleted
	settle  func()
}

// driftProgress says how far a comparison is.
type driftProgress struct {
	part     string // of the tenant that is being read; "": objects are compared
	done, of int
}

func newDriftRunner(a *App, changed func()) *driftRunner {
	return &driftRunner{app: a, changed: changed, touched: map[model.GUID]*model.Entry{}, settle: func() {}}
}

// run reads what changed in the tenant, all of it the first time, and compares.
func (r *driftRunner) run() {
	session := r.app.session
	if session == nil || !r.app.connected() {
		return
	}
	r.settle()
	r.again.stop()
	clear(r.touched)
	r.busy, r.stopped, r.failed, r.at, r.began = true, false, nil, driftProgress{}, r.app.opt.Now()
	var result *drifted
	names := r.app.fieldNames()
	stream(r.app.run, &r.running, func(ctx context.Context, yield func(driftProgress)) (err error) {
		result, err = survey(ctx, session.Desk, names, yield)
		return err
	}, func(at driftProgress) {
		r.at = at
		r.changed()
	}, func(err error) {
		r.busy, r.failed = false, err
		if err == nil {
			result.at = r.app.opt.Now()
			result.took = result.at.Sub(r.began)
			r.last, r.old = result, false
		}
		r.finished()
	})
	r.changed()
}

// survey is the work of a run.
func survey(ctx context.Context, d *desk.Desk, names map[string]string, yield func(driftProgress)) (*drifted, error) {
	shown := driftProgress{}
	say := func(at driftProgress) {
		if at.part != shown.part || at.of != shown.of || at.done >= shown.done+progressStep {
			shown = at
			yield(at)
		}
	}
	if _, err := d.ReadTenant(ctx, false, func(p desk.TenantProgress) { say(driftProgress{part: or(p.Part, "tenant"), done: p.Done}) }); err != nil {
		return nil, err
	}
	got, err := d.Drift(ctx, model.Query{}, func(done, of int) { say(driftProgress{done: done, of: of}) })
	if err != nil {
		return nil, err
	}
	result := newDrifted(got, names)
	if len(got.Items) > manyObjects {
		debug.FreeOSMemory()
	}
	return result, nil
}

// stop ends a run. What was found before stays.
func (r *driftRunner) stop() {
	if r.busy {
		r.running.stop()
		r.busy, r.stopped = false, true
		r.finished()
	}
}

// finished is the end of a run: what was saved meanwhile is compared again.
func (r *driftRunner) finished() {
	r.changed()
	if len(r.touched) > 0 {
		r.soon()
	}
}

// forget drops everything: the tenant is another one, or the session is over.
func (r *driftRunner) forget() {
	r.settle()
	r.running.stop()
	r.again.stop()
	running, again := r.running, r.again // which know what is no longer wanted
	*r = *newDriftRunner(r.app, r.changed)
	r.running, r.again = running, again
}

// touch has an object compared again that was saved; nil says that it is gone.
func (r *driftRunner) touch(g model.GUID, e *model.Entry) {
	r.touched[g] = e
	if r.last != nil && !r.busy {
		r.soon()
	}
}

func (r *driftRunner) soon() {
	r.settle()
	r.settle = r.app.run.After(checkDelay, r.compareAgain)
}

// manyCompared is from how many objects on each is no longer asked for by itself: they
// are marked, and the next run compares them.
const manyCompared = 20

// compareAgain compares what was touched.
func (r *driftRunner) compareAgain() {
	session, last := r.app.session, r.last
	if session == nil || last == nil || r.busy || len(r.touched) == 0 {
		return
	}
	touched := maps.Clone(r.touched)
	load(r.app.run, &r.again, func(ctx context.Context) (*drifted, error) {
		return again(ctx, session.Desk, last, touched)
	}, func(result *drifted, err error) {
		if err != nil || r.last != last {
			return // it stays touched
		}
		for g, e := range touched {
			if r.touched[g] == e {
				delete(r.touched, g)
			}
		}
		r.last = result
		r.changed()
	})
}

// again compares what was touched. What is gone, or cannot be compared, is marked.
func again(ctx context.Context, d *desk.Desk, last *drifted, touched map[model.GUID]*model.Entry) (*drifted, error) {
	var fresh []desk.Comparison
	var stale []model.GUID
	for g, e := range touched {
		if e == nil || len(touched) > manyCompared {
			stale = append(stale, g)
			continue
		}
		c, err := d.Compare(ctx, *e, *e)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			stale = append(stale, g)
		default:
			fresh = append(fresh, c)
		}
	}
	return last.with(fresh, stale), nil
}
