// Package desk is the work an administrator does, without a screen: find and open
// recipients, review a draft, save it, take it back. The window and the command
// line are two thin faces of it.
package desk

import (
	"context"
	"iter"
	"sync"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/journal"
)

// A Desk is one working session. It is safe for concurrent use.
type Desk struct {
	dir     model.Directory
	journal *journal.Journal
	opt     Options

	mu   sync.Mutex
	busy map[string]chan struct{} // objects that a write is under way for, by GUID or DN

	sight sight
}

// Options are what a desk is told of the world. The zero Options works.
type Options struct {
	LocalUser string   // recorded where the directory does not name who is signed in
	Bases     []string // DNs that lists and searches are confined to; nil: the domain
	Exclude   []string // DNs that they leave out
	// Alive reports whether a process of this machine still runs. It tells a change
	// under way from one that a crash left behind; nil: none runs.
	Alive func(host string, pid int) bool
	Now   func() time.Time // nil: no time is known, and every unfinished change counts as left behind
}

// New returns a desk over dir that records in j. Both stay the caller's to close.
func New(dir model.Directory, j *journal.Journal, o Options) *Desk {
	d := &Desk{dir: dir, journal: j, opt: o, busy: map[string]chan struct{}{}}
	d.sight.learning.turn = make(chan struct{}, 1)
	return d
}

// Info describes the directory and the session.
func (d *Desk) Info(ctx context.Context) (model.Info, error) { return d.dir.Info(ctx) }

// Schema returns the forest's schema.
func (d *Desk) Schema(ctx context.Context) (*model.Schema, error) { return d.dir.Schema(ctx) }

// An Opened recipient is an entry with everything that a server sends, and what
// the signed-in user may write on it.
type Opened struct {
	Entry  model.Entry
	Rights model.Rights
}

// Open reads recipients for editing.
func (d *Desk) Open(ctx context.Context, refs ...model.Ref) ([]Opened, error) {
	var out []Opened
	for _, r := range refs {
		e, err := d.dir.Get(ctx, r)
		if err != nil {
			return nil, err
		}
		may, err := d.dir.Get(ctx, e.Ref, model.AllowedAttributes)
		if err != nil {
			return nil, err
		}
		out = append(out, Opened{e, model.RightsOf(may, true)})
	}
	return out, nil
}

// Get reads the named attributes of one object, or all.
func (d *Desk) Get(ctx context.Context, ref model.Ref, attrs ...model.Attr) (model.Entry, error) {
	return d.dir.Get(ctx, ref, attrs...)
}

// List yields what q selects below the desk's bases, in compact form, as it
// arrives. A Base in q takes the place of the desk's bases.
func (d *Desk) List(ctx context.Context, q model.Query) iter.Seq2[*model.Batch, error] {
	return func(yield func(*model.Batch, error) bool) {
		for _, one := range d.confine(q) {
			for b, err := range d.dir.List(ctx, one) {
				if !yield(b, err) || err != nil {
					return
				}
			}
		}
	}
}

// Search yields what q selects below the desk's bases, as it arrives.
func (d *Desk) Search(ctx context.Context, q model.Query) iter.Seq2[model.Entry, error] {
	return func(yield func(model.Entry, error) bool) {
		for _, one := range d.confine(q) {
			for e, err := range d.dir.Search(ctx, one) {
				if !yield(e, err) || err != nil {
					return
				}
			}
		}
	}
}

// Entries yields what q selects below the desk's bases. With the attributes named,
// objects are read in their compact form, in half the time.
func (d *Desk) Entries(ctx context.Context, q model.Query) iter.Seq2[model.Entry, error] {
	if q.Attrs == nil {
		return d.Search(ctx, q)
	}
	return func(yield func(model.Entry, error) bool) {
		for b, err := range d.List(ctx, q) {
			if err != nil {
				yield(model.Entry{}, err)
				return
			}
			for i := range b.Len() {
				if !yield(b.Entry(i), nil) {
					return
				}
			}
		}
	}
}

func (d *Desk) confine(q model.Query) []model.Query {
	q.Exclude = append(append([]string(nil), q.Exclude...), d.opt.Exclude...)
	if q.Base != "" || len(d.opt.Bases) == 0 {
		return []model.Query{q}
	}
	var out []model.Query
	for i, b := range d.opt.Bases {
		if q.Scope == model.Subtree && d.covered(i) {
			continue
		}
		q.Base = b
		out = append(out, q)
	}
	return out
}

// covered reports whether base i lies in another one, so that no object is met
// twice.
func (d *Desk) covered(i int) bool {
	dn, err := model.ParseDN(d.opt.Bases[i])
	for k, other := range d.opt.Bases {
		o, oerr := model.ParseDN(other)
		if k != i && err == nil && oerr == nil && dn.Under(o) && (k < i || len(o) < len(dn)) {
			return true
		}
	}
	return false
}

// Collect searches and returns all results at once.
func (d *Desk) Collect(ctx context.Context, q model.Query) ([]model.Entry, error) {
	var out []model.Entry
	for e, err := range d.Search(ctx, q) {
		if err != nil {
			return out, err
		}
		out = append(out, e)
	}
	return out, nil
}

// hold keeps a second write to the same object waiting until release is called.
func (d *Desk) hold(ctx context.Context, ref model.Ref) (release func(), err error) {
	key := ref.GUID
	if key == "" {
		key = ref.DN
	}
	for {
		d.mu.Lock()
		wait, taken := d.busy[key]
		if !taken {
			done := make(chan struct{})
			d.busy[key] = done
			d.mu.Unlock()
			return func() {
				d.mu.Lock()
				delete(d.busy, key)
				d.mu.Unlock()
				close(done)
			}, nil
		}
		d.mu.Unlock()
		select {
		case <-wait:
		case <-ctx.Done():
			return nil, &model.Error{Code: model.Canceled, Subject: ref.DN, Message: "stopped before anything was sent", Err: ctx.Err()}
		}
	}
}

// who names the person for the journal.
func (d *Desk) who(i model.Info) string {
	if i.User != "" {
		return i.User
	}
	return d.opt.LocalUser
}
