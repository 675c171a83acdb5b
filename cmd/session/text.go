package session

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf16"
)

// PlainText returns what r holds as UTF-8 without a byte order mark. ldifde -u,
// PowerShell and Windows editors write UTF-16 with one; without a mark the text is
// UTF-8, as RFC 2849 has it.
func PlainText(r io.Reader) *bufio.Reader {
	in := bufio.NewReader(r)
	head, _ := in.Peek(3)
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		in.Discard(3)
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		in.Discard(2)
		return bufio.NewReader(&utf16Reader{in: in, order: binary.LittleEndian})
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		in.Discard(2)
		return bufio.NewReader(&utf16Reader{in: in, order: binary.BigEndian})
	}
	return in
}

// A utf16Reader turns UTF-16 into UTF-8, a line at a time so that no pair of
// surrogates is torn apart.
type utf16Reader struct {
	in    *bufio.Reader
	order binary.ByteOrder
	out   []byte
}

func (u *utf16Reader) Read(p []byte) (int, error) {
	for len(u.out) == 0 {
		var units []uint16
		for {
			var b [2]byte
			if _, err := io.ReadFull(u.in, b[:]); err != nil {
				if len(units) == 0 {
					return 0, io.EOF
				}
				break
			}
			units = append(units, u.order.Uint16(b[:]))
			if units[len(units)-1] == '\n' {
				break
			}
		}
		u.out = []byte(string(utf16.Decode(units)))
	}
	n := copy(p, u.out)
	u.out = u.out[n:]
	return n, nil
}
