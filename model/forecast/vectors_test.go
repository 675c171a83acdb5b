package forecast

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// shared is where the facts and vectors of the project lie beside a checkout.
const shared = "../../../shared/"

func loadVectors(t *testing.T, file string, v any) {
	t.Helper()
	b, err := os.ReadFile(shared + "vectors/" + file)
	if os.IsNotExist(err) {
		t.Skipf("%s is not beside this checkout", file)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, v); err != nil {
		t.Fatal(err)
	}
}

type vector struct {
	ID       string
	Ruleset  string
	Disputed bool
	Expect   map[string]any
	Compare  struct {
		Only           []string
		Mode           string
		Absent         []string
		IgnorePrefixes []string
		IgnorePrimary  bool
	}
}

func TestVectors(t *testing.T) {
	var file struct{ Vectors []json.RawMessage }
	loadVectors(t, "vectors-proxyaddresses-open.json", &file)
	for _, raw := range file.Vectors {
		var v vector
		if err := json.Unmarshal(raw, &v); err != nil {
			t.Fatal(err)
		}
		b, err := WhatIf(raw, rand.NewChaCha8([32]byte{}))
		if err != nil {
			t.Errorf("%s: %v", v.ID, err)
			continue
		}
		var got map[string]any
		if err := json.Unmarshal(b, &got); err != nil {
			t.Fatal(err)
		}
		problems := v.judge(got)
		switch {
		case len(problems) == 0:
		case v.Disputed:
			t.Logf("%s is disputed and differs: %s", v.ID, strings.Join(problems, "; "))
		default:
			t.Errorf("%s: %s", v.ID, strings.Join(problems, "; "))
		}
	}
}

// judge compares as the vectors' "compare" says.
func (v *vector) judge(got map[string]any) (problems []string) {
	for key, want := range v.Expect {
		base := strings.TrimSuffix(key, "Pattern")
		if len(v.Compare.Only) > 0 && !slices.Contains(v.Compare.Only, base) || key == "proxyAddressPatterns" {
			continue
		}
		switch {
		case key == "proxyAddresses":
			problems = append(problems, v.judgeAddresses(list(want), list(got[key]))...)
		case strings.HasSuffix(key, "Pattern"):
			if s, _ := got[base].(string); !regexp.MustCompile(want.(string)).MatchString(s) {
				problems = append(problems, fmt.Sprintf("%s is %v, want %v", base, got[base], want))
			}
		case !equal(got[key], want):
			problems = append(problems, fmt.Sprintf("%s is %v, want %v", key, got[key], want))
		}
	}
	return problems
}

func equal(got, want any) bool {
	g, ok1 := got.(string)
	w, ok2 := want.(string)
	if ok1 && ok2 {
		return strings.EqualFold(g, w)
	}
	a, _ := json.Marshal(got)
	b, _ := json.Marshal(want)
	return string(a) == string(b)
}

func (v *vector) judgeAddresses(want, got []string) (problems []string) {
	key := func(s string) string {
		prefix, address, _ := strings.Cut(s, ":")
		if v.Compare.IgnorePrimary {
			prefix = strings.ToLower(prefix)
		}
		return prefix + ":" + strings.ToLower(address)
	}
	ignored := func(s string) bool {
		return slices.ContainsFunc(v.Compare.IgnorePrefixes, func(p string) bool { return strings.HasPrefix(strings.ToUpper(s), strings.ToUpper(p)) })
	}
	has := func(l []string, s string) bool {
		return slices.ContainsFunc(l, func(x string) bool { return key(x) == key(s) })
	}
	patterns := list(v.Expect["proxyAddressPatterns"])
	for _, w := range want {
		if !ignored(w) && !has(got, w) {
			problems = append(problems, fmt.Sprintf("%v lacks %s", got, w))
		}
	}
	for _, p := range patterns {
		if !slices.ContainsFunc(got, regexp.MustCompile(p).MatchString) {
			problems = append(problems, fmt.Sprintf("%v has nothing like %s", got, p))
		}
	}
	for _, g := range got {
		fits := func(p string) bool { return regexp.MustCompile(p).MatchString(g) }
		if v.Compare.Mode != "contains" && !ignored(g) && !has(want, g) && !slices.ContainsFunc(patterns, fits) {
			problems = append(problems, fmt.Sprintf("%s is one too many", g))
		}
		if has(v.Compare.Absent, g) {
			problems = append(problems, fmt.Sprintf("%s must not be there", g))
		}
	}
	return problems
}

func list(v any) (out []string) {
	list, _ := v.([]any)
	for _, x := range list {
		out = append(out, x.(string))
	}
	return out
}
