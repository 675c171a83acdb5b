package syncrule

import (
	"io"
	"time"

	"recipientdesk/model"
)

// Attributes are what an expression reads of an object.
type Attributes interface {
	// Attribute returns a value, NULL for an attribute without one. An error means
	// that there can be no such attribute.
	Attribute(name string) (Value, error)
}

// An Input is what an expression is evaluated for. It can be used again, for other
// objects too, but by one goroutine at a time.
type Input struct {
	Object   Attributes        // nil: no attributes
	Imported Attributes        // as last imported, for ImportedValue; nil: Object
	Params   map[string]string // by name without percent signs
	Now      func() time.Time  // nil: the function Now fails
	Random   io.Reader         // nil: Guid and RandomNum fail

	run run
}

// A run is one evaluation.
type run struct {
	in    *Input
	stack []Value // arguments of the calls under way
	vars  []Value
	left  int
}

// Bounds of one evaluation: work counts the values that are looked at, and their
// bytes, and is done in a second or so; maxText is the longest text a function may
// make, in bytes.
const (
	maxWork = 1 << 26
	maxText = 1 << 22
)

// Eval computes the value for an object. The error has code Invalid; its cause is
// a [*Fault], of which Raised says that a rule itself called Error. An expression
// that wants too much work is refused with code Limited.
func (e *Expression) Eval(in *Input) (Value, error) {
	r := e.start(in)
	v, f := e.root.eval(r)
	if f == nil {
		return v, nil
	}
	if f.Raised {
		f.locate(e.src)
		return NullValue, &model.Error{Code: model.Invalid, Message: "the rule raises an error", Err: f}
	}
	err := failed(e.src, "has no value", f)
	if r.left < 0 {
		err.(*model.Error).Code = model.Limited
	}
	return NullValue, err
}

// start makes the run of an input ready for this expression.
func (e *Expression) start(in *Input) *run {
	r := &in.run
	r.in, r.left, r.stack = in, maxWork, r.stack[:0]
	for len(r.vars) < e.vars {
		r.vars = append(r.vars, NullValue)
	}
	return r
}

// charge takes n from what the run may still do.
func (r *run) charge(n, pos int) *Fault {
	if r.left -= n; r.left < 0 {
		return at(pos, "the evaluation was stopped because it takes too much work")
	}
	return nil
}

// size is the work that a value makes: looking at one costs about as much as
// looking at so many bytes.
func (v Value) size() int { return 16 + len(v.text) + len(v.list) }

func (c *constant) eval(*run) (Value, *Fault) { return c.v, nil }

func (a *attribute) eval(r *run) (Value, *Fault) { return r.attribute(r.in.Object, a.name, a.pos) }

func (r *run) attribute(from Attributes, name string, pos int) (Value, *Fault) {
	if from == nil {
		return NullValue, nil
	}
	v, err := from.Attribute(name)
	if err != nil {
		return NullValue, at(pos, "%v", err)
	}
	return v, r.charge(v.size(), pos)
}

func (p *parameter) eval(r *run) (Value, *Fault) {
	v, ok := r.in.Params[p.name]
	if !ok {
		return NullValue, at(p.pos, "there is no parameter %%%s%%", p.name)
	}
	return String(v), r.charge(len(v), p.pos)
}

func (v *variable) eval(r *run) (Value, *Fault) { return r.vars[v.slot], nil }

// eval of a call evaluates the arguments. One that is a list where a single value
// is expected makes the function work on each value; two such lists go in step.
func (c *call) eval(r *run) (Value, *Fault) {
	base, n := len(r.stack), 0
	defer func() { clear(r.stack[base:]); r.stack = r.stack[:base] }()
	for i, a := range c.args {
		v, f := a.eval(r)
		if f == nil {
			f = r.charge(v.size(), c.pos)
		}
		if f == nil && v.kind == List && c.fn.param(i).Type&List == 0 {
			if n != 0 && n != len(v.list) {
				f = at(c.pos, "%s is given lists of %d and %d values", c.fn.Name, n, len(v.list))
			}
			n = len(v.list)
		}
		if f != nil {
			return NullValue, f
		}
		r.stack = append(r.stack, v)
	}
	if n == 0 {
		return c.apply(r, r.stack[base:])
	}
	return c.each(r, n, base)
}

func (c *call) each(r *run, n, base int) (Value, *Fault) {
	count := len(c.args)
	r.stack = append(r.stack, r.stack[base:]...)
	out := make([]Value, 0, n)
	for i := range n {
		all := r.stack[base : base+2*count]
		args, one := all[:count], all[count:]
		for j, a := range args {
			if one[j] = a; a.kind == List && c.fn.param(j).Type&List == 0 {
				one[j] = a.list[i]
			}
		}
		v, f := c.apply(r, one)
		if f != nil {
			return NullValue, f
		}
		if v.Kind() != Null {
			out = append(out, v)
		}
	}
	return Multi(out...), nil
}

// apply checks types and calls the function. NULL makes NULL, unless the parameter
// says that the function has an answer to it.
func (c *call) apply(r *run, args []Value) (Value, *Fault) {
	work, null := 1, false
	for i, v := range args {
		p := c.fn.param(i)
		work += v.size()
		if k := v.Kind(); k == Null {
			null = null || p.Type&Null == 0
		} else if k&p.Type == 0 && !(p.Words != "" && k&(enum|Text) != 0) {
			return NullValue, at(c.pos, "%s takes %s for %s, not %s", c.fn.Name, p.Type&^Null, p.Name, k).hint(c.fn.Syntax())
		}
	}
	if null {
		return NullValue, nil
	}
	if f := r.charge(work, c.pos); f != nil {
		return NullValue, f
	}
	v, why := c.fn.call(r, args)
	if why != "" {
		return NullValue, at(c.pos, "%s: %s", c.fn.Name, why)
	}
	return v, r.charge(v.size(), c.pos)
}

func (e *raise) eval(r *run) (Value, *Fault) {
	v, f := e.arg.eval(r)
	if f != nil {
		return NullValue, f
	}
	f = at(e.pos, "%s", v.Text())
	f.Raised = true
	return NullValue, f
}
