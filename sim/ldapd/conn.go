package ldapd

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"time"

	ber "github.com/go-asn1-ber/asn1-ber"

	"recipientdesk/model"
	"recipientdesk/sim"
)

// A conn is one client. It answers one request after the other.
type conn struct {
	srv    *Server
	wire   *gather
	crypt  *tls.Conn // nil while in clear
	in     *bufio.Reader
	out    buffer
	who    *sim.Session // nil: anonymous
	ntlm   *challenge   // a sign-in under way
	pages  map[string]*page
	opened int // paged searches, for their cookies
}

func (c *conn) leave() {
	if c.who != nil {
		c.who.Close()
	}
}

// stream is what the client reads and writes.
func (c *conn) stream() io.ReadWriter {
	if c.crypt != nil {
		return c.crypt
	}
	return c.wire
}

// encrypt turns the connection to TLS.
func (c *conn) encrypt() error {
	crypt := tls.Server(c.wire, c.srv.tls)
	if err := crypt.HandshakeContext(c.srv.ctx); err != nil {
		return err
	}
	c.crypt, c.in = crypt, nil
	return nil
}

// errLeave ends a connection without an answer.
var errLeave = errors.New("connection is to be closed")

func (c *conn) run() {
	for {
		if c.in == nil {
			c.in = bufio.NewReaderSize(c.stream(), 16<<10)
		}
		if idle := c.srv.cfg.Idle; idle > 0 {
			c.wire.SetReadDeadline(time.Now().Add(idle)) // a deadline of the system, not a date
		}
		p, err := readMessage(c.in)
		if err != nil {
			if errors.Is(err, errMessage) {
				c.disconnect()
			}
			return
		}
		if err := c.answer(p); err != nil {
			return
		}
	}
}

// disconnect sends the notice of disconnection (RFC 4511 section 4.4.1).
func (c *conn) disconnect() {
	c.reply(reply{tag: tagExtendedResponse, name: "1.3.6.1.4.1.1466.20036", refusal: protocolError("the request cannot be read")})
	c.send()
}

// A request is one message from the client.
type request struct {
	id       int64
	op       *ber.Packet
	controls []control
}

func (c *conn) answer(p *ber.Packet) error {
	r := request{id: integer(p.Children[0]), op: p.Children[1]}
	if len(p.Children) == 3 {
		r.controls = controls(p.Children[2])
	}
	handler, ok := handlers[r.op.Tag]
	if !ok || r.op.ClassType != ber.ClassApplication {
		c.disconnect()
		return errLeave
	}
	c.out = c.out[:0]
	if err := handler(c, r); err != nil {
		return err
	}
	return c.send()
}

// handlers are the operations of RFC 4511 section 4 by their tags. The request
// for abandoning needs no answer, and as requests are answered in turn there is
// nothing left to abandon when it arrives.
var handlers = map[ber.Tag]func(*conn, request) error{
	0:  (*conn).bind,
	2:  func(*conn, request) error { return errLeave }, // unbind
	3:  (*conn).search,
	6:  (*conn).modify,
	8:  (*conn).add,
	10: (*conn).delete,
	12: (*conn).rename,
	14: (*conn).compare,
	16: func(*conn, request) error { return nil }, // abandon
	23: (*conn).extended,
}

// send writes what was answered.
func (c *conn) send() error {
	if len(c.out) == 0 {
		return nil
	}
	c.wire.hold = true
	_, err := c.stream().Write(c.out)
	c.wire.hold = false
	c.out = c.out[:0]
	return errors.Join(err, c.wire.flush())
}

// A reply is an LDAPResult and what may go with it.
type reply struct {
	id      int64
	tag     byte
	refusal *sim.Refusal // nil: success
	code    int          // result code that is no refusal, as compareTrue
	matched string
	creds   string // of a bind
	name    string // of an extended response
	value   string
	page    *string // cookie of a paged search
}

func (c *conn) reply(r reply) {
	b := &c.out
	msg := b.begin(tagSequence)
	b.int(tagInteger, r.id)
	op := b.begin(r.tag)
	code, text := r.code, ""
	if r.refusal != nil {
		code, text = r.refusal.Result, r.refusal.Error()
	}
	b.int(tagEnumerated, int64(code))
	b.text(tagOctets, r.matched)
	b.text(tagOctets, text)
	if r.creds != "" {
		b.text(tagServerCreds, r.creds)
	}
	if r.name != "" {
		b.text(tagResponseName, r.name)
	}
	if r.value != "" {
		b.text(tagResponseValue, r.value)
	}
	b.end(op)
	if r.page != nil {
		c.pageControl(*r.page)
	}
	b.end(msg)
}

// done answers an operation on objects.
func (c *conn) done(r request, tag byte, err error) error {
	c.reply(reply{id: r.id, tag: tag, refusal: refusal(err)})
	return nil
}

// refusal finds what a server would say in an error of the forest.
func refusal(err error) *sim.Refusal {
	if err == nil {
		return nil
	}
	if r, ok := errors.AsType[*sim.Refusal](err); ok {
		return r
	}
	switch model.CodeOf(err) {
	case model.Invalid:
		return &sim.Refusal{Result: 34, Win32: 0x208F}
	case model.Unreachable, model.Limited, model.Canceled:
		return &sim.Refusal{Result: 52, Win32: 0x20E9, Data: "the directory is not available"}
	}
	return &sim.Refusal{Result: 80, Win32: 0x20EF, Data: err.Error()}
}

func protocolError(format string, args ...any) *sim.Refusal {
	return &sim.Refusal{Result: 2, Win32: 0x57, Data: fmt.Sprintf(format, args...)}
}

// mustBind is the refusal of everything that needs a sign-in first.
var mustBind = &sim.Refusal{Result: 1, Win32: 0x4DC,
	Data: "In order to perform this operation a successful bind must be completed on the connection."}

// ctx is the context of what a client asks for.
func (c *conn) ctx() context.Context { return c.srv.ctx }
