package model

import "slices"

// A Draft is an edit in progress over one entry or many. It belongs to one
// goroutine. What it hands out (entries, change sets) may go anywhere.
type Draft struct {
	base, cur  []Entry
	sent       []Entry // as cur was when Send was called; nil while nothing is on the wire
	undo, redo []step
}

type step struct {
	tag     string
	entries []Entry
}

// NewDraft starts an edit of entries. It panics if there are none.
func NewDraft(entries ...Entry) *Draft {
	if len(entries) == 0 {
		panic("model: draft of nothing")
	}
	return &Draft{base: slices.Clone(entries), cur: slices.Clone(entries)}
}

// Entries returns the entries as edited so far.
func (d *Draft) Entries() []Entry { return slices.Clone(d.cur) }

// Base returns the entries as they were read.
func (d *Draft) Base() []Entry { return slices.Clone(d.base) }

// Do edits every entry with f, or none if f fails for one, as one undo step.
// Steps in a row with the same non-empty tag count as one, so that typing a word
// is undone as a word.
func (d *Draft) Do(tag string, f func(Entry) (Entry, error)) error {
	next := make([]Entry, len(d.cur))
	for i, e := range d.cur {
		var err error
		if next[i], err = f(e); err != nil {
			return err
		}
	}
	if n := len(d.undo); n == 0 || tag == "" || d.undo[n-1].tag != tag {
		d.undo = append(d.undo, step{tag, d.cur})
	}
	d.cur, d.redo = next, nil
	return nil
}

// Undo takes back the last step and reports whether there was one.
func (d *Draft) Undo() bool { return d.travel(&d.undo, &d.redo) }

// Redo repeats the last step taken back and reports whether there was one.
func (d *Draft) Redo() bool { return d.travel(&d.redo, &d.undo) }

func (d *Draft) travel(from, to *[]step) bool {
	n := len(*from)
	if n == 0 {
		return false
	}
	s := (*from)[n-1]
	*from = (*from)[:n-1]
	*to = append(*to, step{s.tag, d.cur})
	d.cur = s.entries
	return true
}

// Changes returns one change set for each entry that differs from what was read.
func (d *Draft) Changes() []ChangeSet {
	var sets []ChangeSet
	for i := range d.base {
		if cs := Diff(d.base[i], d.cur[i]); !cs.Empty() {
			sets = append(sets, cs)
		}
	}
	return sets
}

// Send returns the changes and remembers them as being on the wire, so that Saved
// can tell them from edits made meanwhile.
func (d *Draft) Send() []ChangeSet {
	d.sent = slices.Clone(d.cur)
	return d.Changes()
}

// Saved tells the draft what the directory now holds of the objects whose changes
// were made. Edits made since Send are kept and are unsaved; objects not named
// keep all of theirs. What was saved can no longer be undone here: that is the
// journal's part.
func (d *Draft) Saved(fresh ...Entry) {
	for _, f := range fresh {
		for i := range d.base {
			if !d.base[i].Ref.Same(f.Ref) {
				continue
			}
			from := d.base[i]
			if d.sent != nil {
				from = d.sent[i]
			}
			d.cur[i] = Diff(from, d.cur[i]).Apply(f)
			d.base[i] = f
		}
	}
	d.sent, d.undo, d.redo = nil, nil, nil
}

// Rebase puts the edits on top of what the directory holds now, after somebody
// else changed it. Where both changed the same values, mine(attr) decides whose
// stay; single says which attributes take one value. It is one undo step.
func (d *Draft) Rebase(single, mine func(Attr) bool, fresh ...Entry) {
	d.undo, d.redo, d.sent = nil, nil, nil
	for _, f := range fresh {
		for i := range d.base {
			if d.base[i].Ref.Same(f.Ref) {
				d.cur[i] = rebase(Diff(d.base[i], d.cur[i]), f, single, mine)
				d.base[i] = f
			}
		}
	}
}

func rebase(cs ChangeSet, now Entry, single, mine func(Attr) bool) Entry {
	stale := cs.Stale(now, single)
	for _, c := range cs.Changes {
		clash := slices.ContainsFunc(stale, func(s Change) bool { return s.Attr.Is(c.Attr) })
		switch {
		case clash && !mine(c.Attr):
		case single(c.Attr):
			now = now.With(c.Attr, c.After...)
		default:
			now = ChangeSet{now.Ref, []Change{c}}.Apply(now)
		}
	}
	return now
}
