package ldapd

import (
	"strings"

	"recipientdesk/sim"
)

// unsigned is the refusal of a password in clear, as Windows gives it when it
// asks for LDAP signing. Samba gives the same code (measured).
var unsigned = &sim.Refusal{Result: 8, Win32: 0x2028,
	Data: `The server requires binds to turn on integrity checking if SSL\TLS are not already active on the connection`}

// Choices of authentication: RFC 4511 section 4.2, and the three of [MS-ADTS]
// 5.1.1.1.3 for NTLM.
const (
	authSimple   = 0
	authSASL     = 3
	authPackages = 9
	authStart    = 10
	authAnswer   = 11
)

func (c *conn) bind(r request) error {
	if c.srv.dropped("bind", false) {
		return errLeave
	}
	if c.who != nil {
		c.who.Close()
		c.who = nil
	}
	out := reply{id: r.id, tag: tagBindResponse}
	switch {
	case len(r.op.Children) != 3 || integer(r.op.Children[0]) != 3:
		out.refusal = protocolError("The server supports version 3 only")
	default:
		name, auth := content(r.op.Children[1]), r.op.Children[2]
		switch auth.Tag {
		case authSimple:
			out.refusal = c.bindSimple(name, content(auth))
		case authPackages, authStart, authAnswer:
			c.bindNTLM(int(auth.Tag), content(auth), &out)
		case authSASL:
			out.refusal = &sim.Refusal{Result: 7, Win32: 0x57, Data: "The mechanism is not supported"}
		default:
			out.refusal = protocolError("The kind of authentication is not known")
		}
	}
	c.reply(out)
	return nil
}

// bindSimple checks a name and a password. Without a password it is a bind of
// nobody, whatever the name (RFC 4513 section 5.1.2), and Windows lets it succeed.
func (c *conn) bindSimple(name, password string) *sim.Refusal {
	if password == "" {
		return nil
	}
	if c.crypt == nil && !c.srv.cfg.Plain {
		return unsigned
	}
	if !strings.ContainsAny(name, `\@=`) { // a bare account name is none of the forms ([MS-ADTS] 5.1.1.1.1)
		return &sim.Refusal{Result: 49, Win32: 0x80090308, Data: "52e"}
	}
	who, err := c.srv.forest.SignIn(name, password)
	if err != nil {
		return refusal(err)
	}
	c.who = who
	return nil
}
