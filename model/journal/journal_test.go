package journal

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"recipientdesk/model"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

func open(t *testing.T, dir string) *Journal {
	t.Helper()
	j, err := Open(dir, Options{Host: "desk1", PID: 42, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	return j
}

func change1(attr model.Attr, before, after []string) model.ChangeSet {
	return model.ChangeSet{Ref: model.Ref{GUID: "g", DN: "CN=Ann"}, Changes: []model.Change{{Attr: attr, Before: before, After: after}}}
}

func TestWhatIsWrittenComesBack(t *testing.T) {
	j := open(t, t.TempDir())
	cs := change1("thumbnailPhoto", []string{"\xff\xd8\x00\n\""}, []string{"Zoë 😀\n", `{"base64":"x"}`, ""})
	n, err := j.Begin(Record{Op: Modify, Who: `CORP\eva`, Directory: "DC=corp", Change: cs, Undoes: 0, Batch: "b"})
	if err != nil || n != 1 {
		t.Fatal(n, err)
	}
	if err := j.End(n, Ending{USN: "77"}); err != nil {
		t.Fatal(err)
	}
	got, err := j.Record(1)
	if err != nil {
		t.Fatal(err)
	}
	want := Record{N: 1, Time: noon, Who: `CORP\eva`, Op: Modify, Directory: "DC=corp", Change: cs, Batch: "b", Host: "desk1", PID: 42,
		Outcome: Done, Ended: noon, USN: "77"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestFailureKeepsItsCode(t *testing.T) {
	j := open(t, t.TempDir())
	n, _ := j.Begin(Record{Op: Modify, Change: change1("mail", nil, []string{"x"})})
	j.End(n, Ending{Err: &model.Error{Code: model.Denied, Message: "no"}})
	m, _ := j.Begin(Record{Op: Modify, Change: change1("mail", nil, []string{"x"})})
	j.End(m, Ending{Err: errors.New("boom")})
	rs, _ := j.Records()
	if rs[0].Outcome != "denied" || rs[1].Outcome != "internal" || rs[1].Message != "boom" {
		t.Errorf("%+v", rs)
	}
}

func TestUnfinished(t *testing.T) {
	j := open(t, t.TempDir())
	begin := func() int {
		n, err := j.Begin(Record{Op: Modify, Change: change1("mail", []string{"a"}, []string{"b"})})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	done, sent, unknown, denied := begin(), begin(), begin(), begin()
	j.End(done, Ending{})
	j.End(unknown, Ending{Err: &model.Error{Code: model.Unknown}})
	j.End(denied, Ending{Err: &model.Error{Code: model.Denied}})
	rs, err := j.Unfinished()
	if err != nil || len(rs) != 2 || rs[0].N != sent || rs[1].N != unknown {
		t.Fatalf("%+v, %v", rs, err)
	}
	if want := change1("mail", []string{"a"}, []string{"b"}); !reflect.DeepEqual(rs[1].Change, want) {
		t.Errorf("change %+v", rs[1].Change)
	}
}

// Taking one of 5,000 members away must not write 10,000 names.
func TestManyValues(t *testing.T) {
	j := open(t, t.TempDir())
	var members []string
	for i := range 5000 {
		members = append(members, fmt.Sprintf("CN=Member %d,DC=corp", i))
	}
	if _, err := j.Begin(Record{Op: Modify, Change: change1("member", members, append(members[1:len(members):len(members)], "CN=New"))}); err != nil {
		t.Fatal(err)
	}
	r, err := j.Record(1)
	if want := change1("member", members[:1], []string{"CN=New"}); err != nil || !reflect.DeepEqual(r.Change, want) {
		t.Errorf("%d and %d values, %v", len(r.Change.Changes[0].Before), len(r.Change.Changes[0].After), err)
	}
	if fi, err := os.Stat(j.Path()); err != nil || fi.Size() > 1000 {
		t.Errorf("%d bytes, %v", fi.Size(), err)
	}
}

// A line that JSON can read and no journal wrote spoils no other.
func TestForeignLine(t *testing.T) {
	dir := t.TempDir()
	os.WriteFile(filepath.Join(dir, FileName), []byte(`{"n":1,"state":"sent","op":"modify","changes":"x"}`+"\n[]\n7\n"), 0o600)
	j := open(t, dir)
	if n, err := j.Begin(Record{Op: Modify, Change: change1("mail", nil, []string{"x"})}); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	if rs, err := j.Records(); err != nil || len(rs) != 1 || rs[0].N != 2 {
		t.Errorf("%+v, %v", rs, err)
	}
}

func TestUndoneBy(t *testing.T) {
	j := open(t, t.TempDir())
	j.Begin(Record{Op: Modify, Change: change1("mail", nil, []string{"x"})})
	j.End(1, Ending{})
	j.Begin(Record{Op: Modify, Undoes: 1, Change: change1("mail", []string{"x"}, nil)})
	if r, _ := j.Record(1); r.UndoneBy != 0 || !r.Undoable() {
		t.Error("an undo that was not made counts")
	}
	j.End(2, Ending{})
	if r, _ := j.Record(1); r.UndoneBy != 2 || r.Undoable() {
		t.Errorf("undone by %d", r.UndoneBy)
	}
}

func TestTornLine(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, FileName)
	os.WriteFile(path, []byte(`{"n":1,"time":"2026-03-04T12:00:00Z","state":"sent","op":"modify"}`+"\n"+`{"n":2,"sta`), 0o600)
	j := open(t, dir)
	n, err := j.Begin(Record{Op: Modify, Change: change1("mail", nil, []string{"x"})})
	if err != nil || n != 2 {
		t.Fatal(n, err)
	}
	rs, _ := j.Records()
	if len(rs) != 2 || rs[1].N != 2 || rs[0].Outcome != Sent {
		t.Errorf("%+v", rs)
	}
}

// A journal that somebody cut cannot be trusted to give new numbers.
func TestCutFile(t *testing.T) {
	j := open(t, t.TempDir())
	for range 2 {
		if _, err := j.Begin(Record{Op: Modify, Change: change1("mail", nil, []string{"x"})}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := j.Begin(Record{Op: Modify}); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(j.Path(), 10); err != nil {
		t.Fatal(err)
	}
	if n, err := j.Begin(Record{Op: Modify}); model.CodeOf(err) != model.Internal {
		t.Errorf("number %d, %v", n, err)
	}
}

// Two programs at once never give one number twice, and lose no line.
func TestSeveralWriters(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	const writers, each = 4, 25
	for range writers {
		j := open(t, dir)
		wg.Go(func() {
			for range each {
				n, err := j.Begin(Record{Op: Modify, Change: change1("mail", nil, []string{strings.Repeat("x", 300)})})
				if err != nil {
					t.Error(err)
				}
				j.End(n, Ending{})
			}
		})
	}
	wg.Wait()
	rs, _ := open(t, dir).Records()
	seen := map[int]bool{}
	for _, r := range rs {
		seen[r.N] = true
		if r.Outcome != Done {
			t.Errorf("change %d: %s", r.N, r.Outcome)
		}
	}
	if len(rs) != writers*each || len(seen) != writers*each {
		t.Errorf("%d records with %d numbers", len(rs), len(seen))
	}
}

func TestUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	os.WriteFile(file, nil, 0o600)
	_, err := Open(filepath.Join(file, "sub"), Options{Now: time.Now})
	if model.CodeOf(err) != model.Internal || !strings.Contains(err.Error(), file) {
		t.Errorf("err = %v", err)
	}
}

func TestReadableByOwnerAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	j := open(t, dir)
	fi, err := os.Stat(j.Path())
	if err != nil {
		t.Fatal(err)
	}
	if os.PathSeparator == '/' && fi.Mode().Perm() != 0o600 {
		t.Errorf("mode = %v", fi.Mode())
	}
}
