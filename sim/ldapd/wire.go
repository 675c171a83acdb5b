package ldapd

import (
	"bufio"
	"errors"
	"io"
	"net"

	ber "github.com/go-asn1-ber/asn1-ber"
)

// A gather is a connection that keeps what is written to it until flush while
// hold is set, so that a page of entries leaves in a few system calls whatever
// lies above it.
type gather struct {
	net.Conn
	hold bool
	buf  []byte
}

const gatherSize = 256 << 10

func (g *gather) Write(p []byte) (int, error) {
	if !g.hold {
		return g.Conn.Write(p)
	}
	g.buf = append(g.buf, p...)
	if len(g.buf) >= gatherSize {
		return len(p), g.flush()
	}
	return len(p), nil
}

func (g *gather) flush() error {
	if len(g.buf) == 0 {
		return nil
	}
	_, err := g.Conn.Write(g.buf)
	g.buf = g.buf[:0]
	return err
}

// maxMessage is the longest request taken, as MaxReceiveBuffer of Windows.
const maxMessage = 10 << 20

var errMessage = errors.New("not an LDAP message")

// readMessage reads one request. Its length is checked before anything is
// allocated for it.
func readMessage(r *bufio.Reader) (*ber.Packet, error) {
	head, err := r.Peek(2)
	if err != nil {
		return nil, err
	}
	if head[0] != tagSequence {
		return nil, errMessage
	}
	n, size := 2, int(head[1])
	if size >= 0x80 {
		n += size & 0x7F
		if n > 6 || n == 2 {
			return nil, errMessage
		}
		if head, err = r.Peek(n); err != nil {
			return nil, err
		}
		size = 0
		for _, c := range head[2:] {
			size = size<<8 | int(c)
		}
	}
	if size > maxMessage {
		return nil, errMessage
	}
	data := make([]byte, n+size)
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, err
	}
	p, err := ber.DecodePacketErr(data)
	if err != nil || len(p.Children) < 2 || len(p.Children) > 3 {
		return nil, errMessage
	}
	return p, nil
}

// content returns the octets of a primitive element.
func content(p *ber.Packet) string { return p.Data.String() }

// integer returns the value of an INTEGER or ENUMERATED.
func integer(p *ber.Packet) int64 {
	n, _ := p.Value.(int64)
	return n
}
