package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"recipientdesk/model"
	"recipientdesk/model/template"
)

func (a *app) templates() *cobra.Command {
	c := &cobra.Command{
		Use: "templates", Short: "List, show and check what new recipients are made by", Args: cobra.NoArgs,
		Long: `List what new recipients are made by: how names, sign-in names, aliases and addresses
follow from a person's name, where the object is made, and what else it gets. Each is a
file; "rdesk templates show" writes a built-in one, to begin another with. Those that
the window keeps, in the folder templates of the user's configuration, have names here,
too; what is wrong with one that cannot be used is told.

No directory is opened.`,
		Example: "  rdesk templates -o table\n  rdesk templates show Employee -o json > staff.json\n  rdesk new mailbox --template staff.json --first Zoe --last Quist",
		RunE:    a.runs(func(context.Context, []string) error { return a.listTemplates() }),
	}
	c.AddCommand(
		&cobra.Command{Use: "list", Short: "List the templates", Args: cobra.NoArgs,
			RunE: a.runs(func(context.Context, []string) error { return a.listTemplates() })},
		&cobra.Command{Use: "show NAME|FILE", Short: "Show a template as the file that it is", Args: cobra.ExactArgs(1),
			ValidArgsFunction: a.completeTemplates,
			RunE: a.runs(func(_ context.Context, args []string) error {
				t, err := a.template(args[0])
				if err != nil {
					return err
				}
				return a.show(view{json: func() (any, error) { return t, nil }, table: func(w io.Writer) { _ = t.Save(w) }})
			})},
		&cobra.Command{Use: "check FILE", Short: "Say what is wrong with a template", Args: cobra.ExactArgs(1),
			RunE: a.runs(func(_ context.Context, args []string) error {
				t, err := a.templateFile(args[0])
				if err != nil {
					return err
				}
				return a.show(templatesView([]*template.Template{t}))
			})})
	return c
}

// ownTemplates are those of the user's folder.
func (a *app) ownTemplates() ([]template.File, error) {
	return template.Folder(a.target.TemplateDir()).Read()
}

// listTemplates lists the built-in templates and the user's own. One that cannot be used
// is told on standard error.
func (a *app) listTemplates() error {
	own, err := a.ownTemplates()
	if err != nil {
		return err
	}
	all := template.Builtin()
	for _, f := range own {
		if f.Err != nil {
			fmt.Fprintf(a.stderr, "rdesk: %s: %s\n", f.Path, oneLine(f.Err.Error()))
			continue
		}
		all = append(all, f.Template)
	}
	return a.show(templatesView(all))
}

func (a *app) completeTemplates(_ *cobra.Command, _ []string, _ string) (out []string, _ cobra.ShellCompDirective) {
	all := template.Builtin()
	own, _ := a.ownTemplates() // completion says nothing of errors
	for _, f := range own {
		if f.Err == nil {
			all = append(all, f.Template)
		}
	}
	for _, t := range all {
		out = append(out, t.Name+"\t"+t.Description)
	}
	return out, cobra.ShellCompDirectiveDefault
}

func templatesView(ts []*template.Template) view {
	return view{
		json: func() (any, error) { return ts, nil },
		rows: func() ([]string, [][]string) {
			var rows [][]string
			for _, t := range ts {
				rows = append(rows, []string{t.Name, string(t.Makes), t.Makes.Label(), t.Description})
			}
			return []string{"name", "makes", "label", "description"}, rows
		},
	}
}

// template finds a template by its name, what it makes, or its file: a built-in one, then
// one of the user's own.
func (a *app) template(name string) (*template.Template, error) {
	for _, t := range template.Builtin() {
		if strings.EqualFold(t.Name, name) || strings.EqualFold(string(t.Makes), name) {
			return t, nil
		}
	}
	own, err := a.ownTemplates()
	if err != nil {
		return nil, err
	}
	for _, f := range own {
		if strings.EqualFold(f.Template.Name, name) {
			return f.Template, f.Err
		}
	}
	t, err := a.templateFile(name)
	if model.CodeOf(err) == model.NotFound {
		var all []string
		for _, b := range template.Builtin() {
			all = append(all, b.Name)
		}
		for _, f := range own {
			all = append(all, f.Template.Name)
		}
		return nil, &model.Error{Code: model.NotFound, Subject: name, Message: "is no template and no file",
			Hint: "Name one of " + strings.Join(all, ", ") + ", or a file."}
	}
	return t, err
}

func (a *app) templateFile(name string) (*template.Template, error) {
	b, err := a.input(name)
	if err != nil {
		return nil, err
	}
	t, err := template.Load(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return t, nil
}
