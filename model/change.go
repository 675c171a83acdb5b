package model

import (
	"slices"
)

// A Change is what happens to one attribute. Before holds the values the editor
// saw, which is what makes a change safe to apply, to explain and to undo.
type Change struct {
	Attr   Attr
	Before []string
	After  []string
}

// Removed returns the values in Before that After lacks, byte for byte:
// promoting an address changes SMTP: to smtp:, and that is a change.
func (c Change) Removed() []string { return minus(c.Before, c.After) }

// Added returns the values in After that Before lacks.
func (c Change) Added() []string { return minus(c.After, c.Before) }

// A ChangeSet is everything that happens to one object in one step. A directory
// applies all of it or none of it.
type ChangeSet struct {
	Ref     Ref
	Changes []Change // in attribute name order, one per attribute
}

// Diff returns the change set that turns before into after. Values compare as sets:
// a directory does not keep their order.
func Diff(before, after Entry) ChangeSet {
	cs := ChangeSet{Ref: before.Ref}
	names := slices.Concat(after.attrs, before.attrs)
	slices.SortStableFunc(names, func(a, b stored) int { return compareAttrs(a.name, b.name) })
	names = slices.CompactFunc(names, func(a, b stored) bool { return compareAttrs(a.name, b.name) == 0 })
	for _, n := range names {
		c := Change{n.name, before.Values(n.name), after.Values(n.name)}
		if len(c.Removed())+len(c.Added()) > 0 {
			cs.Changes = append(cs.Changes, c)
		}
	}
	return cs
}

// Empty reports whether there is nothing to do.
func (cs ChangeSet) Empty() bool { return len(cs.Changes) == 0 }

// Attrs returns the names of the attributes that change.
func (cs ChangeSet) Attrs() []Attr {
	var out []Attr
	for _, c := range cs.Changes {
		out = append(out, c.Attr)
	}
	return out
}

// Change returns the change of a, and whether there is one.
func (cs ChangeSet) Change(a Attr) (Change, bool) {
	for _, c := range cs.Changes {
		if c.Attr.Is(a) {
			return c, true
		}
	}
	return Change{}, false
}

// Apply returns e as it will be after the change set. It is the preview, and
// the simulator; it checks nothing.
func (cs ChangeSet) Apply(e Entry) Entry {
	for _, c := range cs.Changes {
		now := minus(e.Values(c.Attr), c.Removed())
		e = e.With(c.Attr, append(now, minus(c.Added(), now)...)...)
	}
	return e
}

// Inverse returns the change set that takes the object back.
func (cs ChangeSet) Inverse() ChangeSet {
	inv := ChangeSet{Ref: cs.Ref, Changes: slices.Clone(cs.Changes)}
	for i, c := range inv.Changes {
		inv.Changes[i].Before, inv.Changes[i].After = c.After, c.Before
	}
	return inv
}

// Stale returns the changes that no longer fit e: a value they remove is gone, a
// value they add is already there, or an attribute that takes one value (single
// says which do) and was empty is not. The comparison is exact, where the
// server's is often not: Active Directory takes SMTP:a@x and smtp:a@x for the
// same value, and would accept a change made from an old read.
func (cs ChangeSet) Stale(e Entry, single func(Attr) bool) []Change {
	var stale []Change
	for _, c := range cs.Changes {
		now := e.Values(c.Attr)
		gone := len(minus(c.Removed(), now)) > 0
		there := len(minus(c.Added(), now)) < len(c.Added())
		filled := len(c.Before) == 0 && len(now) > 0 && single(c.Attr)
		if gone || there || filled {
			stale = append(stale, c)
		}
	}
	return stale
}

// minus returns a without the values of b, in a slice of its own.
func minus(a, b []string) []string {
	if len(b) > 16 { // a group can have many thousand members
		set := make(map[string]struct{}, len(b))
		for _, s := range b {
			set[s] = struct{}{}
		}
		return slices.DeleteFunc(slices.Clone(a), func(s string) bool { _, ok := set[s]; return ok })
	}
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}
