package desk

import (
	"context"
	"fmt"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/journal"
)

// A Settled is a change that an earlier run sent without seeing the answer, and
// what was found out about it.
type Settled struct {
	Record  journal.Record
	Outcome string // journal.Done, journal.NotMade, or model.Unknown
	Text    string // for people
}

// Settle looks up the changes that a crash or a lost connection left without an
// outcome, and records what is found. It changes nothing in the directory.
// Changes that another running program has under way are left alone.
func (d *Desk) Settle(ctx context.Context) ([]Settled, error) {
	info, err := d.dir.Info(ctx)
	if err != nil {
		return nil, err
	}
	unfinished, err := d.journal.Unfinished()
	if err != nil {
		return nil, err
	}
	var out []Settled
	for _, r := range unfinished {
		if !model.SameDN(r.Directory, info.Base) || d.underWay(r) {
			continue
		}
		s, err := d.look(ctx, r)
		if err != nil {
			return out, err
		}
		if s.Outcome == r.Outcome { // still unknown, and said before
			continue
		}
		end := journal.Ending{State: s.Outcome, Ref: s.Record.Change.Ref, USN: s.Record.USN}
		if err := d.journal.End(r.N, end); err != nil {
			return out, err
		}
		out = append(out, s)
	}
	return out, nil
}

// underWay reports whether another program may still be waiting for the answer.
// None waits longer than answerTime, so after twice that it is over even if the
// process number is in use again. A clock that was set back must not keep it
// waiting for longer.
func (d *Desk) underWay(r journal.Record) bool {
	if r.Outcome != journal.Sent || d.opt.Now == nil || d.opt.Alive == nil {
		return false
	}
	return d.opt.Alive(r.Host, r.PID) && d.opt.Now().Sub(r.Time).Abs() < 2*answerTime
}

func (d *Desk) look(ctx context.Context, r journal.Record) (Settled, error) {
	s := Settled{Record: r, Outcome: string(model.Unknown)}
	name := model.NameOf(r.Change.Ref.DN)
	at := r.Time.Local().Format(time.DateTime)
	e, err := d.dir.Get(ctx, r.Change.Ref)
	gone := model.CodeOf(err) == model.NotFound
	if err != nil && !gone {
		return s, err
	}
	switch {
	case r.Op == journal.Create && gone:
		s.Outcome, s.Text = journal.NotMade, fmt.Sprintf("%s was not created: the request of %s did not arrive.", name, at)
	case r.Op == journal.Create && createdAs(r.Change, e):
		s.Outcome, s.Text = journal.Done, fmt.Sprintf("%s was created at %s, although the answer was lost.", name, at)
		s.Record.Change.Ref, s.Record.USN = e.Ref, e.First(usnChanged)
	case r.Op == journal.Create:
		s.Text = fmt.Sprintf("Whether %s was created at %s cannot be told: an object of that name is there, with other values.", name, at)
	case r.Op == journal.Delete && gone:
		s.Outcome, s.Text = journal.Done, fmt.Sprintf("%s was deleted at %s, although the answer was lost.", name, at)
	case r.Op == journal.Delete:
		s.Outcome, s.Text = journal.NotMade, fmt.Sprintf("%s was not deleted: the request of %s did not arrive.", name, at)
	case gone:
		s.Text = fmt.Sprintf("What became of the change of %s at %s cannot be told: the object is gone.", name, at)
	case made(r.Change, e):
		s.Outcome, s.Text = journal.Done, fmt.Sprintf("The change of %s at %s was made, although the answer was lost.", name, at)
		s.Record.USN = e.First(usnChanged)
	case made(r.Change.Inverse(), e):
		s.Outcome, s.Text = journal.NotMade, fmt.Sprintf("The change of %s at %s was not made: it did not arrive. Nothing was lost; make it again if you still want it.", name, at)
	default:
		s.Text = fmt.Sprintf("What became of the change of %s at %s cannot be told: the values were changed again since.", name, at)
	}
	return s, nil
}
