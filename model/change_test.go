package model

import (
	"slices"
	"strings"
	"testing"
)

// FuzzChangeSet checks the algebra everything else leans on: a difference leads
// from one entry to the other, its inverse leads back, and it fits where it was
// made. An entry is written "attr=v,v;attr=v".
func FuzzChangeSet(f *testing.F) {
	f.Add("mail=a;proxy=SMTP:a,smtp:b", "mail=b;proxy=smtp:a,SMTP:b")
	f.Add("", "x=1")
	f.Add("x=1,2", "X=2,3;y=")
	f.Fuzz(func(t *testing.T, a, b string) {
		before, after := parse(a), parse(b)
		cs := Diff(before, after)
		if stale := cs.Stale(before, func(Attr) bool { return true }); len(stale) > 0 {
			t.Errorf("stale where it was made: %v", stale)
		}
		there := cs.Apply(before)
		if left := Diff(there, after); !left.Empty() {
			t.Errorf("does not lead there: %v", left)
		}
		if left := Diff(cs.Inverse().Apply(there), before); !left.Empty() {
			t.Errorf("does not lead back: %v", left)
		}
	})
}

func parse(s string) Entry {
	m := map[Attr][]string{}
	for part := range strings.SplitSeq(s, ";") {
		name, vals, _ := strings.Cut(part, "=")
		v := slices.DeleteFunc(strings.Split(vals, ","), func(v string) bool { return v == "" })
		slices.Sort(v)
		if name != "" {
			m[Attr(strings.ToLower(name))] = slices.Compact(v)
		}
	}
	return NewEntry(Ref{GUID: "g"}, m)
}

func TestStale(t *testing.T) {
	single := func(a Attr) bool { return a.Is("one") }
	before := NewEntry(Ref{GUID: "g"}, map[Attr][]string{"p": {"SMTP:a", "smtp:b"}})
	cs := Diff(before, before.With("p", "smtp:a", "SMTP:b"))
	tests := []struct {
		name string
		cs   ChangeSet
		now  Entry
		want int
	}{
		{"nothing happened", cs, before, 0},
		{"another value came", cs, before.With("p", "SMTP:a", "smtp:b", "smtp:c"), 0},
		{"a value changed its case", cs, before.With("p", "smtp:a", "SMTP:b"), 1},
		{"a value went", cs, before.With("p", "SMTP:a"), 1},
		{"one value was filled", ChangeSet{Changes: []Change{{"one", nil, []string{"x"}}}}, before.With("one", "y"), 1},
		{"the value came already", ChangeSet{Changes: []Change{{"p", []string{"SMTP:a"}, []string{"SMTP:a", "smtp:b"}}}}, before, 1},
		{"a list was filled", ChangeSet{Changes: []Change{{"many", nil, []string{"x"}}}}, before.With("many", "y"), 0},
	}
	for _, tt := range tests {
		if got := tt.cs.Stale(tt.now, single); len(got) != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

func TestApplyDoublesNothing(t *testing.T) {
	e := NewEntry(Ref{}, map[Attr][]string{"p": {"a", "b"}})
	cs := ChangeSet{Changes: []Change{{"p", []string{"a"}, []string{"a", "b"}}}}
	if got := cs.Apply(e).Values("p"); len(got) != 2 {
		t.Errorf("values = %q", got)
	}
}
