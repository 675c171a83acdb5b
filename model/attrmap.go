package model

import "unicode/utf8"

// An AttrMap finds things by the name of an attribute, whatever its case, without
// making the name anew. The zero AttrMap is empty.
type AttrMap[T any] struct{ by map[uint32][]attrThing[T] }

type attrThing[T any] struct {
	attr  Attr
	thing T
}

// Put sets what is found for a.
func (m *AttrMap[T]) Put(a Attr, thing T) {
	if m.by == nil {
		m.by = map[uint32][]attrThing[T]{}
	}
	h := a.hash()
	for i, t := range m.by[h] {
		if t.attr.Is(a) {
			m.by[h][i].thing = thing
			return
		}
	}
	m.by[h] = append(m.by[h], attrThing[T]{a, thing})
}

// Get returns what was put for a.
func (m *AttrMap[T]) Get(a Attr) (thing T, ok bool) {
	for _, t := range m.by[a.hash()] {
		if t.attr == a || t.attr.Is(a) {
			return t.thing, true
		}
	}
	return thing, false
}

// hash is FNV-1a of the name in lower case.
func (a Attr) hash() uint32 {
	h := uint32(2166136261)
	for i := range len(a) {
		if a[i] >= utf8.RuneSelf { // no name of a schema
			return 0
		}
		h = (h ^ uint32(lowerByte(a[i]))) * 16777619
	}
	return h
}
