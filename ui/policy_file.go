package ui

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
)

// keyPolicies holds, for each directory, which file its address policies are in.
const keyPolicies = "policies"

// A policyFile is a file of address policies as it was read or written last. What is
// shown is what stands there: every change is written at once.
type policyFile struct {
	path    string // "": there is none yet
	content []byte // nil: there was no such file
	list    addresspolicy.Policies
}

// readPolicyFile reads a file. One that is not there has no policies.
func readPolicyFile(path string) (policyFile, error) {
	f := policyFile{path: path}
	if path == "" {
		return f, nil
	}
	b, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f, nil
	case err != nil:
		return f, &model.Error{Code: model.NotFound, Subject: path, Message: "the file cannot be read", Hint: "Check that it may be read, or open another one.", Err: err}
	}
	f.content = b
	f.list, err = addresspolicy.Load(bytes.NewReader(b))
	return f, err
}

// with writes other policies to the file: to another one beside it first, so that half
// a file is never there. The error has code Conflict if somebody has written to it
// since it was read.
func (f policyFile) with(list addresspolicy.Policies) (policyFile, error) {
	if err := list.Check(); err != nil {
		return f, err
	}
	now, err := os.ReadFile(f.path)
	if err == nil && !bytes.Equal(now, f.content) || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return f, &model.Error{Code: model.Conflict, Subject: filepath.Base(f.path), Message: "was changed by another program since it was read",
			Hint: "Open it again, and make your change once more.", Err: err}
	}
	var b bytes.Buffer
	if err := list.Save(&b); err != nil {
		return f, err
	}
	if err := os.MkdirAll(filepath.Dir(f.path), 0o700); err == nil {
		err = os.WriteFile(f.path+".new", b.Bytes(), 0o600)
		if err == nil {
			err = os.Rename(f.path+".new", f.path)
		}
		if err == nil {
			return policyFile{f.path, b.Bytes(), list}, nil
		}
	}
	return f, &model.Error{Code: model.Internal, Subject: f.path, Message: "the file could not be written",
		Hint: "Check that there is room and that the folder may be written to, or save to another file.", Err: err}
}

// policyPath is the file of the session's directory: the one that the user opened last,
// or else one of its own among those that the program keeps. "" if it keeps none.
func (a *App) policyPath() string {
	if path := read[map[string]string](a.settings, keyPolicies)[a.session.Target.Directory]; path != "" {
		return path
	}
	return a.ownPolicyPath()
}

func (a *App) ownPolicyPath() string {
	if a.opt.PolicyDir == "" {
		return ""
	}
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"/\|?*`, r) || r < ' ' {
			return '_'
		}
		return r
	}, or(a.session.Info.Domain, "directory"))
	return filepath.Join(a.opt.PolicyDir, name+".json")
}

// rememberPolicies keeps which file the session's directory has its policies in.
func (a *App) rememberPolicies(path string) {
	m := read[map[string]string](a.settings, keyPolicies)
	if m == nil || len(m) > 50 {
		m = map[string]string{}
	}
	m[a.session.Target.Directory] = path
	if path == a.ownPolicyPath() {
		delete(m, a.session.Target.Directory)
	}
	write(a.settings, keyPolicies, m)
}

// readFile shows the policies of a file. If it cannot be read, what was shown stays.
func (p *policyPage) readFile(path string) {
	session := p.app.session
	load(p.app.run, &p.filing, func(context.Context) (policyFile, error) { return readPolicyFile(path) }, func(f policyFile, err error) {
		first := !p.known
		p.known = true
		if err != nil {
			p.unread = err
			if p.file.path != "" {
				p.unread = nil
				p.app.fail(p.app.win, err)
			} else {
				p.file = policyFile{path: path}
			}
			p.draw()
			return
		}
		p.unread = nil
		if p.app.session == session {
			p.app.rememberPolicies(path)
			p.use(f)
			if first && p.app.place == placePolicies && len(f.list) > 0 {
				p.app.win.Canvas().Focus(p.list) // which was not there to be walked through
			}
		}
	})
}

// askOpen has another file chosen.
func (p *policyPage) askOpen() {
	p.app.chooseFile(p.app.win, fileOptions{Title: "Open a file of address policies", Ext: []string{".json"}, Start: folderOf(p.file.path), Done: p.readFile})
}

// askSave writes the policies to another file, and goes on with that.
func (p *policyPage) askSave(list addresspolicy.Policies, done func()) {
	p.app.chooseFile(p.app.win, fileOptions{Title: "Save the address policies", Ext: []string{".json"}, Save: true, Start: folderOf(p.file.path), Name: "policies.json", Done: func(path string) {
		load(p.app.run, &p.filing, func(context.Context) (policyFile, error) {
			now, err := os.ReadFile(path) // that it may be replaced was asked
			if errors.Is(err, fs.ErrNotExist) {
				now = nil
			}
			return policyFile{path: path, content: now}.with(list)
		}, func(f policyFile, err error) {
			if err != nil {
				p.app.fail(p.app.win, err)
				return
			}
			p.app.rememberPolicies(path)
			p.use(f)
			done()
		})
	}})
}

// folderOf is where a file is, "" if the folder is not there yet.
func folderOf(path string) string {
	dir := filepath.Dir(path)
	if info, err := os.Stat(dir); path == "" || err != nil || !info.IsDir() {
		return ""
	}
	return dir
}

// change writes other policies to the file, shows them, and then calls done. failed is
// told why they could not be written; nil: a dialog says so.
func (p *policyPage) change(list addresspolicy.Policies, done func(), failed func(error)) {
	if p.file.path == "" {
		p.askSave(list, done)
		return
	}
	if p.writing {
		return
	}
	p.writing = true
	f := p.file
	send(p.app.run, func(context.Context) (policyFile, error) { return f.with(list) }, func(f policyFile, err error) {
		p.writing = false
		switch {
		case err != nil && failed != nil:
			failed(err)
		case err != nil:
			p.app.fail(p.app.win, err)
		default:
			p.use(f)
			done()
		}
	})
}

// use shows the policies of a file. A preview of others is no longer true.
func (p *policyPage) use(f policyFile) {
	p.file = f
	if p.r.last != nil {
		p.r.old = "The policies were changed since."
	}
	p.drawList()
	p.draw()
}
