package ldapx

import (
	"context"
	"crypto/x509"
	"errors"
	"net"
	"sync"

	"github.com/go-ldap/ldap/v3"

	"recipientdesk/model"
)

// maxIdle is how many connections are kept for the next request: one for the
// window's small reads and writes, some for the workers of a bulk run.
const maxIdle = 8

// A Directory is a session with one server. It is safe for concurrent use.
type Directory struct {
	cfg    Config
	target target
	roots  *x509.CertPool
	who    string // signed-in user, where signing in tells (a Kerberos principal)
	pin    string // IP address and port that answered first; a name may stand for many servers

	mu     sync.Mutex
	open   map[*conn]struct{} // every connection, those in use included
	idle   []*conn            // the most recently used last
	closed bool

	info   once[model.Info]
	schema once[*model.Schema]
}

var _ model.Directory = (*Directory)(nil)

func newDirectory(cfg Config, t target, roots *x509.CertPool) *Directory {
	return &Directory{cfg: cfg, target: t, roots: roots, open: map[*conn]struct{}{}, info: newOnce[model.Info](), schema: newOnce[*model.Schema]()}
}

// A conn is a signed-in connection. It serves one request at a time.
type conn struct {
	*ldap.Conn
	wire   *wire
	used   bool   // has served a request: a failure may then be an idle drop
	doomed bool   // is being killed
	who    string // who signed in, where sign-in itself tells (a Kerberos principal)
}

func newConn(protected, raw net.Conn, cfg Config) *conn {
	w := &wire{Conn: protected, raw: raw}
	c := &conn{Conn: ldap.NewConn(w, true), wire: w}
	c.SetTimeout(cfg.Timeout)
	c.Start()
	return c
}

// kill ends the connection and every request on it at once.
func (c *conn) kill() {
	c.wire.cut()
	c.Close()
}

// take returns a connection for one request.
func (d *Directory) take(ctx context.Context) (*conn, error) {
	d.mu.Lock()
	for len(d.idle) > 0 {
		last := len(d.idle) - 1
		c := d.idle[last]
		d.idle = d.idle[:last]
		if !c.IsClosing() {
			d.mu.Unlock()
			c.wire.sent.Store(false)
			return c, nil
		}
		delete(d.open, c)
	}
	closed := d.closed
	d.mu.Unlock()
	if closed {
		return nil, d.closedError()
	}
	c, err := d.connect(ctx)
	if err != nil {
		return nil, err
	}
	return c, d.adopt(c)
}

// adopt enters a new connection in the list that Close goes through.
func (d *Directory) adopt(c *conn) error {
	d.mu.Lock()
	closed := d.closed
	if !closed {
		d.open[c] = struct{}{}
	}
	d.mu.Unlock()
	if closed {
		c.kill()
		return d.closedError()
	}
	c.wire.sent.Store(false)
	return nil
}

func (d *Directory) closedError() error {
	return &model.Error{Code: model.Unreachable, Subject: d.target.host, Message: "the session is closed", Hint: "Connect again."}
}

// drop ends a connection.
func (d *Directory) drop(c *conn) {
	d.mu.Lock()
	delete(d.open, c)
	d.mu.Unlock()
	c.kill()
}

// release gives a connection back after an answer was read to its end.
func (d *Directory) release(c *conn) {
	c.used = true
	d.mu.Lock()
	keep := !d.closed && len(d.idle) < maxIdle && !c.doomed && !c.IsClosing()
	if keep {
		d.idle = append(d.idle, c)
	}
	d.mu.Unlock()
	if !keep {
		d.drop(c)
	}
}

// dropIdle ends the waiting connections: when one was lost while idle, so were
// most likely the others.
func (d *Directory) dropIdle() {
	d.mu.Lock()
	idle := d.idle
	d.idle = nil
	d.mu.Unlock()
	for _, c := range idle {
		d.drop(c)
	}
}

// Close implements model.Directory. Requests under way fail.
func (d *Directory) Close() error {
	d.mu.Lock()
	open := d.open
	d.closed, d.idle, d.open = true, nil, map[*conn]struct{}{}
	d.mu.Unlock()
	for c := range open {
		c.kill()
	}
	return nil
}

// A kind of request decides what a lost connection means.
type kind bool

const (
	reading kind = false
	writing kind = true
)

// do runs one request with a connection of its own and the session's time limit.
func (d *Directory) do(ctx context.Context, k kind, subject string, request func(*conn) error) error {
	c, err := d.start(ctx, k, subject, request)
	if err == nil {
		d.release(c)
	}
	return err
}

// start is do for the first of several requests that must share a connection,
// which is the caller's if there is no error. A read is tried once more on a new
// connection if an idle one turns out to be dead; a write only if nothing of it
// had left.
func (d *Directory) start(ctx context.Context, k kind, subject string, request func(*conn) error) (*conn, error) {
	ctx, cancel := context.WithTimeout(ctx, d.cfg.Timeout)
	defer cancel()
	for {
		if ctx.Err() != nil {
			return nil, stopped(ctx, subject)
		}
		c, err := d.take(ctx)
		if err != nil {
			return nil, err
		}
		again := c.used
		err = attempt(ctx, c, request)
		switch {
		case err == nil:
			return c, nil
		case answered(err), !lost(c, err) && (k == reading || !c.wire.sent.Load()):
			d.release(c)
			return nil, err
		}
		d.drop(c)
		if !again || ctx.Err() != nil || k == writing && c.wire.sent.Load() {
			return nil, d.lostError(ctx, k, subject, c, err)
		}
		d.dropIdle()
	}
}

// follow makes a further request on a connection that start gave. On error it is
// no longer the caller's.
func (d *Directory) follow(ctx context.Context, c *conn, subject string, request func(*conn) error) error {
	ctx, cancel := context.WithTimeout(ctx, d.cfg.Timeout)
	defer cancel()
	err := attempt(ctx, c, request)
	switch {
	case err == nil:
		return nil
	case !lost(c, err):
		d.release(c)
		return err
	}
	d.drop(c)
	return d.lostError(ctx, reading, subject, c, err)
}

// attempt makes a request, which ends with ctx because its connection does.
func attempt(ctx context.Context, c *conn, request func(*conn) error) error {
	stop := context.AfterFunc(ctx, c.kill)
	err := request(c)
	if !stop() {
		c.doomed = true // even if the answer came first
	}
	return err
}

// answered reports whether err is what the server said. Anything else leaves open
// what became of a write that was sent.
func answered(err error) bool {
	answer, ok := errors.AsType[*ldap.Error](err)
	return ok && answer.ResultCode < ldap.ErrorNetwork
}

// lost reports whether a request failed with its connection.
func lost(c *conn, err error) bool {
	if err == nil || answered(err) {
		return false
	}
	return ldap.IsErrorWithCode(err, ldap.ErrorNetwork) || c.IsClosing() || c.wire.broken.Load()
}

func (d *Directory) lostError(ctx context.Context, k kind, subject string, c *conn, err error) error {
	switch {
	case k == writing && c.wire.sent.Load():
		return &model.Error{Code: model.Unknown, Subject: subject, Err: err,
			Message: "the server did not answer; the change may have been made", Hint: "Reload the object before you try again."}
	case ctx.Err() != nil:
		return stopped(ctx, subject)
	}
	return &model.Error{Code: model.Unreachable, Subject: d.target.host, Message: "the connection was lost", Err: err,
		Hint: "Try again; the session reconnects to the same server."}
}
