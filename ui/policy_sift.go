package ui

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"recipientdesk/model/addresspolicy"
)

// A policyQuery says which recipients of a preview are shown, and in what order.
type policyQuery struct {
	Text   string                          // every word of it must be found
	Only   [addresspolicy.Outside + 1]bool // outcomes chosen in the bar; none: those that a person should look at
	Policy string                          // by name; "": all
	Sort   string                          // ID of a column; "": by outcome
	Down   bool
}

// narrowed reports whether outcomes were chosen.
func (q policyQuery) narrowed() bool { return slices.Contains(q.Only[:], true) }

// keeps reports whether an outcome is shown.
func (q policyQuery) keeps(o addresspolicy.Outcome) bool {
	if q.narrowed() {
		return q.Only[o]
	}
	return o == addresspolicy.Gets || o == addresspolicy.Numbered || o == addresspolicy.Lacks
}

// A policySifted is what the page shows of a preview.
type policySifted struct {
	of     *policyResult
	query  policyQuery
	counts [addresspolicy.Outside + 1]int // of the policy chosen, whatever the bar hides
	rows   []int32                        // lines
}

// siftPolicies makes what the page shows. It is work for the background.
func siftPolicies(ctx context.Context, r *policyResult, q policyQuery) (*policySifted, error) {
	s := &policySifted{of: r, query: q}
	words := strings.Fields(strings.ToLower(q.Text))
	for i := range r.lines {
		if i%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		l := &r.lines[i]
		if q.Policy != "" && l.policy != q.Policy || !l.matches(words) {
			continue
		}
		s.counts[l.outcome]++
		if q.keeps(l.outcome) {
			s.rows = append(s.rows, int32(i))
		}
	}
	s.sort()
	return s, ctx.Err()
}

// matches reports whether every word is found somewhere in a line.
func (l *policyLine) matches(words []string) bool {
	for _, w := range words {
		in := func(s string) bool { return containsFold(s, w) }
		if !(in(l.name) || in(l.kind.Label()) || in(l.policy) || in(l.before) || in(l.after) || in(l.added) || in(l.note) ||
			in(outcomeSigns[l.outcome].words) || in(l.Before.Ref.DN)) {
			return false
		}
	}
	return true
}

// sort orders the rows as the user wants it; what is equal stays as it comes: by name.
func (s *policySifted) sort() {
	rank := make([]int, len(outcomeOrder))
	for n, o := range outcomeOrder {
		rank[o] = n
	}
	lines := s.of.lines
	keys := make(map[int32]string, len(s.rows))
	if s.query.Sort != "" && s.query.Sort != "outcome" {
		for _, i := range s.rows {
			keys[i] = strings.ToLower(lines[i].text(s.query.Sort))
		}
	}
	slices.SortStableFunc(s.rows, func(a, b int32) int {
		order := strings.Compare(keys[a], keys[b])
		if len(keys) == 0 {
			order = cmp.Compare(rank[lines[a].outcome], rank[lines[b].outcome])
		}
		if s.query.Down {
			return -order
		}
		return order
	})
}

// line is what stands in a row of the table.
func (s *policySifted) line(row int) *policyLine { return &s.of.lines[s.rows[row]] }
