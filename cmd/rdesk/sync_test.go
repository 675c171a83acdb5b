package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"recipientdesk/model/forecast"
)

// syncVectors are published cases of the expression language, kept beside the
// repository.
const syncVectors = "../../../shared/vectors/vectors-syncexpr-open.json"

// drawn are the digits that a name gets which is taken.
var drawn = regexp.MustCompile(`[0-9]{4}(["@])`)

// Package forecast is judged on the published cases; here the program has to give
// the same answers, to each case and to all in an array.
func TestWhatIfAnswersTheVectors(t *testing.T) {
	for _, x := range []struct {
		file, group string
		answer      func([]byte) (json.RawMessage, error)
	}{
		{"vectors-proxyaddresses-open.json", "sync", func(b []byte) (json.RawMessage, error) { return forecast.WhatIf(b, rand.Reader) }},
		{"vectors-immutableid-open.json", "anchor", forecast.AnchorWhatIf},
	} {
		t.Run(x.group, func(t *testing.T) {
			for _, c := range cases(t, filepath.Join("../../../shared/vectors", x.file)) {
				want, err := x.answer(c)
				if err != nil {
					t.Fatal(err)
				}
				var out, trouble strings.Builder
				status := run(t.Context(), world{args: []string{x.group, "whatif", "-", "-o", "jsonl"}, stdin: bytes.NewReader(c), stdout: &out, stderr: &trouble,
					getenv: func(string) string { return "" }})
				g, w := drawn.ReplaceAllString(strings.TrimSpace(out.String()), "####$1"), drawn.ReplaceAllString(string(want), "####$1")
				if status != 0 || g != w {
					t.Errorf("status %d, %s\ngot  %s\nwant %s", status, trouble.String(), g, w)
				}
			}
		})
	}
}

// cases reads the cases of a file, and all of them once more as an array.
func cases(t *testing.T, file string) []json.RawMessage {
	t.Helper()
	b, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not here; these cases were not checked", file)
	}
	var doc struct{ Vectors []json.RawMessage }
	if err != nil || json.Unmarshal(b, &doc) != nil || len(doc.Vectors) == 0 {
		t.Fatal("the file of cases cannot be read", err)
	}
	all, err := json.Marshal(doc.Vectors)
	if err != nil {
		t.Fatal(err)
	}
	return append(doc.Vectors, all)
}

func TestSyncEvalAnswersTheVectors(t *testing.T) {
	b, err := os.ReadFile(syncVectors)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not here; these cases were not checked", syncVectors)
	}
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
	var doc struct{ Cases, Vectors []vector }
	if err != nil || json.Unmarshal(b, &doc) != nil {
		t.Fatal("the file of cases cannot be read", err)
	}
	for _, c := range append(doc.Cases, doc.Vectors...) {
		args := []string{"sync", "eval", "-o", "json", "--object", "-"}
		for name, value := range c.Params {
			args = append(args, "--param", name+"="+value)
		}
		var out, trouble strings.Builder
		status := run(context.Background(), world{args: append(args, "--", c.Expr), stdin: bytes.NewReader(c.Attrs), stdout: &out, stderr: &trouble,
			getenv: func(string) string { return "" }})
		var got struct {
			Kind    string
			Value   any
			Message string
		}
		if err := json.Unmarshal([]byte(out.String()), &got); err != nil || status != 0 {
			t.Errorf("%s: status %d, %v, %s", c.ID, status, err, trouble.String())
		}
		same := got.Kind == c.Want.Kind && (got.Kind != "value" || reflect.DeepEqual(got.Value, c.Want.Value))
		if !same && !c.Disputed || got.Kind == "error" && got.Message == "" {
			t.Errorf("%s: %s: got %+v, want %+v", c.ID, c.Expr, got, c.Want)
		}
	}
}
