package ui

import (
	"context"
	"fmt"
	"slices"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

// What was read of the objects, and what operations know of the world.
type operateRead struct {
	objects []desk.Opened
	world   lifecycle.World
}

// read reads the objects and then turns to an operation; "" for the one that is chosen,
// else the first that is possible.
func (w *operateWindow) read(id string) {
	if w.app.session == nil || w.busy {
		return
	}
	d, refs := w.app.session.Desk, slices.Clone(w.refs)
	load(w.app.run, &w.reading, func(ctx context.Context) (r operateRead, err error) {
		if r.objects, err = d.Open(ctx, refs...); err != nil {
			return r, err
		}
		r.world, err = d.World(ctx)
		return r, err
	}, func(r operateRead, err error) {
		if err != nil {
			w.unread(id, err)
			return
		}
		w.take(r, id)
	})
}

// unread says why nothing is shown of an operation.
func (w *operateWindow) unread(id string, err error) {
	_, message, advice, _ := describe(err)
	again := kit.NewButton("Try again", nil, func() { w.read(id) })
	quit := kit.NewButton("Close", nil, w.close)
	w.list = nil
	w.win.SetContent(kit.NewEmptyState(kit.ToneError.Icon(), message, advice, again, quit))
	w.win.Canvas().Focus(again)
}

// take shows what was read.
func (w *operateWindow) take(r operateRead, id string) {
	w.objects, w.world, w.done = r.objects, r.world, nil
	if w.list == nil {
		w.build()
		w.table.Select(0)
	}
	w.judge()
	if id == "" && w.op != nil {
		id = w.op.ID
	}
	if id == "" {
		id = w.likeliest()
	}
	var entries []model.Entry
	for _, x := range w.objects {
		entries = append(entries, x.Entry)
	}
	w.standings.ask(entries)
	w.draw()
	w.turnTo(id)
	w.toForm()
}

// judge finds out which operations are for objects of these kinds, and which of them are
// possible: of several objects, on one at least.
func (w *operateWindow) judge() {
	w.offered = slices.DeleteFunc(operations(), func(o *operation) bool {
		return !slices.ContainsFunc(w.objects, func(x desk.Opened) bool { return o.is(x.Entry) })
	})
	clear(w.blocked)
	for _, o := range w.offered {
		if o.Single && len(w.objects) > 1 {
			w.blocked[o.ID] = &model.Error{Code: model.Invalid, Subject: o.Label, Message: "needs an address for each object", Hint: "Choose one object at a time."}
			continue
		}
		if w.app.session.Info.ReadOnly {
			w.blocked[o.ID] = &model.Error{Code: model.Denied, Subject: w.app.session.Info.Server, Message: "cannot be written", Hint: "Connect to a directory that can be changed."}
			continue
		}
		var first error
		for _, x := range w.objects {
			_, err := o.possible(x.Entry, w.world)
			if !o.is(x.Entry) {
				continue
			}
			if err == nil {
				first = nil
				break
			}
			if first == nil {
				first = err
			}
		}
		if first != nil {
			w.blocked[o.ID] = first
		}
	}
}

// likeliest is the first operation that is possible.
func (w *operateWindow) likeliest() string {
	list := w.offered
	for _, o := range list {
		if w.blocked[o.ID] == nil {
			return o.ID
		}
	}
	if len(list) > 0 {
		return list[0].ID
	}
	return ""
}

// turnTo chooses an operation as the person would.
func (w *operateWindow) turnTo(id string) {
	if w.list == nil || w.busy || id == "" {
		return
	}
	w.list.Select(id)
	w.choose(id)
}

// choose shows an operation with what is proposed for it.
func (w *operateWindow) choose(id string) {
	if w.busy {
		w.list.Select(w.op.ID)
		return
	}
	if w.done != nil { // what was saved is read again, with what is possible now
		w.read(id)
		return
	}
	w.op = operationOf(id)
	w.weigh(nil)
	fields := w.op.Fields
	if len(w.refs) > 1 {
		fields = slices.DeleteFunc(slices.Clone(fields), func(f string) bool {
			return slices.Contains([]string{fieldAlias, fieldPrimary, fieldExternal, fieldRouting}, f)
		})
	}
	c := choices{}
	for _, x := range w.objects {
		if way, err := w.op.possible(x.Entry, w.world); err == nil && w.op.is(x.Entry) {
			if c = way; w.op.Start != nil {
				c = w.op.Start(x.Entry)
			}
			break
		}
	}
	if p := w.proposal; p != nil {
		c, w.proposal = *p, nil
	}
	w.form.show(fields, c)
	if slices.Contains(fields, fieldOwners) {
		w.form.owners.read(w.objects[0].Entry, w.plan)
	}
	w.untouched = true
	w.plan()
}

// operatePause after a key keeps the directory from being asked for every letter.
const operatePause = 150 * time.Millisecond

// later plans anew, a moment after the form was changed.
func (w *operateWindow) later() {
	if w.op == nil || w.done != nil {
		return
	}
	w.wait()
	w.pending, w.untouched = true, false
	w.draw()
	w.wait = w.app.run.After(operatePause, w.plan)
}

// plan finds out what the operation comes to.
func (w *operateWindow) plan() {
	w.wait()
	if w.closed || w.app.session == nil || w.op == nil {
		return
	}
	if w.blocked[w.op.ID] != nil {
		w.planning.stop()
		w.pending = false
		w.weigh(nil)
		w.draw()
		return
	}
	w.pending = true
	var plans []desk.Planned
	d, op, refs := w.app.session.Desk, w.op.Make(w.form.choices()), slices.Clone(w.refs)
	stream(w.app.run, &w.planning, func(ctx context.Context, yield func([]desk.Planned)) error {
		var some []desk.Planned
		for p, err := range d.OperateAll(ctx, refs, op) {
			if err != nil {
				return err
			}
			if some = append(some, p); len(some) == stepOf(len(refs)) {
				yield(some)
				some = nil
			}
		}
		yield(some)
		return nil
	}, func(some []desk.Planned) {
		if plans = append(plans, some...); len(refs) > fewObjects {
			w.status.SetText(fmt.Sprintf("Looking… %s of %s", count(len(plans)), many(len(refs), "object", "objects")))
		}
	}, func(err error) {
		if err != nil {
			w.pending = false
			w.app.fail(w.win, err)
			return
		}
		w.pending = false
		w.weigh(plans)
		w.draw()
	})
	w.draw()
}
