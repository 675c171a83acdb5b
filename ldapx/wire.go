package ldapx

import (
	"net"
	"sync/atomic"
)

// A wire is the byte stream below an ldap.Conn, above TLS. It remembers whether
// anything was sent since the connection was given to a request, it can be cut at
// once, and it can take the entries of a search out of the stream.
//
// The last is what makes long lists fast: ldap.Conn makes a tree of packets of
// every value. With a sink, entries are decoded where they lie in the buffer,
// and ldap.Conn sees only the end of the search with its controls.
type wire struct {
	net.Conn          // plain or TLS
	raw      net.Conn // the TCP connection
	sent     atomic.Bool
	broken   atomic.Bool // a write failed
	sink     atomic.Pointer[rows]

	// What follows belongs to the goroutine that reads.
	buf  []byte
	from int // first byte not yet handed out
	to   int // end of what was read
	pass int // bytes from the first on that go out as they are
}

// Write implements net.Conn. The mark is set first: a write that fails may have
// sent something.
func (w *wire) Write(p []byte) (int, error) {
	w.sent.Store(true)
	n, err := w.Conn.Write(p)
	if err != nil {
		w.broken.Store(true)
	}
	return n, err
}

// cut closes the TCP connection. TLS would first wait to say goodbye.
func (w *wire) cut() { w.raw.Close() }

// Read implements net.Conn. A sink is set while no answer is under way, so the
// first byte read after that begins a message.
func (w *wire) Read(p []byte) (int, error) {
	for {
		if w.pass > 0 {
			n := copy(p, w.buf[w.from:w.from+w.pass])
			w.from, w.pass = w.from+n, w.pass-n
			return n, nil
		}
		if w.from == w.to {
			if err := w.fill(1); err != nil {
				return 0, err
			}
		}
		sink := w.sink.Load()
		if sink == nil {
			w.pass = w.to - w.from
			continue
		}
		if err := w.message(sink); err != nil {
			return 0, err
		}
	}
}

// message deals with the message that begins at from.
func (w *wire) message(sink *rows) error {
	tag, size, length, err := header(w.buf[w.from:w.to])
	switch {
	case err != nil:
		return err
	case size == 0:
		return w.fill(w.to - w.from + 1)
	case tag != tagSequence:
		return errMalformed
	case w.to-w.from < size+length:
		return w.fill(size + length)
	}
	body := w.buf[w.from+size : w.from+size+length]
	_, op, err := expect(tagInteger, body) // the message number; a connection has one request at a time
	if err != nil {
		return err
	}
	tag, content, _, err := element(op)
	if err != nil {
		return err
	}
	switch tag {
	case tagEntry:
		if err := sink.add(content); err != nil {
			return err
		}
		w.from += size + length
	case tagReferral: // to other naming contexts, which are not asked for
		w.from += size + length
	default:
		w.pass = size + length
	}
	return nil
}

// fill reads until need bytes from the first on are there. The buffer grows with
// what arrives, not with what a length promises.
func (w *wire) fill(need int) error {
	for w.to-w.from < need {
		if w.from > 0 {
			w.to, w.from = copy(w.buf, w.buf[w.from:w.to]), 0
		}
		if w.to == len(w.buf) {
			w.buf = append(w.buf, make([]byte, max(bufferSize, len(w.buf)))...)
		}
		n, err := w.Conn.Read(w.buf[w.to:])
		w.to += n
		if err != nil && w.to-w.from < need {
			return err
		}
	}
	return nil
}

// bufferSize is four TLS records: a read gives one at most.
const bufferSize = 64 << 10
