package ui

import (
	"context"
	"slices"
	"strings"

	"recipientdesk/model/template"
)

// A templateBook knows what new recipients are made from: the templates that are built
// in, and those of the user's folder, which may be broken.
type templateBook struct {
	app     *App
	folder  template.Folder
	builtin []*template.Template
	own     []template.File
	err     error // why the folder could not be read
	reading slot
}

func newTemplateBook(a *App) *templateBook {
	return &templateBook{app: a, folder: template.Folder(a.opt.Templates), builtin: template.Builtin()}
}

// read reads the folder anew, and then calls done.
func (b *templateBook) read(done func()) {
	folder := b.folder
	load(b.app.run, &b.reading, func(context.Context) ([]template.File, error) { return folder.Read() },
		func(own []template.File, err error) {
			b.own, b.err = own, err
			b.app.offerTemplates()
			done()
		})
}

// usable are those that something can be made from: the built-in ones first.
func (b *templateBook) usable() []*template.Template {
	out := slices.Clone(b.builtin)
	for _, f := range b.own {
		if f.Err == nil {
			out = append(out, f.Template)
		}
	}
	return out
}

func (b *templateBook) names() (out []string) {
	for _, t := range b.usable() {
		out = append(out, t.Name)
	}
	return out
}

// named returns the template with that name, nil if there is none that can be used.
func (b *templateBook) named(name string) *template.Template {
	for _, t := range b.usable() {
		if strings.EqualFold(t.Name, name) {
			return t
		}
	}
	return nil
}

// making returns the built-in template for what is to be made.
func (b *templateBook) making(m template.Make) *template.Template {
	for _, t := range b.builtin {
		if t.Makes == m {
			return t
		}
	}
	panic("ui: no template makes " + string(m)) // a test of package template counts them
}

// freeName returns a name that no template has: that one, or with a number.
func (b *templateBook) freeName(name string) string {
	has := func(s string) bool {
		return slices.ContainsFunc(b.builtin, func(t *template.Template) bool {
			return strings.EqualFold(t.Name, s) || strings.EqualFold(string(t.Makes), s)
		}) || slices.ContainsFunc(b.own, func(f template.File) bool { return strings.EqualFold(f.Template.Name, s) })
	}
	free := name
	for i := 2; has(free); i++ {
		free = name + " " + count(i)
	}
	return free
}
