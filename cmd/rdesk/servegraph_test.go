package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fetch reads JSON.
func fetch(t *testing.T, method, url, token string) (status int, body map[string]any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(&body); err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, body
}

func TestServedTenantFollowsTheDirectory(t *testing.T) {
	doc := served(t, "--graph", "127.0.0.1:0", "--require-token")
	title := func() any {
		t.Helper()
		status, body := fetch(t, "GET", doc.Graph.URL+"/v1.0/users/cweber@brightwater.example?$select=jobTitle", doc.Graph.Token)
		if status != 200 {
			t.Fatalf("status %d: %v", status, body)
		}
		return body["jobTitle"]
	}
	if status, _ := fetch(t, "GET", doc.Graph.URL+"/v1.0/users", ""); status != 401 {
		t.Errorf("without a token: status %d", status)
	}
	before := title()
	if out, errs, code := client(t, doc, doc.LDAPS, "admin", "set", "cweber", "title=Chief of staff"); code != 0 {
		t.Fatalf("status %d: %s%s", code, out, errs)
	}
	if now := title(); now != before {
		t.Errorf("the tenant has %v before the cycle", now)
	}
	if status, report := fetch(t, "POST", doc.Graph.Cycle, ""); status != 200 || report["Updated"] != 1.0 {
		t.Errorf("cycle: %d %v", status, report)
	}
	if now := title(); now != "Chief of staff" {
		t.Errorf("the tenant has %v after the cycle", now)
	}
}

// TestServedTenantThroughTheClient is the story of an edit that waits and arrives, with
// the tenant behind HTTP: everything goes through the client of Microsoft Graph.
func TestServedTenantThroughTheClient(t *testing.T) {
	file := filepath.Join(t.TempDir(), "f")
	doc := served(t, "-d", "sample:"+file, "--graph", "127.0.0.1:0", "--require-token")
	env := map[string]string{"XDG_STATE_HOME": t.TempDir(), "RDESK_DIRECTORY": "sample:" + file, "RDESK_TENANT": doc.Graph.URL, "RDESK_TENANT_TOKEN": doc.Graph.Token}
	rdesk := func(args ...string) (string, string, int) {
		var out, errs bytes.Buffer
		code := run(t.Context(), world{args: args, stdin: strings.NewReader(""), stdout: &out, stderr: &errs, getenv: func(k string) string { return env[k] }})
		return out.String(), errs.String(), code
	}
	status, _, code := rdesk("tenant", "status")
	if code != 0 || !strings.Contains(status, `"source": "`+doc.Graph.URL+`"`) || !strings.Contains(status, `"user": "admin@brightwater.onmicrosoft.com"`) || !strings.Contains(status, `"Organization.Read.All"`) {
		t.Errorf("%d %s", code, status)
	}
	if out, errs, code := rdesk("set", "alindqvist", "title=Chief of staff"); code != 0 {
		t.Fatal(out, errs)
	}
	if out, errs, _ := rdesk("tenant", "diff", "alindqvist", "-o", "table"); !strings.Contains(out, "waiting for sync") {
		t.Errorf("before the cycle: %s%s", out, errs)
	}
	if status, report := fetch(t, "POST", doc.Graph.Cycle, ""); status != 200 || report["Updated"] != 1.0 {
		t.Errorf("cycle: %d %v", status, report)
	}
	if out, errs, _ := rdesk("tenant", "diff", "alindqvist", "-o", "table"); strings.Contains(out, "waiting for sync") || !strings.Contains(out, "found by anchor") {
		t.Errorf("after the cycle: %s%s", out, errs)
	}
	if out, errs, code := rdesk("tenant", "list", "mailboxes", "-o", "csv"); code != 0 || !strings.Contains(out, "\nalindqvist@brightwater.example,false,") || !strings.Contains(out, ",734003200,no") {
		t.Errorf("mailboxes: %d %s%s", code, out, errs)
	}
	snapshot := filepath.Join(t.TempDir(), "s.json")
	if out, errs, code := rdesk("tenant", "snapshot", snapshot); code != 0 || !strings.Contains(strings.Join(strings.Fields(out), ""), `"unread":["mailboxes"]`) { // of others, only applications may ask
		t.Errorf("snapshot: %d %s%s", code, out, errs)
	}
	if b, err := os.ReadFile(snapshot); err != nil || strings.Contains(string(b), doc.Graph.Token) {
		t.Errorf("the snapshot holds the token, or: %v", err)
	}
	delete(env, "RDESK_TENANT") // the organization's own tenant has seen the same cycle
	if out, errs, _ := rdesk("tenant", "get", "alindqvist@brightwater.example", "--attributes", "jobTitle"); !strings.Contains(out, "Chief of staff") {
		t.Errorf("in the file: %s%s", out, errs)
	}
	env["RDESK_TENANT"], env["RDESK_TENANT_TOKEN"] = doc.Graph.URL, ""
	if _, errs, code := rdesk("tenant", "list", "users"); code != 10 {
		t.Errorf("without a token: %d %s", code, errs)
	}
}
