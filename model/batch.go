package model

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Batch is a run of listed objects in compact form: one byte slice holds all
// values, so a hundred thousand objects cost a few allocations a thousand. It is
// immutable.
type Batch struct {
	cols  []Attr
	order []int // columns in the order of an Entry, each name once
	guids []GUID
	kinds []Kind
	cells offsets
	data  string   // values, each after its length as a varint
	fold  []byte   // what Search looks in, in lower case, a line a row
	lines []uint32 // end of each row in fold
}

// Len returns the number of objects.
func (b *Batch) Len() int { return len(b.guids) }

// Ref returns the identity of object i.
func (b *Batch) Ref(i int) Ref {
	dn, _ := b.first(i, 0)
	guid := b.guids[i].String()
	text := guid + dn // one piece of memory: whole directories are kept
	return Ref{text[:len(guid)], text[len(guid):]}
}

// Kind returns the kind of object i.
func (b *Batch) Kind(i int) Kind { return b.kinds[i] }

// Entry returns object i with the listed attributes. Its values share one piece of
// memory, and so do their lists.
func (b *Batch) Entry(i int) Entry {
	return b.entry(i, strings.Clone(b.data[b.at(i, 0):b.at(i, len(b.cols)+1)]))
}

// View is like Entry, and its values are those of the batch: quicker, and whoever keeps
// one of them keeps the whole batch. Ref is its own.
func (b *Batch) View(i int) Entry {
	return b.entry(i, b.data[b.at(i, 0):b.at(i, len(b.cols)+1)])
}

func (b *Batch) entry(i int, text string) Entry {
	start, set := b.at(i, 0), 0
	for _, c := range b.order {
		if b.Has(i, c) {
			set++
		}
	}
	e := Entry{b.Ref(i), make([]stored, 0, set)}
	room := make([]string, 0, set+8) // most have one value
	for _, c := range b.order {
		if cell := text[b.at(i, c+1)-start : b.at(i, c+2)-start]; cell != "" {
			var vals []string
			vals, room = split(cell, room)
			e.attrs = append(e.attrs, stored{b.cols[c], vals})
		}
	}
	return e
}

// split takes the values of a cell apart, into room as long as there is some.
func split(cell string, room []string) (vals, rest []string) {
	n := 0
	for left := cell; left != ""; n++ {
		_, left = nextValue(left)
	}
	if rest = room; n <= cap(room)-len(room) {
		vals = room[len(room) : len(room) : len(room)+n]
		rest = room[:len(room)+n]
	} else {
		vals = make([]string, 0, n)
	}
	for cell != "" {
		var v string
		v, cell = nextValue(cell)
		vals = append(vals, v)
	}
	return vals, rest
}

// cell returns the values of column c-1, or the DN for 0.
func (b *Batch) cell(i, c int) string { return b.data[b.at(i, c):b.at(i, c+1)] }

func (b *Batch) first(i, c int) (string, bool) {
	cell := b.cell(i, c)
	if cell == "" {
		return "", false
	}
	v, _ := nextValue(cell)
	return v, true
}

func (b *Batch) values(i, c int) (out []string) {
	for cell := b.cell(i, c); cell != ""; {
		var v string
		v, cell = nextValue(cell)
		out = append(out, v)
	}
	return out
}

// A BatchBuilder makes a Batch, row by row. It belongs to one goroutine.
type BatchBuilder struct {
	b     Batch    // but for its data
	data  []byte   // as that of a Batch
	cells []uint32 // start of each cell in data; len(cols)+1 a row (the DN first)
	find  []bool   // columns that Search looks in
	spans []span   // values of the row under way
	heads []int    // the first value of each column, counted from 1; 0: none
	buf   []byte
	dn    []byte
	guid  GUID
	col   struct{ class, group, details, mail, nick, target, proxy int }
}

type span struct{ col, from, to, next int } // next: of the same column, counted from 1

// NewBatchBuilder returns a builder of batches with the given columns.
func NewBatchBuilder(cols []Attr) *BatchBuilder {
	k := &BatchBuilder{find: make([]bool, len(cols)), heads: make([]int, len(cols))}
	k.b.cols, k.b.order = cols, orderOf(cols)
	at := func(a Attr) int { return columnOf(cols, a) }
	k.col.class, k.col.group, k.col.details = at(ObjectClass), at(GroupType), at(RecipientType)
	k.col.mail, k.col.nick, k.col.target, k.col.proxy = at(Mail), at(MailNickname), at(TargetAddress), at(ProxyAddresses)
	for _, a := range SearchAttrs {
		if c := at(a); c >= 0 {
			k.find[c] = true
		}
	}
	return k
}

// SearchAttrs are the attributes, where they are among the columns, that
// Snapshot.Search looks in: names, alias and every address.
var SearchAttrs = []Attr{DisplayName, CommonName, "name", MailNickname, SAMAccountName, Mail, ProxyAddresses, TargetAddress, UserPrincipalName}

// SearchIn has Search look in further columns, which are none of SearchAttrs. It is
// called before the first row.
func (k *BatchBuilder) SearchIn(attrs ...Attr) {
	for _, a := range attrs {
		if c := columnOf(k.b.cols, a); c >= 0 {
			k.find[c] = true
		}
	}
}

func orderOf(cols []Attr) []int {
	order := make([]int, len(cols))
	for c := range cols {
		order[c] = c
	}
	slices.SortStableFunc(order, func(c, d int) int { return compareAttrs(cols[c], cols[d]) })
	return slices.CompactFunc(order, func(c, d int) bool { return cols[c].Is(cols[d]) })
}

