//go:build unix

package ldapd_test

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"io"
	"syscall"
	"testing"

	ber "github.com/go-asn1-ber/asn1-ber"
	"github.com/go-ldap/ldap/v3"

	"recipientdesk/sim"
	"recipientdesk/sim/ldapd"
)

// thirty are the attributes of the listing benchmark.
var thirty = []string{"sAMAccountName", "userPrincipalName", "displayName", "givenName", "sn", "initials", "title", "department", "company",
	"employeeID", "physicalDeliveryOfficeName", "l", "streetAddress", "postalCode", "c", "co", "telephoneNumber", "mobile",
	"userAccountControl", "mail", "proxyAddresses", "mailNickname", "targetAddress", "legacyExchangeDN", "msExchRecipientTypeDetails",
	"extensionAttribute1", "objectClass", "objectGUID", "whenChanged", "manager"}

// BenchmarkListing lists 20,000 employees with 30 attributes each over LDAPS, in
// pages of 1000. The client does nothing but decrypt and count, so that most of
// the time is the server's.
func BenchmarkListing(b *testing.B) {
	s, _ := serveForest(b, sim.Generate(20_000, 1, sim.Config{}), ldapd.Config{TLS: true})
	conn, err := tls.Dial("tcp", s.Addr(), trust(s))
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	c := &counter{b: b, w: conn, r: bufio.NewReaderSize(conn, 256<<10)}
	c.send(bindRequest(sim.SampleAdmin, sim.SamplePasswords[sim.SampleAdmin]))
	c.message()
	before := cpu()
	n := 0
	for b.Loop() {
		n += c.list()
	}
	b.ReportMetric(float64(cpu()-before)/float64(n), "cpu-ns/entry")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/entry")
}

// cpu returns the processor time that the process has used, in nanoseconds.
func cpu() int64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return u.Utime.Nano() + u.Stime.Nano()
}

type counter struct {
	b  *testing.B
	w  io.Writer
	r  *bufio.Reader
	id int
	in []byte
}

func (c *counter) send(op *ber.Packet, controls ...*ber.Packet) {
	c.id++
	p := ber.NewSequence("")
	p.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagInteger, c.id, ""))
	p.AppendChild(op)
	if len(controls) > 0 {
		list := ber.Encode(ber.ClassContext, ber.TypeConstructed, 0, nil, "")
		for _, k := range controls {
			list.AppendChild(k)
		}
		p.AppendChild(list)
	}
	if _, err := c.w.Write(p.Bytes()); err != nil {
		c.b.Fatal(err)
	}
}

// message reads one message and returns the tag of its operation.
func (c *counter) message() byte {
	head := make([]byte, 6)
	if _, err := io.ReadFull(c.r, head); err != nil {
		c.b.Fatal(err)
	}
	n := int(head[2])<<24 | int(head[3])<<16 | int(head[4])<<8 | int(head[5])
	if cap(c.in) < n {
		c.in = make([]byte, n)
	}
	c.in = c.in[:n]
	if _, err := io.ReadFull(c.r, c.in); err != nil {
		c.b.Fatal(err)
	}
	return c.in[2+int(c.in[1])]
}

func (c *counter) list() (n int) {
	cookie := []byte{}
	for {
		page := ldap.NewControlPaging(1000)
		page.SetCookie(cookie)
		c.send(searchRequest(), page.Encode())
		for c.message() == 0x64 {
			n++
		}
		done := append([]byte{0x30, 0x84, byte(len(c.in) >> 24), byte(len(c.in) >> 16), byte(len(c.in) >> 8), byte(len(c.in))}, c.in...)
		p, err := ber.ReadPacket(bytes.NewReader(done))
		if err != nil {
			c.b.Fatal(err)
		}
		got, err := ldap.DecodeControl(p.Children[2].Children[0])
		if err != nil {
			c.b.Fatal(err)
		}
		if cookie = got.(*ldap.ControlPaging).Cookie; len(cookie) == 0 {
			return n
		}
	}
}

func bindRequest(user, password string) *ber.Packet {
	p := ber.Encode(ber.ClassApplication, ber.TypeConstructed, 0, nil, "")
	p.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagInteger, 3, ""))
	p.AppendChild(ber.NewString(ber.ClassUniversal, ber.TypePrimitive, ber.TagOctetString, user, ""))
	p.AppendChild(ber.NewString(ber.ClassContext, ber.TypePrimitive, 0, password, ""))
	return p
}

func searchRequest() *ber.Packet {
	p := ber.Encode(ber.ClassApplication, ber.TypeConstructed, 3, nil, "")
	p.AppendChild(ber.NewString(ber.ClassUniversal, ber.TypePrimitive, ber.TagOctetString, base, ""))
	for i, v := range []int{ldap.ScopeWholeSubtree, 0, 0, 0} {
		tag := ber.Tag(ber.TagEnumerated)
		if i > 1 {
			tag = ber.TagInteger
		}
		p.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, tag, v, ""))
	}
	p.AppendChild(ber.NewBoolean(ber.ClassUniversal, ber.TypePrimitive, ber.TagBoolean, false, ""))
	f, err := ldap.CompileFilter("(&(sAMAccountType=805306368)(mail=*))")
	if err != nil {
		panic(err)
	}
	p.AppendChild(f)
	list := ber.NewSequence("")
	for _, a := range thirty {
		list.AppendChild(ber.NewString(ber.ClassUniversal, ber.TypePrimitive, ber.TagOctetString, a, ""))
	}
	p.AppendChild(list)
	return p
}
