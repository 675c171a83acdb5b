// Package graphtest holds what is said over HTTP to Microsoft's description of Graph:
// what a client asks for, and what a server answers. It is for tests.
package graphtest

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// A Spec is Microsoft's description of Graph, strict: unknown properties are errors.
// A nil Spec knows nothing and objects to nothing. It is safe for concurrent use.
type Spec struct {
	doc *openapi3.T
	mu  sync.Mutex
	met map[string]bool // operations that had a good answer
}

// Load reads a description, nil if the file is not there.
func Load(file string) (*Spec, error) {
	if _, err := os.Stat(file); err != nil {
		return nil, nil
	}
	doc, err := openapi3.NewLoader().LoadFromFile(file)
	if err != nil {
		return nil, err
	}
	doc.Servers = openapi3.Servers{{URL: "/v1.0"}}
	doc.Security = nil
	return &Spec{doc: doc, met: map[string]bool{}}, nil
}

// An Answer is what a server said.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Check holds a request to version 1.0 and its answer to the description. What it does
// not describe is passed over, but for errors, which are all alike. It reports whether
// the operation is described.
func (s *Spec) Check(t testing.TB, r *http.Request, body []byte, got Answer) bool {
	t.Helper()
	if s == nil || !strings.HasPrefix(r.URL.Path, "/v1.0/") {
		return true
	}
	route, params := s.route(r)
	if route == nil {
		return false
	}
	if got.Status < 300 {
		s.mu.Lock()
		s.met[route.Method+" "+route.Path] = true
		s.mu.Unlock()
	}
	r = r.Clone(context.Background())
	r.Body = io.NopCloser(bytes.NewReader(body))
	in := &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route,
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}}
	if got.Status < 300 { // what was refused need not be well-formed
		if err := openapi3filter.ValidateRequest(context.Background(), in); err != nil {
			t.Errorf("request %s %s: %v", r.Method, r.URL, err)
		}
	}
	header := got.Header.Clone()
	if strings.HasPrefix(header.Get("Content-Type"), "application/json") {
		header.Set("Content-Type", "application/json")
	}
	out := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: got.Status, Header: header, Options: in.Options}
	if len(got.Body) > 0 {
		out.SetBodyBytes(got.Body)
	}
	if err := openapi3filter.ValidateResponse(context.Background(), out); err != nil {
		t.Errorf("answer to %s %s: %v\n%.600s", r.Method, r.URL, err, got.Body)
	}
	return true
}

// Met returns how many operations had a good answer.
func (s *Spec) Met() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.met)
}

// Unmet returns the operations, written as a method and a path with {} for names, that
// are described and had no good answer.
func (s *Spec) Unmet(operations []string) (out []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	described, met := map[string]bool{}, map[string]bool{}
	for path, item := range s.doc.Paths.Map() {
		for method := range item.Operations() {
			op := method + " " + plainPath(path)
			described[op] = true
			met[op] = met[op] || s.met[method+" "+path]
		}
	}
	for _, op := range operations {
		if described[op] && !met[op] {
			out = append(out, op)
		}
	}
	return out
}

// route finds the operation of a request, names before parameters.
func (s *Spec) route(r *http.Request) (*routers.Route, map[string]string) {
	path := strings.TrimPrefix(r.URL.EscapedPath(), "/v1.0")
	var best string
	var params map[string]string
	for _, p := range s.doc.Paths.InMatchingOrder() {
		if m, ok := matchPath(p, path); ok && (best == "" || strings.Count(p, "{") < strings.Count(best, "{")) {
			best, params = p, m
		}
	}
	if best == "" {
		return nil, nil
	}
	item := s.doc.Paths.Value(best)
	op := item.GetOperation(r.Method)
	if op == nil {
		return nil, nil
	}
	return &routers.Route{Spec: s.doc, Server: s.doc.Servers[0], Path: best, PathItem: item, Method: r.Method, Operation: op}, params
}

func matchPath(pattern, path string) (map[string]string, bool) {
	ps, segs, m := strings.Split(pattern, "/"), strings.Split(path, "/"), map[string]string{}
	if len(ps) != len(segs) {
		return nil, false
	}
	for i, p := range ps {
		seg, _ := url.PathUnescape(segs[i])
		before, rest, isParam := strings.Cut(p, "{")
		if !isParam {
			if p != seg {
				return nil, false
			}
			continue
		}
		name, after, _ := strings.Cut(rest, "}")
		v, ok1 := strings.CutPrefix(seg, before)
		v, ok2 := strings.CutSuffix(v, after)
		if !ok1 || !ok2 {
			return nil, false
		}
		m[name] = v
	}
	return m, true
}

// plainPath writes a path of the description as the server does: {} for parameters.
func plainPath(path string) string {
	var b strings.Builder
	for path != "" {
		before, rest, ok := strings.Cut(path, "{")
		b.WriteString(before)
		if !ok {
			break
		}
		_, path, _ = strings.Cut(rest, "}")
		b.WriteString("{}")
	}
	return b.String()
}
