package syncrule

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// vectors are published cases of the language, kept beside the repository.
const vectors = "../../../shared/vectors/vectors-syncexpr-open.json"

type vector struct {
	ID, Expr string
	Attrs    json.RawMessage
	Params   map[string]string
	Want     struct {
		Kind  string
		Value any
	}
	Disputed bool
}

func outside(t *testing.T, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not here; these cases were not checked", file)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestVectors(t *testing.T) {
	var doc struct{ Cases, Vectors []vector }
	if err := json.Unmarshal(outside(t, vectors), &doc); err != nil {
		t.Fatal(err)
	}
	cases := append(doc.Cases, doc.Vectors...)
	if len(cases) < 50 {
		t.Fatalf("only %d cases", len(cases))
	}
	for _, c := range cases {
		kind, value := answer(t, c)
		if kind == c.Want.Kind && (kind != "value" || reflect.DeepEqual(value, c.Want.Value)) {
			continue
		}
		report := t.Errorf
		if c.Disputed {
			report = t.Logf
		}
		report("%s: %s with %s: %s %v, want %s %v", c.ID, c.Expr, c.Attrs, kind, value, c.Want.Kind, c.Want.Value)
	}
}

// answer evaluates as "rdesk sync eval" does.
func answer(t *testing.T, c vector) (kind string, value any) {
	o, err := ReadObject(bytes.NewReader(c.Attrs))
	if err != nil {
		t.Fatal(c.ID, err)
	}
	e, err := Parse(c.Expr)
	if err != nil {
		return "error", nil
	}
	v, err := e.Eval(&Input{Object: o, Params: c.Params, Now: time.Now, Random: rand.Reader})
	if err != nil {
		return "error", nil
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(c.ID, err)
	}
	if err := json.Unmarshal(b, &value); err != nil {
		t.Fatal(c.ID, err)
	}
	return v.Outcome(), value
}

const export = "../../../shared/data/entra-connect-export/SynchronizationRules"

// Every expression of the rules that Microsoft published is read, and means the
// same after being written out.
func TestPublishedRules(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(export, "*.xml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skipf("%s is not here; its expressions were not checked", export)
	}
	n := 0
	for _, f := range files {
		for _, src := range expressions(t, f) {
			n++
			e, err := Parse(src)
			if err != nil {
				t.Errorf("%s: %v", filepath.Base(f), err)
				continue
			}
			checkRoundTrip(t, e)
		}
	}
	if n < 300 {
		t.Errorf("only %d expressions in %d files", n, len(files))
	}
	t.Logf("%d expressions", n)
}

func expressions(t *testing.T, file string) []string {
	text := strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`)
	var out []string
	for _, part := range strings.Split(string(outside(t, file)), "<expression>")[1:] {
		src, _, _ := strings.Cut(part, "</expression>")
		out = append(out, text.Replace(src))
	}
	return out
}

func checkRoundTrip(t *testing.T, e *Expression) {
	t.Helper()
	again, err := Parse(e.String())
	if err != nil {
		t.Errorf("%q was written as %q: %v", e.Source(), e, err)
	} else if again.String() != e.String() {
		t.Errorf("%q was written as %q, then as %q", e.Source(), e, again)
	}
}
