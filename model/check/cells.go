package check

import (
	"iter"
	"math"
	"slices"

	"recipientdesk/model"
)

// Cells are the values of one object of a batch, and the next object's after it:
// what is clean, which is nearly everything, is never made into an entry.
type cells struct {
	batch   *model.Batch
	row     int
	dn      string
	at      map[model.Attr]int // column of each attribute, as code spells it
	vals    [][]string         // by column
	present uint64             // columns that have a value; the last bit stands for all from the 64th on
	bounds  []bound            // by column
	odd     bool               // a value is outside its bound
}

// A bound is how many bytes a value may have without being counted exactly: text has
// no more characters than bytes.
type bound struct{ min, max int }

func boundOf(a model.Attr, s *model.Schema) bound {
	b := bound{0, math.MaxInt}
	if d, ok := s.Lookup(a); ok && (d.Min != 0 || d.Max != 0) {
		if d.Syntax == model.SyntaxInteger || d.Syntax == model.SyntaxLargeInt || d.Min > 1 {
			return bound{1, 0}
		}
		b.min = d.Min
		if d.Max > 0 {
			b.max = d.Max
		}
	}
	if max := limitOf(a); max > 0 {
		b.max = min(b.max, max)
	}
	return b
}

// open gets ready for the rows of a batch.
func (c *cells) open(b *model.Batch, w *world) {
	same := c.batch != nil && slices.Equal(c.batch.Columns(), b.Columns())
	c.batch = b
	if same {
		return
	}
	c.at, c.vals = map[model.Attr]int{}, make([][]string, len(b.Columns()))
	c.bounds = nil
	for i, a := range b.Columns() {
		c.at[a] = i
		c.bounds = append(c.bounds, boundOf(a, w.Schema))
	}
	for class := range w.rules {
		w.masks[class] = w.masks[class][:0]
		for _, r := range w.rules[class] {
			var mask uint64
			for _, a := range r.If {
				if i := c.column(a); i >= 0 {
					mask |= bit(i)
				}
			}
			w.masks[class] = append(w.masks[class], mask)
		}
	}
}

func bit(column int) uint64 { return 1 << min(column, 63) }

// column returns the position of a, or -1, and remembers the spelling.
func (c *cells) column(a model.Attr) int {
	if i, ok := c.at[a]; ok {
		return i
	}
	i := slices.IndexFunc(c.batch.Columns(), a.Is)
	c.at[a] = i
	return i
}

func (c *cells) read(row int) {
	c.row, c.present, c.odd = row, 0, false
	c.dn = c.batch.Read(row, c.vals)
	for i, values := range c.vals {
		if len(values) == 0 {
			continue
		}
		c.present |= bit(i)
		b := c.bounds[i]
		for _, v := range values {
			c.odd = c.odd || len(v) < b.min || len(v) > b.max
		}
	}
}

func (c *cells) ref() model.Ref { return model.Ref{GUID: c.batch.GUID(c.row).String(), DN: c.dn} }

func (c *cells) values(a model.Attr) []string {
	if i := c.column(a); i >= 0 {
		return c.vals[i]
	}
	return nil
}

func (c *cells) all() iter.Seq2[model.Attr, []string] {
	return func(yield func(model.Attr, []string) bool) {
		for i, a := range c.batch.Columns() {
			if len(c.vals[i]) > 0 && !yield(a, c.vals[i]) {
				return
			}
		}
	}
}
