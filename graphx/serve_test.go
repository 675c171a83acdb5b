package graphx

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"recipientdesk/model"
)

// A service is a small Graph: what it answers to a path below the version, the
// query left out. Every request is remembered.
type service struct {
	*httptest.Server
	mu   sync.Mutex
	seen []seen
}

type seen struct {
	method, path, query, body string
	header                    http.Header
}

// serve starts a service that answers by h.
func serve(t *testing.T, h func(w http.ResponseWriter, r *http.Request, nth int)) *service {
	t.Helper()
	s := newService(h)
	t.Cleanup(s.Close)
	return s
}

func newService(h func(w http.ResponseWriter, r *http.Request, nth int)) *service {
	s := &service{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		s.mu.Lock()
		nth := len(s.seen)
		s.seen = append(s.seen, seen{r.Method, r.URL.Path, r.URL.RawQuery, string(body), r.Header})
		s.mu.Unlock()
		r.Body = io.NopCloser(bytes.NewReader(body))
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("request-id", "11111111-2222-3333-4444-555555555555")
		h(w, r, nth)
	}))
	return s
}

// always answers every request with the same.
func always(status int, body string) func(http.ResponseWriter, *http.Request, int) {
	return func(w http.ResponseWriter, _ *http.Request, _ int) { respond(w, status, body) }
}

// answers maps paths below the version to bodies; other paths are not found.
func answers(bodies map[string]string) func(http.ResponseWriter, *http.Request, int) {
	return func(w http.ResponseWriter, r *http.Request, _ int) {
		body, ok := bodies[strings.TrimPrefix(r.URL.Path, "/v1.0")]
		if !ok {
			respond(w, 404, problem("Request_ResourceNotFound", "Resource '"+r.URL.Path+"' does not exist."))
			return
		}
		respond(w, 200, body)
	}
}

func respond(w http.ResponseWriter, status int, body string) {
	w.WriteHeader(status)
	io.WriteString(w, body)
}

func problem(code, message string) string {
	b, _ := json.Marshal(map[string]any{"error": map[string]any{"code": code, "message": message,
		"innerError": map[string]any{"request-id": "99999999-8888-7777-6666-555555555555", "date": "2026-11-20T10:00:00"}}})
	return string(b)
}

func (s *service) requests() []seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]seen(nil), s.seen...)
}

// dial opens a session with the service that does not wait long for anything.
func (s *service) dial(t *testing.T, change ...func(*Config)) *Tenant {
	t.Helper()
	cfg := Config{Address: s.URL, Backoff: time.Millisecond, Patience: 2 * time.Second}
	for _, f := range change {
		f(&cfg)
	}
	tenant, err := Dial(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tenant.Close() })
	return tenant
}

// listed reads a whole class.
func listed(t *Tenant, class model.CloudClass, props ...model.Attr) (out []model.Entry, err error) {
	for b, err := range t.List(context.Background(), class, props...) {
		if err != nil {
			return out, err
		}
		for i := range b.Len() {
			out = append(out, b.Entry(i))
		}
	}
	return out, nil
}

// fails checks the code and the subject of an error.
func fails(t *testing.T, err error, code model.Code, subject string) *model.Error {
	t.Helper()
	e, ok := errors.AsType[*model.Error](err)
	if !ok {
		t.Fatalf("got %v, want an error with the code %s", err, code)
	}
	if e.Code != code || subject != "" && e.Subject != subject {
		t.Fatalf("got code %s, subject %q, want %s, %q: %v", e.Code, e.Subject, code, subject, err)
	}
	if e.Message == "" || strings.HasSuffix(e.Message, ".") || e.Hint != "" && !strings.HasSuffix(e.Hint, ".") {
		t.Errorf("not worded as messages and hints are: %q, %q", e.Message, e.Hint)
	}
	return e
}
