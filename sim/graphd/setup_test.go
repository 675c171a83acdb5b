package graphd_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"recipientdesk/cmd/session"
	"recipientdesk/sim"
	"recipientdesk/sim/graphd"
	"recipientdesk/sim/graphd/graphtest"
)

// A clock is moved by hand.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// A world is a forest, its tenant, and a server.
type world struct {
	*testing.T
	clock  *clock
	forest *sim.Forest
	sync   *session.SampleTenant
	tenant *sim.Tenant
	srv    *graphd.Server
	url    string
	spec   *graphtest.Spec
}

func newWorld(t *testing.T, cfg graphd.Config, lag time.Duration) *world {
	t.Helper()
	w := &world{T: t, clock: &clock{t: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)}, forest: sim.Sample(nil, nil)}
	var err error
	if w.sync, err = session.OpenSampleTenant(t.Context(), session.Target{Now: w.clock.Now}, w.forest, lag); err != nil {
		t.Fatal(err)
	}
	w.tenant = w.sync.Tenant
	w.srv = graphd.New(w.tenant, cfg)
	ts := httptest.NewServer(w.srv)
	t.Cleanup(ts.Close)
	w.url, w.spec = ts.URL, loadSpec(t)
	return w
}

type response struct {
	status int
	header http.Header
	body   []byte
}

func (r response) json(t testing.TB) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal(r.body, &m); err != nil {
		t.Fatalf("%v in %s", err, r.body)
	}
	return m
}

// do sends a request and holds the answer, and the request, to the description of
// Graph. header is name, value….
func (w *world) do(method, path, body string, header ...string) response {
	w.Helper()
	target := path
	if !strings.HasPrefix(path, "http") {
		target = w.url + "/v1.0" + path
	}
	req, err := http.NewRequest(method, target, strings.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		w.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		w.Fatal(err)
	}
	r := response{resp.StatusCode, resp.Header, b}
	w.spec.Check(w.T, req, []byte(body), graphtest.Answer{Status: r.status, Header: r.header, Body: r.body})
	return r
}

// get reads what must be there.
func (w *world) get(path string, header ...string) map[string]any {
	w.Helper()
	r := w.do("GET", path, "", header...)
	if r.status != http.StatusOK {
		w.Fatalf("GET %s: %d %s", path, r.status, r.body)
	}
	return r.json(w)
}

// refused expects an error with that code, and returns its text.
func (w *world) refused(status int, code, method, path, body string, header ...string) string {
	w.Helper()
	r := w.do(method, path, body, header...)
	if r.status != status {
		w.Fatalf("%s %s: %d %s, want %d", method, path, r.status, r.body, status)
	}
	e := r.json(w)["error"].(map[string]any)
	if e["code"] != code {
		w.Errorf("%s %s: code %v, want %s", method, path, e["code"], code)
	}
	if inner := e["innerError"].(map[string]any); inner["request-id"] != r.header.Get("Request-Id") {
		w.Errorf("%s %s: the request IDs differ", method, path)
	}
	return e["message"].(string)
}

func values(m map[string]any) (out []map[string]any) {
	for _, v := range m["value"].([]any) {
		out = append(out, v.(map[string]any))
	}
	return out
}

// all reads every page.
func (w *world) all(path string, header ...string) (out []map[string]any) {
	w.Helper()
	for path != "" {
		m := w.get(path, header...)
		out = append(out, values(m)...)
		path, _ = m["@odata.nextLink"].(string)
	}
	return out
}

// user returns the object ID of a synchronized account.
func (w *world) user(account string) string {
	w.Helper()
	for _, u := range w.all("/users?$select=id,onPremisesSamAccountName&$top=999") {
		if u["onPremisesSamAccountName"] == account {
			return u["id"].(string)
		}
	}
	w.Fatalf("no user %s", account)
	return ""
}
