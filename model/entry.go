package model

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
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

// compareAttrs orders names as key does, without making keys. Names are ASCII
// (RFC 4512 section 1.4); what a file may say instead is compared the slow way.
func compareAttrs(a, b Attr) int {
	for i := range min(len(a), len(b)) {
		x, y := a[i], b[i]
		if x|y >= utf8.RuneSelf {
			return strings.Compare(a.key(), b.key())
		}
		if x != y {
			if x, y = lowerByte(x), lowerByte(y); x != y {
				return int(x) - int(y)
			}
		}
	}
	return len(a) - len(b)
}

func lowerByte(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// An Entry is one object as it was read at one moment. It is immutable: the
// methods that look like edits return a new Entry. Copying one is cheap.
type Entry struct {
	Ref   Ref
	attrs []stored // in the order of compareAttrs, each name once
}

type stored struct {
	name Attr
	vals []string
}

// NewEntry returns an entry holding a copy of attrs. Attributes without values
// are left out, as a directory leaves them out.
func NewEntry(ref Ref, attrs map[Attr][]string) Entry {
	list := make([]stored, 0, len(attrs))
	for a, v := range attrs {
		if len(v) > 0 {
			list = append(list, stored{a, slices.Clone(v)})
		}
	}
	slices.SortFunc(list, func(a, b stored) int { return cmp.Or(compareAttrs(a.name, b.name), cmp.Compare(a.name, b.name)) })
	return Entry{ref, slices.CompactFunc(list, func(a, b stored) bool { return compareAttrs(a.name, b.name) == 0 })}
}

// CollectEntry is like NewEntry for up to room attributes, or some more, that come one
// after the other: quick where they mostly come in the order of their names. It keeps
// the slices, which nobody may change afterward. Of a name that comes twice, the first
// is kept.
func CollectEntry(ref Ref, room int, attrs iter.Seq2[Attr, []string]) Entry {
	e := Entry{ref, make([]stored, 0, room)}
	for a, v := range attrs {
		if len(v) == 0 {
			continue
		}
		if n := len(e.attrs); n == 0 || compareAttrs(e.attrs[n-1].name, a) < 0 {
			e.attrs = append(e.attrs, stored{a, v})
		} else if i, known := e.find(a); !known {
			e.attrs = append(e.attrs, stored{})
			copy(e.attrs[i+1:], e.attrs[i:])
			e.attrs[i] = stored{a, v}
		}
	}
	return e
}

// find returns where a is, or would be.
func (e Entry) find(a Attr) (at int, ok bool) {
	low, high := 0, len(e.attrs)
	for low < high {
		mid := (low + high) / 2
		switch c := compareAttrs(e.attrs[mid].name, a); {
		case c == 0:
			return mid, true
		case c < 0:
			low = mid + 1
		default:
			high = mid
		}
	}
	return low, false
}

// Values returns the values of a in directory order, nil if it is not set. The
// result must not be modified. A value is a string of bytes, not always text.
func (e Entry) Values(a Attr) []string {
	if i, ok := e.find(a); ok {
		return slices.Clip(e.attrs[i].vals)
	}
	return nil
}

// First returns the first value of a, or "".
func (e Entry) First(a Attr) string {
	if v := e.Values(a); len(v) > 0 {
		return v[0]
	}
	return ""
}

// Has reports whether a has a value.
func (e Entry) Has(a Attr) bool {
	_, ok := e.find(a)
	return ok
}

// Len returns the number of attributes that have a value.
func (e Entry) Len() int { return len(e.attrs) }

// With returns e with a set to values; with none, a is removed.
func (e Entry) With(a Attr, values ...string) Entry {
	i, ok := e.find(a)
	rest := e.attrs[i:]
	if ok {
		rest = rest[1:]
	}
	list := append(make([]stored, 0, len(e.attrs)+1), e.attrs[:i]...)
	if len(values) > 0 {
		list = append(list, stored{a, slices.Clone(values)})
	}
	return Entry{e.Ref, append(list, rest...)}
}

// Only returns e with the named attributes alone; with none, all of them.
func (e Entry) Only(attrs ...Attr) Entry {
	if len(attrs) == 0 {
		return e
	}
	wanted := make(map[string]bool, len(attrs))
	for _, a := range attrs {
		wanted[a.key()] = true
	}
	var list []stored
	for _, s := range e.attrs {
		if wanted[s.name.key()] {
			list = append(list, s)
		}
	}
	return Entry{e.Ref, list}
}

// All yields the attributes in name order.
func (e Entry) All() iter.Seq2[Attr, []string] {
	return func(yield func(Attr, []string) bool) {
		for _, s := range e.attrs {
			if !yield(s.name, s.vals) {
				return
			}
		}
	}
}
