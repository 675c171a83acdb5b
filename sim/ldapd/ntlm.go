package ldapd

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/rand"
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"recipientdesk/sim"
)

// A challenge is an NTLM sign-in under way: the eight bytes that the client has to
// answer. The three messages and the computation are those of [MS-NLMP]; only
// version 2 is taken, and no session is signed or sealed, as TLS does that.
type challenge [8]byte

var signature = []byte("NTLMSSP\x00")

// bindNTLM answers the steps of a Sicily bind ([MS-ADTS] 5.1.1.1.3): which
// packages there are, the start, and the answer to the challenge. What the server
// sends stands where other binds have the matched DN.
func (c *conn) bindNTLM(step int, data string, out *reply) {
	if c.crypt == nil && !c.srv.cfg.Plain {
		out.refusal = unsigned
		return
	}
	switch {
	case step == authPackages:
		out.matched = "NTLM"
	case step == authStart && messageType(data) == 1:
		c.ntlm = new(challenge)
		rand.Read(c.ntlm[:])
		out.matched = string(c.ntlm.message(c.srv.info.NetBIOS, c.srv.info.Domain, c.srv.forest.Host()))
	case step == authAnswer && messageType(data) == 3 && c.ntlm != nil:
		asked := c.ntlm
		c.ntlm = nil // it is good for one answer
		out.refusal = c.prove(asked, data)
	default:
		out.refusal = badToken
	}
}

var badToken = &sim.Refusal{Result: 49, Win32: 0x80090308, Data: "57"}

func messageType(data string) uint32 {
	if len(data) < 12 || data[:8] != string(signature) {
		return 0
	}
	return binary.LittleEndian.Uint32([]byte(data[8:]))
}

// message writes CHALLENGE_MESSAGE ([MS-NLMP] 2.2.1.2).
func (k *challenge) message(netbios, domain, host string) []byte {
	// Unicode, request target, NTLM, always sign, target is a domain, extended session security, target info, 128, 56
	const flags = 0x00000001 | 0x00000004 | 0x00000200 | 0x00008000 | 0x00010000 | 0x00080000 | 0x00800000 | 0x20000000 | 0x80000000
	const head = 48
	short, _, _ := strings.Cut(host, ".")
	target := utf16Bytes(netbios)
	var info []byte
	for _, p := range []struct {
		id uint16
		v  string
	}{{2, netbios}, {1, strings.ToUpper(short)}, {4, domain}, {3, host}, {0, ""}} { // [MS-NLMP] 2.2.2.1
		v := utf16Bytes(p.v)
		info = binary.LittleEndian.AppendUint16(info, p.id)
		info = binary.LittleEndian.AppendUint16(info, uint16(len(v)))
		info = append(info, v...)
	}
	field := func(b []byte, n, at int) []byte {
		b = binary.LittleEndian.AppendUint16(b, uint16(n))
		b = binary.LittleEndian.AppendUint16(b, uint16(n))
		return binary.LittleEndian.AppendUint32(b, uint32(at))
	}
	b := binary.LittleEndian.AppendUint32(append([]byte(nil), signature...), 2)
	b = field(b, len(target), head)
	b = binary.LittleEndian.AppendUint32(b, flags)
	b = append(b, k[:]...)
	b = append(b, make([]byte, 8)...)
	b = field(b, len(info), head+len(target))
	return append(append(b, target...), info...)
}

// prove checks AUTHENTICATE_MESSAGE ([MS-NLMP] 2.2.1.3, 3.3.2).
func (c *conn) prove(asked *challenge, data string) *sim.Refusal {
	response, ok1 := payload(data, 20)
	domain, ok2 := payload(data, 28)
	user, ok3 := payload(data, 36)
	if !ok1 || !ok2 || !ok3 || len(response) < 44 { // an answer of version 1 has 24 bytes
		return badToken
	}
	name := utf16String(user)
	if d := utf16String(domain); d != "" && !strings.Contains(name, "@") {
		name = d + `\` + name
		if strings.Contains(d, ".") { // the DNS name of the domain
			name = utf16String(user) + "@" + d
		}
	}
	who, err := c.srv.forest.Prove(name, func(hash []byte) bool {
		key := sum(hash, utf16Bytes(strings.ToUpper(utf16String(user))), []byte(domain))
		return hmac.Equal(sum(key, asked[:], []byte(response[16:])), []byte(response[:16]))
	})
	if err != nil {
		return refusal(err)
	}
	c.who = who
	return nil
}

func sum(key []byte, parts ...[]byte) []byte {
	h := hmac.New(md5.New, key)
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

// payload returns what the field at that offset points to.
func payload(data string, at int) (string, bool) {
	if len(data) < at+8 {
		return "", false
	}
	n := int(binary.LittleEndian.Uint16([]byte(data[at:])))
	from := int(binary.LittleEndian.Uint32([]byte(data[at+4:])))
	if from > len(data) || n > len(data)-from {
		return "", false
	}
	return data[from : from+n], true
}

func utf16Bytes(s string) (b []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

func utf16String(s string) string {
	units := make([]uint16, len(s)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16([]byte(s[2*i:]))
	}
	return string(utf16.Decode(units))
}
