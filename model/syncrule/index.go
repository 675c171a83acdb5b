package syncrule

import (
	"cmp"
	"hash/maphash"
	"iter"
	"slices"
	"sort"
	"strings"
)

// An index finds rows by a key. It keeps hashes, so a hit has to be looked at.
type index struct {
	exact    bool // octets; else text, of which case does not count
	postings []posting
}

type posting struct {
	hash uint64
	row  int32
}

var seed = maphash.MakeSeed()

func (x *index) key(v string) string {
	if x.exact {
		return v
	}
	return strings.ToLower(v)
}

func (x *index) add(key string, row int) {
	x.postings = append(x.postings, posting{maphash.String(seed, key), int32(row)})
}

func (x *index) sort() {
	slices.SortFunc(x.postings, func(a, b posting) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.row, b.row)) })
	x.postings = slices.Clip(slices.Compact(x.postings))
}

// find yields rows that may have the key, in their order.
func (x *index) find(key string) iter.Seq[int] {
	return func(yield func(int) bool) {
		h := maphash.String(seed, key)
		i := sort.Search(len(x.postings), func(i int) bool { return x.postings[i].hash >= h })
		for ; i < len(x.postings) && x.postings[i].hash == h; i++ {
			if !yield(int(x.postings[i].row)) {
				return
			}
		}
	}
}
