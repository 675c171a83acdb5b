package desk

import (
	"context"
	"slices"

	"recipientdesk/model"
	"recipientdesk/model/check"
)

// askedAtOnce is about how many objects the directory is asked with one search: each
// costs some ten conditions on indexed attributes.
const askedAtOnce = 50

// A ReviewedChange is a change of one object with what the rules say of it.
type ReviewedChange struct {
	Change model.ChangeSet
	Before model.Entry // as the object stands now
	Review Review
	Err    error // it cannot be made: the object is gone (NotFound), or was changed since (Conflict)
}

// Refusal returns why a change should not be made, nil if nothing speaks against it.
func (r ReviewedChange) Refusal() error {
	if r.Err != nil {
		return r.Err
	}
	return r.Review.Err()
}

// ReviewAll reviews changes of many objects as Review does each, with two searches for
// every fifty of them. That no two of the changes bring one address in is up to who
// planned them. progress is told how many are done; it may be nil.
func (d *Desk) ReviewAll(ctx context.Context, changes []model.ChangeSet, progress func(done int)) ([]ReviewedChange, error) {
	schema, err := d.dir.Schema(ctx)
	if err != nil {
		return nil, err
	}
	options := d.checkOptions(ctx, schema)
	out := make([]ReviewedChange, 0, len(changes))
	for lot := range slices.Chunk(changes, askedAtOnce) {
		now, err := d.entries(ctx, lot)
		if err != nil {
			return out, err
		}
		var some []ReviewedChange
		for _, cs := range lot {
			r := ReviewedChange{Change: cs}
			var found bool
			if r.Before, found = now[cs.Ref.GUID]; !found {
				r.Err = &model.Error{Code: model.NotFound, Subject: cs.Ref.DN, Message: "is no longer there"}
			} else if stale := cs.Stale(r.Before, schema.Single); len(stale) > 0 {
				r.Err = conflict(cs, stale[0], r.Before)
			} else {
				r.Review = reviewed(options, r.Before, cs.Apply(r.Before))
			}
			some = append(some, r)
		}
		if err := d.claimAll(ctx, some); err != nil {
			return out, err
		}
		if out = append(out, some...); progress != nil {
			progress(len(out))
		}
	}
	return out, nil
}

// entries reads the objects of changes as they stand now, by GUID.
func (d *Desk) entries(ctx context.Context, changes []model.ChangeSet) (map[string]model.Entry, error) {
	var where model.Or
	for _, cs := range changes {
		g, err := model.ParseGUID(cs.Ref.GUID)
		if err != nil {
			return nil, err
		}
		where = append(where, model.Equal{Attr: model.ObjectGUID, Value: g.Bytes()})
	}
	out := map[string]model.Entry{}
	for e, err := range d.dir.Search(ctx, model.Query{Where: where}) {
		if err != nil {
			return nil, err
		}
		out[e.Ref.GUID] = e
	}
	return out, nil
}

// claimAll adds to reviews the addresses that come new and belong to somebody else.
func (d *Desk) claimAll(ctx context.Context, some []ReviewedChange) error {
	var where model.Or
	for _, r := range some {
		if w, ok := check.NewClaims(r.Before, r.Change.Apply(r.Before)); ok && r.Err == nil {
			where = append(where, w)
		}
	}
	if len(where) == 0 {
		return nil
	}
	owners, err := d.owners(ctx, where)
	for i := range some {
		if r := &some[i]; err == nil && r.Err == nil {
			r.Review.claim(r.Before, r.Change.Apply(r.Before), owners)
		}
	}
	return err
}

