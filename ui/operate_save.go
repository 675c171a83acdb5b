package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/journal"
	"recipientdesk/ui/kit"
)

// A doneOperation is what was saved, and how it is taken back.
type doneOperation struct {
	text    string
	tone    kit.Tone
	numbers []int            // of the changes that stand, in the journal
	batch   string           // "" for one object
	failed  map[string]error // by GUID
	stands  map[string]bool  // whose changes stand, by GUID; nil: everybody's
	undone  bool
}

// made reports whether the change of an object was made and stands.
func (d *doneOperation) made(ref model.Ref) bool { return d.stands == nil || d.stands[ref.GUID] }

// send saves what is possible: one object by itself, several as a batch.
func (w *operateWindow) send() {
	if w.list == nil || w.win.Modal() || w.save.Disabled() || w.save.Hidden {
		return
	}
	w.form.rememberRouting()
	w.busy = true
	w.draw()
	if len(w.refs) == 1 {
		w.sendOne(w.sets[0])
		return
	}
	w.sendAll(w.sets)
}

func (w *operateWindow) sendOne(cs model.ChangeSet) {
	d := w.app.session.Desk
	send(w.app.run, func(ctx context.Context) (desk.Saved, error) { return d.Save(ctx, cs) }, func(s desk.Saved, err error) {
		w.busy = false
		if err != nil {
			w.draw()
			w.app.fail(w.win, err)
			if model.CodeOf(err) == model.Conflict {
				w.plan()
			}
			return
		}
		w.fresh(s.Entry)
		w.done = &doneOperation{text: fmt.Sprintf("Saved as change %d", s.Numbers[0]) + w.leftToDo(), tone: kit.ToneOK, numbers: s.Numbers}
		w.finished()
	})
}

// A batchResult is what became of a batch, with the objects as they are now.
type batchResult struct {
	name    string
	numbers []int
	failed  []desk.SaveFailure
	stands  map[string]bool
	fresh   []model.Entry
	err     error
}

// look finds out what stands of a batch, and reads its objects again.
func (r *batchResult) look(ctx context.Context, d *desk.Desk, changes []model.ChangeSet) error {
	records, err := d.BatchChanges(ctx, r.name)
	if err != nil && model.CodeOf(err) != model.NotFound { // nothing was made
		return err
	}
	r.stands = map[string]bool{}
	for _, x := range records {
		r.stands[x.Change.Ref.GUID] = true
	}
	for _, cs := range changes {
		if e, err := d.Get(ctx, cs.Ref); err == nil {
			r.fresh = append(r.fresh, e)
		}
	}
	return nil
}

// sendAll saves many changes: all that can be made. It can be stopped between two.
func (w *operateWindow) sendAll(changes []model.ChangeSet) {
	ctx, stop := context.WithCancel(context.Background())
	progress := w.win.Progress("Saving", many(len(changes), "object", "objects"), stop)
	d, name, now := w.app.session.Desk, w.op.ID, w.app.opt.Now()
	var r batchResult
	var alone slot // nothing replaces a write: its outcome is to be shown
	stream(w.app.run, &alone, func(_ context.Context, yield func(int)) error {
		defer stop()
		b, err := d.NewBatch(ctx, name, now)
		if err != nil {
			return err
		}
		r.name = b.Name
		r.numbers, r.failed, r.err = b.SaveAll(ctx, changes, true, yield)
		return r.look(context.WithoutCancel(ctx), d, changes)
	}, func(done int) { progress.Set(done, len(changes), "") }, func(err error) {
		progress.Close()
		w.busy = false
		if err != nil {
			w.draw()
			w.app.fail(w.win, err)
			return
		}
		w.saved(r, len(changes))
	})
}

// saved shows what became of a batch.
func (w *operateWindow) saved(r batchResult, of int) {
	w.done = &doneOperation{tone: kit.ToneOK, numbers: r.numbers, batch: r.name, stands: r.stands, failed: map[string]error{}}
	w.fresh(r.fresh...)
	w.done.text = fmt.Sprintf("Saved %s as %s", many(len(r.numbers), "object", "objects"), r.name) + w.leftToDo()
	for _, f := range r.failed {
		w.done.failed[f.Ref.GUID] = f.Err
	}
	if n := of - len(r.numbers); n > 0 {
		w.done.text += " · " + many(n, "object was", "objects were") + " not saved"
		if model.CodeOf(r.err) == model.Canceled {
			w.done.text += ", as it was stopped"
		}
		w.done.tone = kit.ToneWarning
	}
	w.finished()
	if r.err != nil {
		w.app.fail(w.win, r.err)
	}
}

// finished shows what is left to do in the tenant, if there is something.
func (w *operateWindow) finished() {
	if w.closed {
		return
	}
	w.draw()
	if len(w.todo) > 0 {
		w.outcome.look(aspectTenant)
	}
	w.win.Canvas().Focus(w.quit)
}

