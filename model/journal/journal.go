package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"recipientdesk/model"
)

// FileName is the name of the journal in its directory.
const FileName = "journal.jsonl"

// A Journal appends to a file. It is safe for concurrent use, also by several
// processes.
type Journal struct {
	path string
	host string
	pid  int
	now  func() time.Time

	mu   sync.Mutex
	file *os.File
	size int64 // of the part of the file that was read for
	last int   // the highest number in use
}

// Options are what a journal is told of the world.
type Options struct {
	Host string           // of this machine
	PID  int              // of this process
	Now  func() time.Time // time.Now, except in tests
}

// Open opens the journal in dir, which is made, readable by its owner alone, if
// it is not there. The error has code Internal and names the folder.
func Open(dir string, o Options) (*Journal, error) {
	path := filepath.Join(dir, FileName)
	err := os.MkdirAll(dir, 0o700)
	var f *os.File
	if err == nil {
		f, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	}
	if err != nil {
		return nil, failed(path, "the journal cannot be opened, and without it nothing is saved", err)
	}
	return &Journal{path: path, host: o.Host, pid: o.PID, now: o.Now, file: f}, nil
}

// Path returns the name of the file.
func (j *Journal) Path() string { return j.path }

// Close closes the file.
func (j *Journal) Close() error { return j.file.Close() }

// Begin records the intent to make a change and returns its number. It returns
// once the line is on the disk. If it fails the change must not be sent: a change
// nobody can see is worse than a change not made. Of r, the fields that say what
// became of it are ignored.
func (j *Journal) Begin(r Record) (n int, err error) {
	changes, err := encode(r.Change)
	if err != nil {
		return 0, failed(j.path, "the change cannot be written to the journal; nothing was sent", err)
	}
	err = j.locked(func() error {
		if err := j.catchUp(); err != nil {
			return err
		}
		n = j.last + 1
		return j.append(line{
			N: n, State: Sent, Op: r.Op, Who: r.Who, Directory: r.Directory,
			GUID: r.Change.Ref.GUID, DN: r.Change.Ref.DN, Changes: changes,
			Undoes: r.Undoes, Batch: r.Batch, Host: j.host, PID: j.pid,
		})
	})
	if err != nil {
		return 0, failed(j.path, "the journal cannot be written; nothing was sent", err)
	}
	return n, nil
}

// An Ending is what became of a change.
type Ending struct {
	State string    // Done, NotMade; "" takes it from Err
	Err   error     // the failure
	Ref   model.Ref // of a new object
	USN   string    // uSNChanged afterwards
}

// End records what became of change n.
func (j *Journal) End(n int, e Ending) error {
	l := line{N: n, State: e.State, GUID: e.Ref.GUID, DN: e.Ref.DN, USN: e.USN}
	switch {
	case e.Err != nil:
		l.Message = e.Err.Error()
		if l.State == "" {
			l.State = string(model.CodeOf(e.Err))
		}
	case l.State == "":
		l.State = Done
	}
	if err := j.locked(func() error { return j.append(l) }); err != nil {
		return failed(j.path, "the outcome could not be written to the journal", err)
	}
	return nil
}

func (j *Journal) locked(f func() error) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	unlock, err := lockedfile.MutexAt(j.path + ".lock").Lock()
	if err != nil {
		return err
	}
	defer unlock()
	return f()
}

// append writes a line and waits for the disk. A line that a crash left
// unfinished is closed first, so that it spoils no other.
func (j *Journal) append(l line) error {
	l.Time = j.now().UTC()
	b, err := json.Marshal(l)
	if err != nil {
		return err
	}
	b = append(b, '\n')
	if torn, err := j.torn(); err != nil {
		return err
	} else if torn {
		b = append([]byte{'\n'}, b...)
	}
	if _, err := j.file.Write(b); err != nil {
		return err
	}
	return j.file.Sync()
}

