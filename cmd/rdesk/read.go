package main

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"recipientdesk/model"
	"recipientdesk/model/sheet"
)

// version is the module's version and the revision that the program was built of.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	if v == "" || v == "(devel)" {
		v = "development"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && !strings.Contains(v, s.Value[:min(12, len(s.Value))]) {
			v += " " + s.Value[:min(12, len(s.Value))]
		}
	}
	return v
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{Use: "version", Short: "Print the version", Args: cobra.NoArgs,
		RunE: a.runs(func(context.Context, []string) error {
			v := version()
			return a.show(view{
				json:  func() (any, error) { return map[string]string{"version": v}, nil },
				table: func(w io.Writer) { fmt.Fprintln(w, "rdesk", v) },
			})
		})}
}

// A fieldDoc is one field as JSON shows it.
type fieldDoc struct {
	ID         string       `json:"id"`
	Tab        string       `json:"tab"`
	Label      string       `json:"label"`
	Attributes []model.Attr `json:"attributes"`
	Kind       string       `json:"kind"`
	Multi      bool         `json:"multi"`
	Help       string       `json:"help"`
}

func (a *app) fields() *cobra.Command {
	return &cobra.Command{
		Use: "fields", Short: "List every field that can be edited", Args: cobra.NoArgs,
		Long: "List every field that can be edited. No directory is opened.\n\nBeside these, every attribute of the forest can be named in set, and raw:ATTRIBUTE\nmeans the attribute alone where a field of the same name keeps others in step.",
		RunE: a.runs(func(context.Context, []string) error {
			docs := []fieldDoc{}
			var rows [][]string
			for _, t := range sheet.Tabs() {
				for _, f := range t.Fields() {
					docs = append(docs, fieldDoc{f.ID, t.Label, f.Label, f.Reads(), f.Edit.Kind(), f.Edit.Multi(), f.Help})
					rows = append(rows, []string{f.ID, t.Label, f.Label, joinAttrs(f.Reads()), f.Edit.Kind()})
				}
			}
			return a.show(view{
				json: func() (any, error) { return docs, nil },
				rows: func() ([]string, [][]string) { return []string{"id", "tab", "label", "attributes", "kind"}, rows },
			})
		})}
}

func joinAttrs(attrs []model.Attr) string {
	var out []string
	for _, a := range attrs {
		out = append(out, string(a))
	}
	return strings.Join(out, ", ")
}

func (a *app) get() *cobra.Command {
	var names []string
	c := &cobra.Command{
		Use: "get ID", Short: "Show one object", Args: cobra.ExactArgs(1),
		RunE: a.runs(func(ctx context.Context, args []string) error {
			s, err := a.session(ctx)
			if err != nil {
				return err
			}
			attrs, err := attrNames(s.Schema, names)
			if err != nil {
				return err
			}
			ref, err := s.Desk.Find(ctx, args[0])
			if err != nil {
				return err
			}
			e, err := s.Desk.Get(ctx, ref, with(attrs, model.KindAttrs...)...)
			if err != nil {
				return err
			}
			return a.show(objectView(s.Schema, e, attrs))
		})}
	c.Flags().StringSliceVar(&names, "attributes", nil, "attributes or field IDs, with commas between them; default all")
	return c
}
