package graphtest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// Client returns a handler that passes requests on to h, and holds what a client asks
// for as strictly to the description as the answers: each operation has to be described,
// or be one of besides, and each option of a query has to be one of its operation. The
// items of a batch are held to it one by one.
func (s *Spec) Client(t testing.TB, h http.Handler, besides ...string) http.Handler {
	if s == nil {
		return h
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		got := Answer{rec.Code, rec.Header(), rec.Body.Bytes()}
		s.client(t, r, body, got, besides)
		if strings.HasSuffix(r.URL.Path, "/$batch") && got.Status == http.StatusOK {
			s.items(t, r, body, got, besides)
		}
		for k, v := range got.Header {
			w.Header()[k] = v
		}
		w.WriteHeader(got.Status)
		_, _ = w.Write(got.Body)
	})
}

// tokens are options that only links have.
var tokens = []string{"$skiptoken", "$deltatoken"}

func (s *Spec) client(t testing.TB, r *http.Request, body []byte, got Answer, besides []string) {
	if !s.Check(t, r, body, got) && !slices.Contains(besides, r.Method+" "+r.URL.Path) && !slices.ContainsFunc(besides, func(b string) bool { return strings.HasSuffix(r.Method+" "+r.URL.Path, b) }) {
		t.Errorf("%s %s is not described", r.Method, r.URL.Path)
	}
	route, _ := s.route(r)
	if route == nil {
		return
	}
	for name := range r.URL.Query() {
		known := slices.Contains(tokens, name)
		for _, p := range append(slices.Clone(route.Operation.Parameters), route.PathItem.Parameters...) {
			known = known || p.Value.In == "query" && p.Value.Name == name
		}
		if !known {
			t.Errorf("%s %s has no option %s", r.Method, route.Path, name)
		}
	}
}

// items holds the requests of a batch and their answers to the description.
func (s *Spec) items(t testing.TB, r *http.Request, body []byte, got Answer, besides []string) {
	var in struct {
		Requests []struct {
			ID, Method, URL string
			Headers         map[string]string
			Body            json.RawMessage
		}
	}
	var out struct {
		Responses []struct {
			ID      string
			Status  int
			Headers map[string]string
			Body    json.RawMessage
		}
	}
	if json.Unmarshal(body, &in) != nil || json.Unmarshal(got.Body, &out) != nil {
		t.Errorf("a batch that is no JSON: %s, %s", body, got.Body)
		return
	}
	for _, item := range in.Requests {
		u, err := url.Parse("/v1.0" + item.URL)
		if err != nil {
			t.Errorf("an item for %q", item.URL)
			continue
		}
		q := &http.Request{Method: item.Method, URL: u, Header: headers(item.Headers), Host: r.Host}
		for _, a := range out.Responses {
			if a.ID == item.ID {
				s.client(t, q, item.Body, Answer{a.Status, headers(a.Headers), a.Body}, besides)
			}
		}
	}
}

func headers(m map[string]string) http.Header {
	h := http.Header{}
	for k, v := range m {
		h.Set(k, v)
	}
	return h
}
