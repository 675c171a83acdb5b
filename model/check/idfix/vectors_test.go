package idfix

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/check"
)

// vectorsFile holds published cases, kept beside the repository.
const vectorsFile = "../../../../shared/vectors/vectors-idfix-open.json"

type vector struct {
	ID             string
	Mode           string
	AlternateLogin bool
	Objects        []map[string]any
	Expect         []struct {
		Object, Status string
		Findings       []struct {
			Attribute     string
			Value         *string
			Errors        []string
			Action        string
			Proposed      *string
			ShownOnObject string
		}
	}
	OnlyAttributes []string
}

func TestVectors(t *testing.T) {
	b, err := os.ReadFile(vectorsFile)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not here; these cases were not checked", vectorsFile)
	}
	var doc struct{ Vectors []vector }
	if err != nil || json.Unmarshal(b, &doc) != nil || len(doc.Vectors) == 0 {
		t.Fatal("the file of cases cannot be read", err)
	}
	for _, v := range doc.Vectors {
		t.Run(v.ID, func(t *testing.T) {
			want, got := v.expected(), v.actual()
			if !slices.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}

func (v vector) judges(attr string) bool {
	return v.OnlyAttributes == nil || slices.ContainsFunc(v.OnlyAttributes, func(a string) bool { return strings.EqualFold(a, attr) })
}

func (v vector) expected() (lines []string) {
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	for _, o := range v.Expect {
		lines = append(lines, o.Object+" "+o.Status)
		for _, f := range o.Findings {
			on := o.Object
			if f.ShownOnObject != "" {
				on = f.ShownOnObject
			}
			lines = append(lines, fmt.Sprintf("%s %s %q %v %s %q", on, strings.ToLower(f.Attribute), text(f.Value), f.Errors, f.Action, text(f.Proposed)))
		}
	}
	return lines
}

func (v vector) actual() (lines []string) {
	mode := MultiTenant
	if v.Mode == "dedicated" {
		mode = Dedicated
	}
	r := NewRunner(mode, v.AlternateLogin)
	for _, o := range v.Objects {
		e := entryOf(o)
		found, verdict := r.Add(e)
		if verdict == Checked {
			verdict = "checked"
		}
		lines = append(lines, e.First(model.CommonName)+" "+string(verdict))
		for _, f := range found {
			if v.judges(string(f.Attr)) {
				lines = append(lines, line(f))
			}
		}
	}
	return lines
}

func entryOf(object map[string]any) model.Entry {
	attrs := map[model.Attr][]string{}
	for name, value := range object {
		switch value := value.(type) {
		case []any:
			for _, x := range value {
				attrs[model.Attr(name)] = append(attrs[model.Attr(name)], fmt.Sprint(x))
			}
		case float64:
			attrs[model.Attr(name)] = []string{fmt.Sprintf("%.0f", value)}
		default:
			attrs[model.Attr(name)] = []string{fmt.Sprint(value)}
		}
	}
	cn := fmt.Sprint(object["cn"])
	return model.NewEntry(model.Ref{DN: "CN=" + model.EscapeRDN(cn) + ",DC=lab,DC=test"}, attrs)
}

func line(f check.Finding) string {
	return fmt.Sprintf("%s %s %q %v %s %q", model.NameOf(f.Ref.DN), strings.ToLower(string(f.Attr)), f.Value, f.Errors, f.Action, f.Proposed)
}
