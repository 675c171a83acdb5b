package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"recipientdesk/cmd/session"
	"recipientdesk/model/check"
	"recipientdesk/model/desk"
)

// A checkDoc is what check prints.
type checkDoc struct {
	Profile  string          `json:"profile"`
	Checked  int             `json:"checked"`
	Skipped  []skippedDoc    `json:"skipped"`
	Findings []check.Finding `json:"findings"`
	Ignored  int             `json:"ignored,omitempty"` // findings, with --ignore
	Fixes    []fixDoc        `json:"fixes"`             // with --fix
	Left     []unmendedDoc   `json:"left"`

	fix bool

	failure error // of a fix
}

type skippedDoc struct {
	DN     string `json:"dn"`
	Reason string `json:"reason"`
}

func skippedDocs(skipped []desk.Skipped) []skippedDoc {
	out := []skippedDoc{}
	for _, s := range skipped {
		out = append(out, skippedDoc{s.Ref.DN, s.Reason})
	}
	return out
}

var findingColumns = []string{"rule", "severity", "distinguishedName", "objectGUID", "attribute", "value", "errors", "action", "proposed", "others", "text", "source"}

func (a *app) showChecked(s *session.Session, d checkDoc) error {
	if a.format() == formatJSONL {
		for _, f := range d.Findings {
			if err := writeJSON(a.out(), f, false); err != nil {
				return err
			}
		}
		d.summary(a.stderr)
		return nil
	}
	if err := a.show(view{
		json: func() (any, error) { return d, nil },
		rows: func() ([]string, [][]string) {
			rows := [][]string{}
			for _, f := range d.Findings {
				rows = append(rows, findingRow(f))
			}
			return findingColumns, rows
		},
		table: func(w io.Writer) { d.print(w, s) },
		ldif: func(w io.Writer) error {
			for _, f := range d.Fixes {
				if err := session.WriteLDIFChange(w, "modify", f.change); err != nil {
					return err
				}
			}
			return nil
		},
	}); err != nil {
		return err
	}
	d.summary(a.stderr)
	return nil
}

func findingRow(f check.Finding) []string {
	var others []string
	for _, o := range f.Others {
		others = append(others, o.Ref.DN)
	}
	return []string{f.Rule.ID, f.Rule.Severity.String(), f.Ref.DN, f.Ref.GUID, string(f.Attr), f.Value, strings.Join(f.Errors, ";"),
		string(f.Action), f.Proposed, strings.Join(others, ";"), f.Text, f.Rule.Source}
}

// print writes findings by rule, the worst first, each with what is proposed.
func (d checkDoc) print(w io.Writer, s *session.Session) {
	fs := slices.Clone(d.Findings) // of IdFix in its own order
	check.Sort(fs)
	for i, f := range fs {
		if i == 0 || f.Rule != fs[i-1].Rule {
			n := 0
			for n < len(fs)-i && fs[i+n].Rule == f.Rule {
				n++
			}
			if i > 0 {
				fmt.Fprintln(w)
			}
			fmt.Fprintf(w, "%s %s: %s (%d)\n", f.Rule.ID, f.Rule.Severity, f.Rule.Title, n)
		}
		printFinding(w, f)
	}
	for _, f := range d.Fixes {
		f.print(w, s)
	}
}

func printFinding(w io.Writer, f check.Finding) {
	fmt.Fprintf(w, "  %s\n    %s: %s\n", oneLine(f.Ref.DN), f.Attr, oneLine(f.Text))
	for _, o := range f.Others {
		fmt.Fprintf(w, "    other: %s, %s %s\n", oneLine(o.Ref.DN), o.Attr, oneLine(o.Value))
	}
	switch {
	case f.Proposed == f.Value: // as IdFix says that a person has to decide
	case f.Action == check.Edit:
		fmt.Fprintf(w, "    change %q to %q\n", f.Value, f.Proposed)
	case f.Action == check.Remove:
		fmt.Fprintf(w, "    remove %q\n", f.Value)
	}
}

func (f fixDoc) print(w io.Writer, s *session.Session) {
	fmt.Fprintf(w, "\n%s (%s)\n", oneLine(f.DN), strings.Join(f.Rules, ", "))
	printChanges(w, s.Schema, f.change)
	switch {
	case f.Error != "":
		fmt.Fprintf(w, "Not saved: %s.\n", oneLine(f.Error))
	case !f.Saved:
		fmt.Fprintln(w, "Not saved.")
	case f.Journal != nil:
		printSaved(w, 1, *f.Journal)
	}
}

// summary says in a line what came of the check.
func (d checkDoc) summary(w io.Writer) {
	count := map[check.Severity]int{}
	for _, f := range d.Findings {
		count[f.Rule.Severity]++
	}
	var parts []string
	for _, s := range slices.Backward([]check.Severity{check.Advice, check.Warning, check.Error}) {
		if n := count[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, plural(s.String(), n)))
		}
	}
	if parts == nil {
		parts = []string{"nothing found"}
	}
	if d.Ignored > 0 {
		parts = append(parts, fmt.Sprintf("%d ignored", d.Ignored))
	}
	text := fmt.Sprintf("%d checked", d.Checked)
	if n := len(d.Skipped); n > 0 {
		text += fmt.Sprintf(", %d left out", n)
	}
	fmt.Fprintf(w, "%s: %s\n", text, strings.Join(parts, ", "))
	saved := 0
	for _, f := range d.Fixes {
		if f.Saved {
			saved++
		}
	}
	if d.fix {
		fmt.Fprintf(w, "%d %s changed, %d %s left for a person to decide\n", saved, plural("object", saved), len(d.Left), plural("finding", len(d.Left)))
	}
}

func plural(word string, n int) string {
	if n == 1 || word == "advice" {
		return word
	}
	return word + "s"
}
