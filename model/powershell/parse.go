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
