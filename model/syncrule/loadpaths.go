package syncrule

import (
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"recipientdesk/model"
)

// Names of what needs no file: the built-in rules, and the same as Microsoft Entra
// Cloud Sync, which has no rules, would have it.
const (
	BuiltinName   = "builtin"
	CloudSyncName = "cloudsync"
)

// LoadPaths reads what a person names as synchronization rules: one folder that
// Get-ADSyncServerConfiguration wrote, builtin or cloudsync, and any number of scripts (.ps1)
// and single rules (.xml), which are added to it in this order. Without a folder
// the base is the built-in set. dir opens a folder of the system, as os.DirFS does.
// The error has code NotFound or Invalid.
func LoadPaths(paths []string, dir func(name string) fs.FS) (*RuleSet, error) {
	var base *RuleSet
	var files []string
	for _, p := range paths {
		var set *RuleSet
		if strings.EqualFold(p, BuiltinName) {
			set = Builtin()
		} else if strings.EqualFold(p, CloudSyncName) {
			set = Builtin().clone()
			set.Source, set.CloudSync = CloudSyncName, true
		} else if info, err := fs.Stat(dir(p), "."); err != nil || !info.IsDir() {
			files = append(files, p)
			continue
		} else if set, err = Load(dir(p)); err != nil {
			return nil, inFolder(p, err)
		} else {
			set.Source = p
		}
		if base != nil {
			return nil, &model.Error{Code: model.Invalid, Subject: p, Message: "cannot be added to " + base.Source + ": both are the rules of a whole server",
				Hint: "Name one folder, and scripts of single rules besides."}
		}
		base = set
	}
	if base == nil {
		base = Builtin()
	}
	for _, p := range files {
		set, err := base.add(p, dir)
		if err != nil {
			return nil, err
		}
		set.Source = base.Source + " + " + p
		base = set
	}
	return base, nil
}

// inFolder adds to the subject of an error the folder that a person named.
func inFolder(name string, err error) error {
	var e *model.Error
	if !errors.As(err, &e) {
		return err
	}
	named := *e
	named.Subject = name + ": " + e.Subject
	return &named
}

// add returns the set with what is in a file.
func (s *RuleSet) add(name string, dir func(string) fs.FS) (*RuleSet, error) {
	var read func(io.Reader, string) (*RuleSet, error)
	switch strings.ToLower(filepath.Ext(name)) {
	case ".ps1", ".psm1", ".txt":
		read = func(r io.Reader, file string) (*RuleSet, error) { return LoadScript(r, file, s) }
	case ".xml":
		read = func(r io.Reader, file string) (*RuleSet, error) {
			rule, notes, err := ReadRule(r, file)
			if err != nil {
				return nil, err
			}
			set := s.With(rule)
			set.Notes = append(set.Notes, notes...)
			return set, nil
		}
	default:
		if _, err := fs.Stat(dir(filepath.Dir(name)), filepath.Base(name)); err == nil {
			return nil, &model.Error{Code: model.Invalid, Subject: name, Message: "is neither a folder nor a script of rules (.ps1)",
				Hint: "Give the folder that Get-ADSyncServerConfiguration -Path wrote, a script that the Synchronization Rules Editor exported, or builtin."}
		}
	}
	f, err := dir(filepath.Dir(name)).Open(filepath.Base(name))
	if err != nil {
		return nil, &model.Error{Code: model.NotFound, Subject: name, Message: "cannot be read", Err: err,
			Hint: "Give the folder that Get-ADSyncServerConfiguration -Path wrote, a script that the Synchronization Rules Editor exported, or builtin."}
	}
	defer f.Close()
	return read(f, filepath.Base(name))
}
