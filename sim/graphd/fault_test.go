package graphd_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"recipientdesk/sim/graphd"
)

// batch sends requests and returns the answers by their IDs.
func (w *world) batch(requests ...map[string]any) map[string]map[string]any {
	w.Helper()
	body, err := json.Marshal(map[string]any{"requests": requests})
	if err != nil {
		w.Fatal(err)
	}
	r := w.do("POST", "/$batch", string(body))
	if r.status != 200 {
		w.Fatalf("%d %s", r.status, r.body)
	}
	out := map[string]map[string]any{}
	for _, a := range r.json(w)["responses"].([]any) {
		a := a.(map[string]any)
		out[a["id"].(string)] = a
	}
	return out
}

func TestBatch(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	id := w.user("cweber")
	got := w.batch(
		map[string]any{"id": "1", "method": "GET", "url": "/users/" + id, "headers": map[string]string{"accept": "application/json"}, "body": nil, "dependsOn": []string{}},
		map[string]any{"id": "2", "method": "GET", "url": "/users/nobody@nowhere.example"},
		map[string]any{"id": "3", "method": "GET", "url": "/users/" + id + "/mailboxSettings/userPurpose", "dependsOn": []string{"2"}},
		map[string]any{"id": "4", "method": "PATCH", "url": "/users/" + id, "headers": map[string]string{"Content-Type": "application/json"}, "body": map[string]any{"usageLocation": "DE"}},
		map[string]any{"id": "5", "method": "GET", "url": "/users?$count=true&$top=1", "headers": map[string]string{"ConsistencyLevel": "eventual"}},
	)
	for id, want := range map[string]float64{"1": 200, "2": 404, "3": 424, "4": 204, "5": 200} {
		if got[id]["status"] != want {
			t.Errorf("item %s: %v", id, got[id])
		}
	}
	if got["5"]["body"].(map[string]any)["@odata.count"] == nil {
		t.Errorf("the header of an item was not seen: %v", got["5"])
	}
	w.srv.Fault(func(r graphd.Request) *graphd.Fault {
		if r.Batched && strings.HasSuffix(r.Path, "/photo") {
			return &graphd.Fault{Status: 429, RetryAfter: "2.128"}
		}
		return nil
	})
	got = w.batch(map[string]any{"id": "a", "method": "GET", "url": "/users/" + id + "/photo"}, map[string]any{"id": "b", "method": "GET", "url": "/users/" + id})
	if h := got["a"]["headers"].(map[string]any); got["a"]["status"] != 429.0 || h["Retry-After"] != "2.128" || got["b"]["status"] != 200.0 {
		t.Errorf("throttled: %v", got)
	}
	w.srv.Fault(nil)
	var many []string
	for i := range 21 {
		many = append(many, fmt.Sprintf(`{"id":"%d","method":"GET","url":"/organization"}`, i))
	}
	for _, body := range []string{`{"requests":[` + strings.Join(many, ",") + `]}`, `{"requests":[]}`, `{"requests":[{"id":"1","method":"GET"}]}`,
		`{"requests":[` + many[0] + "," + many[0] + `]}`, `{"requests":[{"id":"1","method":"GET","url":"/organization","dependsOn":["2"]}]}`} {
		w.refused(400, "BadRequest", "POST", "/$batch", body)
	}
}

func TestFaults(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	for _, tt := range []graphd.Fault{{Status: 429, RetryAfter: "7"}, {Status: 429, RetryAfter: "0.5"}, {Status: 503, RetryAfter: "1"}, {Status: 504}} {
		w.srv.Fault(func(graphd.Request) *graphd.Fault { return &tt })
		r := w.do("GET", "/users", "")
		if r.status != tt.Status || r.header.Get("Retry-After") != tt.RetryAfter || r.json(t)["error"] == nil {
			t.Errorf("%v: %d %v %s", tt, r.status, r.header, r.body)
		}
		if (r.header.Get("X-Ms-Throttle-Scope") != "") != (tt.Status == 429) {
			t.Errorf("%d: %v", tt.Status, r.header)
		}
	}
	w.srv.Fault(func(graphd.Request) *graphd.Fault { return &graphd.Fault{Drop: true} })
	resp, err := http.Get(w.url + "/v1.0/users")
	if err == nil {
		_, err = io.ReadAll(resp.Body)
		resp.Body.Close()
	}
	if err == nil {
		t.Error("the connection was not cut")
	}
}

func TestTroubleFromOutside(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	faults := w.url + graphd.FaultsPath
	w.made(204, "POST", faults, `{"status":429,"retryAfter":"0.25","path":"/users","times":2}`)
	for i, want := range []int{429, 429, 200} {
		if r := w.do("GET", "/users", ""); r.status != want {
			t.Errorf("%d: %d", i, r.status)
		}
		if r := w.do("GET", "/groups", ""); r.status != 200 {
			t.Errorf("groups: %d", r.status)
		}
	}
	w.made(204, "POST", faults, `{"status":503}`)
	w.made(204, "DELETE", faults, "")
	w.get("/users")
	w.refused(400, "Request_BadRequest", "POST", faults, `{"status":200}`)
}

