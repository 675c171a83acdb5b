package powershell

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

func isLetter(r rune) bool { return r == '_' || unicode.IsLetter(r) }
func isName(r rune) bool   { return isLetter(r) || unicode.IsDigit(r) }
func isSingle(r rune) bool { return strings.ContainsRune("'\u2018\u2019\u201a\u201b", r) && r != 0 }
func isDouble(r rune) bool { return strings.ContainsRune("\"\u201c\u201d\u201e", r) && r != 0 }
func isDash(r rune) bool   { return strings.ContainsRune("-\u2013\u2014\u2015", r) && r != 0 }

// levels are the binary operators from the loosest to the tightest.
var levels = [][]string{
	{"-and", "-or", "-xor"},
	{"-band", "-bor", "-bxor"},
	{"-eq", "-ne", "-gt", "-ge", "-lt", "-le", "-like", "-notlike", "-match", "-notmatch", "-contains", "-notcontains", "-in", "-notin", "-is", "-isnot", "-as", "-replace", "-split", "-join"},
	{"+", "-"},
	{"*", "/", "%"},
	{"-f"},
	{".."},
}

func (p *parser) expression(level int) *Node {
	defer p.deeper()()
	if level == len(levels) {
		return p.unary()
	}
	left := p.expression(level + 1)
	for n := 0; ; n++ {
		at := p.at
		op := p.operator(levels[level])
		if op == "" {
			p.at = at
			return left
		}
		p.chain(n)
		p.lines()
		left = p.node(Binary, at, op, left, p.expression(level+1))
	}
}

// operator takes one of ops, if it follows: -ceq and -ieq are -eq.
func (p *parser) operator(ops []string) string {
	p.space()
	word, r := "", p.peek()
	next, _ := utf8.DecodeRuneInString(p.src[min(len(p.src), p.at+max(1, utf8.RuneLen(r))):])
	switch {
	case isDash(r) && isLetter(next):
		p.at += utf8.RuneLen(r)
		word = "-" + strings.ToLower(p.identifier())
	case isDash(r) && next != '=' && next != '-':
		word = "-"
		p.at += utf8.RuneLen(r)
	case r == '.' && next == '.':
		word = ".."
		p.at += 2
	case strings.ContainsRune("+*/%", r) && r != 0 && next != '=' && next != r:
		word = string(r)
		p.at++
	}
	for _, op := range ops {
		if word == op || len(word) > 3 && (word[1] == 'c' || word[1] == 'i') && "-"+word[2:] == op {
			return op
		}
	}
	return ""
}

// unaryAhead reports whether -not, -join or -split follows, with which an
// expression can begin.
func (p *parser) unaryAhead() bool {
	back := p.at
	defer func() { p.at = back }()
	return p.operator([]string{"-not", "-bnot", "-join", "-split"}) != ""
}

func (p *parser) unary() *Node {
	defer p.deeper()()
	p.space()
	at := p.at
	switch r := p.peek(); {
	case r == '!':
		p.at++
		return p.node(Unary, at, "-not", p.unary())
	case r == '+' && p.second() != '+':
		p.at++
		return p.unary()
	case r == ',':
		p.at++
		return p.node(List, at, "", p.unary())
	case isDash(r):
		if op := p.operator([]string{"-not", "-bnot", "-join", "-split", "-"}); op != "" {
			return p.node(Unary, at, op, p.unary())
		}
		p.fail(at, "End the line before with a backtick if this belongs to it.", "a parameter stands where a value is expected")
	case r == '[':
		t := p.node(Type, at, strings.ToLower(strings.TrimSpace(p.brackets())))
		if strings.HasPrefix(p.rest(), "::") {
			return p.elements(p.postfix(t))
		}
		p.space()
		if r := p.peek(); r == 0 || strings.ContainsRune("|;)}\n,", r) {
			return t
		}
		return p.node(Cast, at, t.Text, p.unary())
	}
	return p.elements(p.postfix(p.primary()))
}

// elements reads further ones after commas, which bind tighter than operators.
func (p *parser) elements(first *Node) *Node {
	if p.alone {
		return first
	}
	n := &Node{List, first.Pos, "", []*Node{first}}
	for {
		back := p.at
		if p.space(); !p.take(",") {
			if p.at = back; len(n.Kids) == 1 {
				return first
			}
			return n
		}
		p.lines()
		if p.peek() == '[' {
			n.Kids = append(n.Kids, p.unary())
			continue
		}
		n.Kids = append(n.Kids, p.postfix(p.primary()))
	}
}

