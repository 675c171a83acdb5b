package main

import (
	"encoding/json"
	"net/http"
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
