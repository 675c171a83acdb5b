package syncrule

import (
	"fmt"
	"slices"
	"strings"
)

// With returns the set with more rules in it. A rule replaces the one with the same
// identifier, or else the one with the same name and direction on the same
// connector. A rule whose connector the set does not have, as it comes from another
// server, is taken for one of the connector that it most likely stands for, with a
// note. The set itself stays as it is.
func (s *RuleSet) With(more ...*Rule) *RuleSet {
	out := s.clone()
	for _, r := range more {
		r = r.clone()
		out.settle(r)
		out.put(r)
	}
	out.sort()
	return out
}

// clone returns a set that can be changed without s being changed.
func (s *RuleSet) clone() *RuleSet {
	if s == nil {
		return &RuleSet{}
	}
	out := *s
	out.Rules, out.Notes = slices.Clone(s.Rules), slices.Clone(s.Notes)
	return &out
}

// clone returns a rule that can be changed without r being changed.
func (r *Rule) clone() *Rule {
	out := *r
	out.Flows, out.Scope, out.Joins = slices.Clone(r.Flows), slices.Clone(r.Scope), slices.Clone(r.Joins)
	return &out
}

// put adds a rule, or replaces the one that it stands for.
func (s *RuleSet) put(r *Rule) {
	i := slices.IndexFunc(s.Rules, func(o *Rule) bool { return o.ID != "" && o.ID == r.ID })
	if i < 0 {
		i = slices.IndexFunc(s.Rules, func(o *Rule) bool {
			return strings.EqualFold(o.Name, r.Name) && o.Outbound == r.Outbound && o.Connector == r.Connector
		})
	}
	if i < 0 {
		s.Rules = append(s.Rules, r)
		return
	}
	s.Rules[i] = r
}

// settle gives a rule of another server a connector of this set: that of the rule
// of the same name, else that of its direction. In from AAD and Out to AAD is what
// Microsoft's names say; else rules are in from AD and out to the tenant.
func (s *RuleSet) settle(r *Rule) {
	if len(s.Connectors) == 0 || s.Connector(r.Connector) != nil {
		return
	}
	c := s.likely(r)
	if c == nil {
		s.Notes = append(s.Notes, Note{Rule: r.Name, Text: "its connector " + r.Connector + " is none of this server"})
		return
	}
	s.Notes = append(s.Notes, Note{Rule: r.Name, Text: fmt.Sprintf("its connector %s is none of this server; it is taken for one of %s", r.Connector, c.Name)})
	r.Connector = c.ID
}

func (s *RuleSet) likely(r *Rule) *Connector {
	for _, o := range s.Rules {
		if strings.EqualFold(o.Name, r.Name) && o.Outbound == r.Outbound {
			if c := s.Connector(o.Connector); c != nil {
				return c
			}
		}
	}
	name := strings.ToLower(r.Name)
	ad := !r.Outbound && !strings.HasPrefix(name, "in from aad") || r.Outbound && strings.HasPrefix(name, "out to ad ")
	for _, c := range s.Connectors {
		if c.AD == ad {
			return c
		}
	}
	return nil
}
