package syncrule

import "strings"

// Bounds on what is read. No rule comes near them.
const (
	maxSource = 1 << 16
	maxDepth  = 500 // of parentheses, calls, and operators in a row
)

// An Expression is ready to be evaluated. It may be shared by goroutines.
type Expression struct {
	src        string
	root       node
	vars       int
	attributes []string
	parameters []string
}

// Parse reads an expression and checks all that can be known without an object:
// names and numbers of arguments, their types, variables. The error has code
// Invalid and a [*Fault] as its cause.
func Parse(src string) (*Expression, error) {
	p := parser{scanner: scanner{src: src}, e: &Expression{src: src}}
	if len(src) > maxSource {
		return nil, failed(src, "is too long for an expression", at(0, "there are more than %d bytes", maxSource))
	}
	root, f := p.expression()
	if f == nil && p.next() != "the end" {
		f = p.unexpected("an operator or the end")
	}
	if f != nil {
		return nil, failed(src, "is no expression", f)
	}
	p.e.root = root
	return p.e, nil
}

// Source returns the text that was parsed.
func (e *Expression) Source() string { return e.src }

// String writes the expression in one form, whatever spaces and parentheses it was
// written with.
func (e *Expression) String() string {
	var b strings.Builder
	e.root.write(&b)
	return b.String()
}

// Attributes returns the names of the attributes that the expression reads, in
// the order of their first appearance.
func (e *Expression) Attributes() []string { return e.attributes }

// Parameters returns the names between percent signs.
func (e *Expression) Parameters() []string { return e.parameters }

// Kinds returns the types that a value of the expression can have.
func (e *Expression) Kinds() Kind { return e.root.kinds() }

type parser struct {
	scanner
	e     *Expression
	depth int
	scope []*variable // innermost last
}

func (p *parser) unexpected(want string) *Fault {
	got := p.next()
	f := at(p.pos, "there is %s where %s is expected", got, want)
	if strings.ContainsAny(got, "“”„‘’") {
		f.Hint = `Use straight quotes, as in "text".`
	}
	return f
}

// expression reads operators of three strengths. Microsoft documents one strength,
// from left to right, and that is so within each; yet the rules that Microsoft
// ships compare before they join conditions, and join texts before they compare.
func (p *parser) expression() (node, *Fault) {
	if p.depth++; p.depth > maxDepth {
		return nil, at(p.pos, "the expression is nested too deeply")
	}
	defer func() { p.depth-- }()
	return p.chain(logical, func() (node, *Fault) {
		return p.chain(comparison, func() (node, *Fault) { return p.chain(arithmetic, p.operand) })
	})
}

func (p *parser) chain(ops []string, operand func() (node, *Fault)) (node, *Fault) {
	left, f := operand()
	for n := 0; f == nil; n++ {
		op, pos := p.operator(ops)
		if op == "" {
			return left, nil
		}
		if n == maxDepth {
			return nil, at(pos, "there are too many operators in a row")
		}
		var right node
		if right, f = operand(); f == nil {
			b := &operation{op: op, left: left, right: right, pos: pos}
			if f = b.check(); f == nil {
				left = b
			}
		}
	}
	return nil, f
}

func (p *parser) operand() (node, *Fault) {
	p.space()
	if p.pos == len(p.src) {
		return nil, p.unexpected("a value")
	}
	start := p.pos
	switch c := p.src[p.pos]; {
	case c == '(':
		return p.parenthesis()
	case c == '-':
		return p.negative()
	case c == '"':
		raw, text, f := p.quoted()
		return &constant{raw, String(text)}, f
	case c == '[':
		name, f := p.between("an attribute", ']')
		p.e.attributes = addName(p.e.attributes, name)
		return &attribute{name, start}, f
	case c == '%':
		name, f := p.between("a parameter", '%')
		p.e.parameters = addName(p.e.parameters, name)
		return &parameter{name, start}, f
	case c == '$':
		return p.variable()
	case digit(c), c == '&' && p.pos+1 < len(p.src) && p.src[p.pos+1]|0x20 == 'h':
		raw, v, f := p.number()
		return &constant{raw, v}, f
	case letter(c):
		return p.named()
	}
	return nil, p.unexpected("a value")
}

func addName(names []string, name string) []string {
	for _, n := range names {
		if n == name {
			return names
		}
	}
	return append(names, name)
}

func (p *parser) parenthesis() (node, *Fault) {
	open := p.pos
	p.pos++
	x, f := p.expression()
	if f == nil && !p.take(")") {
		f = p.unexpected(") or an operator")
		if p.next() == "the end" {
			f = at(open, "a parenthesis is not closed")
		}
	}
	return x, f
}

func (p *parser) negative() (node, *Fault) {
	start := p.pos
	if p.depth++; p.depth > maxDepth {
		return nil, at(p.pos, "the expression is nested too deeply")
	}
	defer func() { p.depth-- }()
	p.pos++
	x, f := p.operand()
	if f != nil {
		return nil, f
	}
	if c, ok := x.(*constant); ok && c.v.Kind() == Number && !strings.HasPrefix(c.raw, "-") {
		v, why := compute("-", Int(0), c.v)
		if why == "" {
			return &constant{"-" + c.raw, v}, nil
		}
	}
	b := &operation{op: "-", left: &constant{"0", Int(0)}, right: x, pos: start}
	return b, b.check()
}

// variable reads the use of a variable.
func (p *parser) variable() (node, *Fault) {
	start := p.pos
	p.pos++
	name := p.word()
	for i := len(p.scope) - 1; i >= 0; i-- {
		if p.scope[i].name == name {
			return p.scope[i], nil
		}
	}
	return nil, at(start, "$%s stands for nothing here", name).hint("Select, Where and With introduce variables, for their last argument.")
}

// constants are the words that are values.
var constants = map[string]Value{
	"True": Boolean(true), "False": Boolean(false), "NULL": NullValue, "CRLF": String("\r\n"),
	"AuthoritativeNull": AuthoritativeNull, "IgnoreThisFlow": IgnoreThisFlow,
}

// named reads a constant, or a call.
func (p *parser) named() (node, *Fault) {
	start := p.pos
	name := p.word()
	if p.take("(") {
		return p.call(name, start)
	}
	if v, ok := constants[name]; ok {
		return &constant{name, v}, nil
	}
	if enumWords[name] {
		return &constant{name, Value{kind: enum, text: name}}, nil
	}
	f := at(start, "%s is neither a constant nor a function", name).hint("Attributes stand in square brackets, texts in straight quotes.")
	for c := range constants {
		if strings.EqualFold(c, name) {
			f.Hint = "It is written " + c + "; names are case-sensitive."
		}
	}
	if _, ok := functions[name]; ok {
		f.Hint = "The arguments of " + name + " stand in parentheses."
	}
	return nil, f
}
