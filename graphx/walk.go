package graphx

import (
	"bytes"
	"encoding/json"
)

// A walker goes through JSON once, without making anything of it: a listing of a
// whole tenant is hundreds of megabytes, which end in a Batch byte by byte. It
// notices what is cut off or no JSON; what it does not look into, it takes for
// granted.
type walker struct {
	b   []byte
	i   int
	bad bool // what was walked is no JSON
}

// object walks over an object and calls f for every member, in its order. f walks
// over the value, or leaves it.
func (w *walker) object(f func(key []byte)) {
	w.sequence('{', '}', func() {
		key := w.key()
		if w.bad {
			return
		}
		from := w.i
		if f(key); w.i == from && !w.bad {
			w.value()
		}
	})
}

// key walks to the value of a member, and returns the member's name.
func (w *walker) key() []byte {
	key := w.value()
	if len(key) < 2 || key[0] != '"' || !w.take(':') {
		w.bad = true
		return nil
	}
	w.space()
	return w.text(key)
}

// array walks over an array and calls f for every element. f walks over the
// element, or leaves it.
func (w *walker) array(f func()) {
	w.sequence('[', ']', func() {
		w.space()
		from := w.i
		if f(); w.i == from && !w.bad {
			w.value()
		}
	})
}

func (w *walker) sequence(open, end byte, item func()) {
	if !w.take(open) {
		w.bad = true
		return
	}
	if w.take(end) {
		return
	}
	for !w.bad {
		item()
		if w.take(end) {
			return
		}
		if !w.take(',') {
			w.bad = true
		}
	}
}

// value walks over any value and returns it as written.
func (w *walker) value() []byte {
	from := w.start()
	switch c := w.peek(); {
	case c == '"':
		w.i++
		w.quoted()
	case c == '{' || c == '[':
		w.nested()
	default:
		w.word()
	}
	if w.bad {
		return nil
	}
	return w.b[from:w.i]
}

// start returns the place of the next byte that is not space.
func (w *walker) start() int {
	w.space()
	return w.i
}

// space walks over space, of which Graph writes none.
func (w *walker) space() {
	if w.i < len(w.b) && w.b[w.i] <= ' ' {
		w.spaces()
	}
}

func (w *walker) spaces() {
	for w.i < len(w.b) && (w.b[w.i] == ' ' || w.b[w.i] == '\n' || w.b[w.i] == '\r' || w.b[w.i] == '\t') {
		w.i++
	}
}

// peek returns the next byte that is not space, 0 at the end.
func (w *walker) peek() byte {
	w.space()
	if w.i == len(w.b) {
		return 0
	}
	return w.b[w.i]
}

func (w *walker) take(c byte) bool {
	if w.peek() != c {
		return false
	}
	w.i++
	return true
}

// quoted walks to the end of the string it is in.
func (w *walker) quoted() {
	from := w.i
	for {
		n := bytes.IndexByte(w.b[w.i:], '"')
		if n < 0 {
			w.i, w.bad = len(w.b), true
			return
		}
		w.i += n
		if w.b[w.i-1] != '\\' {
			w.i++
			return
		}
		slashes := 0
		for w.i-slashes > from && w.b[w.i-slashes-1] == '\\' {
			slashes++
		}
		w.i++
		if slashes%2 == 0 {
			return
		}
	}
}

// nested walks over an object or array.
func (w *walker) nested() {
	for depth := 0; w.i < len(w.b); {
		c := w.b[w.i]
		w.i++
		switch c {
		case '"':
			w.quoted()
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return
			}
		}
	}
	w.bad = true
}

// word walks over a number, true, false or null.
func (w *walker) word() {
	from := w.i
	for w.i < len(w.b) && w.b[w.i] > ' ' && w.b[w.i] != ',' && w.b[w.i] != ']' && w.b[w.i] != '}' {
		w.i++
	}
	switch s := w.b[from:w.i]; {
	case string(s) == "null", string(s) == "true", string(s) == "false":
	case len(s) > 0 && (s[0] == '-' || s[0] >= '0' && s[0] <= '9'):
	default:
		w.bad = true
	}
}

// text returns a value as text; nil for null and the empty string. Objects and
// arrays are made compact.
func (w *walker) text(v []byte) []byte {
	switch {
	case len(v) == 0 || v[0] == 'n':
		return nil
	case v[0] == '"' && bytes.IndexByte(v, '\\') < 0:
		return v[1 : len(v)-1]
	case v[0] == '"':
		var s string
		if json.Unmarshal(v, &s) != nil {
			w.bad = true
		}
		return []byte(s)
	case v[0] == '{' || v[0] == '[':
		var b bytes.Buffer
		if json.Compact(&b, v) != nil {
			w.bad = true
		}
		return b.Bytes()
	}
	return v
}
