package syncrule

import (
	"slices"
	"strings"
)

// children yields the parts of a node in the order of evaluation.
func children(n node) []node {
	switch n := n.(type) {
	case *operation:
		return []node{n.left, n.right}
	case *call:
		return n.args
	case *choice:
		if n.other != nil {
			return append(n.args[:len(n.args):len(n.args)], n.other)
		}
		return n.args
	case *scoped:
		return []node{n.of, n.body}
	case *raise:
		return []node{n.arg}
	}
	return nil
}

// byName is an attribute that a function is given by its name.
func byName(n node) (string, bool) {
	c, ok := n.(*call)
	if !ok || c.fn.Name != "ImportedValue" && c.fn.Name != "ValueCount" {
		return "", false
	}
	k, ok := c.args[0].(*constant)
	if !ok {
		return "", false
	}
	return k.v.text, true
}

// named returns the attributes that are read by name, as ImportedValue does.
func (e *Expression) named() []string {
	var out []string
	var walk func(n node)
	walk = func(n node) {
		if name, ok := byName(n); ok {
			out = addName(out, name)
		}
		for _, c := range children(n) {
			walk(c)
		}
	}
	walk(e.root)
	return out
}

// namesAtRun reports whether it reads attributes by names that it computes.
func (e *Expression) namesAtRun() bool {
	found := false
	var walk func(n node)
	walk = func(n node) {
		_, known := byName(n)
		c, is := n.(*call)
		found = found || is && !known && (c.fn.Name == "ImportedValue" || c.fn.Name == "ValueCount")
		for _, c := range children(n) {
			walk(c)
		}
	}
	walk(e.root)
	return found
}

// chooses reports whether what the expression passes on depends on a condition: not
// if it reads one attribute only.
func (e *Expression) chooses() bool {
	found := false
	var walk func(n node)
	walk = func(n node) {
		_, is := n.(*choice)
		found = found || is
		for _, c := range children(n) {
			walk(c)
		}
	}
	walk(e.root)
	return found && len(e.attributes)+len(e.named()) > 1
}

// bears returns the attributes whose values the expression can pass on, whatever
// its conditions say. Where it passes on none, as IIF(…, True, False), those are
// returned that it asks.
func (e *Expression) bears() []string {
	var b bearer
	return b.of(e.root, nil)
}

// bore returns the attributes whose values the expression passed on when it was
// evaluated for in.
func (e *Expression) bore(in *Input) []string {
	b := bearer{run: e.start(in)}
	return b.of(e.root, nil)
}

// A bearer finds out what values come from.
type bearer struct {
	run  *run // nil: every branch counts
	vars map[*variable][]string
}

func (b *bearer) of(n node, out []string) []string {
	if name, ok := byName(n); ok {
		return addName(out, name)
	}
	switch n := n.(type) {
	case *attribute:
		return addName(out, n.name)
	case *variable:
		for _, name := range b.vars[n] {
			out = addName(out, name)
		}
		return out
	case *raise:
		return out
	case *choice:
		return b.choice(n, out)
	case *scoped:
		return b.scoped(n, out)
	}
	for _, c := range children(n) {
		out = b.of(c, out)
	}
	return out
}

func (b *bearer) scoped(n *scoped, out []string) []string {
	if b.vars == nil {
		b.vars = map[*variable][]string{}
	}
	of := b.of(n.of, nil)
	b.vars[n.v] = of
	if n.fn.Name == "With" {
		if b.run != nil {
			v, f := n.of.eval(b.run)
			if f != nil {
				return out
			}
			b.run.vars[n.v.slot] = v
		}
		return b.of(n.body, out)
	}
	for _, name := range of {
		out = addName(out, name)
	}
	return out
}

// choice follows the values; a condition counts only where the value is a constant.
func (b *bearer) choice(n *choice, out []string) []string {
	var from []string
	for _, v := range b.taken(n) {
		from = b.of(v, from)
	}
	if len(from) == 0 {
		for i := 0; i < len(n.args); i += 2 {
			from = b.of(n.args[i], from)
		}
	}
	for _, name := range from {
		out = addName(out, name)
	}
	return out
}

// taken returns the value that is chosen, or all of them where that depends on
// more than one object.
func (b *bearer) taken(n *choice) []node {
	if b.run != nil {
		if v, decided := n.decide(b.run); decided && v != nil {
			return []node{v}
		} else if decided {
			return nil
		}
	}
	var all []node
	for i := 1; i < len(n.args); i += 2 {
		all = append(all, n.args[i])
	}
	if n.other != nil {
		all = append(all, n.other)
	}
	return all
}

// decide returns the value that is chosen, nil for NULL. It is undecided if each
// value of a list is asked.
func (n *choice) decide(r *run) (node, bool) {
	for i := 0; i < len(n.args); i += 2 {
		v, f := n.args[i].eval(r)
		if f != nil || v.kind == List {
			return nil, false
		}
		if holds, why := truth(v); why != "" {
			return nil, false
		} else if holds {
			return n.args[i+1], true
		}
	}
	return n.other, true
}

// because says which condition made the expression choose its value: of an IIF or
// Switch the condition that held, of alternatives the first that was true. It is ""
// where no condition decided.
func (e *Expression) because(in *Input) string {
	r := e.start(in)
	cause := deciding(e.root, r)
	if cause == nil {
		return ""
	}
	var w strings.Builder
	firstTrue(cause, r).write(&w)
	return w.String()
}

// deciding returns the condition that the innermost choice rests on, nil for none.
func deciding(n node, r *run) (cause node) {
	for {
		switch c := n.(type) {
		case *choice:
			n, _ = c.decide(r)
			if i := slices.Index(c.args, n); i > 0 {
				cause = c.args[i-1]
			}
		case *scoped:
			v, f := c.of.eval(r)
			if f != nil || c.fn.Name != "With" {
				return cause
			}
			r.vars[c.v.slot] = v
			n = c.body
		default:
			return cause
		}
	}
}

// firstTrue takes alternatives apart.
func firstTrue(n node, r *run) node {
	o, ok := n.(*operation)
	if !ok || o.op != "||" {
		return n
	}
	if v, f := o.left.eval(r); f == nil {
		if holds, why := truth(v); holds && why == "" {
			return firstTrue(o.left, r)
		}
	}
	return firstTrue(o.right, r)
}
