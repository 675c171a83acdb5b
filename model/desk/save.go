package desk

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"recipientdesk/model"
	"recipientdesk/model/journal"
	"recipientdesk/model/sheet"
)

// answerTime is how long a write may take once it is on the wire. It outlives
// the caller's context: a write that was sent must have its outcome recorded.
const answerTime = 30 * time.Second

// A Saved is what became of one change set.
type Saved struct {
	Entry   model.Entry // the object as it is now
	Numbers []int       // in the journal, that of the object itself first
}

// Save makes one change: read again, compare, record, send, record, read back.
// Changes of back-links ("Member of") are made on the objects they belong to,
// after the object's own, each with its own line in the journal.
//
// After a Conflict, Saved.Entry is the object as somebody else left it.
func (d *Desk) Save(ctx context.Context, cs model.ChangeSet) (Saved, error) {
	return d.save(ctx, cs, mark{})
}

// A mark is what the journal says of a change beside what it is.
type mark struct {
	undoes int    // the change that it takes back
	batch  string // the bulk run that it is part of
}

func (d *Desk) save(ctx context.Context, cs model.ChangeSet, as mark) (Saved, error) {
	schema, err := d.dir.Schema(ctx)
	if err != nil {
		return Saved{}, err
	}
	own, others := sheet.Split(schema, cs)
	var out Saved
	if !own.Empty() {
		if out, err = d.write(ctx, own, as); err != nil {
			return out, err
		}
	}
	for _, other := range others {
		s, err := d.write(ctx, other, as)
		out.Numbers = append(out.Numbers, s.Numbers...)
		if err != nil {
			return out, err
		}
	}
	if len(others) > 0 { // back-links are part of what the caller sees
		ctx, cancel := settleContext(ctx)
		defer cancel()
		if e, err := d.dir.Get(ctx, cs.Ref); err == nil {
			out.Entry = e
		}
	}
	return out, nil
}

// write makes a change that belongs to one object.
func (d *Desk) write(ctx context.Context, cs model.ChangeSet, as mark) (Saved, error) {
	release, err := d.hold(ctx, cs.Ref)
	if err != nil {
		return Saved{}, err
	}
	defer release()
	now, err := d.dir.Get(ctx, cs.Ref)
	if err != nil {
		return Saved{}, err
	}
	cs.Ref = now.Ref
	out := Saved{Entry: now}
	schema, err := d.dir.Schema(ctx)
	if err != nil {
		return out, err
	}
	if stale := cs.Stale(now, schema.Single); len(stale) > 0 {
		return out, conflict(cs, stale[0], now)
	}
	info, err := d.dir.Info(ctx)
	if err != nil {
		return out, err
	}
	n, err := d.journal.Begin(journal.Record{Op: journal.Modify, Who: d.who(info), Directory: info.Base, Change: cs, Undoes: as.undoes, Batch: as.batch})
	if err != nil {
		return out, err
	}
	out.Numbers = []int{n}
	defer d.forget()
	send, cancel := settleContext(ctx)
	defer cancel()
	err = d.dir.Apply(send, cs)
	out.Entry, err = d.settleWrite(send, n, cs, now, err)
	return out, err
}

// settleContext outlives the window that asked for a write.
func settleContext(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), answerTime)
}

// settleWrite reads back what a write left and records it. A write whose answer
// was lost is looked up: if it is there, it was made.
func (d *Desk) settleWrite(ctx context.Context, n int, cs model.ChangeSet, before model.Entry, err error) (model.Entry, error) {
	back, rerr := model.Entry{}, error(nil)
	if code := model.CodeOf(err); err == nil || code == model.Unknown {
		if back, rerr = d.dir.Get(ctx, cs.Ref); rerr == nil && err != nil && made(cs, back) {
			err = nil
		}
	}
	if jerr := d.journal.End(n, journal.Ending{Err: err, USN: back.First(usnChanged)}); jerr != nil && err == nil {
		return cs.Apply(before), &model.Error{Code: model.Internal, Subject: cs.Ref.DN, Message: "was saved, but the journal could not be closed",
			Hint: "The change can be seen in the history as unfinished; the next start settles it.", Err: jerr}
	}
	switch {
	case err != nil:
		return before, d.named(ctx, err, cs, before)
	case rerr != nil:
		return cs.Apply(before), nil // made; what it looks like is what was asked for
	case !made(cs, back):
		return back, &model.Error{Code: model.Conflict, Subject: cs.Ref.DN,
			Message: fmt.Sprintf("was saved, but reads back otherwise: %s", unmade(cs, back)),
			Hint:    "Look at the values; somebody may have changed them at the same moment, or the server keeps them in another form."}
	}
	return back, nil
}

const usnChanged model.Attr = "uSNChanged"

// made reports whether e shows the whole change, exactly. The inverse must fit
// where the change was made.
func made(cs model.ChangeSet, e model.Entry) bool { return unmade(cs, e) == "" }

func unmade(cs model.ChangeSet, e model.Entry) model.Attr {
	many := func(model.Attr) bool { return false }
	if left := cs.Inverse().Stale(e, many); len(left) > 0 {
		return left[0].Attr
	}
	return ""
}

// named gives a Conflict from the server, which does not always say where, the
// attribute that somebody else changed between our reading and our writing.
func (d *Desk) named(ctx context.Context, err error, cs model.ChangeSet, before model.Entry) error {
	if model.CodeOf(err) != model.Conflict {
		return err
	}
	now, gerr := d.dir.Get(ctx, cs.Ref)
	if gerr != nil {
		return err
	}
	schema, gerr := d.dir.Schema(ctx)
	if gerr != nil {
		return err
	}
	if stale := cs.Stale(now, schema.Single); len(stale) > 0 {
		e := conflict(cs, stale[0], now)
		e.Err = err
		return e
	}
	return err
}

func conflict(cs model.ChangeSet, c model.Change, now model.Entry) *model.Error {
	what := "is now empty"
	if v := now.Values(c.Attr); len(v) > 0 {
		what = "is now " + quoted(v)
	}
	if lost := missing(c.Removed(), now.Values(c.Attr)); len(now.Values(c.Attr)) > 1 && len(lost) > 0 {
		what = "no longer holds " + quoted(lost)
	} else if len(now.Values(c.Attr)) > 1 {
		what = "already holds " + quoted(c.Added())
	}
	return &model.Error{
		Code: model.Conflict, Subject: cs.Ref.DN,
		Message: strings.TrimSpace(fmt.Sprintf("%s was changed by someone else: it %s", c.Attr, what)),
		Hint:    "Reload to see the new value; your other edits are kept.",
	}
}

// quoted writes a few values for a sentence.
func quoted(vals []string) string {
	const most = 3
	var parts []string
	for _, v := range vals[:min(len(vals), most)] {
		switch r := []rune(v); {
		case !utf8.ValidString(v):
			v = fmt.Sprintf("%d bytes", len(v))
		case len(r) > 80:
			v = fmt.Sprintf("%q…", string(r[:80]))
		default:
			v = fmt.Sprintf("%q", v)
		}
		parts = append(parts, v)
	}
	if more := len(vals) - most; more > 0 {
		parts = append(parts, fmt.Sprintf("%d more", more))
	}
	return strings.Join(parts, ", ")
}

func missing(want, have []string) []string {
	var out []string
	for _, w := range want {
		found := false
		for _, h := range have {
			found = found || h == w
		}
		if !found {
			out = append(out, w)
		}
	}
	return out
}