// askUndo takes back what was saved here, after asking.
func (w *operateWindow) askUndo() {
	if w.done == nil || w.done.undone || w.busy || w.win.Modal() || len(w.done.numbers) == 0 {
		return
	}
	if w.done.batch == "" {
		w.app.askUndo(w.win, &w.reading, w.done.numbers[0], func(journal.Record) { w.takeBack() })
		return
	}
	w.win.Confirm("Take all of it back?", fmt.Sprintf("The values from before come back in %s, unless somebody changed them since.",
		many(len(w.done.numbers), "object", "objects")), "Undo", w.takeBackAll)
}

func (w *operateWindow) takeBack() {
	w.busy = true
	w.draw()
	d, numbers := w.app.session.Desk, slices.Clone(w.done.numbers)
	send(w.app.run, func(ctx context.Context) (s desk.Saved, err error) {
		for _, n := range slices.Backward(numbers) {
			if s, err = d.Undo(ctx, n); err != nil {
				return s, err
			}
		}
		return s, nil
	}, func(s desk.Saved, err error) {
		w.busy = false
		if err != nil {
			w.draw()
			w.app.fail(w.win, err)
			return
		}
		w.fresh(s.Entry)
		w.undone("Taken back: everything is as it was", kit.ToneOK)
	})
}

// takeBackAll rolls the batch back.
func (w *operateWindow) takeBackAll() {
	ctx, stop := context.WithCancel(context.Background())
	progress := w.win.Progress("Taking back", many(len(w.done.numbers), "object", "objects"), stop)
	w.busy = true
	w.draw()
	d, batch, changes := w.app.session.Desk, w.done.batch, w.sets
	total := len(w.done.numbers)
	var back desk.Rollback
	r := batchResult{name: batch}
	var alone slot
	stream(w.app.run, &alone, func(_ context.Context, yield func(int)) (err error) {
		defer stop()
		back, err = d.RollBack(ctx, batch, yield)
		return errors.Join(err, r.look(context.WithoutCancel(ctx), d, changes))
	}, func(done int) { progress.Set(done, total, "") }, func(err error) {
		progress.Close()
		w.busy = false
		w.done.stands = r.stands
		w.fresh(r.fresh...)
		if err != nil {
			w.draw()
			w.app.fail(w.win, err)
			return
		}
		if n := len(back.Failed); n > 0 {
			w.done.failed = map[string]error{}
			for _, f := range back.Failed {
				w.done.failed[f.Ref.GUID] = f.Err
			}
			w.undone(fmt.Sprintf("Taken back: %s · %s left: somebody changed the same since", many(len(back.Undone), "object", "objects"), many(n, "object is", "objects are")), kit.ToneWarning)
			return
		}
		w.undone(fmt.Sprintf("Taken back: %s as before", many(len(back.Undone), "object is", "objects are")), kit.ToneOK)
	})
}

// undone says that all was taken back. The next operation that is chosen begins anew.
func (w *operateWindow) undone(text string, tone kit.Tone) {
	w.done.undone, w.done.text, w.done.tone = true, text, tone
	if w.done.batch == "" {
		w.done.stands = map[string]bool{}
	}
	w.weigh(w.plans)
	if len(w.todo) > 0 {
		w.done.text += " · if the tenant was changed as well, the steps above change it back"
	}
	w.finished()
}

// leftToDo is the end of the sentence about what was saved.
func (w *operateWindow) leftToDo() string {
	if n := len(w.todo); n > 0 {
		return " · " + many(n, "step", "steps") + " to do in the tenant"
	}
	return ""
}

// fresh takes over objects as they are now, here and everywhere.
func (w *operateWindow) fresh(list ...model.Entry) {
	for i, x := range w.objects {
		if at := slices.IndexFunc(list, func(e model.Entry) bool { return e.Ref.Same(x.Entry.Ref) }); at >= 0 {
			w.objects[i].Entry = list[at]
		}
	}
	w.judge()
	w.weigh(w.plans)
	w.app.operated(list...)
}

// operated tells everything that shows these objects what they are now. Sheets keep
// their edits on top.
func (a *App) operated(list ...model.Entry) {
	var results []saveResult
	for _, e := range list {
		if e.Ref.GUID == "" {
			continue
		}
		results = append(results, saveResult{ref: e.Ref, entry: e})
		for _, s := range a.sheets {
			s.changedElsewhere(e)
		}
	}
	a.savedAll(results)
	a.online()
	a.refresh()
}

// changedElsewhere takes over what another window of the program made of an object. A
// recipient of another kind has other tabs, so a sheet without edits is made anew.
func (s *Sheet) changedElsewhere(e model.Entry) {
	if s.draft == nil || s.closed {
		return
	}
	i := slices.IndexFunc(s.refs, e.Ref.Same)
	switch {
	case i < 0:
		s.sight.renew()
		s.refresh()
	case s.saving:
	case !s.dirty():
		s.read()
	default:
		s.draft.Rebase(s.schema.Single, func(model.Attr) bool { return true }, e)
		s.refresh()
	}
}
