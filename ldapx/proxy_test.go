package ldapx

import (
	"io"
	"net"
	"sync"
	"testing"
)

// A proxy stands between a session and its server and misbehaves on demand. It
// sees only TLS, as a network does.
type proxy struct {
	t      *testing.T
	target string
	addr   string

	mu    sync.Mutex
	ln    net.Listener
	pairs map[*pair]struct{}
	mode  mode
	heard chan struct{} // a request passed while replies were not let through
}

type pair struct{ client, server net.Conn }

// A mode is what a proxy does with what the server sends.
type mode int

const (
	deliver mode = iota
	hold         // keep it back
	cut          // drop it, and the connection
)

func newProxy(t *testing.T, target string) *proxy {
	t.Helper()
	p := &proxy{t: t, target: target, addr: "127.0.0.1:0", pairs: map[*pair]struct{}{}, heard: make(chan struct{}, 16)}
	p.open()
	t.Cleanup(p.close)
	return p
}

// open listens, again at the same address after close.
func (p *proxy) open() {
	ln, err := net.Listen("tcp", p.addr)
	if err != nil {
		p.t.Fatal(err)
	}
	p.mu.Lock()
	p.ln, p.addr = ln, ln.Addr().String()
	p.mu.Unlock()
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			p.serve(c)
		}
	}()
}

func (p *proxy) serve(client net.Conn) {
	server, err := net.Dial("tcp", p.target)
	if err != nil {
		client.Close()
		return
	}
	pr := &pair{client, server}
	p.mu.Lock()
	p.pairs[pr] = struct{}{}
	p.mu.Unlock()
	go func() {
		io.Copy(writerFunc(func(b []byte) (int, error) {
			n, err := server.Write(b)
			if p.current() != deliver {
				select {
				case p.heard <- struct{}{}:
				default:
				}
			}
			return n, err
		}), client)
		p.end(pr)
	}()
	go func() {
		io.Copy(writerFunc(func(b []byte) (int, error) {
			switch p.current() {
			case hold:
				return len(b), nil
			case cut:
				return 0, io.ErrClosedPipe
			}
			return client.Write(b)
		}), server)
		p.end(pr)
	}()
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

func (p *proxy) current() mode {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.mode
}

func (p *proxy) set(m mode) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mode = m
}

func (p *proxy) end(pr *pair) {
	pr.client.Close()
	pr.server.Close()
	p.mu.Lock()
	delete(p.pairs, pr)
	p.mu.Unlock()
}

// drop ends every connection, as a firewall does with idle ones.
func (p *proxy) drop() {
	p.mu.Lock()
	var all []*pair
	for pr := range p.pairs {
		all = append(all, pr)
	}
	p.mu.Unlock()
	for _, pr := range all {
		p.end(pr)
	}
}

// close is a server that is gone.
func (p *proxy) close() {
	p.mu.Lock()
	ln := p.ln
	p.mu.Unlock()
	ln.Close()
	p.drop()
}
