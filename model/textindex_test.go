package model

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestTextIndex(t *testing.T) {
	for _, n := range []int{0, 1, 2, 17, 1000, 20000} {
		rnd := rand.New(rand.NewPCG(uint64(n), 1))
		var x TextIndex
		want := map[string][]int{}
		for row := range n {
			for range 1 + rnd.IntN(3) {
				text := fmt.Sprint(rnd.IntN(n))
				x.Add(text, row)
				if !slices.Contains(want[text], row) {
					want[text] = append(want[text], row)
				}
			}
		}
		x.Sort()
		several := 0
		for i := range n + 3 {
			text := fmt.Sprint(i)
			if got := slices.Collect(x.Rows(text)); !slices.Equal(got, want[text]) {
				t.Fatalf("%d rows: %s is in %v, not %v", n, text, got, want[text])
			}
			if len(want[text]) > 1 {
				several++
			}
		}
		if got := len(slices.Collect(x.Several())); got != several {
			t.Errorf("%d rows: %d texts are in several, not %d", n, got, several)
		}
	}
}
