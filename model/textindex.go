package model

import (
	"cmp"
	"hash/maphash"
	"iter"
	"math/bits"
	"slices"
	"sort"
)

// A TextIndex finds the rows that may have a text: sixteen bytes for each pair of the
// two. It keeps hashes, so a hit has to be looked at. Add fills it and Sort ends that;
// then it is safe for concurrent use. The zero TextIndex is empty.
type TextIndex struct{ list []posting }

type posting struct {
	hash uint64
	row  int32
}

var seed = maphash.MakeSeed()

// Add says that a row has a text.
func (x *TextIndex) Add(text string, row int) {
	x.list = append(x.list, posting{maphash.String(seed, text), int32(row)})
}

// Sort makes it ready to be asked.
func (x *TextIndex) Sort() {
	slices.SortFunc(x.list, func(a, b posting) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.row, b.row)) })
	x.list = slices.Clip(slices.Compact(x.list))
}

// Rows yields the rows that may have a text, in their order.
func (x *TextIndex) Rows(text string) iter.Seq[int] {
	return func(yield func(int) bool) {
		h := maphash.String(seed, text)
		for i := x.at(h); i < len(x.list) && x.list[i].hash == h; i++ {
			if !yield(int(x.list[i].row)) {
				return
			}
		}
	}
}

// Several yields a row of each text that several rows may have.
func (x *TextIndex) Several() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, p := range x.list {
			first := i == 0 || x.list[i-1].hash != p.hash
			if more := i+1 < len(x.list) && x.list[i+1].hash == p.hash; first && more && !yield(int(p.row)) {
				return
			}
		}
	}
}

// at returns where a hash stands or would stand. Hashes are spread evenly, so it is
// near where it would stand if they were spread exactly; of the whole list, a search by
// halves would touch memory far apart.
func (x *TextIndex) at(h uint64) int {
	n := len(x.list)
	near, _ := bits.Mul64(h, uint64(n))
	low, high := int(near), int(near)
	for step := 16; low > 0 && x.list[low-1].hash >= h; step *= 4 {
		low = max(0, low-step)
	}
	for step := 16; high < n && x.list[high].hash < h; step *= 4 {
		high = min(n, high+step)
	}
	return low + sort.Search(high-low, func(i int) bool { return x.list[low+i].hash >= h })
}