// GiveAll makes changes that bring addresses in, all or none or with goOn as SaveAll
// does. each is told of every change when it was made, or why it was not; it may be nil.
//
// No server refuses an address that another object has. What keeps two objects from one
// address, though somebody else works at the same time, is this:
//
//   - Before each fifty changes the directory is asked once who has the addresses that
//     they bring in: an address that was given away since it was planned is refused, with
//     the code Exists.
//   - Each change names the values that it replaces and is compared with the object right
//     before it is sent, so that what somebody did to the same object is refused by
//     Save, with the code Conflict.
//   - After these changes the directory is asked once more. If another object got one
//     of the addresses in the seconds between, the change is taken back and counts as
//     refused, with the code Exists.
//
// What somebody else wrote to another domain controller and was not replicated yet
// nobody can see; the check for addresses with several owners (RD1004) finds it later.
func (b *Batch) GiveAll(ctx context.Context, changes []model.ChangeSet, goOn bool, each func(Saved, error)) (numbers []int, failed []SaveFailure, err error) {
	s := saving{batch: b, goOn: goOn, of: len(changes)}
	tell := func(saved Saved, err error) {
		if each != nil {
			each(saved, err)
		}
	}
	for lot := range slices.Chunk(changes, askedAtOnce) {
		if err := b.giveLot(ctx, &s, lot, tell); err != nil {
			return s.end(ctx, err)
		}
	}
	return s.numbers, s.failed, nil
}

// giveLot makes the changes of one lot. The error ends the run.
func (b *Batch) giveLot(ctx context.Context, s *saving, lot []model.ChangeSet, tell func(Saved, error)) error {
	owners, err := b.desk.claimants(ctx, lot)
	if err != nil {
		return err
	}
	var made []given
	for _, cs := range lot {
		err = contested(cs, owners)
		var saved Saved
		if err == nil {
			if saved, err = s.try(ctx, cs); err == nil {
				made = append(made, given{cs, saved})
				continue
			}
		}
		tell(saved, err)
		if err = s.fail(cs.Ref, err); err != nil {
			break
		}
	}
	if late := b.settleLot(ctx, s, made, tell); err == nil {
		err = late
	}
	return err
}

// A given change was made, and may have to be taken back.
type given struct {
	change model.ChangeSet
	saved  Saved
}

// settleLot asks who has the addresses that were given, and takes back what somebody
// else was given at the same time. The error ends the run.
func (b *Batch) settleLot(ctx context.Context, s *saving, made []given, tell func(Saved, error)) error {
	if len(made) == 0 {
		return nil
	}
	ctx, cancel := settleContext(ctx)
	defer cancel()
	var changes []model.ChangeSet
	for _, g := range made {
		changes = append(changes, g.change)
	}
	owners, ends := b.desk.claimants(ctx, changes)
	for _, g := range made {
		err := contested(g.change, owners)
		if err == nil {
			tell(g.saved, nil)
			continue
		}
		if s.goOn { // else all of it is taken back
			back, undoErr := b.desk.Undo(ctx, g.saved.Numbers[0])
			if undoErr != nil {
				err = undoErr
			} else {
				g.saved.Entry = back.Entry
				s.numbers = slices.DeleteFunc(s.numbers, func(n int) bool { return slices.Contains(g.saved.Numbers, n) })
			}
		}
		tell(g.saved, err)
		if err = s.fail(g.change.Ref, err); ends == nil {
			ends = err
		}
	}
	return ends
}

// claimants are the objects that have an address that one of the changes brings in.
func (d *Desk) claimants(ctx context.Context, changes []model.ChangeSet) ([]model.Entry, error) {
	var where model.Or
	for _, cs := range changes {
		if w, ok := check.NewClaims(sides(cs)); ok {
			where = append(where, w)
		}
	}
	if len(where) == 0 {
		return nil, nil
	}
	return d.owners(ctx, where)
}

// contested says whose an address is that a change brings in, nil if it is nobody's.
func contested(cs model.ChangeSet, owners []model.Entry) error {
	var r Review
	before, after := sides(cs)
	r.claim(before, after, owners)
	return r.Err()
}

// sides are an object before and after a change, with nothing but what it is about.
func sides(cs model.ChangeSet) (before, after model.Entry) {
	before, after = model.NewEntry(cs.Ref, nil), model.NewEntry(cs.Ref, nil)
	for _, c := range cs.Changes {
		before, after = before.With(c.Attr, c.Before...), after.With(c.Attr, c.After...)
	}
	return before, after
}
