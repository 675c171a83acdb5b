package syncrule

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// An object is one of the metaverse: what the flows of all objects that are joined
// make together. Its attributes are computed when they are asked for.
type object struct {
	x       *evaluation
	class   string
	members []*subject // in the order in which they joined
	silent  bool       // not the object that is asked about
	cells   []cell     // by attribute of the metaverse
	known   []int      // the attributes that were asked for
}

// A cell is an attribute of a target and how it got its value.
type cell struct {
	state   cellState
	value   Value
	flow    *readyFlow // nil: none contributed
	from    *subject   // inbound: whose flow it is
	dropped bool       // outbound: no object that it refers to is exported
}

type cellState uint8

const (
	unasked cellState = iota
	asking            // to end a loop that rules cannot make, but a mistake of ours could
	settled
	broken // a flow raised an error
)

// A candidate is a flow in scope.
type candidate struct {
	flow *readyFlow
	from *subject
}

func (x *evaluation) newObject(class string, members ...*subject) *object {
	if x.inUse.objects == len(x.objects) {
		x.objects = append(x.objects, &object{x: x, cells: make([]cell, len(x.e.mv.list))})
	}
	o := x.objects[x.inUse.objects]
	x.inUse.objects++
	o.class, o.members = class, append(o.members, members...)
	return o
}

func (o *object) get(id int) *cell {
	c := &o.cells[id]
	if c.state == unasked {
		c.state, o.known = asking, append(o.known, id)
		x := o.x
		base, quiet := len(x.found), x.quiet
		x.quiet = quiet || o.silent
		x.settle(c, o.candidates(id), x.e.mvTypes[id], Problem{Attr: x.e.mv.list[id]})
		x.found, x.quiet = x.found[:base], quiet
	}
	return c
}

func (o *object) value(id int) Value {
	if id < 0 {
		return NullValue
	}
	return o.get(id).value
}

// Attribute implements [Attributes] for outbound rules.
func (o *object) Attribute(name string) (Value, error) { return o.value(o.x.e.mv.id(name)), nil }

// candidates returns the flows in scope to an attribute in the order of precedence.
// The first member comes first where rules are equal. They stand on a stack of the
// evaluation.
func (o *object) candidates(id int) []candidate {
	x, base := o.x, len(o.x.found)
	for _, s := range o.members {
		for _, f := range row(s.pipe.flows, id) {
			if s.scope[f.at].passed && (f.rule.Target == o.class || f.rule.Target == "*") {
				x.found = append(x.found, candidate{f, s})
			}
		}
	}
	out := x.found[base:]
	if len(o.members) > 1 {
		slices.SortStableFunc(out, func(a, b candidate) int { return cmp.Compare(a.flow.rule.Precedence, b.flow.rule.Precedence) })
	}
	return out
}

// settle gives an attribute its value.
func (x *evaluation) settle(c *cell, flows []candidate, t AttrType, p Problem) {
	c.state = settled
	x.choose(c, flows, p)
	x.shape(c, t, p)
}

// choose takes the value from the flows: that of the first flow that has one, or all
// of them merged. NULL leaves it to the next flow, AuthoritativeNull to none, and
// IgnoreThisFlow is as if the flow were not there. So is an empty text NULL: a
// directory has none.
func (x *evaluation) choose(c *cell, flows []candidate, p Problem) {
	merge := len(flows) > 0 && merges(flows[0].flow.Merge)
	for _, k := range flows {
		if merges(k.flow.Merge) != merge || merge && k.flow.Merge != flows[0].flow.Merge {
			p.Rule, p.Text = k.flow.rule.Rule, fmt.Sprintf("it merges in another way than %q does; all rules in scope must agree", flows[0].flow.rule.Name)
			x.problem(p)
			merge = false
			break
		}
	}
	for _, k := range flows {
		v, ok := x.compute(k, &p)
		switch {
		case !ok:
			c.state = broken
			return
		case v.Kind() == AuthNull:
			if c.flow == nil {
				c.flow, c.from = k.flow, k.from
			}
			return
		case v.IsNull() || v.Kind() == Text && v.text == "":
			continue
		case c.flow == nil:
			c.flow, c.from, c.value = k.flow, k.from, v
		default:
			c.value = union(c.value, v, k.flow.Merge == MergeCaseInsensitive)
		}
		if !merge {
			return
		}
	}
}

// shape makes one value a list, or a list of one a value, as the target's schema
// asks; t is zero if that is not known.
func (x *evaluation) shape(c *cell, t AttrType, p Problem) {
	switch v := c.value; {
	case t.Kind == 0 || v.IsNull():
	case t.Multi && v.Kind() != List:
		c.value = Multi(v)
	case !t.Multi && v.Kind() == List && len(v.list) == 1:
		c.value = v.list[0]
	case !t.Multi && v.Kind() == List:
		p.Rule, p.Text = c.flow.rule.Rule, fmt.Sprintf("it gets %d values and takes one", len(v.list))
		x.doubt(p)
	}
}

func merges(m Merge) bool { return m == MergeValues || m == MergeCaseInsensitive }

// union adds the values of b that a has not.
func union(a, b Value, blind bool) Value {
	out := slices.Clone(a.Values())
	for _, v := range b.Values() {
		if !slices.ContainsFunc(out, func(o Value) bool {
			return o.Equal(v) || blind && o.Kind() == v.Kind() && v.Kind()&(Text|Ref) != 0 && sameFold(o.text, v.text)
		}) {
			out = append(out, v)
		}
	}
	return Multi(out...)
}

// compute evaluates a flow. It is not ok if the flow raised an error; what cannot
// be known is NULL and noted.
func (x *evaluation) compute(k candidate, p *Problem) (v Value, ok bool) {
	f := k.flow
	p.Rule = f.rule.Rule
	switch {
	case f.Problem != "":
		p.Text = "the flow cannot be followed: " + f.Problem
		x.doubt(*p)
		return NullValue, true
	case f.Expression == nil && f.direct < 0:
		return f.constant, true
	case k.from == nil && f.direct >= 0:
		return x.meta.value(f.direct), true
	case k.from != nil && f.direct >= 0:
		return k.from.value(f.direct), true
	}
	in := x.input(k)
	for _, name := range f.Expression.Parameters() {
		if _, known := in.Params[name]; !known {
			p.Text = "the parameter %" + name + "% is not known"
			x.doubt(*p)
			return NullValue, true
		}
	}
	v, err := f.Expression.Eval(in)
	if err != nil {
		p.Text = err.Error()
		if fault, is := errors.AsType[*Fault](err); is {
			p.Text = fault.Error()
		}
		x.problem(*p)
		return NullValue, false
	}
	return v, true
}

// input returns what an expression is evaluated for. An outbound expression asks
// attributes of the metaverse, which inbound expressions make meanwhile: so there
// are two inputs.
func (x *evaluation) input(k candidate) *Input {
	if k.from == nil {
		x.outbound.Object = x.meta
		return &x.outbound
	}
	x.inbound.Object, x.inbound.Params = k.from, k.from.params
	return &x.inbound
}
