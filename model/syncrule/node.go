package syncrule

import "strings"

// A node is a part of a parsed expression.
type node interface {
	eval(r *run) (Value, *Fault)
	kinds() Kind // what eval may yield
	write(b *strings.Builder)
}

type constant struct {
	raw string // as written
	v   Value
}

type attribute struct {
	name string
	pos  int
}

type parameter struct {
	name string
	pos  int
}

// A variable is what Select, Where or With named; each has a slot of its own.
type variable struct {
	name string
	slot int
	may  Kind
}

type operation struct {
	op          string
	left, right node
	pos         int
}

// A call evaluates all arguments and then the function.
type call struct {
	fn   *Function
	args []node
	pos  int
}

// A choice is IIF or Switch: conditions and the values they choose, and in IIF one
// value for all else.
type choice struct {
	fn    *Function
	args  []node
	pos   int
	other node // nil: NULL
}

// A scoped call is Select, Where or With.
type scoped struct {
	fn       *Function
	v        *variable
	of, body node
	pos      int
}

// A raise is the function Error.
type raise struct {
	fn  *Function
	arg node
	pos int
}

func (c *constant) kinds() Kind { return c.v.Kind() }
func (*attribute) kinds() Kind  { return anything }
func (*parameter) kinds() Kind  { return Text }
func (v *variable) kinds() Kind { return v.may }
func (c *call) kinds() Kind     { return c.fn.Result | c.lifted() }
func (*raise) kinds() Kind      { return Null }
func (b *operation) kinds() Kind {
	k := Bool
	switch b.op {
	case "&":
		k = Text | Binary | Null
	case "+", "-", "*", "/":
		k = Number | Null
	}
	return k | (b.left.kinds()|b.right.kinds())&List
}

// lifted says whether the result can be a list, or absent, because an argument is.
func (c *call) lifted() Kind {
	var k Kind
	for i, a := range c.args {
		if p := c.fn.param(i); p.Type&List == 0 {
			k |= a.kinds() & (List | Null)
		}
	}
	return k
}

func (c *choice) kinds() Kind {
	k := Null
	if c.other != nil {
		k = c.other.kinds()
	}
	for i, a := range c.args {
		if i%2 == 1 {
			k |= a.kinds()
		} else {
			k |= a.kinds() & List
		}
	}
	return k
}

func (s *scoped) kinds() Kind {
	switch s.fn.Name {
	case "With":
		return s.body.kinds()
	case "Where":
		return s.of.kinds() | List | Null
	}
	return s.body.kinds() | List | Null
}

func (c *constant) write(b *strings.Builder)  { b.WriteString(c.raw) }
func (a *attribute) write(b *strings.Builder) { b.WriteString("[" + a.name + "]") }
func (p *parameter) write(b *strings.Builder) { b.WriteString("%" + p.name + "%") }
func (v *variable) write(b *strings.Builder)  { b.WriteString("$" + v.name) }
func (c *call) write(b *strings.Builder)      { writeCall(b, c.fn, c.args...) }
func (r *raise) write(b *strings.Builder)     { writeCall(b, r.fn, r.arg) }
func (s *scoped) write(b *strings.Builder)    { writeCall(b, s.fn, s.v, s.of, s.body) }
func (c *choice) write(b *strings.Builder) {
	args := c.args
	if c.other != nil {
		args = append(args[:len(args):len(args)], c.other)
	}
	writeCall(b, c.fn, args...)
}

func writeCall(b *strings.Builder, fn *Function, args ...node) {
	b.WriteString(fn.Name + "(")
	for i, a := range args {
		if i > 0 {
			b.WriteString(", ")
		}
		a.write(b)
	}
	b.WriteString(")")
}

func strength(op string) int {
	switch op {
	case "&&", "||":
		return 1
	case "+", "-", "*", "/", "&":
		return 3
	}
	return 2
}

// write puts parentheses where the tree needs them.
func (b *operation) write(w *strings.Builder) {
	side := func(n node, atLeast int) {
		if x, ok := n.(*operation); ok && strength(x.op) < atLeast {
			w.WriteString("(")
			defer w.WriteString(")")
		}
		n.write(w)
	}
	side(b.left, strength(b.op))
	w.WriteString(" " + b.op + " ")
	side(b.right, strength(b.op)+1)
}

// check refuses operands that can never fit.
func (b *operation) check() *Fault {
	var need Kind
	switch b.op {
	case "+", "-", "*", "/":
		need = Number | List | Null
	case "&":
		need = scalar | List | Null
	default:
		need = anything
	}
	for _, n := range []node{b.left, b.right} {
		if n.kinds()&need == 0 {
			return at(b.pos, "the operator %s does not take %s", b.op, n.kinds())
		}
	}
	return nil
}
