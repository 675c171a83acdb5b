package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

// idfixVectors are published cases of what IdFix reports, kept beside the
// repository.
const idfixVectors = "../../../shared/vectors/vectors-idfix-open.json"

type idfixVector struct {
	ID, Mode       string
	AlternateLogin bool
	Objects        []map[string]any
	Expect         []struct {
		Object, Status string
		Findings       []struct {
			Attribute, Value, Action, Proposed string // null reads as ""
			Errors                             []string
			ShownOnObject                      string
		}
	}
	OnlyAttributes []string
}

// TestCheckAnswersTheVectors checks each case's objects as an export.
func TestCheckAnswersTheVectors(t *testing.T) {
	b, err := os.ReadFile(idfixVectors)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not here; these cases were not checked", idfixVectors)
	}
	var doc struct{ Vectors []idfixVector }
	if err != nil || json.Unmarshal(b, &doc) != nil || len(doc.Vectors) == 0 {
		t.Fatal("the file of cases cannot be read", err)
	}
	file := filepath.Join(t.TempDir(), "objects.ldif")
	for _, v := range doc.Vectors {
		if err := os.WriteFile(file, []byte(v.ldif()), 0o600); err != nil {
			t.Fatal(err)
		}
		args := []string{"-d", "ldif:" + file, "check", "-o", "json", "--profile", map[string]string{"multiTenant": "idfix", "dedicated": "idfix-dedicated"}[v.Mode]}
		if v.AlternateLogin {
			args = append(args, "--alternate-login")
		}
		var out, trouble strings.Builder
		status := run(context.Background(), world{args: args, stdin: strings.NewReader(""), stdout: &out, stderr: &trouble, getenv: func(name string) string {
			return map[string]string{"XDG_STATE_HOME": filepath.Dir(file), "HOME": filepath.Dir(file)}[name]
		}})
		var got checkedJSON
		if err := json.Unmarshal([]byte(out.String()), &got); err != nil || status != 0 {
			t.Fatalf("%s: status %d, %v, %s", v.ID, status, err, trouble.String())
		}
		if got, want := got.lines(v), v.lines(); !slices.Equal(got, want) {
			t.Errorf("%s: got\n%s\nwant\n%s", v.ID, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// ldif writes the objects as an export that has little but what the case says: no
// objectCategory and no objectGUID.
func (v idfixVector) ldif() string {
	var b strings.Builder
	for _, o := range v.Objects {
		fmt.Fprintf(&b, "dn:: %s\n", base64.StdEncoding.EncodeToString([]byte("CN="+model.EscapeRDN(fmt.Sprint(o["cn"]))+",OU=People,DC=lab,DC=com")))
		for name, value := range o {
			values, ok := value.([]any)
			if !ok {
				values = []any{value}
			}
			for _, x := range values {
				if f, ok := x.(float64); ok {
					x = int64(f)
				}
				fmt.Fprintf(&b, "%s:: %s\n", name, base64.StdEncoding.EncodeToString([]byte(fmt.Sprint(x))))
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func (v idfixVector) judges(attr string) bool {
	return v.OnlyAttributes == nil || slices.ContainsFunc(v.OnlyAttributes, func(a string) bool { return strings.EqualFold(a, attr) })
}

func (v idfixVector) lines() (lines []string) {
	for _, o := range v.Expect {
		if o.Status != "checked" {
			lines = append(lines, o.Object+" "+o.Status)
		}
	}
	for _, o := range v.Expect {
		for _, f := range o.Findings {
			on := o.Object
			if f.ShownOnObject != "" {
				on = f.ShownOnObject
			}
			lines = append(lines, fmt.Sprintf("%s %s %q %v %s %q", on, strings.ToLower(f.Attribute), f.Value, f.Errors, f.Action, f.Proposed))
		}
	}
	return lines
}

// checkedJSON is what a script reads.
type checkedJSON struct {
	Checked int
	Skipped []struct{ DN, Reason string }

	Findings []struct {
		Rule, DN, Attribute, Value, Action, Proposed string
		Errors                                       []string
	}
}

func (c checkedJSON) lines(v idfixVector) (lines []string) {
	for _, s := range c.Skipped {
		lines = append(lines, model.NameOf(s.DN)+" "+s.Reason)
	}
	for _, f := range c.Findings {
		if v.judges(f.Attribute) {
			lines = append(lines, fmt.Sprintf("%s %s %q %v %s %q", model.NameOf(f.DN), strings.ToLower(f.Attribute), f.Value, f.Errors, f.Action, f.Proposed))
		}
	}
	if c.Checked+len(c.Skipped) != len(v.Objects) {
		lines = append(lines, fmt.Sprintf("%d objects of %d", c.Checked+len(c.Skipped), len(v.Objects)))
	}
	return lines
}
