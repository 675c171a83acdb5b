package main

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"unicode/utf8"

	"recipientdesk/model/syncrule"
)

// A fieldWriter writes JSON without reflection. A directory of a hundred thousand
// objects makes two gigabytes of it, which encoding/json takes four times as long
// for.
type fieldWriter struct{ b []byte }

// key begins a field of the object under way.
func (w *fieldWriter) key(name string) {
	w.comma()
	w.b = append(appendJSON(w.b, name), ':')
}

// comma separates from what was written before in the same object or list.
func (w *fieldWriter) comma() {
	if last := w.b[len(w.b)-1]; last != '{' && last != '[' {
		w.b = append(w.b, ',')
	}
}

func (w *fieldWriter) value(s string) { w.b = appendText(w.b, s) }

func (w *fieldWriter) text(name, s string) {
	w.key(name)
	w.value(s)
}

func (w *fieldWriter) bool(name string, v bool) {
	w.key(name)
	w.b = strconv.AppendBool(w.b, v)
}

// list writes a field with n values, each written by one.
func (w *fieldWriter) list(name string, n int, one func(i int)) {
	w.key(name)
	w.b = append(w.b, '[')
	for i := range n {
		w.comma()
		one(i)
	}
	w.b = append(w.b, ']')
}

func (w *fieldWriter) object(fields func()) {
	w.b = append(w.b, '{')
	fields()
	w.b = append(w.b, '}')
}

// contributions writes an object with a key for each attribute.
func (w *fieldWriter) contributions(name string, cs []syncrule.Contribution) {
	w.key(name)
	w.object(func() {
		for _, c := range cs {
			w.key(c.Attribute)
			w.object(func() {
				w.key("value")
				w.b = appendValue(w.b, c.Value)
				w.text("rule", c.Rule.Name)
			})
		}
	})
}

// appendValue writes what syncrule.Value.MarshalJSON does.
func appendValue(b []byte, v syncrule.Value) []byte {
	switch v.Kind() {
	case syncrule.Number:
		return append(b, v.Text()...)
	case syncrule.Bool:
		return strconv.AppendBool(b, v.Bool())
	case syncrule.Binary:
		b = append(b, `{"base64":"`...)
		return append(base64.StdEncoding.AppendEncode(b, []byte(v.Octets())), `"}`...)
	case syncrule.List:
		b = append(b, '[')
		for i, one := range v.Values() {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendValue(b, one)
		}
		return append(b, ']')
	case syncrule.Text, syncrule.Ref, syncrule.Date:
		return appendText(b, v.Text())
	}
	return append(b, "null"...)
}

// appendText writes a text, or {"base64":"…"} for what is none, as jsonValue does.
func appendText(b []byte, s string) []byte {
	if !utf8.ValidString(s) {
		b = append(b, `{"base64":"`...)
		return append(base64.StdEncoding.AppendEncode(b, []byte(s)), `"}`...)
	}
	return appendJSON(b, s)
}

// plain are the bytes that stand in a JSON text as they are.
var plain = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= ' ' && c != '"' && c != '\\' && c != 0x7f
	}
	return t
}()

// appendJSON writes valid UTF-8 in quotes.
func appendJSON(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		if plain[s[i]] {
			continue
		}
		b = append(b, s[start:i]...)
		if start = i + 1; s[i] == '"' || s[i] == '\\' {
			b = append(b, '\\', s[i])
		} else {
			b = fmt.Appendf(b, `\u%04x`, s[i])
		}
	}
	return append(append(b, s[start:]...), '"')
}
