package graphd_test

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

const specFile = "../../../shared/data/graph/openapi-subset.yaml"

// A spec is Microsoft's description of Graph, strict: unknown properties are errors.
type spec struct {
	doc *openapi3.T
	mu  sync.Mutex
	met map[string]bool // operations
}

var theSpec = sync.OnceValues(func() (*spec, error) {
	doc, err := openapi3.NewLoader().LoadFromFile(specFile)
	if err != nil {
		return nil, err
	}
	doc.Servers = openapi3.Servers{{URL: "/v1.0"}}
	doc.Security = nil
	return &spec{doc: doc, met: map[string]bool{}}, nil
})

// loadSpec returns nil where the description is not available.
func loadSpec(t *testing.T) *spec {
	if _, err := os.Stat(specFile); err != nil {
		t.Logf("answers are not held to a description: %v", err)
		return nil
	}
	s, err := theSpec()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// route finds the operation of a request, names before parameters.
func (s *spec) route(r *http.Request) (*routers.Route, map[string]string) {
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

// check holds a request and its answer to the description. What it does not
// describe is passed over, but for errors, which are all alike.
func (s *spec) check(t *testing.T, r *http.Request, body []byte, got response) {
	t.Helper()
	if s == nil || !strings.HasPrefix(r.URL.Path, "/v1.0/") {
		return
	}
	route, params := s.route(r)
	if route == nil {
		return
	}
	if got.status < 300 {
		s.mu.Lock()
		s.met[route.Method+" "+route.Path] = true
		s.mu.Unlock()
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	in := &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route,
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}}
	if got.status < 300 { // what was refused need not be well-formed
		if err := openapi3filter.ValidateRequest(context.Background(), in); err != nil {
			t.Errorf("request %s %s: %v", r.Method, r.URL, err)
		}
	}
	header := got.header.Clone()
	if strings.HasPrefix(header.Get("Content-Type"), "application/json") {
		header.Set("Content-Type", "application/json")
	}
	out := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: got.status, Header: header, Options: in.Options}
	if len(got.body) > 0 {
		out.SetBodyBytes(got.body)
	}
	if err := openapi3filter.ValidateResponse(context.Background(), out); err != nil {
		t.Errorf("answer to %s %s: %v\n%.600s", r.Method, r.URL, err, got.body)
	}
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
