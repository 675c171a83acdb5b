package powershell

import (
	"strings"
	"unicode/utf8"
)

// Quote writes a text in single quotes, in which nothing is expanded. The quotes of
// typography end a string as straight ones do, so they are doubled, too.
func Quote(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range s {
		if isSingle(r) {
			b.WriteRune(r)
		}
		b.WriteRune(r)
	}
	b.WriteByte('\'')
	return b.String()
}

// quoted reads a string in quotes of either kind.
func (p *parser) quoted() *Node {
	at := p.at
	open := p.peek()
	p.at += utf8.RuneLen(open)
	if isDouble(open) {
		return p.expandable(at, func() bool {
			if !isDouble(p.peek()) {
				return false
			}
			p.at += utf8.RuneLen(p.peek())
			if isDouble(p.peek()) {
				return false // a doubled quote stands for itself, which is read next
			}
			return true
		})
	}
	var b strings.Builder
	for p.at < len(p.src) {
		r := p.peek()
		p.at += utf8.RuneLen(r)
		if isSingle(r) {
			if !isSingle(p.peek()) {
				return p.node(String, at, b.String())
			}
			r = p.peek()
			p.at += utf8.RuneLen(r)
		}
		b.WriteRune(r)
	}
	p.fail(at, "", "the string does not end")
	return nil
}

// hereString reads @' to '@ or @" to "@; both stand alone on their lines.
func (p *parser) hereString() *Node {
	at := p.at
	double := p.src[p.at+1] == '"'
	p.at += 2
	line := strings.IndexByte(p.rest(), '\n')
	if line < 0 || strings.TrimSpace(p.rest()[:line]) != "" {
		p.fail(at, "", "a line must end after the opening of a here-string")
	}
	p.at += line + 1
	end := "'@"
	if double {
		end = "\"@"
	}
	if !double {
		text := p.rest()
		i := strings.Index("\n"+text, "\n"+end)
		if i < 0 {
			p.fail(at, "", "the here-string does not end with %s at the beginning of a line", end)
		}
		p.at += i + len(end)
		return p.node(String, at, strings.TrimSuffix(strings.TrimSuffix(text[:i], "\n"), "\r"))
	}
	n := p.expandable(at, func() bool {
		for _, nl := range []string{"\r\n", "\n"} {
			if strings.HasPrefix(p.rest(), nl+end) {
				p.at += len(nl) + len(end)
				return true
			}
		}
		return p.src[p.at-1] == '\n' && p.at-1 == at+2+line && p.take(end) // an empty one
	})
	return n
}

// escapes are the characters that a backtick makes of others.
var escapes = map[rune]string{'0': "\x00", 'a': "\a", 'b': "\b", 'f': "\f", 'n': "\n", 'r': "\r", 't': "\t", 'v': "\v"}

// expandable reads a string in which variables and $( ) are expanded, until ended
// says that its end was taken.
func (p *parser) expandable(at int, ended func() bool) *Node {
	n := p.node(Expand, at, "")
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			n.Kids = append(n.Kids, p.node(String, at, b.String()))
			b.Reset()
		}
	}
	for !ended() {
		if p.at >= len(p.src) {
			p.fail(at, "", "the string does not end")
		}
		switch r := p.peek(); {
		case r == '`':
			p.at++
			if r = p.peek(); p.at < len(p.src) {
				p.at += utf8.RuneLen(r)
			}
			if e, ok := escapes[r]; ok {
				b.WriteString(e)
			} else if r != 0 {
				b.WriteRune(r)
			}
		case r == '$' && (isName(p.second()) || p.second() == '{' || p.second() == '('):
			flush()
			n.Kids = append(n.Kids, p.primary())
		default:
			b.WriteRune(r)
			p.at += utf8.RuneLen(r)
		}
	}
	flush()
	if len(n.Kids) == 0 {
		return p.node(String, at, "")
	}
	if len(n.Kids) == 1 && n.Kids[0].Kind == String {
		return p.node(String, at, n.Kids[0].Text)
	}
	return n
}

// File returns a script as a file that Windows PowerShell 5.1 reads as it is meant:
// with its line ends, and a byte order mark if there is more than ASCII in it.
func File(script string) []byte {
	script = strings.ReplaceAll(strings.ReplaceAll(script, "\r\n", "\n"), "\n", "\r\n")
	if strings.IndexFunc(script, func(r rune) bool { return r > 0x7E }) >= 0 {
		script = "\ufeff" + script
	}
	return []byte(script)
}