func (j *Journal) torn() (bool, error) {
	fi, err := j.file.Stat()
	if err != nil || fi.Size() == 0 {
		return false, err
	}
	var c [1]byte
	if _, err := j.file.ReadAt(c[:], fi.Size()-1); err != nil {
		return false, err
	}
	return c[0] != '\n', nil
}

// catchUp reads what other processes wrote since, to find the next number.
func (j *Journal) catchUp() error {
	fi, err := j.file.Stat()
	if err != nil || fi.Size() == j.size {
		return err
	}
	if fi.Size() < j.size {
		return errors.New("the file became shorter; somebody else changed it")
	}
	b := make([]byte, fi.Size()-j.size)
	if _, err := io.ReadFull(io.NewSectionReader(j.file, j.size, int64(len(b))), b); err != nil {
		return err
	}
	for l := range lines(b) {
		j.last = max(j.last, l.N)
	}
	j.size += int64(bytes.LastIndexByte(b, '\n') + 1)
	return nil
}

// lines yields what can be read. A line that a crash cut off cannot.
func lines(b []byte) func(func(line) bool) {
	return func(yield func(line) bool) {
		for part := range bytes.SplitSeq(b, []byte{'\n'}) {
			var l line
			if json.Unmarshal(part, &l) == nil && l.N > 0 && !yield(l) {
				return
			}
		}
	}
}

// Records returns every change, oldest first.
func (j *Journal) Records() ([]Record, error) {
	return j.read(func(Record) bool { return true })
}

// Unfinished returns the changes of which it is not known what became of them, oldest
// first: those without an outcome, and those that were sent and not answered. In
// a long journal they are found much sooner than all records.
func (j *Journal) Unfinished() ([]Record, error) { return j.read(Record.open) }

// Record returns change n. The error has code NotFound.
func (j *Journal) Record(n int) (Record, error) {
	found, err := j.read(func(r Record) bool { return r.N == n })
	if err != nil {
		return Record{}, err
	}
	if len(found) == 0 {
		return Record{}, &model.Error{Code: model.NotFound, Subject: fmt.Sprintf("Change %d", n), Message: "is not in the journal",
			Hint: "The history lists the changes with their numbers."}
	}
	return found[0], nil
}

// read returns the changes that are wanted, oldest first. Asked for one, want
// finds all of it in place but what was changed, which is most of the work.
func (j *Journal) read(want func(Record) bool) ([]Record, error) {
	b, err := os.ReadFile(j.path)
	if err != nil {
		return nil, failed(j.path, "the journal cannot be read", err)
	}
	var all []Record
	var raw []json.RawMessage
	at := map[int]int{}
	for l := range lines(b) {
		i, ok := at[l.N]
		switch {
		case !ok && l.Op != "":
			at[l.N] = len(all)
			all, raw = append(all, recordOf(l)), append(raw, l.Changes)
		case ok:
			all[i].end(l)
		}
	}
	for _, r := range all {
		if i, ok := at[r.Undoes]; ok && r.Outcome == Done {
			all[i].UndoneBy = r.N
		}
	}
	out := all[:0]
	for i, r := range all {
		if !want(r) {
			continue
		}
		if r.Change.Changes, err = decode(raw[i]); err == nil { // else it is no line of ours
			out = append(out, r)
		}
	}
	return out, nil
}

func recordOf(l line) Record {
	return Record{
		N: l.N, Time: l.Time, Who: l.Who, Op: l.Op, Directory: l.Directory, Change: model.ChangeSet{Ref: model.Ref{GUID: l.GUID, DN: l.DN}},
		Undoes: l.Undoes, Batch: l.Batch, Host: l.Host, PID: l.PID, Outcome: l.State,
	}
}

func (r *Record) end(l line) {
	r.Outcome, r.Ended, r.Message, r.USN = l.State, l.Time, l.Message, l.USN
	if l.GUID != "" {
		r.Change.Ref = model.Ref{GUID: l.GUID, DN: l.DN}
	}
}

func failed(path, what string, err error) error {
	return &model.Error{Code: model.Internal, Subject: path, Message: what, Hint: "Check that the folder can be written and the disk has room.", Err: err}
}
