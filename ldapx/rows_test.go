package ldapx

import (
	"bytes"
	"io"
	"net"
	"strings"
	"testing"

	ber "github.com/go-asn1-ber/asn1-ber"

	"recipientdesk/model"
)

// entryMessage writes a searchResEntry. An attribute is its name and its values.
func entryMessage(id int64, dn string, attrs ...[]string) []byte {
	all := ber.NewSequence("")
	for _, a := range attrs {
		set := ber.Encode(ber.ClassUniversal, ber.TypeConstructed, ber.TagSet, nil, "")
		for _, v := range a[1:] {
			set.AppendChild(octets(v))
		}
		attr := ber.NewSequence("")
		attr.AppendChild(octets(a[0]))
		attr.AppendChild(set)
		all.AppendChild(attr)
	}
	op := ber.Encode(ber.ClassApplication, ber.TypeConstructed, 4, nil, "")
	op.AppendChild(octets(dn))
	op.AppendChild(all)
	return message(id, op)
}

func octets(s string) *ber.Packet {
	return ber.NewString(ber.ClassUniversal, ber.TypePrimitive, ber.TagOctetString, s, "")
}

func message(id int64, op *ber.Packet) []byte {
	m := ber.NewSequence("")
	m.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagInteger, id, ""))
	m.AppendChild(op)
	return m.Bytes()
}

func doneMessage(id int64) []byte {
	op := ber.Encode(ber.ClassApplication, ber.TypeConstructed, 5, nil, "")
	op.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagEnumerated, int64(0), ""))
	op.AppendChild(octets(""))
	op.AppendChild(octets(""))
	return message(id, op)
}

func referralMessage(id int64) []byte {
	op := ber.Encode(ber.ClassApplication, ber.TypeConstructed, 19, nil, "")
	op.AppendChild(octets("ldap://other.example/DC=other"))
	return message(id, op)
}

// A stream hands out bytes in pieces of a given size, as a network does.
type stream struct {
	net.Conn
	b    []byte
	step int
}

func (s *stream) Read(p []byte) (int, error) {
	if len(s.b) == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), s.step)], s.b)
	s.b = s.b[n:]
	return n, nil
}

const annGUID = "\x28\xc3\x22\x43\xe4\x0a\x71\x4c\x85\x26\x1b\x33\x3d\x8b\x02\xf7"

func TestWireCutsEntries(t *testing.T) {
	long := strings.Repeat("x", 200_000)
	var in []byte
	in = append(in, entryMessage(7, "CN=Ann,DC=x", []string{"objectGUID", annGUID}, []string{"cn", "Ann"},
		[]string{"proxyAddresses", "SMTP:a@x", "smtp:b@x"}, []string{"other", "no"})...)
	in = append(in, referralMessage(7)...)
	in = append(in, entryMessage(7, "CN=Big,DC=x", []string{"CN", "Big"}, []string{"member;range=0-1499", long})...)
	done := doneMessage(7)
	in = append(in, done...)
	for _, step := range []int{1, 7, 4096, 1 << 20} {
		q := model.Query{Attrs: []model.Attr{"cn", "proxyAddresses", "member", "description"}}
		w := &wire{Conn: &stream{b: in, step: step}}
		r := newRows(q)
		w.sink.Store(r)
		rest, err := io.ReadAll(w)
		if err != nil || !bytes.Equal(rest, done) {
			t.Fatalf("step %d: left over % x, %v", step, rest, err)
		}
		b := r.build.Build()
		if b.Len() != 2 {
			t.Fatalf("step %d: %d rows", step, b.Len())
		}
		ann, big := b.Entry(0), b.Entry(1)
		if ann.Ref.GUID != "4322c328-0ae4-4c71-8526-1b333d8b02f7" || ann.Ref.DN != "CN=Ann,DC=x" || ann.Len() != 2 ||
			strings.Join(ann.Values("proxyAddresses"), " ") != "SMTP:a@x smtp:b@x" {
			t.Errorf("step %d: %v", step, ann)
		}
		if big.First("cn") != "Big" || big.First("member") != long {
			t.Errorf("step %d: %d attributes", step, big.Len())
		}
	}
}

