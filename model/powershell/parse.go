package powershell

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"recipientdesk/model"
)

const (
	maxDepth  = 200
	maxChain  = 1000    // operators or members in a row: the tree gets as deep
	maxScript = 4 << 20 // bytes
)

// Parse reads a script. name stands for it in errors, which have code Invalid and
// name line and column.
func Parse(src, name string) (root *Node, err error) {
	p := &parser{src: src, name: name}
	if len(src) > maxScript {
		return nil, &model.Error{Code: model.Invalid, Subject: name, Message: fmt.Sprintf("has more than %d bytes", maxScript), Hint: "A script of synchronization rules is far smaller."}
	}
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*model.Error)
			if !ok {
				panic(r)
			}
			root, err = nil, e
		}
	}()
	for i, r := range src {
		if r == utf8.RuneError && !strings.HasPrefix(src[i:], string(r)) {
			p.fail(i, "Save the script as UTF-8.", "is not text")
		}
	}
	root = p.block(0)
	return root, nil
}

// A parser reads forwards, without tokens: what a character means depends on
// whether an argument or an expression is being read. It panics with a
// *model.Error, which Parse returns.
type parser struct {
	src   string
	name  string
	at    int // offset of the next character
	depth int
	alone bool // a comma ends the expression: it stands among parameters
}

func (p *parser) fail(at int, hint, format string, args ...any) {
	panic(&model.Error{Code: model.Invalid, Subject: fmt.Sprintf("%s:%s", p.name, Pos{p.src, at}), Message: fmt.Sprintf(format, args...), Hint: hint})
}

func (p *parser) node(kind Kind, at int, text string, kids ...*Node) *Node {
	return &Node{kind, Pos{p.src, at}, text, kids}
}

// deeper counts nesting; what it returns is deferred.
func (p *parser) deeper() func() {
	if p.depth++; p.depth > maxDepth {
		p.fail(p.at, "", "is nested too deeply")
	}
	return func() { p.depth-- }
}

// commas says whether a comma ends an expression; what it returns is deferred.
func (p *parser) commas(end bool) func() {
	before := p.alone
	p.alone = end
	return func() { p.alone = before }
}

func (p *parser) chain(n int) {
	if n > maxChain {
		p.fail(p.at, "", "is too long an expression")
	}
}

func (p *parser) rest() string { return p.src[p.at:] }

// peek returns the next character, 0 at the end.
func (p *parser) peek() rune {
	if p.at >= len(p.src) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(p.rest())
	return r
}

func (p *parser) take(s string) bool {
	if strings.HasPrefix(p.rest(), s) {
		p.at += len(s)
		return true
	}
	return false
}

func (p *parser) expect(s, why string) {
	if !p.take(s) {
		p.fail(p.at, "", "%q is missing %s", s, why)
	}
}

// space skips blanks, comments and continued lines.
func (p *parser) space() {
	for p.at < len(p.src) {
		rest := p.rest()
		switch {
		case rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\r' || rest[0] == '\f' || rest[0] == '\v':
			p.at++
		case strings.HasPrefix(rest, "\u00a0"), strings.HasPrefix(rest, "\ufeff"):
			p.at += len(string(p.peek()))
		case strings.HasPrefix(rest, "`\n"):
			p.at += 2
		case strings.HasPrefix(rest, "`\r\n"):
			p.at += 3
		case rest[0] == '#':
			if i := strings.IndexByte(rest, '\n'); i >= 0 {
				p.at += i
			} else {
				p.at = len(p.src)
			}
		case strings.HasPrefix(rest, "<#"):
			i := strings.Index(rest, "#>")
			if i < 0 {
				p.fail(p.at, "", "the comment does not end")
			}
			p.at += i + 2
		default:
			return
		}
	}
}

// lines skips space and line ends.
func (p *parser) lines() {
	for p.space(); p.at < len(p.src) && p.src[p.at] == '\n'; p.space() {
		p.at++
	}
}

// block reads statements until end, which is taken; 0 is the end of the script.
func (p *parser) block(end byte) *Node {
	defer p.deeper()()
	defer p.commas(false)()
	b := p.node(Block, p.at, "")
	for {
		for p.lines(); p.take(";"); p.lines() {
		}
		switch {
		case p.at >= len(p.src):
			if end != 0 {
				p.fail(p.at, "", "%q is missing at the end of the script", string(end))
			}
			return b
		case end != 0 && p.src[p.at] == end:
			p.at++
			return b
		}
		before := p.at
		b.Kids = append(b.Kids, p.statement())
		if p.space(); p.at < len(p.src) && !strings.ContainsRune("\n;", rune(p.src[p.at])) && (end == 0 || p.src[p.at] != end) && !p.closed(before) {
			p.fail(p.at, "", "%q is not expected here", p.peek())
		}
	}
}

// closed reports whether the statement that began there ended with a brace: after
// one, the next may stand on the same line.
func (p *parser) closed(from int) bool {
	return strings.HasSuffix(strings.TrimRight(p.src[from:p.at], " \t\r"), "}")
}

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

// pipeline reads an assignment, or expressions and commands between bars.
func (p *parser) pipeline() *Node {
	defer p.deeper()()
	at := p.at
	n := p.node(Pipeline, at, "")
	for {
		elem := p.element()
		if len(n.Kids) == 0 && assignable(elem) {
			if op := p.assignment(); op != "" {
				p.lines()
				return p.node(Assign, at, op, elem, p.statement())
			}
		}
		n.Kids = append(n.Kids, elem)
		if p.redirections(); strings.HasPrefix(p.rest(), "||") || strings.HasPrefix(p.rest(), "&") {
			p.fail(p.at, "Windows PowerShell 5.1 has no such operator.", "%q is not expected here", p.peek())
		}
		if !p.take("|") {
			return n
		}
		p.lines()
	}
}

// assignment takes an assignment operator, if one follows.
func (p *parser) assignment() string {
	p.space()
	for _, op := range []string{"=", "+=", "-=", "*=", "/=", "%="} {
		if p.take(op) {
			return op
		}
	}
	return ""
}

func assignable(n *Node) bool {
	switch n.Kind {
	case Variable, Member, Index:
		return true
	case Cast:
		return assignable(n.Kids[0])
	}
	return false
}
