package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// noon is when the goldens were made.
var noon = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

// atNoon runs a command on the sample organization with a clock that stands still.
func atNoon(t *testing.T, env map[string]string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	a := &app{world: world{stdin: strings.NewReader(""), stdout: &sink{w: &out}, stderr: &errs, getenv: func(k string) string {
		if k == "RDESK_DIRECTORY" && env[k] == "" {
			return "sample:"
		}
		return env[k]
	}}}
	root := a.command()
	a.target.Now = func() time.Time { return noon }
	root.SetArgs(args)
	root.SetOut(&out)
	root.SetErr(&errs)
	err := root.ExecuteContext(t.Context())
	if cerr := a.close(); err == nil {
		err = cerr
	}
	code = a.fail(context.Background(), err)
	return out.String(), errs.String(), code
}

// Tables are read by people: their goldens are looked at when they change.
func TestTenantTables(t *testing.T) {
	for name, c := range map[string]struct {
		columns string
		args    string
	}{
		"list":       {"", "tenant list --search e.l"},
		"list-users": {"", "tenant list users --search weber"},
		"deleted":    {"", "tenant deleted"},
		"errors":     {"", "tenant list errors"},
		"licenses":   {"", "tenant list licenses"},
		"get-user":   {"", "tenant get wclaasen@brightwater.example"},
		"get-group":  {"", "tenant get clearwater@brightwater.example"},
		"diff":       {"", "tenant diff wclaasen gehlers pmeinert plotter"},
		"diff-apart": {"", "tenant diff vcabral jun.okada@freelance.example hugo.vaz@brightwater.example"},
		"diff-80":    {"80", "tenant diff wclaasen gehlers"},
		"diff-160":   {"160", "tenant diff wclaasen --all-properties"},
		"drift":      {"", "tenant drift"},
		"drift-80":   {"80", "tenant drift --status error"},
		"orphans":    {"", "tenant orphans"},
		"anchors":    {"", "tenant anchors --mismatch"},
	} {
		t.Run(name, func(t *testing.T) {
			out, errs, code := atNoon(t, map[string]string{"COLUMNS": c.columns}, append(strings.Fields(c.args), "-o", "table")...)
			if code != 0 {
				t.Fatalf("status %d: %s", code, errs)
			}
			golden(t, filepath.Join("testdata", "golden", "tenant-"+name+".txt"), out)
		})
	}
}

// golden compares with what was looked at before; -update writes it anew.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if w := strings.ReplaceAll(string(want), "\r\n", "\n"); w != got {
		t.Errorf("%s has\n%s\nnot\n%s", file, w, got)
	}
}
