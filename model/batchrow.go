package model

// Columns returns the attributes that the batch holds of each object. The result
// must not be modified.
func (b *Batch) Columns() []Attr { return b.cols }

// GUID returns the identity of object i without its place.
func (b *Batch) GUID(i int) GUID { return b.guids[i] }

// Has reports whether object i has a value in column col.
func (b *Batch) Has(i, col int) bool {
	k := b.row(i) + col + 1
	return b.cells[k] != b.cells[k+1]
}

// Read puts the values of object i into vals, which has a slice for each column
// and whose room is used again, and returns the DN. The strings are parts of a
// single one, made for this object: a hundred thousand objects are read with as
// many allocations.
func (b *Batch) Read(i int, vals [][]string) (dn string) {
	k := b.row(i)
	start := b.cells[k]
	row := string(b.data[start:b.cells[k+len(b.cols)+1]])
	dn, _ = nextValue(row)
	for c := range b.cols {
		v := vals[c][:0]
		cell := row[b.cells[k+c+1]-start : b.cells[k+c+2]-start]
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
