package ui

import (
	"context"

	"recipientdesk/model"
	"recipientdesk/model/desk"
)

// A twinSight compares objects of a sheet with their twins in the tenant, while
// somebody looks. The tenant is asked for each, so it is told which; a newer edit
// outdates what is being asked.
type twinSight struct {
	app     *App
	changed func() // an answer came in

	known   map[string]twinAnswer // by GUID: the last answer about an object
	asked   []twinQuestion        // what was asked last, nil: nobody looks
	pending bool                  // the answer to that is not in yet
	err     error                 // why there is none

	reading slot
	wait    func()
}

// A twinQuestion is an object as it was read and as it is edited.
type twinQuestion struct{ base, now model.Entry }

// A twinAnswer is the answer to it.
type twinAnswer struct {
	twinQuestion
	desk.Comparison
	old bool // something has happened since
}

func newTwinSight(a *App, changed func()) *twinSight {
	return &twinSight{app: a, changed: changed, known: map[string]twinAnswer{}, wait: func() {}}
}

// watch follows these objects, a few at most: at once when somebody begins to look,
// a moment after an edit. Nobody looks any longer if there are none.
func (t *twinSight) watch(list []twinQuestion) {
	if len(list) == 0 || !t.app.connected() {
		t.stop()
		return
	}
	if sameQuestions(t.asked, list) && (t.pending || t.err != nil) {
		return
	}
	begins := len(t.asked) == 0
	t.stop()
	t.asked, t.pending = list, !t.answers(list)
	if !t.pending {
		return
	}
	if begins {
		t.ask()
		return
	}
	t.wait = t.app.run.After(foreseePause, t.ask)
}

// answers reports whether everything that is asked is known.
func (t *twinSight) answers(list []twinQuestion) bool {
	for _, q := range list {
		if a, ok := t.known[q.base.Ref.GUID]; !ok || a.old || !a.same(q) {
			return false
		}
	}
	return true
}

func sameQuestions(a, b []twinQuestion) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !a[i].same(b[i]) {
			return false
		}
	}
	return true
}

func (q twinQuestion) same(o twinQuestion) bool {
	return q.base.Ref == o.base.Ref && model.Diff(q.base, o.base).Empty() && model.Diff(q.now, o.now).Empty()
}

func (t *twinSight) ask() {
	session := t.app.session
	if session == nil {
		return
	}
	var todo []twinQuestion
	for _, q := range t.asked {
		if !t.answers([]twinQuestion{q}) {
			todo = append(todo, q)
		}
	}
	stream(t.app.run, &t.reading, func(ctx context.Context, yield func(twinAnswer)) error {
		for _, q := range todo {
			c, err := session.Desk.Compare(ctx, q.base, q.now)
			if err != nil {
				return err
			}
			yield(twinAnswer{q, c, false})
		}
		return nil
	}, func(a twinAnswer) {
		t.known[a.base.Ref.GUID] = a
		t.changed()
	}, func(err error) {
		t.pending, t.err = false, err
		t.changed()
	})
}

// stop gives up what is being asked. What is known stays.
func (t *twinSight) stop() {
	t.reading.stop()
	t.wait()
	t.asked, t.pending, t.err = nil, false, nil
}

// renew has everything asked anew; what is known is shown meanwhile.
func (t *twinSight) renew() {
	t.stop()
	for g, a := range t.known {
		a.old = true
		t.known[g] = a
	}
}

// forget drops what is known: the tenant is another one.
func (t *twinSight) forget() {
	t.stop()
	clear(t.known)
}

// mostTwins is how many objects of a sheet are compared for its review.
const mostTwins = 5

// watchTwins follows what is looked at: the object of the Tenant tab, and in the
// details of the review those that were edited.
func (s *Sheet) watchTwins() {
	var list []twinQuestion
	base, now := s.draft.Base(), s.draft.Entries()
	if p := s.page(); p != nil && p.id == tenantTab && s.tenant != nil {
		i := s.tenant.index()
		list = append(list, twinQuestion{base[i], now[i]})
	}
	if s.review != nil && s.review.foreseeing() {
		for i := range base {
			q := twinQuestion{base[i], now[i]}
			if len(list) < mostTwins && !model.Diff(base[i], now[i]).Empty() && !(len(list) == 1 && list[0].same(q)) {
				list = append(list, q)
			}
		}
	}
	s.twins.watch(list)
}
