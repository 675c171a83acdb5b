package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/journal"
)

// A Batch is a run of changes that belong together and are taken back together.
type Batch struct {
	Name string // in the journal
	desk *Desk
}

// NewBatch begins a batch, with a name that no other of the journal has: what it is,
// and when it was begun.
func (d *Desk) NewBatch(ctx context.Context, what string, now time.Time) (*Batch, error) {
	records, err := d.History(ctx)
	if err != nil {
		return nil, err
	}
	stem := what + "-" + now.UTC().Format("20060102-150405")
	name := stem
	for i := 2; slices.ContainsFunc(records, func(r journal.Record) bool { return r.Batch == name }); i++ {
		name = fmt.Sprintf("%s-%d", stem, i)
	}
	return &Batch{Name: name, desk: d}, nil
}

// Save makes one change of the batch, as Desk.Save does.
func (b *Batch) Save(ctx context.Context, cs model.ChangeSet) (Saved, error) {
	return b.desk.save(ctx, cs, mark{batch: b.Name})
}

// A Rollback is what became of a batch that was taken back.
type Rollback struct {
	Undone []int             // changes that are taken back, the last first
	Failed []RollbackFailure // those that are not: somebody has changed the same since
}

// A RollbackFailure is a change that could not be taken back.
type RollbackFailure struct {
	N   int
	Ref model.Ref
	Err error
}

// RollBack takes back what a batch changed and what still stands, the last change
// first. One object that somebody has changed since does not keep the others from it.
// The error has code NotFound for a batch that is not in the journal; one after which
// no other change can be taken back ends the run. progress may be nil.
func (d *Desk) RollBack(ctx context.Context, batch string, progress func(done int)) (Rollback, error) {
	var out Rollback
	todo, err := d.BatchChanges(ctx, batch)
	if err != nil {
		return out, err
	}
	for i, r := range slices.Backward(todo) {
		if err := ctx.Err(); err != nil {
			return out, &model.Error{Code: model.Canceled, Subject: batch, Message: "was stopped", Hint: "Roll it back again: it goes on where it stopped.", Err: err}
		}
		if _, err := d.undo(ctx, r); err != nil {
			if ends[model.CodeOf(err)] {
				return out, err
			}
			out.Failed = append(out.Failed, RollbackFailure{r.N, r.Change.Ref, err})
		} else {
			out.Undone = append(out.Undone, r.N)
		}
		if progress != nil {
			progress(len(todo) - i)
		}
	}
	return out, nil
}

// BatchChanges returns the changes of a batch that were made and are not taken back.
func (d *Desk) BatchChanges(ctx context.Context, batch string) ([]journal.Record, error) {
	records, err := d.History(ctx)
	if err != nil {
		return nil, err
	}
	all := slices.DeleteFunc(records, func(r journal.Record) bool { return batch == "" || r.Batch != batch })
	if len(all) == 0 {
		return nil, &model.Error{Code: model.NotFound, Subject: batch, Message: "no such batch", Hint: "The history names the batch of each change that belongs to one."}
	}
	return slices.DeleteFunc(all, func(r journal.Record) bool { return !r.Undoable() }), nil
}

// A SaveFailure is a change of a batch that was not made.
type SaveFailure struct {
	Ref model.Ref
	Err error
}

// SaveAll makes many changes, all or none: after one that fails, those before it are
// taken back. With goOn it makes all that can be made and returns the others; only what
// no other change would survive, such as a server that is gone, ends it, and what was
// made stays. It returns the numbers of the changes that stand. progress may be nil.
func (b *Batch) SaveAll(ctx context.Context, changes []model.ChangeSet, goOn bool, progress func(done int)) (numbers []int, failed []SaveFailure, err error) {
	s := saving{batch: b, goOn: goOn, of: len(changes)}
	for i, cs := range changes {
		if _, err := s.save(ctx, cs); err != nil {
			return s.end(ctx, err)
		}
		if progress != nil {
			progress(i + 1)
		}
	}
	return s.numbers, s.failed, nil
}

// A saving is a run of changes.
type saving struct {
	batch   *Batch
	goOn    bool
	of      int // changes in all
	numbers []int
	failed  []SaveFailure
}

// save makes one change. The error ends the run.
func (s *saving) save(ctx context.Context, cs model.ChangeSet) (Saved, error) {
	saved, err := s.try(ctx, cs)
	if err != nil {
		return saved, s.fail(cs.Ref, err)
	}
	return saved, nil
}

// try makes one change. The error says why it was not made.
func (s *saving) try(ctx context.Context, cs model.ChangeSet) (Saved, error) {
	if err := ctx.Err(); err != nil {
		return Saved{}, &model.Error{Code: model.Canceled, Subject: s.batch.Name, Message: "was stopped", Err: err}
	}
	saved, err := s.batch.Save(ctx, cs)
	if err == nil {
		s.numbers = append(s.numbers, saved.Numbers...)
	}
	return saved, err
}

// fail notes a change that was not made, and returns its error if the run ends with it.
func (s *saving) fail(ref model.Ref, err error) error {
	if !s.goOn || ends[model.CodeOf(err)] {
		return err
	}
	s.failed = append(s.failed, SaveFailure{ref, err})
	return nil
}

// end is the outcome of a run that ends with an error.
func (s *saving) end(ctx context.Context, err error) ([]int, []SaveFailure, error) {
	if !s.goOn {
		left, err := s.batch.takeBack(ctx, len(s.numbers), err)
		return left, nil, err
	}
	return s.numbers, s.failed, s.batch.stopped(len(s.numbers), s.of, err)
}

// ends are the failures after which no other object can be saved either.
var ends = map[model.Code]bool{model.Unreachable: true, model.SignIn: true, model.Untrusted: true, model.Canceled: true, model.Internal: true}

// takeBack undoes what the batch has done before cause, and returns what still stands.
func (b *Batch) takeBack(ctx context.Context, done int, cause error) ([]int, error) {
	if done == 0 {
		return nil, cause
	}
	ctx = context.WithoutCancel(ctx) // each change has its own patience
	_, err := b.desk.RollBack(ctx, b.Name, nil)
	left, lerr := b.desk.BatchChanges(ctx, b.Name)
	if err == nil && lerr == nil && len(left) == 0 {
		e := &model.Error{Code: model.CodeOf(cause), Subject: b.Name, Message: "failed", Err: cause}
		if known, ok := errors.AsType[*model.Error](cause); ok {
			*e = *known
		}
		e.Hint = strings.TrimSpace(fmt.Sprintf("The %d changes before it were taken back: nothing is changed. %s", done, e.Hint))
		return nil, e
	}
	var numbers []int
	for _, r := range left {
		numbers = append(numbers, r.N)
	}
	return numbers, b.stopped(len(left), done, cause)
}

func (b *Batch) stopped(stand, of int, cause error) error {
	return &model.Error{Code: model.CodeOf(cause), Subject: b.Name, Message: fmt.Sprintf("stopped; %d of %d changes stand", stand, of), Err: cause,
		Hint: "Roll the batch back, or run it again: what is done is not done twice."}
}
