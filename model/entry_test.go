package model

import (
	"cmp"
	"slices"
	"strings"
	"testing"
)

func TestCompareAttrs(t *testing.T) {
	names := []Attr{"", "a", "A", "ab", "aB", "Ab", "a-b", "a_b", "aZ", "b", "cn", "CN", "mail", "mailNickname", "MAILNICKNAME", "K", "\u212a", "É", "é", "z\xff"}
	for _, a := range names {
		for _, b := range names {
			want := cmp.Compare(strings.ToLower(string(a)), strings.ToLower(string(b)))
			if got := cmp.Compare(compareAttrs(a, b), 0); got != want {
				t.Errorf("compareAttrs(%q, %q) is %d, not %d", a, b, got, want)
			}
		}
	}
}

// TestEntryKeepsOrder sets and removes attributes in every spelling, and compares
// with a map.
func TestEntryKeepsOrder(t *testing.T) {
	var e Entry
	want := map[string][]string{}
	for i, a := range []Attr{"mail", "CN", "proxyAddresses", "MAIL", "sn", "cn", "description", "Mail", "SN", "aaa", "zzz"} {
		v := []string{string(a), string(rune('0' + i))}
		if i%4 == 3 {
			v = nil
		}
		e = e.With(a, v...)
		if want[a.key()] = v; v == nil {
			delete(want, a.key())
		}
		var names []string
		for name, vals := range e.All() {
			names = append(names, name.key())
			if !slices.Equal(vals, want[name.key()]) || !slices.Equal(e.Values(Attr(strings.ToUpper(string(name)))), vals) {
				t.Errorf("%s is %q, not %q", name, vals, want[name.key()])
			}
		}
		if !slices.IsSorted(names) || len(names) != len(want) || e.Len() != len(want) {
			t.Errorf("the names are %q, not those of %v", names, want)
		}
	}
}

func TestWithLeavesTheOldEntry(t *testing.T) {
	old := NewEntry(Ref{}, map[Attr][]string{"a": {"1"}, "c": {"3"}})
	for _, changed := range []Entry{old.With("b", "2"), old.With("A"), old.With("C", "4"), old.With("d", "5")} {
		if old.Len() != 2 || old.First("a") != "1" || old.First("c") != "3" || slices.EqualFunc(old.attrs, changed.attrs, func(a, b stored) bool { return a.name == b.name && slices.Equal(a.vals, b.vals) }) {
			t.Errorf("old %v, changed %v", old.attrs, changed.attrs)
		}
	}
}
