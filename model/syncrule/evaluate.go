package syncrule

import (
	"context"
	"slices"
	"strings"

	"recipientdesk/model"
)

// An evaluation is the work for one object. Its room is used again for the next.
type evaluation struct {
	e      *Engine
	around Surroundings
	self   model.Entry
	quiet  bool // nobody reads what is noted
	res    *Result
	meta   *object // of the metaverse; nil: none
	why    string  // why there is none, if joins are the cause

	inbound, outbound Input
	found             []candidate // a stack
	outcome           []cell      // by attribute of the export
	written           []int       // the attributes that a flow was asked for
	subjects          []*subject  // the first inUse.subjects are in use
	objects           []*object
	inUse             struct{ subjects, objects int }
}

// begin returns an evaluation, which end takes back.
func (e *Engine) begin(around Surroundings, self model.Entry) *evaluation {
	x, _ := e.spare.Get().(*evaluation)
	if x == nil {
		x = &evaluation{e: e}
		for _, in := range []*Input{&x.inbound, &x.outbound} {
			in.Now, in.Random = e.o.Now, e.o.Random
		}
		x.outbound.Imported = Object(nil) // what the tenant has of a new object
	}
	x.around, x.self = around, self
	return x
}

// manyObjects is how much room is worth keeping.
const manyObjects = 8

func (x *evaluation) end() {
	if x.inUse.subjects > manyObjects {
		return
	}
	for _, s := range x.subjects[:x.inUse.subjects] {
		for _, id := range s.known {
			s.values[id], s.read[id] = Value{}, false
		}
		clear(s.scope)
		*s = subject{e: x.e, values: s.values, read: s.read, known: s.known[:0], given: s.given, scope: s.scope[:0]}
	}
	for _, o := range x.objects[:x.inUse.objects] {
		for _, id := range o.known {
			o.cells[id] = cell{}
		}
		*o = object{x: x, cells: o.cells, known: o.known[:0], members: o.members[:0]}
	}
	for _, id := range x.written {
		x.outcome[id] = cell{}
	}
	x.written = x.written[:0]
	x.around, x.self, x.res, x.meta, x.why, x.quiet = nil, model.Entry{}, nil, nil, "", false
	x.inUse.subjects, x.inUse.objects = 0, 0
	x.e.spare.Put(x)
}

func (x *evaluation) problem(p Problem) { add(x, p, func(r *Result) *[]Problem { return &r.Problems }) }
func (x *evaluation) doubt(p Problem)   { add(x, p, func(r *Result) *[]Problem { return &r.Uncertain }) }

func add(x *evaluation, p Problem, to func(*Result) *[]Problem) {
	if x.quiet {
		return
	}
	if list := to(x.res); !slices.Contains(*list, p) {
		*list = append(*list, p)
	}
}

// trace takes an object from its import to the rules that export it: pipe, or why
// not. What is joined to it is in x.meta.
func (x *evaluation) trace(ctx context.Context) (s *subject, p *pipe, why string, err error) {
	if s, err = x.newSubject(ctx, x.self); err != nil {
		return nil, nil, "", err
	}
	if s.out != "" {
		return s, nil, s.out, nil
	}
	if err := x.join(ctx, s); err != nil {
		return nil, nil, "", err
	}
	if x.meta == nil {
		if x.why == "" {
			x.why = s.unmade()
		}
		return s, nil, x.why, nil
	}
	if why, err = x.outsidePilot(ctx); why != "" || err != nil {
		return s, nil, why, err
	}
	if x.e.o.CloudSync {
		x.unfilter(s)
	}
	p, why = x.target()
	if c := x.filter(); c != nil && p == nil {
		why = c.flow.rule.Name + " filters it"
		if because := x.because(c); because != "" {
			why += ": " + because
		}
	}
	return s, p, why, nil
}

// result evaluates in full, or as Run.Brief says.
func (x *evaluation) result(ctx context.Context, brief bool) (*Result, error) {
	r := &Result{Entry: x.self}
	x.res = r
	s, p, why, err := x.trace(ctx)
	if err != nil {
		return nil, err
	}
	r.Imported, r.InScope, r.Why = s.out == "", p != nil, why
	if s.pipe != nil {
		r.Class = s.class
	}
	if s.domain == nil && x.e.partitioned {
		x.doubt(Problem{Text: "the connectors of the rules do not have the domain of this object, so it is not known whether its container is selected"})
	}
	if !brief {
		x.describe(s)
	}
	if x.meta != nil {
		x.related(s)
	}
	if p != nil {
		r.Target = p.class
		if err := x.export(ctx, p); err != nil {
			return nil, err
		}
	}
	x.doubts(s)
	x.fates(s, p, brief)
	return r, nil
}

