package main

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"strconv"
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

// levels are the functional levels by number ([MS-ADTS] 6.1.4.3).
var levels = map[int]string{0: "Windows 2000", 2: "Windows Server 2003", 3: "Windows Server 2008", 4: "Windows Server 2008 R2",
	5: "Windows Server 2012", 6: "Windows Server 2012 R2", 7: "Windows Server 2016", 10: "Windows Server 2025"}

func levelName(n int) string {
	if name, ok := levels[n]; ok {
		return name
	}
	return strconv.Itoa(n)
}

// A statusDoc is what status says. Of a tenant that nothing is known of, it says
// null.
type statusDoc struct {
	model.Info
	DomainLevelName string   `json:"domainLevelName"`
	ForestLevelName string   `json:"forestLevelName"`
	Rules           rulesDoc `json:"rules"`
	Tenant          *string  `json:"tenant"` // its initial domain
	LastSync        *string  `json:"lastSync"`
}

func (a *app) status() *cobra.Command {
	return &cobra.Command{
		Use: "status", Short: "Say which server answers, as whom, and what the forest has", Args: cobra.NoArgs,
		RunE: a.runs(func(ctx context.Context, _ []string) error {
			s, err := a.session(ctx)
			if err != nil {
				return err
			}
			d := statusDoc{s.Info, levelName(s.Info.DomainLevel), levelName(s.Info.ForestLevel), rulesOf(s), nil, nil}
			if t := s.Desk.Facts(); t != nil {
				d.Tenant = &t.InitialDomain
			}
			d.Suffixes = append([]string{}, d.Suffixes...)
			return a.show(view{json: func() (any, error) { return d, nil }, rows: d.rows, table: func(w io.Writer) {
				_, rows := d.rows()
				for _, r := range rows {
					fmt.Fprintf(w, "%-17s %s\n", r[0], oneLine(r[1]))
				}
			}})
		})}
}

func (d statusDoc) rows() ([]string, [][]string) {
	exchange := "not installed"
	if d.Exchange > 0 {
		exchange = strconv.Itoa(d.Exchange)
	}
	write := "read and write"
	if d.ReadOnly {
		write = "read-only"
	}
	tenant := "not known"
	if d.Tenant != nil {
		tenant = *d.Tenant
	}
	return []string{"property", "value"}, [][]string{
		{"Server", d.Server}, {"Security", d.Security}, {"User", d.User}, {"Sign-in", d.Auth}, {"Access", write},
		{"Domain", d.Domain}, {"Base", d.Base}, {"UPN suffixes", strings.Join(d.Suffixes, ", ")},
		{"Domain level", d.DomainLevelName}, {"Forest level", d.ForestLevelName}, {"Exchange schema", exchange},
		{"Rules", fmt.Sprintf("%s, %d rules", d.Rules.Source, d.Rules.Count)}, {"Tenant", tenant},
	}
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
			return a.show(objectView(s.Schema, e, attrs, nil))
		})}
	c.Flags().StringSliceVar(&names, "attributes", nil, "attributes or field IDs, with commas between them; default all")
	return c
}

// An ownerDoc is one place where an address stands.
type ownerDoc struct {
	DN         string     `json:"dn"`
	ObjectGUID string     `json:"objectGUID"`
	Kind       string     `json:"kind"`
	Name       string     `json:"name"`
	Attribute  model.Attr `json:"attribute"`
	Value      string     `json:"value"`
	Deleted    bool       `json:"deleted"`
	Source     string     `json:"source"` // "ad"
}

func (a *app) who() *cobra.Command {
	return &cobra.Command{
		Use: "who ADDRESS", Short: "Name every owner of an address, deleted objects included", Args: cobra.ExactArgs(1),
		Long: "Name every owner of an address in the whole directory, deleted objects included where\nthe signed-in user may see them. An address nobody has is an empty list, exit status 0.",
		RunE: a.runs(func(ctx context.Context, args []string) error {
			s, err := a.session(ctx)
			if err != nil {
				return err
			}
			owners, err := s.Desk.Who(ctx, args[0])
			if err != nil {
				return err
			}
			docs := []ownerDoc{}
			var rows [][]string
			for _, o := range owners {
				docs = append(docs, ownerDoc{o.Ref.DN, o.Ref.GUID, o.Kind.String(), o.Name, o.Attr, o.Value, o.Deleted, "ad"})
				rows = append(rows, []string{o.Name, o.Kind.Label(), string(o.Attr), o.Value, deletedMark(o.Deleted), o.Ref.DN})
			}
			return a.show(view{
				json: func() (any, error) { return docs, nil },
				rows: func() ([]string, [][]string) {
					return []string{"name", "kind", "attribute", "value", "state", "dn"}, rows
				},
			})
		})}
}

func deletedMark(deleted bool) string {
	if deleted {
		return "deleted"
	}
	return ""
}
