package ldapd

import "recipientdesk/sim"

// Extended operations (RFC 4511 section 4.14.1, RFC 4532).
const (
	extStartTLS = "1.3.6.1.4.1.1466.20037"
	extWhoAmI   = "1.3.6.1.4.1.4203.1.11.3"
)

func (c *conn) extended(r request) error {
	if len(r.op.Children) == 0 {
		c.disconnect()
		return errLeave
	}
	out := reply{id: r.id, tag: tagExtendedResponse, name: content(r.op.Children[0])}
	switch out.name {
	case extStartTLS:
		return c.startTLS(out)
	case extWhoAmI:
		out.name = ""
		if c.who != nil {
			out.value = "u:" + c.who.User()
		}
	default:
		out.refusal = protocolError("The extended operation is not known")
	}
	c.reply(out)
	return nil
}

// startTLS turns to TLS once the answer is sent. What the client sent in clear
// after its request is never taken for part of the encrypted session.
func (c *conn) startTLS(out reply) error {
	switch {
	case c.crypt != nil:
		out.refusal = &sim.Refusal{Result: 1, Win32: 0x57, Data: "TLS or SSL already in effect"}
	case c.in.Buffered() > 0:
		return errLeave
	}
	c.reply(out)
	if out.refusal != nil {
		return nil
	}
	if err := c.send(); err != nil {
		return err
	}
	return c.encrypt()
}
