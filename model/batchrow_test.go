package model

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestReadGivesWhatEntryGives(t *testing.T) {
	cols := []Attr{Mail, ProxyAddresses, "thumbnailPhoto", DisplayName}
	k := NewBatchBuilder(cols)
	for i := range 50 {
		attrs := map[Attr][]string{ProxyAddresses: {fmt.Sprint("SMTP:", i, "@x.test"), strings.Repeat("x", i*20), ""}}
		if i%2 == 0 {
			attrs[Mail] = []string{fmt.Sprint(i, "@x.test")}
			attrs["thumbnailPhoto"] = []string{strings.Repeat("\x80\xff", 10000)}
		}
		k.Add(NewEntry(Ref{DN: fmt.Sprintf("CN=%d,DC=x", i), GUID: fmt.Sprintf("00000000-0000-0000-0000-%012d", i)}, attrs))
	}
	b := k.Build()
	if !slices.Equal(b.Columns(), cols) {
		t.Error(b.Columns())
	}
	vals := make([][]string, len(cols))
	for i := range b.Len() {
		e := b.Entry(i)
		if dn := b.Read(i, vals); dn != e.Ref.DN || b.GUID(i).String() != e.Ref.GUID {
			t.Errorf("object %d is %q, %v", i, dn, b.GUID(i))
		}
		for c, a := range cols {
			if !slices.Equal(vals[c], e.Values(a)) {
				t.Errorf("object %d has %s %.60q, want %.60q", i, a, vals[c], e.Values(a))
			}
		}
	}
}

// The lists of one entry share memory, and none reaches into another.
func TestListsOfAnEntryAreApart(t *testing.T) {
	var many []string
	for i := range 50 {
		many = append(many, fmt.Sprint("m", i))
	}
	in := NewEntry(Ref{GUID: "00000000-0000-0000-0000-000000000001"}, map[Attr][]string{"a": {"1"}, "b": many, "c": {"2", "3"}, "d": {"4"}, "e": many[:9]})
	k := NewBatchBuilder([]Attr{"d", "b", "a", "c", "e"})
	k.Add(in)
	out := k.Build().Entry(0)
	for a, vals := range out.All() {
		_ = append(vals, "intruder")
		if !slices.Equal(in.Values(a), vals) {
			t.Errorf("%s is %q", a, vals)
		}
	}
	if !Diff(in, out).Empty() {
		t.Errorf("%v", Diff(in, out))
	}
}

func TestCompactHoldsTheSameObjects(t *testing.T) {
	k := NewBatchBuilder([]Attr{"never", "a", ProxyAddresses, "nobody", "b", "none"})
	var in []Entry
	for i := range 20 {
		e := NewEntry(Ref{GUID: fmt.Sprintf("00000000-0000-0000-0000-%012d", i), DN: fmt.Sprint("CN=", i)}, map[Attr][]string{ProxyAddresses: {"SMTP:a@x.example", "smtp:b"}})
		if i%3 == 0 {
			e = e.With("a", "x").With("b", fmt.Sprint(i), "second")
		}
		in = append(in, e)
		k.Add(e)
	}
	b := k.Build()
	c := b.Compact()
	if want := []Attr{"a", ProxyAddresses, "b"}; !slices.Equal(c.Columns(), want) || c.Len() != 20 {
		t.Fatalf("%d rows of %v", c.Len(), c.Columns())
	}
	vals := make([][]string, 3)
	for i, e := range in {
		if got := c.Entry(i); got.Ref != e.Ref || !Diff(got, e).Empty() || c.Kind(i) != b.Kind(i) || c.Read(i, vals) != e.Ref.DN || !slices.Equal(vals[2], e.Values("b")) {
			t.Errorf("%d: %v, want %v", i, got, e)
		}
	}
	if none := (&BatchBuilder{}).Build().Compact(); none.Len() != 0 {
		t.Error("something of nothing")
	}
}

// A batch with a row of more than 64 KB holds the same as one without.
func TestLongRows(t *testing.T) {
	for _, long := range []int{0, 1<<16 - 40, 1 << 16, 1 << 20} {
		k := NewBatchBuilder([]Attr{"a", "b", "c"})
		var in []Entry
		for i := range 3 {
			e := NewEntry(Ref{GUID: fmt.Sprintf("00000000-0000-0000-0000-%012d", i), DN: fmt.Sprint("CN=", i)}, map[Attr][]string{"a": {"1", "2"}, "c": {"3"}})
			if i == 1 && long > 0 {
				e = e.With("b", strings.Repeat("x", long))
			}
			in = append(in, e)
			k.Add(e)
		}
		for _, b := range []*Batch{k.Build(), k.Build()} {
			for i := range b.Len() {
				if got := b.Entry(i); got.Ref != in[i].Ref || !Diff(got, in[i]).Empty() || b.Has(i, 1) != in[i].Has("b") {
					t.Errorf("%d bytes, row %d: %d attributes", long, i, got.Len())
				}
			}
		}
	}
}
