package model

import (
	"encoding/hex"
	"fmt"
	"strings"
)

// maxFilterDepth bounds the nesting of a parsed filter, so that hostile text
// cannot exhaust the stack.
const maxFilterDepth = 100

// ParseFilter reads the string form of RFC 4515. A single item may stand without
// its parentheses. The error has code Invalid and says at which byte.
func ParseFilter(s string) (Filter, error) {
	t := strings.TrimSpace(s)
	if t != "" && t[0] != '(' {
		t = "(" + t + ")"
	}
	p := filterParser{text: t}
	f, err := p.filter(0)
	if err == nil && p.pos < len(t) {
		err = fmt.Errorf("something follows after its end")
	}
	if err != nil {
		return nil, &Error{Code: Invalid, Subject: s, Message: fmt.Sprintf("is no LDAP filter: at character %d, %v", p.pos+1, err),
			Hint: "Write it as (mail=anna*) or (&(objectClass=user)(mail=*))."}
	}
	return f, nil
}

type filterParser struct {
	text string
	pos  int
}

func (p *filterParser) next() byte {
	if p.pos < len(p.text) {
		return p.text[p.pos]
	}
	return 0
}

func (p *filterParser) take(c byte) error {
	if p.next() != c {
		return fmt.Errorf("%q is missing", c)
	}
	p.pos++
	return nil
}

func (p *filterParser) filter(depth int) (f Filter, err error) {
	if depth > maxFilterDepth {
		return nil, fmt.Errorf("it is nested too deeply")
	}
	if err := p.take('('); err != nil {
		return nil, err
	}
	switch p.next() {
	case '&':
		parts, err := p.list(depth)
		return And(parts), err
	case '|':
		parts, err := p.list(depth)
		return Or(parts), err
	case '!':
		p.pos++
		if f, err = p.filter(depth + 1); err != nil {
			return nil, err
		}
		return Not{f}, p.take(')')
	}
	if f, err = p.item(); err != nil {
		return nil, err
	}
	return f, p.take(')')
}

func (p *filterParser) list(depth int) (parts []Filter, err error) {
	p.pos++
	for p.next() == '(' {
		f, err := p.filter(depth + 1)
		if err != nil {
			return nil, err
		}
		parts = append(parts, f)
	}
	return parts, p.take(')')
}

func (p *filterParser) item() (Filter, error) {
	n := strings.IndexAny(p.text[p.pos:], "=()")
	if n <= 0 || p.text[p.pos+n] != '=' {
		return nil, fmt.Errorf("an attribute and = are missing")
	}
	name := p.text[p.pos : p.pos+n]
	p.pos += n + 1
	end := strings.IndexAny(p.text[p.pos:], "()")
	if end < 0 {
		end = len(p.text) - p.pos
	}
	raw := p.text[p.pos : p.pos+end]
	f, err := makeItem(name, raw)
	if err == nil {
		p.pos += end
	}
	return f, err
}

func makeItem(name, raw string) (Filter, error) {
	op := byte('=')
	if c := name[len(name)-1]; c == '>' || c == '<' || c == ':' || c == '~' {
		op, name = c, name[:len(name)-1]
	}
	rule := ""
	if op == ':' {
		name, rule, _ = strings.Cut(name, ":")
	}
	if !isAttrName(name) || op == ':' && !isAttrName(rule) {
		return nil, fmt.Errorf("%q is no attribute name", name)
	}
	if op == '=' && strings.Contains(raw, "*") {
		return makeLike(Attr(name), strings.Split(raw, "*"))
	}
	v, err := unescapeFilter(raw)
	if err != nil {
		return nil, err
	}
	switch op {
	case '>':
		return AtLeast{Attr(name), v}, nil
	case '<':
		return AtMost{Attr(name), v}, nil
	case ':':
		return Matching{Attr(name), rule, v}, nil
	}
	return Equal{Attr(name), v}, nil
}

func makeLike(attr Attr, parts []string) (Filter, error) {
	for i, s := range parts {
		v, err := unescapeFilter(s)
		if err != nil {
			return nil, err
		}
		parts[i] = v
	}
	last := len(parts) - 1
	f := Like{Attr: attr, Prefix: parts[0], Suffix: parts[last]}
	for _, s := range parts[1:last] {
		if s != "" {
			f.Any = append(f.Any, s)
		}
	}
	if f.Prefix == "" && f.Suffix == "" && f.Any == nil {
		return Present{attr}, nil
	}
	return f, nil
}

func unescapeFilter(s string) (string, error) {
	if !strings.Contains(s, `\`) {
		return s, nil
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		if i+2 >= len(s) {
			return "", fmt.Errorf("a backslash needs two hexadecimal digits after it")
		}
		h, err := hex.DecodeString(s[i+1 : i+3])
		if err != nil {
			return "", fmt.Errorf("a backslash needs two hexadecimal digits after it")
		}
		b.WriteByte(h[0])
		i += 2
	}
	return b.String(), nil
}

// isAttrName accepts names, options and OIDs (RFC 4512 section 2.5).
func isAttrName(s string) bool {
	for i := range len(s) {
		c := s[i]
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && c != '-' && c != '.' && c != ';' && c != '_' {
			return false
		}
	}
	return s != ""
}
