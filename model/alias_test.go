package model

import (
	"strings"
	"testing"
)

func TestCheckAlias(t *testing.T) {
	tests := []struct{ alias, problem string }{
		{"anna", ""},
		{"a.adams+hr", ""},
		{"jürgen", ""},
		{strings.Repeat("a", 64), ""},
		{"", "is empty"},
		{strings.Repeat("a", 65), "is longer than 64 characters"},
		{"anna adams", "contains a blank"},
		{".anna", "has a period at its start or end"},
		{"anna.", "has a period at its start or end"},
		{"a..b", "has two periods in a row"},
		{"anna@x", "contains the character @"},
		{"an\u200bna", "contains the invisible character U+200B"},
		{"\xff", "is not text"},
		{"Łucja", "contains the character Ł"},
	}
	for _, tt := range tests {
		got := ""
		if err := CheckAlias(tt.alias); err != nil {
			got = err.(*Error).Message
			if CodeOf(err) != Invalid || err.(*Error).Hint == "" {
				t.Errorf("%q: code %s, hint %q", tt.alias, CodeOf(err), err.(*Error).Hint)
			}
		}
		if got != tt.problem {
			t.Errorf("CheckAlias(%q) = %q, want %q", tt.alias, got, tt.problem)
		}
	}
}
