package syncrule

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A scanner reads the marks of an expression. Because & joins texts and also
// begins a hexadecimal number, the parser says what it expects.
type scanner struct {
	src string
	pos int
}

func (s *scanner) space() {
	for s.pos < len(s.src) {
		r, n := utf8.DecodeRuneInString(s.src[s.pos:])
		if !unicode.IsSpace(r) {
			return
		}
		s.pos += n
	}
}

// take skips mark if it is next.
func (s *scanner) take(mark string) bool {
	s.space()
	if strings.HasPrefix(s.src[s.pos:], mark) {
		s.pos += len(mark)
		return true
	}
	return false
}

// next shows the next character; end is reported as "the end".
func (s *scanner) next() string {
	s.space()
	if s.pos >= len(s.src) {
		return "the end"
	}
	r, n := utf8.DecodeRuneInString(s.src[s.pos:])
	if r == utf8.RuneError && n <= 1 {
		return "a byte that is not UTF-8"
	}
	return strconv.Quote(string(r))
}

// operators, longest first.
var logical, comparison, arithmetic = []string{"&&", "||"}, []string{"<=", ">=", "<>", "<", ">", "="}, []string{"+", "-", "*", "/", "&"}

// operator takes one of ops. Of && it does not take the first &.
func (s *scanner) operator(ops []string) (op string, at int) {
	s.space()
	rest := s.src[s.pos:]
	for _, op := range ops {
		if strings.HasPrefix(rest, op) && (op != "&" || !strings.HasPrefix(rest, "&&")) {
			at = s.pos
			s.pos += len(op)
			return op, at
		}
	}
	return "", 0
}

func letter(c byte) bool { return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' }
func digit(c byte) bool  { return c >= '0' && c <= '9' }

// word takes a name of letters, digits and underscores.
func (s *scanner) word() string {
	start := s.pos
	for s.pos < len(s.src) && (letter(s.src[s.pos]) || s.pos > start && digit(s.src[s.pos])) {
		s.pos++
	}
	return s.src[start:s.pos]
}

// quoted takes a string literal and returns it as written and as meant. Quotes
// inside are doubled, as in Visual Basic. Two backslashes are one: Microsoft's
// rules write the \0ACNF: of a conflict object as "\\0ACNF:". Any other backslash
// stands for itself; Replace gives \r, \n and \t their meaning.
func (s *scanner) quoted() (raw, text string, f *Fault) {
	start := s.pos
	var b strings.Builder
	for s.pos++; s.pos < len(s.src); s.pos++ {
		switch c := s.src[s.pos]; {
		case c == '"' && strings.HasPrefix(s.src[s.pos+1:], `"`), c == '\\' && strings.HasPrefix(s.src[s.pos+1:], `\`):
			s.pos++
			b.WriteByte(c)
		case c == '"':
			s.pos++
			return s.src[start:s.pos], b.String(), nil
		default:
			b.WriteByte(c)
		}
	}
	return "", "", at(start, "a string has no end").hint(`Close it with a straight quote; a quote inside a string is written twice.`)
}

// between takes a name that ends with the given character.
func (s *scanner) between(what string, end byte) (string, *Fault) {
	start := s.pos
	i := strings.IndexByte(s.src[start+1:], end)
	if i < 0 {
		return "", at(start, "%s has no closing %c", what, end)
	}
	s.pos += i + 2
	name := s.src[start+1 : start+1+i]
	if name == "" || strings.TrimSpace(name) != name || strings.ContainsAny(name, "[]%\"\r\n\t") {
		return "", at(start, "%q is no name of %s", name, what)
	}
	return name, nil
}

// number takes digits, with a fraction perhaps, or &H and hexadecimal digits.
func (s *scanner) number() (raw string, v Value, f *Fault) {
	start := s.pos
	hex := strings.HasPrefix(s.src[start:], "&H") || strings.HasPrefix(s.src[start:], "&h")
	if hex {
		s.pos += 2
	}
	for s.pos < len(s.src) && (digit(s.src[s.pos]) || letter(s.src[s.pos]) || !hex && s.src[s.pos] == '.') {
		s.pos++
	}
	raw = s.src[start:s.pos]
	ok := true
	if hex {
		n, err := strconv.ParseUint(raw[2:], 16, 64)
		v, ok = Int(int64(n)), err == nil && !strings.Contains(raw, "_")
	} else {
		v, ok = parseNumber(raw)
	}
	if !ok {
		return "", v, at(start, "%q is no number", raw).hint("Numbers are decimal, as 98052, or hexadecimal, as &HFF, and have at most 64 bits.")
	}
	return raw, v, nil
}
