package template

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"recipientdesk/model"
)

// A Folder keeps the templates of a person as files, *.json, one each. The zero Folder
// holds none and keeps none.
type Folder string

// A File is a template of a folder.
type File struct {
	Path     string
	Template *Template // as far as it could be read: at least its name, which is then that of the file
	Err      error     // why it cannot be used; nil: it can
}

const extension = ".json"

// Read returns all templates of the folder, by name. A file that is broken is among
// them, with what is wrong, and hides no other; so is one whose name another has. A
// folder that is not there yet holds none.
func (f Folder) Read() ([]File, error) {
	if f == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &model.Error{Code: model.Internal, Subject: string(f), Message: "the folder of templates cannot be read", Hint: "See who may read it.", Err: err}
	}
	var out []File
	for _, e := range entries {
		if !e.IsDir() && strings.EqualFold(filepath.Ext(e.Name()), extension) && !strings.HasPrefix(e.Name(), ".") {
			out = append(out, readFile(filepath.Join(string(f), e.Name())))
		}
	}
	slices.SortStableFunc(out, func(a, b File) int {
		return strings.Compare(strings.ToLower(a.Template.Name), strings.ToLower(b.Template.Name))
	})
	for i := range out {
		if out[i].Err == nil {
			out[i].Err = taken(out[i].Template.Name, out[:i])
		}
	}
	return out, nil
}

func readFile(path string) File {
	out := File{Path: path}
	file, err := os.Open(path)
	if err != nil {
		out.Err = &model.Error{Code: model.Internal, Subject: path, Message: "cannot be read", Hint: "See who may read it.", Err: err}
	} else {
		out.Template, out.Err = Load(file)
		file.Close()
	}
	if out.Template == nil || strings.TrimSpace(out.Template.Name) == "" {
		out.Template = &Template{Name: strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))}
	}
	return out
}

// taken says whose a name is: a built-in template's, or that of one of files.
func taken(name string, files []File) error {
	refuse := func(message string) error {
		return &model.Error{Code: model.Exists, Subject: "Template " + name, Message: message, Hint: "Give it another name."}
	}
	for _, b := range Builtin() {
		if strings.EqualFold(b.Name, name) || strings.EqualFold(string(b.Makes), name) {
			return refuse("has the name of one that is built in")
		}
	}
	for _, o := range files {
		if o.Err == nil && strings.EqualFold(o.Template.Name, name) {
			return refuse("has the name of another, in " + filepath.Base(o.Path))
		}
	}
	return nil
}

// Save writes a template to the folder and returns its file, which is named after it.
// old is the file that it was read from, which it replaces; "" for a new one. The error
// has code Invalid for a template that Check refuses, Exists for a name that another has.
func (f Folder) Save(t *Template, old string) (path string, err error) {
	if err := t.Check(); err != nil {
		return "", err
	}
	if f == "" {
		return "", &model.Error{Code: model.Invalid, Subject: "Templates", Message: "there is no folder to keep them in", Hint: "Set HOME or XDG_CONFIG_HOME."}
	}
	files, err := f.Read()
	if err != nil {
		return "", err
	}
	files = slices.DeleteFunc(files, func(o File) bool { return o.Path == old })
	if err := taken(t.Name, files); err != nil {
		return "", err
	}
	path = f.fileFor(t.Name, old)
	if err := write(path, t); err != nil {
		return "", &model.Error{Code: model.Internal, Subject: path, Message: "the template could not be written", Hint: "See who may write there, and whether the disk is full.", Err: err}
	}
	if old != "" && old != path {
		if err := f.Delete(old); err != nil {
			return path, err
		}
	}
	return path, nil
}

// write replaces a file as a whole: a crash leaves the former one.
func write(path string, t *Template) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".template-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // of what was renamed nothing is left
	if err = t.Save(tmp); err == nil {
		err = tmp.Sync()
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

// Delete removes a file of the folder. One that is gone already is no error.
func (f Folder) Delete(path string) error {
	if filepath.Dir(path) != filepath.Clean(string(f)) {
		return &model.Error{Code: model.Invalid, Subject: path, Message: "is no template of the folder " + string(f), Hint: "Reload the list of templates."}
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &model.Error{Code: model.Internal, Subject: path, Message: "the template could not be deleted", Hint: "See who may write to the folder.", Err: err}
	}
	return nil
}

// fileFor names the file of a template: letters and digits of its name, whatever their
// script, with a number if another file has that name.
func (f Folder) fileFor(name, old string) string {
	stem := strings.Trim(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return r
		}
		return '-'
	}, name), "-")
	for strings.Contains(stem, "--") {
		stem = strings.ReplaceAll(stem, "--", "-")
	}
	const most = 60 // characters: a file name has 255 bytes
	if r := []rune(stem); len(r) > most {
		stem = string(r[:most])
	}
	if stem == "" || device(stem) {
		stem = strings.TrimPrefix(stem+"-template", "-")
	}
	for i := 1; ; i++ {
		path := filepath.Join(string(f), stem+extension)
		if i > 1 {
			path = filepath.Join(string(f), fmt.Sprintf("%s-%d%s", stem, i, extension))
		}
		if _, err := os.Lstat(path); path == old || errors.Is(err, fs.ErrNotExist) {
			return path
		}
	}
}

// device reports whether Windows takes the name of a file for a device
// (https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
func device(stem string) bool {
	s := strings.ToLower(stem)
	if len(s) == 4 && (s[:3] == "com" || s[:3] == "lpt") && s[3] >= '0' && s[3] <= '9' {
		return true
	}
	return slices.Contains([]string{"con", "prn", "aux", "nul"}, s)
}
