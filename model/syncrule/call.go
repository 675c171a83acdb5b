package syncrule

import "strings"

// call reads the arguments of a function, whose parenthesis is open.
func (p *parser) call(name string, start int) (node, *Fault) {
	fn, ok := functions[name]
	if !ok {
		f := at(start, "there is no function %s", name)
		for have := range functions {
			if strings.EqualFold(have, name) {
				f.Hint = "It is written " + have + "; names are case-sensitive."
			}
		}
		return nil, f
	}
	if fn.scoped {
		return p.scopedCall(fn, start)
	}
	var args []node
	for !p.take(")") {
		if len(args) > 0 && !p.take(",") {
			return nil, p.unexpected(", or ) after an argument of " + name)
		}
		arg, f := p.expression()
		if f != nil {
			return nil, f
		}
		args = append(args, arg)
	}
	if why := fn.checkCount(len(args)); why != "" {
		return nil, at(start, "%s", why).hint(fn.Syntax())
	}
	for i, a := range args {
		if f := fn.checkArgument(i, a, start); f != nil {
			return nil, f
		}
	}
	if fn.special != nil {
		return fn.special(fn, args, start), nil
	}
	return &call{fn: fn, args: args, pos: start}, nil
}

// scopedCall reads Select, Where and With: their first argument is a variable that
// is known in the last.
func (p *parser) scopedCall(fn *Function, start int) (node, *Fault) {
	p.space()
	if p.pos >= len(p.src) || p.src[p.pos] != '$' {
		return nil, p.unexpected("a variable, as $item,").hint(fn.Syntax())
	}
	p.pos++
	v := &variable{name: p.word(), slot: p.e.vars}
	if v.name == "" {
		return nil, p.unexpected("the name of a variable")
	}
	p.e.vars++
	args := make([]node, 2)
	for i := range args {
		if !p.take(",") {
			return nil, p.unexpected("a comma after an argument of " + fn.Name).hint(fn.Syntax())
		}
		if i == 1 {
			p.scope = append(p.scope, v)
			defer func() { p.scope = p.scope[:len(p.scope)-1] }()
		}
		var f *Fault
		if args[i], f = p.expression(); f != nil {
			return nil, f
		}
		if i == 0 {
			v.may = args[0].kinds()
			if fn.Name != "With" {
				v.may = v.may &^ (List | Null | marker)
			}
		}
	}
	if !p.take(")") {
		return nil, p.unexpected(") after the arguments of " + fn.Name).hint(fn.Syntax())
	}
	return &scoped{fn: fn, v: v, of: args[0], body: args[1], pos: start}, nil
}

// checkArgument refuses what can never have the right type.
func (fn *Function) checkArgument(i int, a node, start int) *Fault {
	p := fn.param(i)
	may := a.kinds()
	if c, ok := a.(*constant); ok && may&(enum|Text) != 0 && p.Words != "" {
		for w := range strings.FieldsSeq(p.Words) {
			if w == c.v.text {
				return nil
			}
		}
		return at(start, "%s takes one of %s for %s, not %s", fn.Name, strings.Join(strings.Fields(p.Words), ", "), p.Name, c.raw)
	}
	allowed := p.Type | Null
	if allowed&scalar != 0 {
		allowed |= List
	}
	if p.Words != "" {
		allowed |= Text
	}
	if may&allowed == 0 {
		return at(start, "%s takes %s for %s, not %s", fn.Name, p.Type&^Null, p.Name, may).hint(fn.Syntax())
	}
	return nil
}