func columnOf(cols []Attr, a Attr) int {
	for i, c := range cols {
		if c.Is(a) {
			return i
		}
	}
	return -1
}

// Begin starts a row. dn is copied.
func (k *BatchBuilder) Begin(guid GUID, dn []byte) {
	k.guid, k.dn = guid, append(k.dn[:0], dn...)
	k.spans, k.buf = k.spans[:0], k.buf[:0]
}

// SetGUID names the object of the row under way, for readers that meet the GUID
// among its attributes.
func (k *BatchBuilder) SetGUID(guid GUID) { k.guid = guid }

// Put adds a value of column col to the row. v is copied. Columns may come in any
// order; the values of one column keep theirs.
func (k *BatchBuilder) Put(col int, v []byte) {
	from := len(k.buf)
	k.buf = append(k.buf, v...)
	k.spans = append(k.spans, span{col: col, from: from, to: len(k.buf)})
}

// End finishes the row.
func (k *BatchBuilder) End() {
	b := &k.b
	b.guids = append(b.guids, k.guid)
	b.kinds = append(b.kinds, k.kind())
	k.cells = append(k.cells, uint32(len(k.data)))
	k.data = appendValue(k.data, k.dn)
	k.chain()
	for c := range b.cols {
		k.cells = append(k.cells, uint32(len(k.data)))
		for i := k.heads[c]; i > 0; i = k.spans[i-1].next {
			s := k.spans[i-1]
			k.data = appendValue(k.data, k.buf[s.from:s.to])
		}
	}
	k.index()
}

// chain links the values of each column in their order.
func (k *BatchBuilder) chain() {
	clear(k.heads)
	for i := len(k.spans); i > 0; i-- {
		s := &k.spans[i-1]
		s.next, k.heads[s.col] = k.heads[s.col], i
	}
}

func appendValue(data, v []byte) []byte {
	return append(binary.AppendUvarint(data, uint64(len(v))), v...)
}

// index writes the row's line of search text. A value that the line contains
// already, as mail is contained in proxyAddresses, costs nothing more.
func (k *BatchBuilder) index() {
	b := &k.b
	start := len(b.fold)
	for pass := range 2 { // addresses first: the other values are often part of one
		for _, s := range k.spans {
			if !k.find[s.col] || (s.col == k.col.proxy) != (pass == 0) {
				continue
			}
			at := len(b.fold)
			b.fold = appendFold(b.fold, k.buf[s.from:s.to])
			if bytes.Contains(b.fold[start:at], b.fold[at:]) {
				b.fold = b.fold[:at]
			} else {
				b.fold = append(b.fold, 0x1f)
			}
		}
	}
	b.lines = append(b.lines, uint32(len(b.fold)))
}

// appendFold appends s in lower case, without the control characters that
// separate rows and values.
func appendFold(dst, s []byte) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c |= 0x20
			} else if c < ' ' {
				c = ' '
			}
			dst = append(dst, c)
			i++
			continue
		}
		r, n := utf8.DecodeRune(s[i:])
		if r == utf8.RuneError && n == 1 {
			dst = append(dst, c)
		} else {
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
		i += n
	}
	return dst
}

func (k *BatchBuilder) kind() Kind {
	var f kindFacts
	for _, s := range k.spans {
		v := k.buf[s.from:s.to]
		switch s.col {
		case k.col.class:
			f.classes = append(f.classes, className(v))
		case k.col.group:
			f.group, _ = strconv.ParseInt(string(v), 10, 64)
		case k.col.details:
			f.details, _ = strconv.ParseInt(string(v), 10, 64)
		case k.col.mail, k.col.nick, k.col.proxy:
			f.mail = true
		case k.col.target:
			f.external = isExternal(string(v))
		}
	}
	return kindOf(f)
}

// className returns the class without allocating for the classes that kindOf asks
// for.
func className(v []byte) string {
	switch string(v) {
	case "user":
		return "user"
	case "group":
		return "group"
	case "contact":
		return "contact"
	case "top", "person", "organizationalPerson":
		return ""
	}
	return strings.ToLower(string(v))
}

// Len returns the number of rows finished.
func (k *BatchBuilder) Len() int { return len(k.b.guids) }

// Build returns the rows finished so far and starts anew.
func (k *BatchBuilder) Build() *Batch {
	b := k.b
	b.cells = offsetsOf(k.cells, len(b.cols)+1, uint32(len(k.data)))
	b.data, b.fold = string(k.data), bytes.Clone(b.fold)
	b.guids, b.kinds, b.lines = append([]GUID(nil), b.guids...), append([]Kind(nil), b.kinds...), append([]uint32(nil), b.lines...)
	k.data, k.b.fold, k.cells = k.data[:0], k.b.fold[:0], k.cells[:0]
	k.b.guids, k.b.kinds, k.b.lines = k.b.guids[:0], k.b.kinds[:0], k.b.lines[:0]
	return &b
}

// Add appends an entry as a row.
func (k *BatchBuilder) Add(e Entry) {
	guid, _ := ParseGUID(e.Ref.GUID)
	k.Begin(guid, []byte(e.Ref.DN))
	for c, a := range k.b.cols {
		for _, v := range e.Values(a) {
			k.Put(c, []byte(v))
		}
	}
	k.End()
}
