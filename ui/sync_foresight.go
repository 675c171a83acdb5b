package ui

import (
	"context"
	"slices"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
)

// A seer says what becomes of objects, in the order in which they are given; of
// edited ones, was says what becomes of them as they were read. It may block.
type seer func(ctx context.Context, s *Session, was []desk.Outlook, es ...model.Entry) ([]desk.Outlook, error)

// seeByDesk is the seer of the real program.
func seeByDesk(ctx context.Context, s *Session, was []desk.Outlook, es ...model.Entry) ([]desk.Outlook, error) {
	return s.Desk.ForeseeEdits(ctx, was, es...)
}

// A foresight knows what becomes of the objects of a sheet at the next
// synchronization: as they were read, and as they are edited. It follows the edits
// in the background; a newer edit outdates what is being computed.
type foresight struct {
	app     *App
	changed func() // an answer came in

	base, now     []desk.Outlook // nil until they are known
	baseOf, nowOf []model.Entry  // what they are of
	carried       []model.Attr   // what the rules can carry to the tenant; nil: not known
	err           error          // why they are not
	asked         []model.Entry  // what was asked about last
	askedBase     []model.Entry
	pending       bool // the answer to that is not in yet

	reading slot
	wait    func()
}

func newForesight(a *App, changed func()) *foresight {
	return &foresight{app: a, changed: changed, wait: func() {}}
}

// foreseePause after a key keeps the rules from being evaluated for every letter
// of a word. The work per key is a comparison of entries.
const foreseePause = 120 * time.Millisecond

func (f *foresight) stop() {
	f.reading.stop()
	f.wait()
}

// forget has everything computed anew: the rules are others.
func (f *foresight) forget() {
	f.stop()
	f.base, f.now, f.baseOf, f.nowOf, f.asked, f.askedBase, f.pending = nil, nil, nil, nil, nil, nil, false
}

// renew has everything computed anew, and shows what is known meanwhile: another
// object has changed, and may be what this one merges into or shares an address with.
func (f *foresight) renew() { f.baseOf, f.asked, f.askedBase = nil, nil, nil }

// watch follows the objects: at once when they are new, a moment after an edit.
func (f *foresight) watch(base, now []model.Entry) {
	if sameEntries(f.asked, now) && sameEntries(f.askedBase, base) {
		return
	}
	f.stop()
	first := f.asked == nil
	f.asked, f.askedBase, f.pending = now, base, true
	if first {
		f.ask()
		return
	}
	f.wait = f.app.run.After(foreseePause, f.ask)
}

func sameEntries(a, b []model.Entry) bool {
	return a != nil && slices.EqualFunc(a, b, func(x, y model.Entry) bool {
		return x.Ref == y.Ref && model.Diff(x, y).Empty()
	})
}

// foreseen is the answer about objects as read and as edited.
type foreseen struct {
	base, now []desk.Outlook
	carried   []model.Attr // what the rules can carry; nil: not known
}

func (f *foresight) ask() {
	if f.app.session == nil {
		return
	}
	session, see, base, now := f.app.session, f.app.see, f.askedBase, f.asked
	known := f.base
	if !sameEntries(f.baseOf, base) {
		known = nil
	}
	load(f.app.run, &f.reading, func(ctx context.Context) (foreseen, error) {
		v, err := foresee(func(was []desk.Outlook, es []model.Entry) ([]desk.Outlook, error) {
			return see(ctx, session, was, es...)
		}, known, base, now)
		v.carried, _ = session.Desk.Carried(ctx) // where that is not known, nothing is said of it
		return v, err
	}, func(v foreseen, err error) {
		f.pending, f.err = false, err
		f.base, f.baseOf, f.now, f.nowOf, f.carried = v.base, base, v.now, now, v.carried
		f.changed()
	})
}

// foresee looks at objects as they were read, unless that is known, and as they
// are edited.
func foresee(see func([]desk.Outlook, []model.Entry) ([]desk.Outlook, error), known []desk.Outlook, base, now []model.Entry) (v foreseen, err error) {
	if v.base = known; v.base == nil {
		if v.base, err = see(nil, base); err != nil {
			return foreseen{}, err
		}
	}
	if sameEntries(base, now) {
		return foreseen{base: v.base, now: v.base}, nil
	}
	if v.now, err = see(v.base, now); err != nil {
		return foreseen{}, err
	}
	return v, nil
}

// current reports whether the answer is about the objects as they are now.
func (f *foresight) current() bool { return !f.pending && f.now != nil }
