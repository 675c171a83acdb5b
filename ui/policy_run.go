package ui

import (
	"context"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
)

// A policyRunner previews policies in the background and has the last result.
type policyRunner struct {
	app     *App
	changed func() // draws what shows the state

	last    *policyResult // nil until a preview is through
	running slot
	busy    bool
	done    int // objects read
	began   time.Time
	stopped bool
	failed  error
	old     string // why the result is no longer true; "": it is
}

// run reads the directory, and plans.
func (r *policyRunner) run(of addresspolicy.Policies) {
	session := r.app.session
	if session == nil {
		return
	}
	r.busy, r.stopped, r.failed, r.done, r.began = true, false, nil, 0, r.app.opt.Now()
	var result *policyResult
	stream(r.app.run, &r.running, func(ctx context.Context, yield func(int)) error {
		p, err := session.Desk.Policies(ctx, of, everyStep(yield))
		if err == nil {
			result = newPolicyResult(of, p)
		}
		return err
	}, func(read int) {
		r.done = read
		r.changed()
	}, func(err error) {
		r.busy, r.failed = false, err
		if err == nil {
			result.at = r.app.opt.Now()
			result.took = result.at.Sub(r.began)
			r.last, r.old = result, ""
		}
		r.changed()
	})
	r.changed()
}

// stop ends a run. What was found before stays.
func (r *policyRunner) stop() {
	if r.busy {
		r.running.stop()
		r.busy, r.stopped = false, true
		r.changed()
	}
}

// forget drops everything: the session is over.
func (r *policyRunner) forget() {
	r.running.stop()
	r.busy, r.last, r.old = false, nil, ""
}

// touch notes that an object was saved. What was planned for it, and what others may
// have, is no longer true.
func (r *policyRunner) touch(ref model.Ref) {
	if r.last != nil && r.old == "" {
		r.old = objectName(ref) + " was changed since."
	}
}