// primary reads what needs no operator.
func (p *parser) primary() *Node {
	defer p.deeper()()
	at := p.at
	switch r := p.peek(); {
	case isSingle(r) || isDouble(r):
		return p.quoted()
	case r == '$':
		if p.take("$(") {
			return p.node(Paren, at, "", p.block(')'))
		}
		return p.variable()
	case p.take("@("):
		return p.node(Array, at, "", p.block(')'))
	case p.take("@{"):
		return p.hash(at)
	case strings.HasPrefix(p.rest(), "@'"), strings.HasPrefix(p.rest(), "@\""):
		return p.hereString()
	case p.take("("):
		return p.node(Paren, at, "", p.block(')'))
	case p.take("{"):
		return p.node(Script, at, "", p.block('}'))
	case unicode.IsDigit(r) || r == '.' && unicode.IsDigit(p.second()):
		return p.number()
	case r == '@':
		p.fail(at, "Write the parameters out.", "a splatted variable stands where a value is expected")
	}
	if p.at >= len(p.src) {
		p.fail(at, "", "a value is missing at the end of the script")
	}
	p.fail(at, "Texts stand in quotes.", "%q is not expected here", p.peek())
	return nil
}

func (p *parser) number() *Node {
	at := p.at
	for isName(p.peek()) || p.peek() == '.' && p.second() != '.' && unicode.IsDigit(p.second()) {
		p.at += utf8.RuneLen(p.peek())
	}
	text := p.src[at:p.at]
	if n, err := strconv.ParseInt(text, 0, 64); err == nil && !strings.Contains(text, "_") {
		return p.node(Number, at, strconv.FormatInt(n, 10))
	}
	if _, err := strconv.ParseFloat(text, 64); err != nil {
		p.fail(at, "", "%s is no number", text)
	}
	return p.node(Number, at, text)
}

// variable reads $name, ${name}, $scope:name and the special ones.
func (p *parser) variable() *Node {
	at := p.at
	p.expect("$", "before the name of a variable")
	var name string
	switch r := p.peek(); {
	case r == '{':
		end := strings.IndexByte(p.rest(), '}')
		if end < 0 {
			p.fail(at, "", "%q is missing", "}")
		}
		name = p.rest()[1:end]
		p.at += end + 1
	case strings.ContainsRune("?^$", r) && r != 0:
		p.at++
		name = string(r)
	default:
		name = p.identifier()
		if p.peek() == ':' && isLetter(p.second()) {
			p.at++
			name += ":" + p.identifier()
		}
	}
	if name == "" {
		p.fail(at, "", "the name of a variable is missing")
	}
	name = strings.ToLower(name)
	for _, scope := range []string{"script:", "global:", "local:", "private:", "variable:"} {
		name = strings.TrimPrefix(name, scope)
	}
	return p.node(Variable, at, name)
}

// postfix reads members, calls and indexes, which follow without a space.
func (p *parser) postfix(n *Node) *Node {
	for i := 0; ; i++ {
		p.chain(i)
		at := p.at
		switch r := p.peek(); {
		case strings.HasPrefix(p.rest(), "++"), strings.HasPrefix(p.rest(), "--"):
			p.at += 2
			return p.node(Unary, at, p.src[at:p.at], n)
		case r == '[':
			p.at++
			p.lines()
			i := p.expression(0)
			p.lines()
			p.expect("]", "after an index")
			n = p.node(Index, at, "", n, i)
		case strings.HasPrefix(p.rest(), "::"):
			p.at += 2
			n = p.node(Static, at, p.member(), n)
		case r == '.' && (isLetter(p.second()) || isSingle(p.second()) || isDouble(p.second()) || p.second() == '$' || p.second() == '('):
			p.at++
			n = p.node(Member, at, p.member(), n)
		default:
			return n
		}
		if p.peek() == '(' {
			n = p.call(at, n)
		}
	}
}

// member takes the name after a period; "" if it is computed.
func (p *parser) member() string {
	switch r := p.peek(); {
	case isSingle(r) || isDouble(r):
		return p.quoted().Text
	case r == '$' || r == '(':
		p.primary()
		return ""
	}
	return p.identifier()
}

func (p *parser) call(at int, n *Node) *Node {
	p.expect("(", "")
	defer p.commas(true)()
	n = p.node(Call, at, "", n)
	for p.lines(); !p.take(")"); p.lines() {
		n.Kids = append(n.Kids, p.expression(0))
		if p.lines(); !p.take(",") && p.peek() != ')' {
			p.fail(p.at, "", "%q is missing after an argument", ")")
		}
	}
	return n
}

func (p *parser) hash(at int) *Node {
	defer p.commas(false)()
	n := p.node(Hash, at, "")
	for {
		for p.lines(); p.take(";"); p.lines() {
		}
		if p.take("}") {
			return n
		}
		key := p.hashKey()
		p.lines()
		p.expect("=", "after the key of a table")
		p.lines()
		n.Kids = append(n.Kids, key, p.statement())
	}
}

func (p *parser) hashKey() *Node {
	at := p.at
	if isLetter(p.peek()) {
		return p.node(String, at, p.identifier())
	}
	return p.postfix(p.primary())
}
