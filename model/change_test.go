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
