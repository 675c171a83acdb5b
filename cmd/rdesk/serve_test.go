package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// served starts "sample serve" and returns what it says when it is ready.
func served(t *testing.T, args ...string) servedDoc {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	ended := make(chan int)
	var stderr bytes.Buffer
	go func() {
		ended <- run(ctx, world{args: append([]string{"sample", "serve"}, args...), stdin: strings.NewReader(""), stdout: w, stderr: &stderr,
			getenv: func(string) string { return "" }})
		w.Close()
	}()
	line, err := bufio.NewReader(r).ReadBytes('\n')
	var doc servedDoc
	if err == nil {
		err = json.Unmarshal(line, &doc)
	}
	if err != nil {
		cancel()
		t.Fatalf("%v, exit status %d: %s", err, <-ended, &stderr)
	}
	t.Cleanup(func() {
		cancel()
		if code := <-ended; code != 0 {
			t.Errorf("serve ended with %d: %s", code, &stderr)
		}
		if _, err := os.Stat(doc.CAFile); err == nil {
			t.Errorf("%s is left", doc.CAFile)
		}
	})
	return doc
}

// client runs rdesk against the server, as the account of that role.
func client(t *testing.T, doc servedDoc, url, role string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	env := map[string]string{"XDG_STATE_HOME": t.TempDir(), "RDESK_DIRECTORY": url}
	for _, a := range doc.Accounts {
		if a.Role == role {
			env["RDESK_PASSWORD"] = a.Password
			args = append([]string{"-u", a.User, "--ca-file", doc.CAFile}, args...)
		}
	}
	var out, err bytes.Buffer
	code = run(t.Context(), world{args: args, stdin: strings.NewReader(""), stdout: &out, stderr: &err, getenv: func(k string) string { return env[k] }})
	return out.String(), err.String(), code
}

func TestServedSampleIsADirectory(t *testing.T) {
	doc := served(t)
	for _, url := range []string{doc.LDAPS, doc.LDAP} {
		out, errs, code := client(t, doc, url, "admin", "get", "alindqvist", "--attributes", "mail", "-o", "csv")
		if code != 0 || !strings.Contains(out, "anna.lindqvist@brightwater.example") {
			t.Errorf("%s: status %d, %s%s", url, code, out, errs)
		}
	}
	if _, errs, code := client(t, doc, doc.LDAPS, "helpdesk", "set", "alindqvist", "mailNickname=x"); code != 6 {
		t.Errorf("the help desk set an alias: %d %s", code, errs)
	}
	if _, errs, code := client(t, doc, doc.LDAPS, "reader", "set", "alindqvist", "displayName=x"); code != 6 {
		t.Errorf("a reader set a name: %d %s", code, errs)
	}
}

func TestServedSampleKeepsItsFile(t *testing.T) {
	file := "sample:" + filepath.Join(t.TempDir(), "f")
	doc := served(t, "-d", file)
	if _, errs, code := client(t, doc, doc.LDAPS, "admin", "set", "alindqvist", "displayName=Kept"); code != 0 {
		t.Fatal(code, errs)
	}
	if out, _, _ := client(t, doc, file, "", "get", "alindqvist", "--attributes", "displayName"); !strings.Contains(out, "Kept") {
		t.Errorf("in the file: %s", out)
	}
}

// A group of 5,000 members and a user of 300 addresses, over LDAP with its limits
// on values and pages.
func TestManyValues(t *testing.T) {
	doc := served(t, "--users", "6000")
	out, errs, code := client(t, doc, doc.LDAPS, "admin", "list", "--filter", "(cn=Large list)", "-o", "jsonl", "--attributes", "cn")
	if code != 0 {
		t.Fatal(errs)
	}
	var group object
	if err := json.Unmarshal([]byte(out), &group); err != nil {
		t.Fatal(err)
	}
	out, errs, code = client(t, doc, doc.LDAPS, "admin", "get", group.DN, "--attributes", "member")
	if n := strings.Count(out, "\n      \"CN="); code != 0 || n != 5000 {
		t.Errorf("status %d, %d members: %s", code, n, errs)
	}
	add := []string{"address", "alindqvist", "add"}
	for i := range 300 {
		add = append(add, fmt.Sprintf("many%d@brightwater.example", i))
	}
	if _, errs, code := client(t, doc, doc.LDAPS, "admin", add...); code != 0 {
		t.Fatal(errs)
	}
	out, _, _ = client(t, doc, doc.LDAPS, "admin", "address", "alindqvist", "-o", "csv")
	if n := strings.Count(out, "many"); n != 300 {
		t.Errorf("%d addresses came back", n)
	}
	out, errs, code = client(t, doc, doc.LDAPS, "admin", "list", "--attributes", "mail", "-o", "jsonl")
	if n := strings.Count(out, "\n"); code != 0 || n < 6000 {
		t.Errorf("%d recipients listed: %s", n, errs)
	}
}

func TestPasswordIsAskedForOnATerminal(t *testing.T) {
	asked := 0
	var errs bytes.Buffer
	code := run(t.Context(), world{
		args:  []string{"-d", "ldaps://127.0.0.1:1", "-u", "a@b.example", "status"},
		stdin: strings.NewReader(""), stdout: io.Discard, stderr: &errs, getenv: func(string) string { return "" },
		inIsTerminal: true, hidden: func() ([]byte, error) { asked++; return []byte("secret"), nil },
	})
	if asked != 1 || code != 7 || !strings.Contains(errs.String(), "Password for a@b.example: ") || strings.Contains(errs.String(), "secret") {
		t.Errorf("asked %d times, status %d: %s", asked, code, &errs)
	}
}
