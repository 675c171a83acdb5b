package powershell

import (
	"strings"
	"unicode/utf8"
)

func (p *parser) statement() *Node {
	defer p.deeper()()
	at := p.at
	if p.peek() == '[' && p.attributes() {
		return p.params()
	}
	if isDash(p.peek()) {
		if r, size := utf8.DecodeRuneInString(p.src[p.at+len(string(p.peek())):]); size > 0 && isLetter(r) && !p.unaryAhead() {
			p.fail(at, "End the line before with a backtick if this belongs to it.", "a parameter stands where a command is expected")
		}
	}
	word := p.word()
	switch kw := strings.ToLower(word); kw {
	case "if":
		p.at += 2
		return p.ifs(at)
	case "try":
		p.at += 3
		return p.try(at)
	case "foreach":
		p.at += 7
		return p.foreach(at)
	case "for", "while", "do", "switch":
		p.at += len(kw)
		return p.loop(at, kw)
	case "function", "filter":
		p.at += len(kw)
		return p.function(at)
	case "param":
		return p.params()
	case "throw", "return", "exit", "break", "continue":
		p.at += len(kw)
		n := p.node(Jump, at, kw)
		if p.space(); p.at < len(p.src) && !strings.ContainsRune("\n;})", rune(p.src[p.at])) {
			n.Kids = append(n.Kids, p.pipeline())
		}
		return n
	case "class", "enum", "trap", "workflow", "data", "configuration", "dynamicparam", "begin", "process", "end", "using", "parallel", "sequence", "inlinescript":
		if !strings.HasPrefix(p.src[p.at+len(word):], "-") {
			p.fail(at, "", "%s is not understood", kw)
		}
	}
	return p.pipeline()
}

// word returns the letters ahead, which may be a keyword; "" if they are part of a
// longer word.
func (p *parser) word() string {
	end := p.at
	for end < len(p.src) && (p.src[end]|0x20 >= 'a' && p.src[end]|0x20 <= 'z') {
		end++
	}
	if end < len(p.src) && (p.src[end] == '-' || p.src[end] == '_' || p.src[end] == '.' || p.src[end] == '\\' || p.src[end] == ':' || p.src[end] >= '0' && p.src[end] <= '9') {
		return ""
	}
	return p.src[p.at:end]
}

func (p *parser) braces(what string) *Node {
	p.lines()
	p.expect("{", "after "+what)
	return p.block('}')
}

// parens reads ( statements ).
func (p *parser) parens(what string) *Node {
	p.lines()
	p.expect("(", "after "+what)
	return p.block(')')
}

func (p *parser) ifs(at int) *Node {
	n := p.node(If, at, "", p.parens("if"), p.braces("if"))
	for {
		back := p.at
		p.lines()
		switch strings.ToLower(p.word()) {
		case "elseif":
			p.at += 6
			n.Kids = append(n.Kids, p.parens("elseif"), p.braces("elseif"))
		case "else":
			p.at += 4
			n.Kids = append(n.Kids, p.braces("else"))
			return n
		default:
			p.at = back
			return n
		}
	}
}

func (p *parser) try(at int) *Node {
	n := p.node(Try, at, "", p.braces("try"))
	for {
		back := p.at
		p.lines()
		switch strings.ToLower(p.word()) {
		case "catch":
			p.at += 5
			for p.lines(); p.peek() == '['; p.lines() {
				p.brackets()
				p.space()
				p.take(",")
			}
			n.Kids = append(n.Kids, p.braces("catch"))
		case "finally":
			p.at += 7
			return p.node(Finally, at, "", n, p.braces("finally"))
		default:
			p.at = back
			return n
		}
	}
}

func (p *parser) foreach(at int) *Node {
	p.lines()
	p.expect("(", "after foreach")
	p.lines()
	v := p.variable()
	p.lines()
	if !strings.EqualFold(p.word(), "in") || v.Kind != Variable {
		p.fail(p.at, "", "foreach is followed by ($variable in …)")
	}
	p.at += 2
	p.lines()
	list := p.pipeline()
	p.lines()
	p.expect(")", "after foreach")
	return p.node(ForEach, at, v.Text, list, p.braces("foreach"))
}

func (p *parser) loop(at int, kw string) *Node {
	n := p.node(Loop, at, kw)
	if kw == "do" {
		n.Kids = append(n.Kids, p.braces(kw))
		p.lines()
		if w := strings.ToLower(p.word()); w == "while" || w == "until" {
			p.at += 5
			n.Kids = append(n.Kids, p.parens(w))
			return n
		}
		p.fail(p.at, "", "do is followed by { … } while (…)")
	}
	n.Kids = append(n.Kids, p.parens(kw))
	if kw != "switch" {
		n.Kids = append(n.Kids, p.braces(kw))
		return n
	}
	p.lines()
	p.expect("{", "after switch")
	for p.lines(); !p.take("}"); p.lines() {
		n.Kids = append(n.Kids, p.argument())
		n.Kids = append(n.Kids, p.braces("a condition of switch"))
		p.space()
		p.take(";")
	}
	return n
}

func (p *parser) function(at int) *Node {
	p.space()
	name := p.bare()
	if p.lines(); p.peek() == '(' {
		p.at++
		p.block(')') // parameters
	}
	return p.node(Function, at, name, p.braces("function"))
}

// attributes skips [CmdletBinding()] and the like if param follows.
func (p *parser) attributes() bool {
	back := p.at
	for p.peek() == '[' {
		p.brackets()
		p.lines()
	}
	if strings.EqualFold(p.word(), "param") {
		return true
	}
	p.at = back
	return false
}

// params reads param( … ). Every kid is a variable, or an assignment of its default.
func (p *parser) params() *Node {
	defer p.commas(true)()
	n := p.node(Params, p.at, "")
	p.at += len("param")
	p.lines()
	p.expect("(", "after param")
	for p.lines(); !p.take(")"); p.lines() {
		for p.peek() == '[' {
			p.brackets()
			p.lines()
		}
		at := p.at
		v := p.variable()
		if p.lines(); p.take("=") {
			p.lines()
			v = p.node(Assign, at, "=", v, p.expression(0))
		}
		n.Kids = append(n.Kids, v)
		if p.lines(); !p.take(",") && p.peek() != ')' {
			p.fail(p.at, "", "a comma or \")\" is missing after a parameter")
		}
	}
	return n
}

// brackets takes [ … ] and returns what is between them.
func (p *parser) brackets() string {
	at, open := p.at, 0
	for p.at < len(p.src) {
		switch r := p.peek(); {
		case r == '[':
			open++
			p.at++
		case r == ']':
			open--
			if p.at++; open == 0 {
				return p.src[at+1 : p.at-1]
			}
		case isSingle(r) || isDouble(r):
			p.quoted()
		default:
			p.at += len(string(r))
		}
	}
	p.fail(at, "", "%q is missing", "]")
	return ""
}
