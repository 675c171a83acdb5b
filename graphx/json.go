package graphx

import (
	"bytes"
	"encoding/json"
)

// The functions here walk JSON that json.Valid has accepted, without making
// anything of it: a listing of a whole tenant is hundreds of megabytes, most of
// which ends in a Batch byte by byte.

// members calls f for every member of the object, in its order. Keys are as
// written, without quotes.
func members(object []byte, f func(key, value []byte)) {
	if len(object) == 0 || object[0] != '{' {
		return
	}
	for i := after(object, 1); i < len(object) && object[i] == '"'; {
		end := i + length(object[i:])
		key := object[i+1 : end-1]
		i = after(object, after(object, end)+1) // past the colon
		end = i + length(object[i:])
		f(key, object[i:end])
		if i = after(object, end); i < len(object) && object[i] == ',' {
			i = after(object, i+1)
		}
	}
}

// elements calls f for every element of the array.
func elements(array []byte, f func(value []byte)) {
	if len(array) == 0 || array[0] != '[' {
		return
	}
	for i := after(array, 1); i < len(array) && array[i] != ']'; {
		end := i + length(array[i:])
		f(array[i:end])
		if i = after(array, end); i < len(array) && array[i] == ',' {
			i = after(array, i+1)
		}
	}
}

// after returns the place of the first byte at or after i that is not space.
func after(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\n' || b[i] == '\r' || b[i] == '\t') {
		i++
	}
	return i
}

// length returns how many bytes the value at the start of b takes.
func length(b []byte) int {
	depth := 0
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '"':
			i += quote(b[i+1:]) + 1
			if depth == 0 {
				return min(i+1, len(b))
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return i // the end of what a number or word stands in
			}
			if depth--; depth == 0 {
				return i + 1
			}
		case ',', ' ', '\n', '\r', '\t':
			if depth == 0 {
				return i
			}
		}
	}
	return len(b)
}

// quote returns the place of the quote that ends the string b is in.
func quote(b []byte) int {
	for i := 0; ; i++ {
		n := bytes.IndexByte(b[i:], '"')
		if n < 0 {
			return len(b)
		}
		i += n
		slashes := 0
		for slashes < i && b[i-1-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return i
		}
	}
}

// text returns a value that is no list as text; nil for null and the empty
// string. Objects are made compact.
func text(v []byte) []byte {
	switch {
	case len(v) == 0 || v[0] == 'n':
		return nil
	case v[0] == '"' && bytes.IndexByte(v, '\\') < 0:
		return v[1 : len(v)-1]
	case v[0] == '"':
		var s string
		if json.Unmarshal(v, &s) != nil {
			return nil
		}
		return []byte(s)
	case v[0] == '{' || v[0] == '[':
		var b bytes.Buffer
		if json.Compact(&b, v) != nil {
			return nil
		}
		return b.Bytes()
	}
	return v
}
