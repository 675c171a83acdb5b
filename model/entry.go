package model

import (
	"iter"
	"maps"
	"slices"
	"strings"
)

// An Attr is the name of a directory attribute, spelled as the schema spells
// it. Names compare without regard to case (RFC 4512 section 2.5).
type Attr string

func (a Attr) key() string { return strings.ToLower(string(a)) }

// Is reports whether a and b name the same attribute.
func (a Attr) Is(b Attr) bool { return strings.EqualFold(string(a), string(b)) }

// A Ref identifies an object. GUID is the identity; DN is where the object was
// last seen and changes when it is renamed or moved.
type Ref struct {
	GUID string // 8-4-4-4-12 hexadecimal, lower case; "" where only the place is known
	DN   string
}

// Same reports whether both identify one object: by GUID where both know it, by
// place otherwise.
func (r Ref) Same(o Ref) bool {
	if r.GUID != "" && o.GUID != "" {
		return r.GUID == o.GUID
	}
	return SameDN(r.DN, o.DN)
}

// An Entry is one object as it was read at one moment. It is immutable: the
// methods that look like edits return a new Entry. Copying one is cheap.
type Entry struct {
	Ref   Ref
	attrs map[string]stored
}

type stored struct {
	name Attr
	vals []string
}

// NewEntry returns an entry holding a copy of attrs. Attributes without values
// are left out, as a directory leaves them out.
func NewEntry(ref Ref, attrs map[Attr][]string) Entry {
	m := make(map[string]stored, len(attrs))
	for a, v := range attrs {
		if len(v) > 0 {
			m[a.key()] = stored{a, slices.Clone(v)}
		}
	}
	return Entry{ref, m}
}

// Values returns the values of a in directory order, nil if it is not set. The
// result must not be modified. A value is a string of bytes, not always text.
func (e Entry) Values(a Attr) []string { return slices.Clip(e.attrs[a.key()].vals) }

// First returns the first value of a, or "".
func (e Entry) First(a Attr) string {
	if v := e.Values(a); len(v) > 0 {
		return v[0]
	}
	return ""
}

// Has reports whether a has a value.
func (e Entry) Has(a Attr) bool { return len(e.attrs[a.key()].vals) > 0 }

// Len returns the number of attributes that have a value.
func (e Entry) Len() int { return len(e.attrs) }

// With returns e with a set to values; with none, a is removed.
func (e Entry) With(a Attr, values ...string) Entry {
	m := maps.Clone(e.attrs)
	if m == nil {
		m = map[string]stored{}
	}
	if len(values) == 0 {
		delete(m, a.key())
	} else {
		m[a.key()] = stored{a, slices.Clone(values)}
	}
	return Entry{e.Ref, m}
}

// Only returns e with the named attributes alone; with none, all of them.
func (e Entry) Only(attrs ...Attr) Entry {
	if len(attrs) == 0 {
		return e
	}
	m := make(map[string]stored, len(attrs))
	for _, a := range attrs {
		if s, ok := e.attrs[a.key()]; ok {
			m[a.key()] = s
		}
	}
	return Entry{e.Ref, m}
}

// All yields the attributes in name order.
func (e Entry) All() iter.Seq2[Attr, []string] {
	return func(yield func(Attr, []string) bool) {
		for _, k := range slices.Sorted(maps.Keys(e.attrs)) {
			if !yield(e.attrs[k].name, e.attrs[k].vals) {
				return
			}
		}
	}
}
