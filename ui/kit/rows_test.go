package kit

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestRowsAreASet(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var set rows
	want := map[int]bool{}
	for step := range 3000 {
		from := random.IntN(60)
		to := from + random.IntN(8)
		add := random.IntN(2) == 0
		if add {
			set = set.with(from, to)
		} else {
			set = set.without(from, to)
		}
		for n := from; n <= to; n++ {
			if add {
				want[n] = true
			} else {
				delete(want, n)
			}
		}
		list := slices.Sorted(maps.Keys(want))
		if !slices.Equal(set.list(), list) {
			t.Fatalf("step %d: %v, want %v", step, set, list)
		}
		if set.count() != len(list) || set.has(from) != want[from] {
			t.Fatalf("step %d: count %d has %v of %v", step, set.count(), set.has(from), set)
		}
		for i := 1; i < len(set); i++ {
			if set[i].from <= set[i-1].to+1 {
				t.Fatalf("step %d: runs touch: %v", step, set)
			}
		}
	}
}

func TestRowsOfUnsortedListWithDoubles(t *testing.T) {
	got := rowsOf([]int{7, 3, 4, 4, 9, 8})
	if want := (rows{{3, 4}, {7, 9}}); !slices.Equal(got, want) {
		t.Errorf("rowsOf = %v, want %v", got, want)
	}
}
