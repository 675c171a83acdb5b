package ldapd

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"testing"

	ber "github.com/go-asn1-ber/asn1-ber"
	"github.com/go-ldap/ldap/v3"

	"recipientdesk/sim"
)

// A sink is a connection that takes everything and says nothing.
type sink struct{ net.Conn }

func (sink) Write(p []byte) (int, error) { return len(p), nil }

// FuzzRequest feeds the server what no client would send. Whatever it is, the
// server answers or hangs up.
func FuzzRequest(f *testing.F) {
	for _, p := range requests() {
		f.Add(p.Bytes())
	}
	forest := sim.Sample(nil, nil)
	s, err := Start(f.Context(), forest, Config{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { s.Close() })
	f.Fuzz(func(t *testing.T, data []byte) {
		who, err := forest.As("reader")
		if err != nil {
			t.Fatal(err)
		}
		c := &conn{srv: s, wire: &gather{Conn: sink{}}, pages: map[string]*page{}, who: who}
		c.in = bufio.NewReader(bytes.NewReader(data))
		for {
			p, err := readMessage(c.in)
			if err != nil {
				return
			}
			if p.Children[1].Tag == 23 { // would turn to TLS
				return
			}
			if err := c.answer(p); err != nil {
				return
			}
		}
	})
}

func requests() (out []*ber.Packet) {
	message := func(op *ber.Packet) {
		p := ber.NewSequence("")
		p.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagInteger, 1, ""))
		p.AppendChild(op)
		out = append(out, p)
	}
	str := func(v string) *ber.Packet {
		return ber.NewString(ber.ClassUniversal, ber.TypePrimitive, ber.TagOctetString, v, "")
	}
	num := func(tag ber.Tag, v int) *ber.Packet {
		return ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, tag, v, "")
	}
	op := func(tag ber.Tag, parts ...*ber.Packet) *ber.Packet {
		p := ber.Encode(ber.ClassApplication, ber.TypeConstructed, tag, nil, "")
		for _, k := range parts {
			p.AppendChild(k)
		}
		return p
	}
	seq := func(parts ...*ber.Packet) *ber.Packet {
		p := ber.NewSequence("")
		for _, k := range parts {
			p.AppendChild(k)
		}
		return p
	}
	for _, text := range []string{"(cn=*)", "(&(mail=a*b*c)(!(cn=x)))", "(member:1.2.840.113556.1.4.1941:=CN=x)", "(|(uSNChanged>=5)(anr=x y))"} {
		f, err := ldap.CompileFilter(text)
		if err != nil {
			panic(err)
		}
		message(op(3, str("DC=corp,DC=example"), num(ber.TagEnumerated, 2), num(ber.TagEnumerated, 0), num(ber.TagInteger, 0), num(ber.TagInteger, 0),
			ber.NewBoolean(ber.ClassUniversal, ber.TypePrimitive, ber.TagBoolean, false, ""), f, seq(str("member;range=0-*"), str("*"))))
	}
	set := seq(str("mail"), seq(str("x")))
	message(op(6, str("CN=Users,DC=corp,DC=example"), seq(seq(num(ber.TagEnumerated, 2), set))))
	message(op(8, str("CN=x,DC=corp,DC=example"), seq(set)))
	message(op(12, str("CN=x"), str("CN=y"), ber.NewBoolean(ber.ClassUniversal, ber.TypePrimitive, ber.TagBoolean, true, "")))
	message(op(14, str("DC=corp,DC=example"), seq(str("cn"), str("x"))))
	message(op(0, num(ber.TagInteger, 3), str(""), ber.NewString(ber.ClassContext, ber.TypePrimitive, 11, "NTLMSSP\x00\x03\x00\x00\x00", "")))
	return out
}

func TestWhatIsTooLongIsNotRead(t *testing.T) {
	for _, head := range []string{"\x30\x84\xff\xff\xff\xff", "\x30\x85\x01\x00\x00\x00\x00", "\x30\x80", "\x31\x00"} {
		if _, err := readMessage(bufio.NewReader(io.MultiReader(bytes.NewReader([]byte(head)), bytes.NewReader(make([]byte, 100))))); err == nil {
			t.Errorf("%x was read", head)
		}
	}
}
