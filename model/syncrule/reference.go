package syncrule

import (
	"context"
	"slices"
	"strings"

	"recipientdesk/model"
)

// pilotGroup is the parameter of a connector that limits synchronization to the
// direct members of a group
// (https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-install-custom#sync-filtering-based-on-groups).
const pilotGroup = "Connector.GroupFilteringGroupDn"

// standing is what becomes of an object, as far as references to it ask.
type standing struct {
	exported bool
	why      string // why not
}

const noSuchObject = "there is no such object in this directory"

// A memory keeps standings between evaluations.
type memory interface {
	recall(dn string) (standing, bool)
	remember(dn string, st standing)
}

// standing says whether an object that another refers to is exported.
func (x *evaluation) standing(ctx context.Context, dn string) (standing, error) {
	if x.res != nil && strings.EqualFold(dn, x.self.Ref.DN) {
		return standing{exported: x.res.InScope, why: x.res.Why}, nil
	}
	m, remembers := x.around.(memory)
	if remembers {
		if st, ok := m.recall(dn); ok {
			return st, nil
		}
	}
	entry, ok, err := x.around.Get(ctx, dn)
	if err != nil {
		return standing{}, err
	}
	st := standing{why: noSuchObject}
	if ok {
		y := x.e.begin(x.around, entry)
		defer y.end()
		y.quiet = true
		_, p, why, err := y.trace(ctx)
		if err != nil {
			return standing{}, err
		}
		st = standing{exported: p != nil, why: why}
	}
	if remembers {
		m.remember(dn, st)
	}
	return st, nil
}

// refer keeps the references of an exported attribute whose objects are exported
// themselves, and notes the others.
func (x *evaluation) refer(ctx context.Context, c *cell) error {
	if x.around == nil {
		x.doubt(Problem{Rule: c.flow.rule.Rule, Attr: c.flow.Target, Text: "whether the objects it refers to are exported is not known"})
		return nil
	}
	attr := x.origin(c)
	noted := slices.ContainsFunc(x.res.Dropped, func(d Dropped) bool { return d.Attr == attr }) // for another attribute of the export
	vs := c.value.Values()
	kept := make([]Value, 0, len(vs))
	for _, v := range vs {
		if v.Kind() != Ref {
			kept = append(kept, v)
			continue
		}
		st, err := x.standing(ctx, v.text)
		if err != nil {
			return err
		}
		if st.exported {
			kept = append(kept, v)
		} else if !noted {
			x.res.Dropped = append(x.res.Dropped, Dropped{attr, v.text, st.why})
		}
	}
	switch {
	case len(kept) == len(vs):
	case len(kept) == 0:
		c.value, c.dropped = NullValue, true
	case c.value.Kind() == List:
		c.value = Multi(kept...)
	}
	return nil
}

// origin returns the attribute of Active Directory that an exported one was copied
// from, or its own name where that is not one.
func (x *evaluation) origin(c *cell) model.Attr {
	if c.flow.direct >= 0 {
		if in := x.meta.get(c.flow.direct); in.flow != nil && len(in.flow.bears) == 1 {
			return model.Attr(x.e.source.list[in.flow.bears[0]])
		}
	}
	return model.Attr(c.flow.Target)
}

// memberOf reports whether an object is a direct member of a group. The object may
// say so itself; else the group is asked, for not every directory keeps back links.
func (x *evaluation) memberOf(ctx context.Context, s *subject, group string) (bool, error) {
	if own := s.entry.Values("memberOf"); len(own) > 0 {
		for _, dn := range own {
			if model.SameDN(dn, group) {
				return true, nil
			}
		}
		return false, nil
	}
	if x.around == nil {
		x.doubt(Problem{Text: "whether it is a member of " + model.NameOf(group) + " is not known"})
		return false, nil
	}
	if m, ok := x.around.(roster); ok {
		return m.isMember(ctx, group, s.entry.Ref.DN)
	}
	g, ok, err := x.around.Get(ctx, group)
	if err != nil || !ok {
		return false, err
	}
	for _, dn := range g.Values("member") {
		if model.SameDN(dn, s.entry.Ref.DN) {
			return true, nil
		}
	}
	return false, nil
}

// outsidePilot says why an object does not pass the pilot group of its connector.
// Where rules ask for the group themselves, they decide.
func (x *evaluation) outsidePilot(ctx context.Context) (why string, err error) {
	s := x.meta.members[0]
	group := s.params[pilotGroup]
	if group == "" || s.forest.asksPilot {
		return "", nil
	}
	for _, y := range x.meta.members {
		if in, err := x.memberOf(ctx, y, group); in || err != nil {
			return "", err
		}
	}
	return "it is not a direct member of " + model.NameOf(group) + ", to which synchronization is limited", nil
}

// A roster keeps the members of groups that scopes ask for.
type roster interface {
	isMember(ctx context.Context, group, dn string) (bool, error)
}
