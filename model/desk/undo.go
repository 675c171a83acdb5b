package desk

import (
	"context"
	"fmt"

	"recipientdesk/model"
	"recipientdesk/model/journal"
)

// History returns the changes that this product recorded for the directory of the
// session, oldest first.
func (d *Desk) History(ctx context.Context) ([]journal.Record, error) {
	info, err := d.dir.Info(ctx)
	if err != nil {
		return nil, err
	}
	all, err := d.journal.Records()
	if err != nil {
		return nil, err
	}
	var out []journal.Record
	for _, r := range all {
		if model.SameDN(r.Directory, info.Base) {
			out = append(out, r)
		}
	}
	return out, nil
}

// Undoing returns what Undo of change n would do: a change set for an edit, and
// for a created object one that takes away everything. It looks at the object, so
// that the error is the one that Undo would end with: NotFound for a number that
// is not in the journal or an object that is gone, Invalid for a change that
// cannot be taken back, with the reason, Conflict where the values were changed
// since.
func (d *Desk) Undoing(ctx context.Context, n int) (journal.Record, model.ChangeSet, error) {
	r, cs, err := d.inverse(ctx, n)
	if err != nil {
		return r, cs, err
	}
	now, err := d.dir.Get(ctx, cs.Ref)
	if err != nil {
		return r, cs, err
	}
	if r.Op == journal.Create {
		return r, cs, d.untouched(r, now)
	}
	schema, err := d.dir.Schema(ctx)
	if err != nil {
		return r, cs, err
	}
	if stale := cs.Stale(now, schema.Single); len(stale) > 0 {
		return r, cs, conflict(cs, stale[0], now)
	}
	return r, cs, nil
}

// inverse returns what takes change n back, without looking at the object.
func (d *Desk) inverse(ctx context.Context, n int) (journal.Record, model.ChangeSet, error) {
	r, err := d.journal.Record(n)
	if err != nil {
		return r, model.ChangeSet{}, err
	}
	info, err := d.dir.Info(ctx)
	if err != nil {
		return r, model.ChangeSet{}, err
	}
	no := func(format string, args ...any) (journal.Record, model.ChangeSet, error) {
		return r, model.ChangeSet{}, &model.Error{Code: model.Invalid, Subject: fmt.Sprintf("Change %d", n), Message: fmt.Sprintf(format, args...)}
	}
	switch {
	case !model.SameDN(r.Directory, info.Base):
		return no("was made in %s, and this is %s", r.Directory, info.Base)
	case r.UndoneBy != 0:
		return no("was taken back already, by change %d", r.UndoneBy)
	case r.Outcome != journal.Done:
		return no("was not made (%s), so there is nothing to take back", r.Outcome)
	case r.Op == journal.Delete:
		return no("deleted an object, which cannot be taken back here; restore it from the Active Directory recycle bin")
	}
	return r, r.Change.Inverse(), nil
}

// Undo takes change n back, unless somebody changed the same values since. For a
// created object that means deleting it, unless it was changed since in any way; it
// leaves the groups that CreateMade put it into first.
// The entry is zero if the object is gone.
func (d *Desk) Undo(ctx context.Context, n int) (Saved, error) {
	r, _, err := d.inverse(ctx, n)
	if err != nil {
		return Saved{}, err
	}
	return d.undo(ctx, r)
}

// undo takes back a change that can be taken back, by its record.
func (d *Desk) undo(ctx context.Context, r journal.Record) (Saved, error) {
	if r.Op == journal.Create {
		return d.uncreate(ctx, r)
	}
	return d.write(ctx, r.Change.Inverse(), mark{undoes: r.N})
}

func (d *Desk) uncreate(ctx context.Context, r journal.Record) (Saved, error) {
	ref := r.Change.Ref
	release, err := d.hold(ctx, ref)
	if err != nil {
		return Saved{}, err
	}
	defer release()
	now, err := d.dir.Get(ctx, ref)
	if err != nil {
		return Saved{}, err
	}
	if err := d.untouched(r, now); err != nil {
		return Saved{Entry: now}, err
	}
	info, err := d.dir.Info(ctx)
	if err != nil {
		return Saved{Entry: now}, err
	}
	out, err := d.takeOut(ctx, r)
	if err != nil {
		return Saved{Entry: now, Numbers: out}, err
	}
	gone := r.Change.Inverse()
	gone.Ref = now.Ref
	m, err := d.journal.Begin(journal.Record{Op: journal.Delete, Who: d.who(info), Directory: info.Base, Change: gone, Undoes: r.N})
	if err != nil {
		return Saved{Entry: now}, err
	}
	defer d.forget()
	send, cancel := settleContext(ctx)
	defer cancel()
	err = d.dir.Delete(send, now.Ref)
	if jerr := d.journal.End(m, journal.Ending{Err: err}); err == nil {
		err = jerr
	}
	return Saved{Numbers: append(out, m)}, err
}

// untouched refuses to go on unless a created object is as it was made: its
// uSNChanged is that of the creation, or that of the last change of ours, if all
// of those were taken back.
func (d *Desk) untouched(made journal.Record, now model.Entry) error {
	all, err := d.journal.Records()
	if err != nil {
		return err
	}
	no := func(message string) error {
		return &model.Error{Code: model.Conflict, Subject: now.Ref.DN, Message: message + ", so it is not deleted",
			Hint: "Undo the later changes first, or delete the object by hand."}
	}
	last := made.USN
	for _, r := range all {
		if r.N <= made.N || r.Outcome != journal.Done || r.Change.Ref.GUID != made.Change.Ref.GUID {
			continue
		}
		if r.UndoneBy == 0 && r.Undoes <= made.N {
			return no("was changed since it was created")
		}
		last = r.USN
	}
	switch last {
	case "":
		return no("could not be read back after the last change, and may have been changed since")
	case now.First(usnChanged):
		return nil
	}
	return no("was changed since it was created")
}