// describe writes down which rules are in scope, and the object of the metaverse.
func (x *evaluation) describe(s *subject) {
	r, o := x.res, x.meta
	r.Scope = make([]ScopeCheck, 0, len(s.scope))
	for i := range s.scope {
		r.Scope = append(r.Scope, ScopeCheck{Rule: s.pipe.rules[i].Rule, Passed: s.scope[i].passed, Clause: s.scope[i].text()})
	}
	if o == nil {
		return
	}
	n := 0
	for id := range o.cells {
		if c := o.get(id); !c.value.IsNull() {
			n++
		}
	}
	r.Metaverse = make([]Contribution, 0, n)
	for id := range o.cells {
		if c := o.get(id); c.flow != nil && !c.value.IsNull() {
			r.Metaverse = append(r.Metaverse, Contribution{x.e.mv.list[id], c.value, c.flow.rule.Rule, c.flow.Flow})
		}
	}
	if c := x.filter(); c != nil {
		r.FilteredBy = &Contribution{x.e.mv.list[x.e.known.filtered], c.value, c.flow.rule.Rule, c.flow.Flow}
		r.Condition = x.because(c)
	}
}

// because says which condition gave a cell of the metaverse its value.
func (x *evaluation) because(c *cell) string {
	if c.flow.Expression == nil {
		return ""
	}
	return c.flow.Expression.because(x.input(candidate{c.flow, c.from}))
}

func (v *verdict) text() string {
	if v.clause == nil {
		return ""
	}
	return v.clause.String()
}

// unmade says why no object of the metaverse is made of s: of the rules that would
// make one, the first.
func (s *subject) unmade() string {
	for i, r := range s.pipe.rules {
		if r.Link == Provision {
			return r.Name + " does not apply: " + s.scope[i].unmet()
		}
	}
	return "no rule makes an object of it, and it joins none"
}

// filter returns cloudFiltered if it is True.
func (x *evaluation) filter() *cell {
	if x.e.known.filtered < 0 {
		return nil
	}
	c := x.meta.get(x.e.known.filtered)
	if holds, _ := truth(c.value); !holds || c.flow == nil {
		return nil
	}
	return c
}

// target returns the rules that export the object, or why none do: the outbound
// rule that would make an object of the tenant and comes closest.
func (x *evaluation) target() (p *pipe, why string) {
	var nearest *readyRule
	var verdict verdict
	for _, p := range x.e.exports[strings.ToLower(x.meta.class)] {
		for _, r := range p.rules {
			if r.Link != Provision {
				continue
			}
			v := x.applies(r)
			if v.passed {
				return p, ""
			}
			if nearest == nil || v.failing < verdict.failing {
				nearest, verdict = r, v
			}
		}
	}
	if nearest == nil {
		return nil, "no rule exports objects of the class " + x.meta.class
	}
	if slices.ContainsFunc(verdict.failed, func(c *Clause) bool { return c.Attribute == "cloudAnchor" && c.Operator == IsNotNull }) {
		x.doubt(Problem{Rule: nearest.Rule, Attr: "cloudAnchor", Text: "it does not arrive if it is new; an object that is in the tenant already stays there"})
	}
	return nil, nearest.Name + " does not apply: " + verdict.unmet() + x.blame(&verdict)
}

// blame says which condition of a flow left an attribute without value that a scope
// asks for, "" if none did.
func (x *evaluation) blame(v *verdict) string {
	for _, c := range v.failed {
		id := x.e.mv.id(c.Attribute)
		if !x.meta.value(id).IsNull() {
			continue
		}
		base := len(x.found)
		flows := x.meta.candidates(id)
		x.found = x.found[:base]
		for _, k := range flows {
			if k.flow.Expression == nil {
				continue
			}
			if because := k.flow.Expression.because(x.input(k)); because != "" {
				return " (" + k.flow.rule.Name + " gives it no value: " + because + ")"
			}
		}
	}
	return ""
}
