package ui

import (
	"context"
	"slices"

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
	r.next, r.late = newListing(r.attrs()), map[model.GUID]model.Entry{}
	r.busy, r.stopped = true, false
	q := model.Query{Base: session.Target.Base, Where: model.RecipientFilter, Attrs: r.next.snap.Columns()}
	stream(r.app.run, &r.reading, func(ctx context.Context, yield func(*model.Batch)) error {
		for b, err := range session.Desk.List(ctx, q) {
			if err != nil {
				return err
			}
			yield(b)
		}
		return nil
	}, r.arrived, r.finish)
	r.show()
}

// arrived shows a page. What is there already does not move.
func (r *recipientList) arrived(b *model.Batch) {
	if r.l != r.next {
		r.begin()
	}
	r.l.add(b)
	if !r.touched {
		r.choose(r.selected)
	}
	r.show()
}

// begin puts the new list in the place of the old one.
func (r *recipientList) begin() {
	r.selected, r.at = r.guids(), r.cursorGUID()
	r.l = r.next
	r.l.keep, r.l.text = r.keepOf(r.l), r.search.Text()
	r.table.SetSort(-1, false)
	r.table.SetSelection(nil)
	r.table.SetCursor(-1)
	r.touched = false
}

// finish is the end of reading: the list is sorted, unless somebody works in it
// already, and checked.
func (r *recipientList) finish(err error) {
	if err == nil {
		if r.l != r.next {
			r.begin() // nothing there at all
		}
		r.read = r.app.opt.Now()
		r.app.online()
		r.marks.forget()
	}
	r.ended(err != nil)
	if err != nil {
		r.app.fail(r.app.win, err)
	}
}

// stop ends reading. What is there stays.
func (r *recipientList) stop() {
	if r.busy {
		r.reading.stop()
		r.ended(true)
	}
}

// ended makes a list of what was read. short says that there is more.
func (r *recipientList) ended(short bool) {
	began := r.l == r.next
	r.busy, r.next = false, nil
	r.stopped = short && (began || r.l.snap.Len() == 0)
	for _, e := range r.late {
		if e.Len() > 0 {
			r.l.put(e)
		} else {
			r.l.drop(e.Ref)
		}
	}
	if began && !r.touched {
		r.arrange()
		if c := r.l.index(r.at); c >= 0 {
			r.table.SetCursor(c)
			r.table.ScrollTo(c)
		}
	}
	r.show()
	r.app.countViews()
	r.app.checker.soon()
}

// clear forgets everything: the session is over.
func (r *recipientList) clear() {
	r.reading.stop()
	r.app.checker.close()
	r.marks.forget()
	r.busy, r.stopped, r.selected, r.next = false, false, nil, nil
	r.late = nil
	r.l = newListing(nil)
	r.table.SetSelection(nil)
	r.table.SetCursor(-1)
	r.show()
}

// checkedAnew shows what a check found.
func (r *recipientList) checkedAnew() {
	if r.app.place == prefixView+"findings" {
		r.keeping(func() { r.l.place(r.keepOf(r.l)) })
	}
	r.show()
	r.app.countViews()
}

// put shows what an object has become, or a new one. While the list is read, a
// page that comes later may still show it as it was.
func (r *recipientList) put(e model.Entry) {
	r.accept(e)
	r.show()
}

// accept is put without drawing.
func (r *recipientList) accept(e model.Entry) {
	if g, err := model.ParseGUID(e.Ref.GUID); err == nil {
		r.marks.drop(g)
		if r.busy {
			r.late[g] = e
		}
	}
	if !r.busy || r.l.snap.Find(e.Ref.GUID) >= 0 {
		r.l.put(e)
	}
	r.app.checker.touch(e.Ref, false)
}

// drop takes an object that is gone out of the list.
func (r *recipientList) drop(ref model.Ref) {
	if g, err := model.ParseGUID(ref.GUID); err == nil && r.busy {
		r.late[g] = model.Entry{Ref: ref}
	}
	r.keeping(func() { r.l.drop(ref) })
	r.show()
	r.app.checker.touch(ref, true)
}
