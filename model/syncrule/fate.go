package syncrule

import (
	"slices"
	"strings"

	"recipientdesk/model"
)

// fates says of each attribute of the object what becomes of it. p are the rules
// that export the object; nil: none do.
func (x *evaluation) fates(s *subject, p *pipe, brief bool) {
	room := s.entry.Len()
	if brief {
		room /= 4
	}
	x.res.Fates = make([]Fate, 0, room)
	for a := range s.entry.All() {
		id, named := x.e.byKey.Get(a)
		if brief && named && p != nil && x.arrives(s, p, id) {
			continue
		}
		f := Fate{Attr: a}
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
		if !brief || f.State != Flows {
			x.res.Fates = append(x.res.Fates, f)
		}
	}
}

// arrives reports whether an attribute arrives in the export by flows that carry it
// whatever their conditions say, as most do.
func (x *evaluation) arrives(s *subject, p *pipe, id int) bool {
	for _, k := range row(s.pipe.bears, id) {
		if !k.always || !s.scope[k.at].passed {
			continue
		}
		if c := x.meta.get(k.target); c.flow != k || c.from != s || c.value.IsNull() {
			continue
		}
		for _, lead := range row(p.bears, k.target) {
			if c := &x.outcome[lead.target]; lead.always && c.flow == lead && !c.value.IsNull() {
				return true
			}
		}
	}
	return false
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

// A stage is how near an attribute came to the export. Later ones are nearer.
type stage uint8

const (
	nowhere     stage = iota
	unexported        // no rule exports what the flow makes of it
	outOfScope        // the inbound rule does not apply
	otherClass        // the inbound rule makes another class
	raised            // a flow raised an error
	empty             // the flow gives no value
	otherObject       // an object that is joined has precedence
	outranked         // another inbound rule has precedence, if only to clear the attribute
	unused            // the flow uses another attribute for this object
	heldBack          // the outbound rule does not apply
	raisedOut         // and the same again, outbound
	emptyOut
	dangling // no object that it refers to is exported
	outrankedOut
	unusedOut
	arrived
)

// follow goes along each flow that can carry the attribute. If none carries it to
// the export, the one that comes nearest says why.
func (x *evaluation) follow(f *Fate, s *subject, p *pipe, id int, flows []*readyFlow) {
	best, nearest := flows[0], nowhere
	for _, k := range flows {
		leads := row(p.bears, k.target)
		at := x.into(s, id, k, leads)
		if at == arrived {
			at = x.outOf(f, k.target, leads)
		}
		if at > nearest {
			best, nearest = k, at
		}
	}
	slices.Sort(f.As)
	x.explain(f, best, nearest, row(p.bears, best.target), s)
}

// into says how far a flow carries an attribute into the metaverse, from where
// leads can carry it on.
func (x *evaluation) into(s *subject, id int, k *readyFlow, leads []*readyFlow) stage {
	switch {
	case len(leads) == 0:
		return unexported
	case !s.scope[k.at].passed:
		return outOfScope
	case k.rule.Target != x.meta.class && k.rule.Target != "*":
		return otherClass
	}
	c := x.meta.get(k.target)
	switch {
	case c.state == broken:
		return raised
	case c.flow == nil:
		return empty
	case c.from != s:
		return otherObject
	case c.value.IsNull() || c.flow != k && !merges(k.Merge):
		return outranked
	case !slices.Contains(x.borne(k, s), x.e.source.list[id]):
		return unused
	}
	return arrived
}

// outOf says how far leads carry an attribute of the metaverse out of it, and adds
// what they make of it to the fate.
func (x *evaluation) outOf(f *Fate, mv int, leads []*readyFlow) stage {
	found := false
	for _, k := range leads {
		c := &x.outcome[k.target]
		if c.flow == k && !c.value.IsNull() && slices.Contains(x.borne(k, nil), x.e.mv.list[mv]) {
			if found = true; f.As == nil {
				f.As = k.as
			} else {
				f.As = addName(f.As, k.Target)
			}
		}
	}
	k := leads[0]
	c := &x.outcome[k.target]
	switch {
	case found:
		return arrived
	case !x.applies(k.rule).passed:
		return heldBack
	case c.state == broken:
		return raisedOut
	case c.flow == nil:
		return emptyOut
	case c.dropped:
		return dangling
	case c.flow == k && !c.value.IsNull():
		return unusedOut
	}
	return outrankedOut
}

// explain puts into words how far k, the flow that came nearest, carried the
// attribute.
func (x *evaluation) explain(f *Fate, k *readyFlow, at stage, leads []*readyFlow, s *subject) {
	f.State, f.Rule = Blocked, k.rule.Rule
	target, out := k.Target, (*cell)(nil)
	if at >= heldBack && at < arrived {
		f.Rule, target, out = leads[0].rule.Rule, leads[0].Target, &x.outcome[leads[0].target]
	}
	switch at {
	case arrived:
		f.State = Flows
	case unexported:
		f.State, f.Why = Stays, "no rule exports "+target
	case outOfScope:
		f.Clause, f.Why = s.scope[k.at].clause, s.scope[k.at].unmet()
	case otherClass:
		f.Why = "the rule is for objects of the class " + k.rule.Target
	case raised, raisedOut:
		f.Why = "a flow to " + target + " raised an error"
	case empty, emptyOut:
		f.Why = "the flow to " + target + " gives no value for this object"
	case otherObject:
		f.State, f.Why = Overridden, "the value of "+model.NameOf(x.meta.get(k.target).from.entry.Ref.DN)+" has precedence"
	case outranked:
		c := x.meta.get(k.target)
		if f.State, f.Why = Overridden, c.flow.rule.Name+" has precedence"; c.value.IsNull() {
			f.Why = c.flow.rule.Name + " clears " + target
		}
	case unused:
		f.State, f.Why = Overridden, "the flow to "+target+" does not use it for this object"
		if from := x.borne(k, s); len(from) > 0 {
			f.Why = strings.Join(from, " and ") + " is used for " + target
		}
	case heldBack:
		v := x.applies(leads[0].rule)
		f.Clause, f.Why = v.clause, v.unmet()
	case dangling:
		f.Why = "no object that it refers to is exported"
	case outrankedOut:
		f.State, f.Why = Overridden, out.flow.rule.Name+" has precedence"
	case unusedOut:
		f.Why = "the flow to " + target + " does not use it for this object"
	}
}

// borne returns the attributes that a flow took its value from.
func (x *evaluation) borne(k *readyFlow, s *subject) []string {
	if k.always {
		return k.from
	}
	return k.Expression.bore(x.input(candidate{k, s}))
}
