package graphd

import (
	"context"
	"crypto/rand"
	"errors"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"recipientdesk/model"
	"recipientdesk/sim"
)

// A Config says how to serve. The zero Config listens on a free port of 127.0.0.1
// and answers requests without a token.
type Config struct {
	Addr         string        // host:port; "" is a free port of 127.0.0.1
	RequireToken bool          // 401 without a token that the server issued
	DeltaPage    int           // most objects in an answer to a delta query; 0: 200
	DeltaAge     time.Duration // how old a delta link may be; 0: 30 days
	DeltaGone    bool          // answer older links with 410, as documented, not with 400, as the directory does
	// Cycle synchronizes once, when something is posted to CyclePath; nil: that cannot be had.
	Cycle        func(context.Context) (sim.CycleReport, error)
	ConcealNames bool          // reports have hashes for names, as is the rule in new tenants
	PageAge      time.Duration // how old a link to the next page may be; 0: an hour
}

// A Server serves a tenant until it is closed. It is an http.Handler as well.
type Server struct {
	tenant *sim.Tenant
	cfg    Config
	key    []byte // signs tokens
	routes []compiled
	fault  atomic.Pointer[func(Request) *Fault]
	http   *http.Server
	addr   string
	done   chan struct{}
}

// New returns a server that does not listen, for use as a handler.
func New(tenant *sim.Tenant, cfg Config) *Server {
	if cfg.DeltaPage == 0 {
		cfg.DeltaPage = 200
	}
	if cfg.DeltaAge == 0 {
		cfg.DeltaAge = 30 * 24 * time.Hour
	}
	if cfg.PageAge == 0 {
		cfg.PageAge = time.Hour
	}
	s := &Server{tenant: tenant, cfg: cfg, key: make([]byte, 32), routes: compileRoutes()}
	_, _ = rand.Read(s.key) // does not fail
	return s
}

// Start listens and serves in the background until ctx ends or Close is called.
func Start(ctx context.Context, tenant *sim.Tenant, cfg Config) (*Server, error) {
	if cfg.Addr == "" {
		cfg.Addr = "127.0.0.1:0"
	}
	l, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		return nil, &model.Error{Code: model.Unreachable, Subject: cfg.Addr, Message: "cannot be listened on", Hint: "Choose another address or port.", Err: err}
	}
	s := New(tenant, cfg)
	s.addr, s.done = l.Addr().String(), make(chan struct{})
	s.http = &http.Server{Handler: s, ReadHeaderTimeout: time.Minute, BaseContext: func(net.Listener) context.Context { return ctx }}
	go func() {
		defer close(s.done)
		_ = s.http.Serve(l) // always an error, which says that it was closed
	}()
	context.AfterFunc(ctx, func() { _ = s.http.Close() })
	return s, nil
}

// Addr returns host:port.
func (s *Server) Addr() string { return s.addr }

// URL returns the address as programs take it, without a version: http://host:port.
func (s *Server) URL() string { return "http://" + s.addr }

// Close ends all connections and returns when the server has stopped.
func (s *Server) Close() error {
	err := s.http.Close()
	<-s.done
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := &call{srv: s, method: r.Method, target: r.URL.EscapedPath(), rawQuery: r.URL.RawQuery, header: r.Header, ctx: r.Context(),
		id: uuid.NewString(), base: scheme(r) + r.Host}
	var a *answer
	if body, err := readBody(r); err != nil {
		a = c.finish(fail(err))
	} else {
		c.body = body
		a = c.serve()
	}
	if a.drop {
		s.cut(w, a)
		return
	}
	h := w.Header()
	c.headers(h, a)
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(a.body) // who went away does not miss it
	}
}

// cut ends the connection in the middle of the answer.
func (s *Server) cut(w http.ResponseWriter, a *answer) {
	w.Header().Set("Content-Type", jsonType)
	if len(a.body) > 0 {
		_, _ = w.Write(a.body[:len(a.body)/2])
		_ = http.NewResponseController(w).Flush()
	}
	panic(http.ErrAbortHandler)
}

func scheme(r *http.Request) string {
	if r.TLS != nil {
		return "https://"
	}
	return "http://"
}
