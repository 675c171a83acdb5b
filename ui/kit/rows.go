package kit

import (
	"slices"
	"sort"
)

// rows is a set of row numbers, kept as sorted runs without overlap or touch:
// all of 100,000 rows is one run, and so is a range picked with Shift.
type rows []run

type run struct{ from, to int } // to is included

// rowsOf makes a set of single rows in any order.
func rowsOf(list []int) rows {
	sorted := slices.Clone(list)
	slices.Sort(sorted)
	var r rows
	for _, n := range sorted {
		if last := len(r) - 1; last >= 0 && n <= r[last].to+1 {
			r[last].to = max(r[last].to, n)
		} else {
			r = append(r, run{n, n})
		}
	}
	return r
}

func (r rows) has(n int) bool {
	i := sort.Search(len(r), func(i int) bool { return r[i].to >= n })
	return i < len(r) && r[i].from <= n
}

func (r rows) count() int {
	n := 0
	for _, run := range r {
		n += run.to - run.from + 1
	}
	return n
}

// list is the rows in order.
func (r rows) list() []int {
	out := make([]int, 0, r.count())
	for _, run := range r {
		for n := run.from; n <= run.to; n++ {
			out = append(out, n)
		}
	}
	return out
}

// with is the set with from…to added.
func (r rows) with(from, to int) rows {
	var out rows
	for i, s := range r {
		switch {
		case s.to+1 < from:
			out = append(out, s)
		case s.from > to+1:
			return append(append(out, run{from, to}), r[i:]...)
		default:
			from, to = min(from, s.from), max(to, s.to)
		}
	}
	return append(out, run{from, to})
}

// without is the set with from…to removed.
func (r rows) without(from, to int) rows {
	var out rows
	for _, s := range r {
		if s.to < from || s.from > to {
			out = append(out, s)
			continue
		}
		if s.from < from {
			out = append(out, run{s.from, from - 1})
		}
		if s.to > to {
			out = append(out, run{to + 1, s.to})
		}
	}
	return out
}
