package sheet

import "recipientdesk/model"

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
	at := map[string]int{} // position in others, by name
	for _, c := range cs.Changes {
		forward, ok := forwardOf(s, c.Attr)
		if !ok {
			own.Changes = append(own.Changes, c)
			continue
		}
		add := func(dn string, c model.Change) {
			i, ok := at[dnKey(dn)]
			if !ok {
				i = len(others)
				at[dnKey(dn)] = i
				others = append(others, model.ChangeSet{Ref: model.Ref{DN: dn}})
			}
			others[i].Changes = append(others[i].Changes, c)
		}
		self := []string{cs.Ref.DN}
		for _, dn := range c.Removed() {
			add(dn, model.Change{Attr: forward, Before: self})
		}
		for _, dn := range c.Added() {
			add(dn, model.Change{Attr: forward, After: self})
		}
	}
	return own, others
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
