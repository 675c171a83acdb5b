package sim

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/lockedfile"

	"recipientdesk/model"
)

// A store is the file that a forest is kept in. Several processes may use it at a
// time: each write holds a lock, which is a file beside it with ".lock" added,
// starts from what the file holds, and replaces it as a whole.
type store struct {
	path string
	lock *lockedfile.Mutex
	seen fs.FileInfo // of the file when it was last read or written
}

// Open returns the forest kept in a file, which is made as the sample organization
// if it is not there, or as an empty forest if cfg names a Domain. Of cfg, only
// the clock and the random numbers count for a file that is there. The file holds
// hashes of passwords and is readable for its owner only.
func Open(path string, cfg Config) (*Forest, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	f := &Forest{store: &store{path: abs, lock: lockedfile.MutexAt(abs + ".lock")}}
	unlock, err := f.store.lock.Lock()
	if err != nil {
		return nil, fileError(path, err)
	}
	defer unlock()
	f.st = &state{cfg: cfg.complete()}
	err = f.load()
	if errors.Is(err, fs.ErrNotExist) {
		if cfg.Domain == "" {
			f.st = NewSample(cfg).st
		} else {
			f.st = newState(cfg.complete())
		}
		f.st.kept = f.st.cfg.Now().Unix()
		err = f.save()
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

func fileError(path string, err error) error {
	e := &model.Error{Code: model.Internal, Subject: path, Message: "cannot be used as a forest", Err: err}
	switch {
	case errors.Is(err, fs.ErrPermission):
		e.Code, e.Hint = model.Denied, "Choose a file in a folder that you may write to."
	case errors.Is(err, fs.ErrNotExist):
		e.Code, e.Hint = model.NotFound, "Choose a folder that exists."
	}
	return e
}

// refresh reads the file again if another process wrote it.
func (f *Forest) refresh() error {
	if f.store == nil {
		return nil
	}
	f.mu.RLock()
	same := f.store.unchanged()
	f.mu.RUnlock()
	if same {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	unlock, err := f.store.lock.Lock()
	if err != nil {
		return fileError(f.store.path, err)
	}
	defer unlock()
	if f.store.unchanged() {
		return nil
	}
	return f.load()
}

func (s *store) unchanged() bool {
	now, err := os.Stat(s.path)
	return err == nil && s.seen != nil && os.SameFile(now, s.seen) && now.ModTime().Equal(s.seen.ModTime()) && now.Size() == s.seen.Size()
}

// saving makes a change that outlives the process, or none. The forest's lock is
// held.
func (f *Forest) saving(change func() error) error {
	if f.store == nil {
		return change()
	}
	unlock, err := f.store.lock.Lock()
	if err != nil {
		return fileError(f.store.path, err)
	}
	defer unlock()
	if !f.store.unchanged() {
		if err := f.load(); err != nil {
			return err
		}
	}
	if err := change(); err != nil {
		return err
	}
	if err := f.save(); err != nil {
		return errors.Join(err, f.load()) // what is not in the file has not happened
	}
	return nil
}

func (f *Forest) load() error {
	file, err := os.Open(f.store.path)
	if err != nil {
		return fileError(f.store.path, err)
	}
	defer file.Close()
	seen, err := file.Stat()
	if err != nil {
		return fileError(f.store.path, err)
	}
	st, err := decode(json.NewDecoder(bufio.NewReader(file)), f.st.cfg)
	if err != nil {
		return fileError(f.store.path, err)
	}
	f.st, f.store.seen = st, seen
	return nil
}

// save replaces the file in one step, so that a crash leaves the old or the new
// one, and makes sure that it is on the disk.
func (f *Forest) save() (err error) {
	dir := filepath.Dir(f.store.path)
	tmp, err := os.CreateTemp(dir, ".forest-*") // mode 0600
	if err != nil {
		return fileError(f.store.path, err)
	}
	defer func() {
		if err != nil {
			tmp.Close()
			os.Remove(tmp.Name())
			err = fileError(f.store.path, err)
		}
	}()
	w := bufio.NewWriter(tmp)
	if err = f.st.encode(w); err != nil {
		return err
	}
	if err = w.Flush(); err != nil {
		return err
	}
	if err = tmp.Sync(); err != nil {
		return err
	}
	if err = tmp.Close(); err != nil {
		return err
	}
	if err = os.Rename(tmp.Name(), f.store.path); err != nil {
		return err
	}
	if d, err := os.Open(dir); err == nil { // not every system can sync a folder
		d.Sync()
		d.Close()
	}
	f.store.seen, err = os.Stat(f.store.path)
	return err
}
