package ui

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"recipientdesk/model/drift"
)

// A driftQuery says what the Drift page shows.
type driftQuery struct {
	Text string                        // every word of it must be found
	Only [drift.StatusUnknown + 1]bool // statuses chosen in the bar; none: what is not as it should be
	List int                           // of driftLists
	Sort string                        // ID of a column; "": as it comes
	Down bool
}

// narrowed reports whether statuses were chosen.
func (q driftQuery) narrowed() bool { return slices.Contains(q.Only[:], true) }

// keeps reports whether the first list shows a status.
func (q driftQuery) keeps(s drift.Status) bool {
	if q.narrowed() {
		return q.Only[s]
	}
	return s != drift.StatusEqual && s != drift.StatusOnlyCloud
}

// A driftSifted is what the page shows of a comparison.
type driftSifted struct {
	of     *drifted
	query  driftQuery
	counts []int   // what each list has left
	rows   []int32 // of the list that is shown
}

// siftDrift makes what the page shows. It is work for the background.
func siftDrift(ctx context.Context, d *drifted, q driftQuery) (*driftSifted, error) {
	s := &driftSifted{of: d, query: q}
	words := strings.Fields(strings.ToLower(q.Text))
	for n, l := range driftLists() {
		left := 0
		for i := range l.Len(d) {
			if i%4096 == 0 && ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if n != listByStatus && len(words) == 0 {
				if left++; n == q.List {
					s.rows = append(s.rows, int32(i))
				}
				continue
			}
			e := l.Entry(d, i)
			if n == listByStatus && !q.keeps(e.status) || len(words) > 0 && !e.matches(words) {
				continue
			}
			if left++; n == q.List {
				s.rows = append(s.rows, int32(i))
			}
		}
		s.counts = append(s.counts, left)
	}
	s.sort()
	return s, ctx.Err()
}

// entry is what stands in a row of the table.
func (s *driftSifted) entry(row int) driftEntry {
	return driftLists()[s.query.List].Entry(s.of, int(s.rows[row]))
}

// matches reports whether every word is found somewhere in an entry.
func (e *driftEntry) matches(words []string) bool {
	for _, w := range words {
		in := func(s string) bool { return containsFold(s, w) }
		if !(in(e.name) || in(e.class) || in(e.statusWords()) || in(e.property) || in(e.Why) || in(e.more[0]) || in(e.more[1]) || in(e.more[2]) ||
			e.authority != "" && in(e.authority.Label()) || e.item != nil && in(e.item.Ref.DN)) {
			return false
		}
	}
	return true
}

// statusRank orders statuses by what a person should see first.
var statusRank = [...]int{drift.StatusError: 0, drift.StatusDifferent: 1, drift.StatusWaiting: 2, drift.StatusOnlyAD: 3, drift.StatusUnknown: 4,
	drift.StatusOnlyCloud: 5, drift.StatusEqual: 6}

// sort orders the rows as the user wants it; the first list by status if he wants
// nothing else. What is equal stays as it comes: by name.
func (s *driftSifted) sort() {
	l := driftLists()[s.query.List]
	column, down := s.query.Sort, s.query.Down
	if column == "" {
		if s.query.List != listByStatus {
			return
		}
		column, down = "status", false
	}
	order := make([]driftKey, len(s.rows))
	for i, row := range s.rows {
		e := l.Entry(s.of, int(row))
		order[i].row = row
		if column == "status" {
			order[i].rank = statusRank[e.status]
		} else {
			order[i].text = strings.ToLower(e.text(column))
		}
	}
	slices.SortStableFunc(order, func(a, b driftKey) int {
		n := cmp.Or(cmp.Compare(a.rank, b.rank), strings.Compare(a.text, b.text))
		if down {
			return -n
		}
		return n
	})
	for i := range order {
		s.rows[i] = order[i].row
	}
}

// A driftKey is what a row is sorted by.
type driftKey struct {
	text string
	rank int
	row  int32
}
