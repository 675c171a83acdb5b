package model

import (
	"fmt"
	"slices"
	"testing"
)

func sample(n int) *Snapshot {
	cols := []Attr{DisplayName, MailNickname, Mail, ProxyAddresses, ObjectClass, "department", "thumbnailPhoto"}
	s := NewSnapshot(cols...)
	k := NewBatchBuilder(cols)
	for i := range n {
		k.Add(NewEntry(Ref{GUID: fmt.Sprintf("00000000-0000-0000-0000-%012d", i+1), DN: fmt.Sprintf("CN=User %d,DC=x", i)}, map[Attr][]string{
			DisplayName: {fmt.Sprintf("Zoë User %05d", i)}, MailNickname: {fmt.Sprintf("u%05d", i)}, Mail: {fmt.Sprintf("u%05d@x.example", i)},
			ProxyAddresses: {fmt.Sprintf("SMTP:u%05d@x.example", i), fmt.Sprintf("smtp:zoe.%05d@old.example", i)},
			ObjectClass:    {"top", "user"}, "department": {fmt.Sprintf("Dept %d", i%7)}, "thumbnailPhoto": {"\x00\xff\n"},
		}))
		if k.Len() == 1000 {
			s.Append(k.Build())
		}
	}
	s.Append(k.Build())
	return s
}

func TestSnapshotKeepsEverything(t *testing.T) {
	s := sample(2500)
	if s.Len() != 2500 {
		t.Fatal(s.Len())
	}
	e := s.Entry(1234)
	want := map[Attr]string{DisplayName: "Zoë User 01234", Mail: "u01234@x.example", "department": "Dept 2", "thumbnailPhoto": "\x00\xff\n"}
	for a, v := range want {
		if e.First(a) != v || s.First(1234, a) != v {
			t.Errorf("%s = %q and %q", a, e.First(a), s.First(1234, a))
		}
	}
	if got := s.Values(1234, ProxyAddresses); len(got) != 2 || got[1] != "smtp:zoe.01234@old.example" {
		t.Errorf("addresses = %q", got)
	}
	if s.Find("00000000-0000-0000-0000-000000001235") != 1234 || s.Find("x") != -1 || s.Kind(1234) != KindUserMailbox {
		t.Error("row cannot be found by its GUID")
	}
}

func TestSnapshotSearch(t *testing.T) {
	s := sample(2500)
	tests := []struct {
		text string
		want int
	}{
		{"", 2500}, {"zoË", 2500}, {"u01234", 1}, {"OLD.example 01234", 1}, {"01234 nothing", 0}, {"zoe.0123", 10},
		{"smtp:u00000@x", 1}, {"dept", 0}, {"   ", 2500}, {"u02499", 1},
	}
	for _, tt := range tests {
		if got := len(s.Search(s.Rows(), tt.text)); got != tt.want {
			t.Errorf("%q finds %d, want %d", tt.text, got, tt.want)
		}
	}
	if got := s.Search([]int32{3, 1234, 7}, "zoë 01234"); !slices.Equal(got, []int32{1234}) {
		t.Errorf("among three rows: %v", got)
	}
	// a word must not be found across two rows or two values
	if got := s.Search(s.Rows(), "example\x1f"); len(got) != 2500 {
		t.Errorf("a separator in the text matches %d rows: it counts as a blank", len(got))
	}
}

func TestSnapshotChanges(t *testing.T) {
	s := sample(1500)
	e := s.Entry(1200).With(DisplayName, "Renamed").With(MailNickname, "fresh")
	if row := s.Put(e); row != 1200 || s.First(1200, DisplayName) != "Renamed" {
		t.Errorf("row = %d, %q", row, s.First(1200, DisplayName))
	}
	if got := s.Search(s.Rows(), "fresh"); !slices.Equal(got, []int32{1200}) {
		t.Errorf("fresh finds %v", got)
	}
	if got := s.Search(s.Rows(), "user 01200"); len(got) != 0 {
		t.Errorf("the former name finds %v", got)
	}
	row := s.Put(NewEntry(Ref{GUID: "00000000-0000-0000-0000-00000000ffff", DN: "CN=New,DC=x"}, map[Attr][]string{DisplayName: {"New"}}))
	if row != 1500 || s.Find("00000000-0000-0000-0000-00000000ffff") != 1500 {
		t.Errorf("a new object is row %d", row)
	}
	s.Drop(e.Ref.GUID)
	if len(s.Rows()) != 1500 || s.Find(e.Ref.GUID) != -1 {
		t.Error("a deleted object is still there")
	}
}

func TestSnapshotSort(t *testing.T) {
	s := NewSnapshot(DisplayName)
	for i, n := range []string{"beta", "", "Alpha", "gamma", ""} {
		s.Put(NewEntry(Ref{GUID: fmt.Sprintf("00000000-0000-0000-0000-%012d", i+1)}, map[Attr][]string{DisplayName: {n}}))
	}
	key := func(row int) string { return s.First(row, DisplayName) }
	rows := s.Rows()
	if s.Sort(rows, key, false); !slices.Equal(rows, []int32{2, 0, 3, 1, 4}) {
		t.Errorf("ascending %v", rows)
	}
	if s.Sort(rows, key, true); !slices.Equal(rows, []int32{3, 0, 2, 1, 4}) {
		t.Errorf("descending %v", rows)
	}
}