func TestGarbledBodiesAreRefused(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	path, body := "/users/"+w.user("cweber"), `{"usageLocation":"PT"}`
	w.refused(400, "BadRequest", "PATCH", path, body, "Content-Encoding", "gzip")
	var z bytes.Buffer
	g := gzip.NewWriter(&z)
	g.Write([]byte(body))
	g.Close()
	req, err := http.NewRequest("PATCH", w.url+"/v1.0"+path, &z)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Encoding", "gzip")
	resp, err := http.DefaultClient.Do(req)
	if err != nil || resp.StatusCode != 204 {
		t.Fatalf("%v %v", resp, err)
	}
	resp.Body.Close()
	if got := w.get(path + "?$select=usageLocation")["usageLocation"]; got != "PT" {
		t.Errorf("usageLocation %v", got)
	}
	w.refused(400, "BadRequest", "PATCH", path, "")
	w.refused(400, "BadRequest", "PATCH", path, "{")
	w.refused(400, "BadRequest", "PATCH", path, "null")
}

func TestTokens(t *testing.T) {
	w := newWorld(t, graphd.Config{RequireToken: true}, 0)
	soon := w.clock.Now().Add(time.Hour)
	bearer := func(user string, scopes ...string) []string {
		return []string{"Authorization", "Bearer " + w.srv.Token(user, soon, scopes...)}
	}
	if r := w.do("GET", "/users", ""); r.status != 401 || r.header.Get("WWW-Authenticate") == "" {
		t.Errorf("without a token: %d %v", r.status, r.header)
	}
	w.refused(401, "InvalidAuthenticationToken", "GET", "/users", "", "Authorization", "Bearer abc.def.ghi")
	readers := bearer("a@brightwater.example", "User.Read.All")
	id := values(w.get("/users?$top=1", readers...))[0]["id"].(string)
	for _, path := range []string{"/groups", "/contacts", "/domains", "/subscribedSkus", "/directory/onPremisesSynchronization", "/users/" + id + "/mailboxSettings",
		"/users/" + id + "/onPremisesSyncBehavior", "/reports/getMailboxUsageDetail(period='D7')",
		"/directory/deletedItems/microsoft.graph.group"} {
		if text := w.refused(403, "Authorization_RequestDenied", "GET", path, "", readers...); text != "Insufficient privileges to complete the operation." {
			t.Error(text)
		}
	}
	w.refused(403, "Authorization_RequestDenied", "PATCH", "/users/"+id, `{"usageLocation":"DE"}`, readers...)
	w.get("/directory/deletedItems/microsoft.graph.user", readers...)
	sync := "OnPremDirectorySynchronization.Read.All"
	w.get("/directory/onPremisesSynchronization", bearer("a@brightwater.example", sync)...)
	w.refused(403, "Authorization_RequestDenied", "GET", "/directory/onPremisesSynchronization", "", bearer("", sync)...)
	var shared string
	for _, u := range w.all("/users?$select=id,userPrincipalName&$top=999", readers...) {
		if u["userPrincipalName"] == "cweber@brightwater.example" {
			shared = u["id"].(string)
		}
	}
	w.get("/users/"+shared+"/mailboxSettings", bearer("", "MailboxSettings.Read")...)
	w.refused(403, "ErrorAccessDenied", "GET", "/users/"+shared+"/mailboxSettings", "", bearer("a@brightwater.example", "MailboxSettings.Read")...)
	w.get("/users/"+shared+"/mailboxSettings", bearer("cweber@brightwater.example", "MailboxSettings.Read")...)
	w.clock.pass(time.Hour)
	w.refused(401, "InvalidAuthenticationToken", "GET", "/users", "", readers...)
}

func TestListingsLag(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 10*time.Second)
	id := w.user("cweber")
	listed := func(filter string) int {
		return len(values(w.get("/users?$filter=" + strings.ReplaceAll(filter, " ", "%20"))))
	}
	w.do("PATCH", "/users/"+id, `{"usageLocation":"IE"}`)
	made := w.do("POST", "/users", `{"accountEnabled":true,"displayName":"New","mailNickname":"new","userPrincipalName":"new@brightwater.example","passwordProfile":{"password":"Secret-1234","forceChangePasswordNextSignIn":true}}`)
	if made.status != 201 {
		t.Fatalf("%s", made.body)
	}
	if w.get("/users/" + id + "?$select=usageLocation")["usageLocation"] != "IE" || w.get("/users/new@brightwater.example")["displayName"] != "New" {
		t.Error("what was written cannot be read by its ID")
	}
	if listed("usageLocation eq 'IE'") != 0 || listed("displayName eq 'New'") != 0 {
		t.Error("a listing does not lag")
	}
	w.do("DELETE", "/users/"+id, "")
	if listed("surname eq 'Weber'") != 1 {
		t.Error("a deleted user is out of the listing at once")
	}
	w.clock.pass(10 * time.Second)
	if listed("displayName eq 'New'") != 1 || listed("surname eq 'Weber'") != 0 {
		t.Error("a listing never catches up")
	}
}

func TestUsageReport(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	r := w.do("GET", "/reports/getMailboxUsageDetail(period='D7')", "")
	if r.status != 302 {
		t.Fatalf("%d %s", r.status, r.body)
	}
	resp, err := http.Get(r.header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil || !bytes.HasPrefix(text, []byte("\xef\xbb\xbfReport Refresh Date,User Principal Name,")) || !bytes.Contains(text, []byte("cweber@brightwater.example")) {
		t.Errorf("%v %.200s", err, text)
	}
	w.refused(400, "BadRequest", "GET", "/reports/getMailboxUsageDetail(period='D8')", "")
}
