package model

import (
	"math"
	"slices"
)

// offsets say where the cells of a batch begin. Most are empty or short, so the
// numbers would take as much room as the values if they were not small.
type offsets struct {
	rows   []uint32 // start of each row, and the end of the last
	narrow []uint16 // start of each cell from that of its row
	wide   []uint32 // the same, of a batch with a row too long for narrow
}

// offsetsOf takes the start of each cell, of which a row has each, and the end.
func offsetsOf(starts []uint32, each int, end uint32) (o offsets) {
	for at := 0; at < len(starts); at += each {
		o.rows = append(o.rows, starts[at])
	}
	o.rows = append(slices.Clip(o.rows), end)
	o.wide = make([]uint32, len(starts))
	short := true
	for k, s := range starts {
		o.wide[k] = s - o.rows[k/each]
		short = short && o.wide[k] <= math.MaxUint16
	}
	if short {
		o.narrow = make([]uint16, len(starts))
		for k, s := range o.wide {
			o.narrow[k] = uint16(s)
		}
		o.wide = nil
	}
	return o
}

// size returns how many bytes the offsets take.
func (o *offsets) size() int { return 4*len(o.rows) + 2*len(o.narrow) + 4*len(o.wide) }

// at returns where cell c of row i begins: 0 is the DN, then come the columns, and one
// more is the end of the row.
func (b *Batch) at(i, c int) uint32 {
	each := len(b.cols) + 1
	switch start := b.cells.rows[i]; {
	case c == each:
		return b.cells.rows[i+1]
	case b.cells.narrow != nil:
		return start + uint32(b.cells.narrow[i*each+c])
	default:
		return start + b.cells.wide[i*each+c]
	}
}