func TestWirePassesWithoutSink(t *testing.T) {
	in := append(entryMessage(1, "CN=x", []string{"cn", "x"}), doneMessage(1)...)
	out, err := io.ReadAll(&wire{Conn: &stream{b: in, step: 5}})
	if err != nil || !bytes.Equal(out, in) {
		t.Errorf("% x, %v", out, err)
	}
}

func TestRowsExcludeAndLimit(t *testing.T) {
	r := newRows(model.Query{Attrs: []model.Attr{"cn"}, Exclude: []string{"OU=Out,DC=x"}, Limit: 2})
	for _, dn := range []string{"CN=1,DC=x", "CN=2,ou=out,dc=X", "CN=3,OU=NotOut,DC=x", "CN=4,DC=x"} {
		w := &wire{Conn: &stream{b: entryMessage(1, dn), step: 99}}
		w.sink.Store(r)
		if _, err := io.ReadAll(w); err != nil {
			t.Fatal(err)
		}
	}
	b := r.build.Build()
	if b.Len() != 2 || b.Ref(0).DN != "CN=1,DC=x" || b.Ref(1).DN != "CN=3,OU=NotOut,DC=x" {
		t.Errorf("%d rows", b.Len())
	}
}

func TestRowsRestart(t *testing.T) {
	r := newRows(model.Query{Limit: 3})
	for range 2 {
		if err := r.add(octetsAndNoAttrs("CN=x")); err != nil {
			t.Fatal(err)
		}
	}
	r.restart()
	if r.left != 3 || r.build.Len() != 0 {
		t.Errorf("left = %d, rows = %d after a restart", r.left, r.build.Len())
	}
}

func octetsAndNoAttrs(dn string) []byte { return append(octets(dn).Bytes(), tagSequence, 0) }

func TestHeader(t *testing.T) {
	tests := []struct {
		name         string
		in           string
		size, length int
		bad          bool
	}{
		{"nothing yet", "", 0, 0, false},
		{"the tag only", "\x30", 0, 0, false},
		{"short form", "\x30\x05", 2, 5, false},
		{"long form", "\x30\x82\x01\x00", 4, 256, false},
		{"long form, incomplete", "\x30\x82\x01", 0, 0, false},
		{"indefinite", "\x30\x80", 0, 0, true},
		{"more than any message", "\x30\x84\xff\xff\xff\xff", 0, 0, true},
		{"length of five bytes", "\x30\x85\x00\x00\x00\x00\x01", 0, 0, true},
		{"tag of several bytes", "\x3f\x81\x01", 0, 0, true},
	}
	for _, tt := range tests {
		_, size, length, err := header([]byte(tt.in))
		if size != tt.size || length != tt.length || (err != nil) != tt.bad {
			t.Errorf("%s: size %d, length %d, %v", tt.name, size, length, err)
		}
	}
}

// FuzzWire feeds bytes of a hostile server: whatever they are, reading ends, and
// what was decoded can be read back.
func FuzzWire(f *testing.F) {
	f.Add(append(entryMessage(1, "CN=x", []string{"cn", "x"}, []string{"objectGUID", annGUID}), doneMessage(1)...), 3)
	f.Add(referralMessage(1), 1)
	f.Add([]byte("\x30\x84\x03\xff\xff\xff\x02\x01\x01\x64"), 2)
	f.Add([]byte("\x30\x03\x02\x01\x01"), 9)
	f.Fuzz(func(t *testing.T, in []byte, step int) {
		r := newRows(model.Query{Attrs: []model.Attr{"cn", "objectGUID"}})
		w := &wire{Conn: &stream{b: in, step: max(1, step%64)}}
		w.sink.Store(r)
		io.Copy(io.Discard, w)
		if len(w.buf) > 2*len(in)+bufferSize {
			t.Errorf("%d bytes came, the buffer has %d", len(in), len(w.buf))
		}
		b := r.build.Build()
		for i := range b.Len() {
			b.Entry(i)
		}
	})
}
