package ui

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"recipientdesk/model"
)

// A suggestion is a word of the directory that is close to one that was typed
// and found nothing.
type suggestion struct {
	word string
	hits int // rows with that word in their name
}

// suggest finds the words of names that text may have meant: one or two letters
// away. It looks at one word only, the last one typed.
func suggest(s *model.Snapshot, rows []int32, text string, most int) []suggestion {
	words := strings.Fields(strings.ToLower(text))
	if len(words) == 0 {
		return nil
	}
	typed := []rune(words[len(words)-1])
	if len(typed) < 3 {
		return nil
	}
	limit := 1
	if len(typed) > 4 {
		limit = 2
	}
	near := map[string]int{} // distance
	hits := map[string]int{}
	for _, row := range rows {
		for _, w := range nameWords(rowName(s, int(row))) {
			if hits[w]++; hits[w] > 1 {
				continue
			}
			if d := distance(typed, []rune(w), limit); d <= limit {
				near[w] = d
			}
		}
	}
	var out []suggestion
	for w := range near {
		out = append(out, suggestion{w, hits[w]})
	}
	slices.SortFunc(out, func(a, b suggestion) int {
		return cmp.Or(cmp.Compare(near[a.word], near[b.word]), cmp.Compare(b.hits, a.hits), cmp.Compare(a.word, b.word))
	})
	return out[:min(len(out), most)]
}

func nameWords(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// distance is the number of letters to insert, delete, change or swap with their
// neighbor to get from a to b (optimal string alignment), limit+1 if it is more
// than limit.
func distance(a, b []rune, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	older, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		best := cur[0]
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], older[j-2]+1)
			}
			best = min(best, cur[j])
		}
		if best > limit {
			return limit + 1
		}
		older, prev, cur = prev, cur, older
	}
	return min(prev[len(b)], limit+1)
}
