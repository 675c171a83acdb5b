package ldapx

import (
	"net"
	"sync/atomic"
)

// A wire is the byte stream below an ldap.Conn, above TLS. It remembers whether
// anything was sent since the connection was given to a request, and it can be
// cut at once.
type wire struct {
	net.Conn          // plain or TLS
	raw      net.Conn // the TCP connection
	sent     atomic.Bool
}

// Write implements net.Conn. The mark is set first: a write that fails may have
// sent something.
func (w *wire) Write(p []byte) (int, error) {
	w.sent.Store(true)
	return w.Conn.Write(p)
}

// cut closes the TCP connection. TLS would first wait to say goodbye.
func (w *wire) cut() { w.raw.Close() }
