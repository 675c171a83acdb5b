package ldapd

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"recipientdesk/model"
	"recipientdesk/sim"
)

// A Config says how to serve. The zero Config listens on a free port of
// 127.0.0.1, speaks LDAP with StartTLS, and refuses passwords in clear.
type Config struct {
	Addr      string        // host:port; "" is a free port of 127.0.0.1
	TLS       bool          // LDAPS: encrypted from the first byte
	Plain     bool          // take passwords without encryption
	Authority *Authority    // signs the server's certificate; nil: one of its own
	Idle      time.Duration // connections without a request so long are closed; 0: never
	PageSize  int           // most entries in an answer; 0: 1000, as MaxPageSize of Windows
	RangeSize int           // most values of an attribute in an answer; 0: 1500, as MaxValRange
}

// A Server serves a forest until it is closed.
type Server struct {
	forest   *sim.Forest
	cfg      Config
	info     model.Info
	listener net.Listener
	tls      *tls.Config
	drop     atomic.Pointer[func(op string, done bool) bool]
	ctx      context.Context // of all connections; ended by Close
	cancel   context.CancelFunc
	conns    sync.WaitGroup
	mu       sync.Mutex
	open     map[net.Conn]bool // nil once closed
}

// Start listens and serves in the background until ctx ends or Close is called.
func Start(ctx context.Context, forest *sim.Forest, cfg Config) (*Server, error) {
	if cfg.Addr == "" {
		cfg.Addr = "127.0.0.1:0"
	}
	if cfg.PageSize == 0 {
		cfg.PageSize = 1000
	}
	if cfg.RangeSize == 0 {
		cfg.RangeSize = 1500
	}
	info, err := forest.System().Info(ctx)
	if err != nil {
		return nil, err
	}
	if cfg.Authority == nil {
		if cfg.Authority, err = NewAuthority(); err != nil {
			return nil, err
		}
	}
	l, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		return nil, &model.Error{Code: model.Unreachable, Subject: cfg.Addr, Message: "cannot be listened on", Hint: "Choose another address or port.", Err: err}
	}
	host, _, _ := net.SplitHostPort(l.Addr().String())
	cert, err := cfg.Authority.certificate(forest.Host(), info.Domain, host)
	if err != nil {
		l.Close()
		return nil, err
	}
	s := &Server{forest: forest, cfg: cfg, info: info, listener: l, open: map[net.Conn]bool{},
		tls: &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12, DynamicRecordSizingDisabled: true}}
	s.ctx, s.cancel = context.WithCancel(ctx)
	context.AfterFunc(s.ctx, s.shut)
	s.conns.Go(s.accept)
	return s, nil
}

// Addr returns host:port.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// URL returns the address as programs take it: ldaps://host:port.
func (s *Server) URL() string {
	if s.cfg.TLS {
		return "ldaps://" + s.Addr()
	}
	return "ldap://" + s.Addr()
}

// CA returns the certificate that clients have to trust, as PEM.
func (s *Server) CA() []byte { return s.cfg.Authority.PEM() }

// Drop makes the server cut connections where f says so, nil nowhere. op is
// "bind", "search", "modify", "add", "delete" or "rename"; done tells whether the
// work was done and only the answer is missing. In a search, done means in the
// middle of the answer.
func (s *Server) Drop(f func(op string, done bool) bool) {
	if f == nil {
		s.drop.Store(nil)
		return
	}
	s.drop.Store(&f)
}

func (s *Server) dropped(op string, done bool) bool {
	f := s.drop.Load()
	return f != nil && (*f)(op, done)
}

// Kick cuts every connection, as a server that restarts does.
func (s *Server) Kick() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.open {
		c.Close()
	}
}

// Close ends all connections and returns when they are gone.
func (s *Server) Close() error {
	s.cancel()
	s.shut()
	s.conns.Wait()
	return nil
}

func (s *Server) shut() {
	s.listener.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.open {
		c.Close()
	}
	s.open = nil
}

func (s *Server) accept() {
	for {
		c, err := s.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			continue // the client went away again
		}
		s.mu.Lock()
		if s.open == nil {
			c.Close()
		} else {
			s.open[c] = true
			s.conns.Go(func() { s.serve(c) })
		}
		s.mu.Unlock()
	}
}

func (s *Server) serve(raw net.Conn) {
	defer func() {
		raw.Close()
		s.mu.Lock()
		delete(s.open, raw)
		s.mu.Unlock()
	}()
	c := &conn{srv: s, wire: &gather{Conn: raw}, pages: map[string]*page{}}
	defer c.leave()
	if s.cfg.TLS && c.encrypt() != nil {
		return
	}
	c.run()
}
