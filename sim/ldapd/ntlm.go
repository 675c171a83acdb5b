package ldapd

// A challenge is an NTLM sign-in under way.
type challenge struct{}

func (c *conn) bindNTLM(step int, data string, out *reply) {
	out.refusal = protocolError("The kind of authentication is not known")
}
