package sheet

import (
	"slices"

	"recipientdesk/model"
)

// Split takes the changes of back-links out of a change set. A back-link is kept
// by the server from other objects, so what looks like a change of this object,
// "Member of" for one, is a change of each object that refers to it. own is what
// is left for the object itself; others has one change set for each other object,
// known by its DN alone: a value that came is added to its forward attribute, and
// one that went is removed from it, in both cases the DN of this object.
//
// The schema tells back-links and their forward attributes; a nil schema leaves
// those that the sheet declares.
func Split(s *model.Schema, cs model.ChangeSet) (own model.ChangeSet, others []model.ChangeSet) {
	own.Ref = cs.Ref
	for _, c := range cs.Changes {
		forward, ok := forwardOf(s, c.Attr)
		if !ok {
			own.Changes = append(own.Changes, c)
			continue
		}
		self := []string{cs.Ref.DN}
		for _, dn := range c.Removed() {
			others = addTo(others, dn, model.Change{Attr: forward, Before: self})
		}
		for _, dn := range c.Added() {
			others = addTo(others, dn, model.Change{Attr: forward, After: self})
		}
	}
	return own, others
}

func addTo(sets []model.ChangeSet, dn string, c model.Change) []model.ChangeSet {
	i := slices.IndexFunc(sets, func(cs model.ChangeSet) bool { return model.SameDN(cs.Ref.DN, dn) })
	if i < 0 {
		return append(sets, model.ChangeSet{Ref: model.Ref{DN: dn}, Changes: []model.Change{c}})
	}
	sets[i].Changes = append(sets[i].Changes, c)
	return sets
}

func forwardOf(s *model.Schema, a model.Attr) (model.Attr, bool) {
	if d, ok := s.Lookup(a); ok && d.LinkID != 0 {
		if !d.BackLink() {
			return "", false
		}
		return s.Partner(a)
	}
	for _, f := range Fields() {
		if b, ok := f.Edit.(Backlink); ok && f.Attrs[0].Is(a) {
			return b.Forward, true
		}
	}
	return "", false
}
