package powershell

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

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

// element reads what stands between two bars.
func (p *parser) element() *Node {
	p.space()
	switch r := p.peek(); {
	case r == '&' || r == '.' && !unicode.IsDigit(p.second()):
		at := p.at
		p.at++
		p.space()
		n := p.node(Command, at, string(r), p.argument())
		p.arguments(n)
		return n
	case strings.ContainsRune("$@([{!+,", r) && r != 0, isSingle(r), isDouble(r), unicode.IsDigit(r), r == '.', isDash(r):
		return p.expression(0)
	case r == 0 || strings.ContainsRune("|;)}\n", r):
		p.fail(p.at, "", "a command is missing")
	}
	n := p.node(Command, p.at, "")
	n.Text = p.bare()
	p.arguments(n)
	return n
}

func (p *parser) second() rune {
	if p.at+1 >= len(p.src) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(p.src[p.at+1:])
	return r
}

// bare takes a word without quotes.
func (p *parser) bare() string {
	var b strings.Builder
	at := p.at
	for p.at < len(p.src) {
		r := p.peek()
		switch {
		case r == '`' && p.at+1 < len(p.src) && p.src[p.at+1] != '\n' && p.src[p.at+1] != '\r':
			p.at++
			r = p.peek()
		case unicode.IsSpace(r) || r == '`' || strings.ContainsRune(",;|(){}&<>", r) || isSingle(r) || isDouble(r):
			if p.at == at {
				p.fail(p.at, "", "%q is not expected here", r)
			}
			return b.String()
		}
		b.WriteRune(r)
		p.at += utf8.RuneLen(r)
	}
	if p.at == at {
		p.fail(p.at, "", "a word is missing at the end of the script")
	}
	return b.String()
}

// arguments reads those of a command.
func (p *parser) arguments(n *Node) {
	for {
		p.redirections()
		r := p.peek()
		if r == 0 || strings.ContainsRune("|;)}\n&", r) {
			return
		}
		n.Kids = append(n.Kids, p.argument())
	}
}

// redirections skips > file, 2>&1 and the like.
func (p *parser) redirections() {
	for {
		p.space()
		rest := p.rest()
		i := 0
		if len(rest) > 1 && strings.ContainsRune("*123456", rune(rest[0])) && rest[1] == '>' {
			i = 1
		}
		if i >= len(rest) || rest[i] != '>' {
			return
		}
		p.at += i + 1
		p.take(">")
		if p.take("&") {
			p.bare()
			continue
		}
		p.space()
		p.argument()
	}
}

// argument reads one of a command: a parameter, a splatted variable, or values.
func (p *parser) argument() *Node {
	at := p.at
	r := p.peek()
	next, _ := utf8.DecodeRuneInString(p.src[min(len(p.src), p.at+max(1, utf8.RuneLen(r))):])
	switch {
	case isDash(r) && isLetter(next):
		p.at += utf8.RuneLen(r)
		n := p.node(Param, at, p.identifier())
		if p.take(":") {
			p.space()
			n.Kids = append(n.Kids, p.values())
		}
		return n
	case r == '@' && isLetter(next):
		p.at++
		return p.node(Splat, at, p.identifier())
	}
	return p.values()
}

// identifier takes letters, digits and underscores.
func (p *parser) identifier() string {
	at := p.at
	for isName(p.peek()) {
		p.at += utf8.RuneLen(p.peek())
	}
	return p.src[at:p.at]
}

// values reads one value, or several between commas.
func (p *parser) values() *Node {
	at := p.at
	first := p.value()
	for n := p.node(List, at, "", first); ; {
		back := p.at
		if p.space(); !p.take(",") {
			if p.at = back; len(n.Kids) == 1 {
				return first
			}
			return n
		}
		p.lines()
		n.Kids = append(n.Kids, p.value())
	}
}

// value is one value where an argument is read: a word needs no quotes there.
func (p *parser) value() *Node {
	switch r := p.peek(); {
	case r == '$' || r == '@' || r == '(' || r == '{' || isSingle(r) || isDouble(r):
		return p.postfix(p.primary())
	}
	at := p.at
	word := p.bare()
	if n, err := strconv.ParseInt(word, 0, 64); err == nil && !strings.Contains(word, "_") {
		return p.node(Number, at, strconv.FormatInt(n, 10))
	}
	return p.node(String, at, word)
}
