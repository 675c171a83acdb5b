package ldapx

import (
	"context"
	"errors"
	"io"
	"net"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"

	"recipientdesk/model"
)

// testSession checks what a session does when the network fails. cfg leads to the
// server at address, where the user may make and change objects below arena.
func testSession(t *testing.T, cfg Config, address, arena string) {
	t.Helper()
	cases := []struct {
		name string
		run  func(*link)
	}{
		{"a read after an idle drop reconnects", readAfterDrop},
		{"a write after an idle drop reconnects", writeAfterDrop},
		{"a server that is gone, and is back", serverGone},
		{"a lost answer to a write is unknown", answerLost},
		{"an answer to a write that makes no sense is unknown", answerSenseless},
		{"canceling a write under way is unknown", cancelWrite},
		{"canceling a read under way", cancelRead},
		{"requests have a time limit", timeLimit},
		{"many at once, and a closed session", manyAtOnce},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := newProxy(t, address)
			through := cfg
			through.Address, through.Timeout = "ldaps://"+p.addr, 5*time.Second
			l := &link{T: t, proxy: p, d: connect(t, through), arena: arena}
			l.make()
			c.run(l)
		})
	}
}

// A link is a session through a proxy, with an object to work on.
type link struct {
	*testing.T
	proxy *proxy
	d     *Directory
	arena string
	ref   model.Ref
}

func (l *link) make() {
	l.Helper()
	ref, err := l.d.Create(l.Context(), model.NewObject{DN: "CN=Sessions," + l.arena,
		Attrs: map[model.Attr][]string{"objectClass": {"contact"}, "displayName": {"before"}}})
	if err != nil {
		l.Fatal(err)
	}
	l.ref = ref
	l.Cleanup(func() {
		l.proxy.set(deliver)
		if err := l.d.Delete(context.Background(), ref); err != nil && model.CodeOf(err) != model.Unreachable {
			l.Error(err)
		}
	})
}

func (l *link) edit(ctx context.Context) error {
	e := model.NewEntry(l.ref, map[model.Attr][]string{"displayName": {"before"}})
	return l.d.Apply(ctx, model.Diff(e, e.With("displayName", "after")))
}

func (l *link) holds(want string) {
	l.Helper()
	e, err := l.d.Get(l.Context(), l.ref, "displayName")
	if got := e.First("displayName"); err != nil || got != want {
		l.Errorf("displayName = %q, want %q (%v)", got, want, err)
	}
}

func (l *link) code(err error, want model.Code) {
	l.Helper()
	if got := model.CodeOf(err); got != want {
		l.Errorf("code = %q, want %q (%v)", got, want, err)
	}
}

func readAfterDrop(l *link) {
	l.proxy.drop()
	l.holds("before")
}

func writeAfterDrop(l *link) {
	l.proxy.drop()
	waitUntil(l.T, l.d.idleDead)
	l.code(l.edit(l.Context()), "")
	l.holds("after")
}

func serverGone(l *link) {
	l.proxy.close()
	_, err := l.d.Get(l.Context(), l.ref)
	l.code(err, model.Unreachable)
	l.code(l.edit(l.Context()), model.Unreachable)
	l.proxy.open()
	l.holds("before")
}

func answerSenseless(l *link) {
	request := func(c *conn) error {
		c.wire.sent.Store(true)
		return errors.New("ldap: unexpected response: 11")
	}
	l.code(l.d.do(l.Context(), writing, "x", request), model.Unknown)
	if n := len(l.d.idle); n != 0 {
		l.Errorf("%d connections are used on, which may be out of step", n)
	}
	l.holds("before")
}

// answerLost has the server make the change and nobody hear of it.
func answerLost(l *link) {
	l.proxy.set(cut)
	l.code(l.edit(l.Context()), model.Unknown)
	l.proxy.set(deliver)
	l.holds("after")
}

func cancelWrite(l *link) {
	begin := time.Now()
	l.code(l.edit(l.canceled()), model.Unknown)
	if took := time.Since(begin); took > 2*time.Second {
		l.Errorf("canceling took %v", took)
	}
}

func cancelRead(l *link) {
	_, err := l.d.Get(l.canceled(), l.ref)
	l.code(err, model.Canceled)
}

// canceled returns a context that ends when a request has passed whose answer is
// held back.
func (l *link) canceled() context.Context {
	ctx, cancel := context.WithCancel(l.Context())
	l.proxy.set(hold)
	go func() { <-l.proxy.heard; cancel() }()
	return ctx
}

func timeLimit(l *link) {
	l.d.cfg.Timeout = 200 * time.Millisecond
	l.proxy.set(hold)
	_, err := l.d.Get(l.Context(), l.ref)
	l.code(err, model.Unreachable)
	l.proxy.set(deliver)
	l.d.cfg.Timeout = 5 * time.Second
	l.holds("before")
	l.d.cfg.Timeout = 200 * time.Millisecond
	l.proxy.set(hold)
	l.code(l.edit(l.Context()), model.Unknown)
	l.d.cfg.Timeout = 5 * time.Second
}

// manyAtOnce counts goroutines: none stays behind when the session is closed.
func manyAtOnce(l *link) {
	before := runtime.NumGoroutine()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 5 {
				l.holds("before")
				for _, err := range l.d.List(l.Context(), model.Query{Base: l.arena, Scope: model.Children, Attrs: []model.Attr{"cn"}}) {
					l.code(err, "")
					break
				}
			}
		})
	}
	all.Wait()
	l.code(l.d.Delete(l.Context(), l.ref), "")
	l.d.Close()
	_, err := l.d.Get(l.Context(), l.ref)
	l.code(err, model.Unreachable)
	for _, err := range l.d.List(l.Context(), model.Query{Base: l.arena}) {
		l.code(err, model.Unreachable)
	}
	waitUntil(l.T, func() bool { return runtime.NumGoroutine() <= before })
}

// idleDead reports whether every waiting connection is known to be lost.
func (d *Directory) idleDead() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, c := range d.idle {
		if !c.IsClosing() {
			return false
		}
	}
	return true
}

func waitUntil(t *testing.T, done func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(5 * time.Second)
	for !done() {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatal("it does not come to that")
		}
	}
}

// A deaf connection takes no bytes and says nothing.
type deaf struct {
	net.Conn
	closed chan struct{}
	once   sync.Once
}

func (d *deaf) Read([]byte) (int, error)  { <-d.closed; return 0, io.EOF }
func (d *deaf) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }
func (d *deaf) Close() error              { d.once.Do(func() { close(d.closed) }); return nil }

// TestFailedWriteIsLost has a request that cannot be sent on a connection whose end
// was not heard of yet: that is no answer of a server.
func TestFailedWriteIsLost(t *testing.T) {
	raw := &deaf{closed: make(chan struct{})}
	c := newConn(raw, raw, Config{Timeout: time.Second})
	defer c.kill()
	err := c.Del(ldap.NewDelRequest("CN=x", nil))
	if err == nil || !lost(c, err) {
		t.Errorf("lost = false (%v)", err)
	}
	if answer := ldap.NewError(ldap.LDAPResultBusy, errors.New("busy")); lost(c, answer) {
		t.Error("an answer counts as lost")
	}
}
