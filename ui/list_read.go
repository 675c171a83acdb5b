package ui

import (
	"context"
	"maps"
	"slices"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/check"
)

// attrs is everything the list asks the directory for.
func (r *recipientList) attrs() []model.Attr {
	var out []model.Attr
	add := func(list ...model.Attr) {
		for _, a := range list {
			if !slices.ContainsFunc(out, a.Is) {
				out = append(out, a)
			}
		}
	}
	add(model.KindAttrs...)
	add(model.SearchAttrs...)
	add(check.IndexAttrs...)
	add(model.UserAccountControl, whenChanged, "legacyExchangeDN")
	for _, c := range r.columns {
		add(c.Attrs...)
	}
	return out
}

// reload reads the whole directory. The old list stays until the first page of
// the new one is there; selection, place and filter are kept.
func (r *recipientList) reload() {
	session := r.app.session
	if session == nil {
		return
	}
	next := newListing(r.attrs())
	next.text = r.search.Text()
	q := model.Query{Base: session.Target.Base, Where: model.RecipientFilter, Attrs: next.snap.Columns()}
	r.selected = r.guids()
	r.checks.slot.stop()
	first := r.l.snap.Len() == 0
	swap := func() {
		r.l, r.fresh, r.touched = next, map[model.GUID]model.Entry{}, !first && r.touched
		r.table.SetSort(-1, false)
	}
	r.busy, r.stopped = true, false
	stream(r.app.run, &r.reading, func(ctx context.Context, yield func(*model.Batch)) error {
		for b, err := range session.Desk.List(ctx, q) {
			if err != nil {
				return err
			}
			yield(b)
		}
		return nil
	}, func(b *model.Batch) {
		if r.l != next {
			swap()
			next.keep = r.keepOf(next)
		}
		next.add(b)
		r.restore()
		r.show()
	}, func(err error) {
		if r.l != next && err == nil {
			swap() // nothing there at all
		}
		r.finish(err, r.l == next)
	})
	r.show()
}

// finish is the end of reading: the list is sorted, unless somebody works in it
// already, and checked. began says whether something of the new list came.
func (r *recipientList) finish(err error, began bool) {
	r.busy = false
	if err != nil {
		r.stopped = began || r.l.snap.Len() == 0
		r.app.fail(r.app.win, err)
	} else {
		r.read = r.app.opt.Now()
		r.app.online()
	}
	if !r.touched {
		r.arrange()
	}
	r.show()
	r.app.countViews()
	r.check()
}

// stop ends reading. What is there stays.
func (r *recipientList) stop() {
	if !r.busy {
		return
	}
	r.reading.stop()
	r.stopped = true
	r.busy = false
	r.arrange()
	r.show()
	r.check()
}

// clear forgets everything: the session is over.
func (r *recipientList) clear() {
	r.reading.stop()
	r.checks.slot.stop()
	r.checks.by = nil
	r.busy, r.stopped, r.selected = false, false, nil
	r.fresh = map[model.GUID]model.Entry{}
	r.l = newListing(nil)
	r.table.SetSelection(nil)
	r.table.SetCursor(-1)
	r.show()
}

// checkDelay is how long the list rests before it is checked again.
const checkDelay = 300 * time.Millisecond

// check looks for findings in the background, soon: several saves in a row cost
// one check.
func (r *recipientList) check() {
	if r.settle != nil {
		r.settle()
	}
	r.settle = r.app.run.After(checkDelay, r.checkNow)
}

func (r *recipientList) checkNow() {
	session := r.app.session
	if session == nil || r.busy {
		return
	}
	batches, fresh := slices.Clone(r.l.batches), maps.Clone(r.fresh)
	o := check.Options{Schema: session.Schema}
	load(r.app.run, &r.checks.slot, func(ctx context.Context) (map[model.GUID]found, error) {
		return examine(ctx, o, batches, fresh)
	}, func(by map[model.GUID]found, err error) {
		if err != nil {
			return // canceled: the list is read again
		}
		r.checks.by = by
		if r.app.place == prefixView+"findings" {
			r.keeping(func() { r.l.place(r.keepOf(r.l)) })
		}
		r.show()
		r.app.countViews()
	})
}

// put shows what an object has become, or a new one.
func (r *recipientList) put(e model.Entry) {
	if g, err := model.ParseGUID(e.Ref.GUID); err == nil {
		r.fresh[g] = e
	}
	r.l.put(e)
	r.show()
	r.check()
}

// drop takes an object that is gone out of the list.
func (r *recipientList) drop(ref model.Ref) {
	if g, err := model.ParseGUID(ref.GUID); err == nil {
		r.fresh[g] = model.Entry{Ref: ref}
	}
	r.keeping(func() { r.l.drop(ref) })
	r.show()
	r.check()
}
