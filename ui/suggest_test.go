package ui

import (
	"testing"

	"recipientdesk/model"
)

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"anna", "anna", 0}, {"annna", "anna", 1}, {"ana", "anna", 1}, {"anan", "anna", 1}, {"hanna", "anna", 1},
		{"müller", "muller", 1}, {"meier", "maier", 1}, {"schmidt", "schmitt", 1}, {"schmid", "schmitt", 2}, {"abcdef", "uvwxyz", 3}, {"a", "abcdef", 3}, {"", "ab", 2},
	} {
		if got := distance([]rune(c.a), []rune(c.b), 2); got != c.want {
			t.Errorf("from %q to %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func snapshotOfNames(names ...string) (*model.Snapshot, []int32) {
	s := model.NewSnapshot(model.DisplayName)
	b := model.NewBatchBuilder(s.Columns())
	for _, n := range names {
		b.Add(model.NewEntry(model.Ref{DN: "CN=" + n}, map[model.Attr][]string{model.DisplayName: {n}}))
	}
	s.Append(b.Build())
	return s, s.Rows()
}

func TestSuggestionsAreWordsOfNames(t *testing.T) {
	s, rows := snapshotOfNames("Anna Adams", "Anna Brown", "Hanna O'Neil", "Board", "Ännchen")
	got := suggest(s, rows, "brown ANNNA", 3)
	if len(got) == 0 || got[0] != (suggestion{"anna", 2}) {
		t.Errorf("suggested %v, want anna first, with both of its rows", got)
	}
	for _, text := range []string{"", "an", "zzzzzz"} {
		if got := suggest(s, rows, text, 3); len(got) != 0 {
			t.Errorf("%q suggests %v", text, got)
		}
	}
}
