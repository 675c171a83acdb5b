package model

import "strings"

// Columns returns the attributes that the batch holds of each object. The result
// must not be modified.
func (b *Batch) Columns() []Attr { return b.cols }

// GUID returns the identity of object i without its place.
func (b *Batch) GUID(i int) GUID { return b.guids[i] }

// Has reports whether object i has a value in column col.
func (b *Batch) Has(i, col int) bool {
	return b.at(i, col+1) != b.at(i, col+2)
}

// Read puts the values of object i into vals, which has a slice for each column
// and whose room is used again, and returns the DN. The strings are parts of a
// single one, made for this object: a hundred thousand objects are read with as
// many allocations.
func (b *Batch) Read(i int, vals [][]string) (dn string) {
	start := b.at(i, 0)
	row := strings.Clone(b.data[start:b.at(i, len(b.cols)+1)])
	dn, _ = nextValue(row)
	for c := range b.cols {
		v := vals[c][:0]
		cell := row[b.at(i, c+1)-start : b.at(i, c+2)-start]
		for cell != "" {
			var one string
			one, cell = nextValue(cell)
			v = append(v, one)
		}
		vals[c] = v
	}
	return dn
}

// nextValue takes a value off a cell: its length as a varint, then its bytes.
func nextValue(cell string) (value, rest string) {
	n, w, shift := 0, 0, 0
	for {
		c := cell[w]
		w++
		n |= int(c&0x7f) << shift
		if c < 0x80 {
			return cell[w : w+n], cell[w+n:]
		}
		shift += 7
	}
}
