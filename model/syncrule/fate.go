package syncrule

import (
	"slices"
	"strings"

	"recipientdesk/model"
)

// fates says of each attribute of the object what becomes of it. p are the rules
// that export the object; nil: none do.
func (x *evaluation) fates(s *subject, p *pipe) {
	x.res.Fates = make([]Fate, 0, s.entry.Len())
	for a := range s.entry.All() {
		f := Fate{Attr: a}
		id, named := x.e.byKey[model.Attr(strings.ToLower(string(a)))]
		switch {
		case s.pipe == nil:
			f.State, f.Why = NotRead, s.out
		case s.out != "":
			f.State, f.Why = NotSelected, s.out
		case !named:
			f.State, f.Why = NotRead, "no rule reads it"
		default:
			x.fate(&f, s, p, id)
		}
		x.res.Fates = append(x.res.Fates, f)
	}
}

func (x *evaluation) fate(f *Fate, s *subject, p *pipe, id int) {
	flows := row(s.pipe.bears, id)
	switch {
	case len(flows) == 0 && !s.pipe.asks[id]:
		f.State, f.Why = NotRead, "no rule reads it"
		x.silenced(f, s, id)
	case s.forest.selected != nil && !s.forest.selected[id]:
		f.State, f.Why = NotSelected, "the connector does not import it"
	case len(flows) == 0:
		f.State, f.Why = Stays, "it decides what rules do and is not passed on"
		x.silenced(f, s, id)
	case p == nil:
		f.State, f.Rule, f.Why = Blocked, flows[0].rule.Rule, x.res.Why
	default:
		x.follow(f, s, p, id, flows)
	}
}

// silenced recognizes a flow that was set to NULL to keep an attribute of the same
// name from the tenant.
func (x *evaluation) silenced(f *Fate, s *subject, id int) {
	mv := x.e.mv.id(x.e.source.list[id])
	if mv < 0 || x.meta == nil || !x.meta.value(mv).IsNull() {
		return
	}
	for _, k := range row(s.pipe.flows, mv) {
		if s.scope[k.at].passed {
			f.State, f.Rule, f.Why = Blocked, k.rule.Rule, k.rule.Name+" gives "+k.Target+" no value"
			return
		}
	}
}

// follow goes along each flow that can carry the attribute. If none carries it to
// the export, the one that comes nearest says why.
func (x *evaluation) follow(f *Fate, s *subject, p *pipe, id int, flows []*readyFlow) {
	nearest := nowhere
	for _, k := range flows {
		way, near := x.way(s, p, id, k)
		switch {
		case near == arrived && nearest == arrived:
			for _, name := range way.As {
				f.As = addName(f.As, name)
			}
		case near > nearest:
			nearest = near
			f.State, f.As, f.Rule, f.Why, f.Clause = way.State, way.As, way.Rule, way.Why, way.Clause
		}
	}
	slices.Sort(f.As)
}

// How near an attribute came to the export.
const (
	nowhere = iota
	unexported
	outOfScope
	empty
	overridden
	inMetaverse
	arrived
)

// way says how far one inbound flow carries an attribute.
func (x *evaluation) way(s *subject, p *pipe, id int, k *readyFlow) (f Fate, near int) {
	leads := row(p.bears, k.target)
	f = Fate{State: Blocked, Rule: k.rule.Rule}
	c := x.meta.get(k.target)
	switch v := &s.scope[k.at]; {
	case len(leads) == 0:
		f.State, f.Why, near = Stays, "no rule exports "+k.Target, unexported
	case !v.passed:
		f.Clause, f.Why, near = v.clause, v.unmet(), outOfScope
	case k.rule.Target != x.meta.class && k.rule.Target != "*":
		f.Why, near = "the rule is for objects of the class "+k.rule.Target, outOfScope
	case c.state == broken:
		f.Why, near = "a flow to "+k.Target+" raised an error", empty
	case c.flow == nil:
		f.Why, near = "the flow to "+k.Target+" gives no value for this object", empty
	case c.from != s:
		f.State, f.Why, near = Overridden, "the value of "+model.NameOf(c.from.entry.Ref.DN)+" has precedence", overridden
	case c.value.IsNull():
		f.State, f.Why, near = Overridden, c.flow.rule.Name+" clears "+k.Target, overridden
	case c.flow != k && !merges(k.Merge):
		f.State, f.Why, near = Overridden, c.flow.rule.Name+" has precedence", overridden
	default:
		from := x.borne(k, s)
		if slices.Contains(from, x.e.source.list[id]) {
			return x.exported(f, p, k.target, leads)
		}
		f.State, f.Why, near = Overridden, strings.Join(from, " and ")+" is used for "+k.Target, overridden
		if len(from) == 0 {
			f.Why = "the flow to " + k.Target + " does not use it for this object"
		}
	}
	return f, near
}

// borne returns the attributes that a flow took its value from.
func (x *evaluation) borne(k *readyFlow, s *subject) []string {
	if k.always {
		return k.from
	}
	return k.Expression.bore(x.input(candidate{k, s}))
}

// exported says what the tenant gets of an attribute of the metaverse, which leads
// can carry.
func (x *evaluation) exported(f Fate, p *pipe, mv int, leads []*readyFlow) (Fate, int) {
	for _, k := range leads {
		c := &x.outcome[k.target]
		if c.flow == k && !c.value.IsNull() && slices.Contains(x.borne(k, nil), x.e.mv.list[mv]) {
			f.As = addName(f.As, k.Target)
		}
	}
	if len(f.As) > 0 {
		f.State = Flows
		return f, arrived
	}
	k := leads[0]
	c := &x.outcome[k.target]
	v, _ := k.rule.ask(func(t *test) (bool, error) { return t.holds(x.meta.value(t.attr)), nil })
	f.Rule = k.rule.Rule
	switch {
	case !v.passed:
		f.Clause, f.Why = v.clause, v.unmet()
	case c.state == broken:
		f.Why = "the flow to " + k.Target + " raised an error"
	case c.flow == k && !c.value.IsNull():
		f.Why = "the flow to " + k.Target + " does not use it for this object"
	case c.flow == k && c.dropped:
		f.Why = "no object that it refers to is exported"
	case c.flow != nil:
		f.State, f.Why = Overridden, c.flow.rule.Name+" has precedence"
	default:
		f.Why = "the flow to " + k.Target + " gives no value for this object"
	}
	return f, inMetaverse
}
