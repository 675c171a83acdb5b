package ldapx

import (
	"context"
	"crypto/tls"

	"github.com/go-ldap/ldap/v3"
	"github.com/go-ldap/ldap/v3/gssapi"

	"recipientdesk/model"
)

// bindKerberos signs in through Windows: as the signed-in user, or with a name
// and a password. The signed-in user's sign-in is bound to the TLS certificate
// (RFC 5929), which servers may demand ([MS-ADTS] 5.1.2.1).
func (d *Directory) bindKerberos(_ context.Context, c *conn) error {
	if d.cfg.Keytab != "" || d.cfg.CCache != "" {
		return &model.Error{Code: model.Invalid, Subject: "Kerberos", Message: "files with tickets or keys are not used on Windows",
			Hint: "Sign in as the Windows user, or give a name and a password."}
	}
	client, err := d.sspi(c)
	if err != nil {
		return &model.Error{Code: model.SignIn, Subject: d.cfg.User, Message: "Windows gave no credentials to sign in with", Err: err,
			Hint: "Sign in to Windows with a domain account, or give a name and a password."}
	}
	defer client.Close()
	service, err := d.service(c)
	if err != nil {
		return err
	}
	if err := c.GSSAPIBind(client, service, ""); err != nil {
		if _, ok := err.(*ldap.Error); ok {
			return err
		}
		return &model.Error{Code: model.SignIn, Subject: service, Message: "Kerberos sign-in failed", Err: err,
			Hint: "Connect by the server's full host name, and check that this computer reaches the domain."}
	}
	return nil
}

func (d *Directory) sspi(c *conn) (*gssapi.SSPIClient, error) {
	if d.cfg.User != "" {
		domain, user := splitUser(d.cfg.User)
		return gssapi.NewSSPIClientWithUserCredentials(domain, user, d.cfg.Password)
	}
	if t, ok := c.wire.Conn.(*tls.Conn); ok {
		if certs := t.ConnectionState().PeerCertificates; len(certs) > 0 {
			return gssapi.NewSSPIClientWithChannelBinding(certs[0])
		}
	}
	return gssapi.NewSSPIClient()
}
