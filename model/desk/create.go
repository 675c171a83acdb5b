package desk

import (
	"context"
	"slices"

	"recipientdesk/model"
	"recipientdesk/model/journal"
)

// Password is the attribute in which a new account's password travels
// ([MS-ADTS] 3.1.1.3.1.5). It is never recorded.
const Password model.Attr = "unicodePwd"

// Create makes a new object and reads it back. It is recorded like a change from
// nothing, so Undo can take it back.
//
// Where the answer got lost, the object is looked up: if it is there as it was to be,
// it was made.
func (d *Desk) Create(ctx context.Context, obj model.NewObject) (Saved, error) {
	return d.create(ctx, obj, mark{})
}

func (d *Desk) create(ctx context.Context, obj model.NewObject, as mark) (Saved, error) {
	info, err := d.dir.Info(ctx)
	if err != nil {
		return Saved{}, err
	}
	var want model.Entry
	for a, v := range obj.Attrs {
		if !a.Is(Password) {
			want = want.With(a, v...)
		}
	}
	cs := model.Diff(model.Entry{Ref: model.Ref{DN: obj.DN}}, want)
	n, err := d.journal.Begin(journal.Record{Op: journal.Create, Who: d.who(info), Directory: info.Base, Change: cs, Batch: as.batch})
	if err != nil {
		return Saved{}, err
	}
	out := Saved{Numbers: []int{n}}
	defer d.forget()
	send, cancel := settleContext(ctx)
	defer cancel()
	ref, err := d.dir.Create(send, obj)
	if model.CodeOf(err) == model.Unknown {
		if e, gerr := d.dir.Get(send, model.Ref{DN: obj.DN}); gerr == nil && createdAs(cs, e) {
			ref, err = e.Ref, nil
		}
	}
	if err == nil {
		out.Entry, err = d.dir.Get(send, ref)
		if err != nil { // made, and cannot be seen
			out.Entry, err = model.Entry{Ref: ref}, nil
		}
	}
	if jerr := d.journal.End(n, journal.Ending{Err: err, Ref: ref, USN: out.Entry.First(usnChanged)}); err == nil {
		err = jerr
	}
	return out, err
}

// createdAs reports whether e is the object that a recorded creation made.
func createdAs(cs model.ChangeSet, e model.Entry) bool {
	for _, c := range cs.Changes {
		if c.Attr.Is(model.ObjectClass) {
			continue // the server adds the superclasses
		}
		for _, v := range c.After {
			if !slices.Contains(e.Values(c.Attr), v) {
				return false
			}
		}
	}
	return true
}
