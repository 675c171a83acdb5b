package ldapx

import (
	"context"
	"errors"
	"net"
	"regexp"
	"strings"

	"github.com/go-ldap/ldap/v3"

	"recipientdesk/model"
)

// bind signs in on a new connection.
func (d *Directory) bind(ctx context.Context, c *conn) error {
	limited, cancel := context.WithTimeout(ctx, d.cfg.Timeout)
	defer cancel()
	stop := context.AfterFunc(limited, c.kill)
	defer stop()
	var err error
	switch d.cfg.Auth {
	case Simple:
		err = c.Bind(d.cfg.User, d.cfg.Password)
	case NTLM:
		domain, user := splitUser(d.cfg.User)
		err = c.NTLMBind(domain, user, d.cfg.Password)
	case Kerberos:
		err = d.bindKerberos(limited, c)
	}
	switch {
	case err == nil:
		return nil
	case limited.Err() != nil:
		return stopped(limited, d.target.host)
	}
	return d.bindError(err, c)
}

// splitUser takes DOMAIN\user apart. A UPN is given as user without domain,
// which is how NTLM carries it ([MS-NLMP] 3.1.5.1.2).
func splitUser(name string) (domain, user string) {
	if domain, user, ok := strings.Cut(name, `\`); ok {
		return domain, user
	}
	return "", name
}

// service returns the Kerberos name of the server. Names are registered for host
// names only, so a server given by address is asked for its name; it has proved
// by its certificate that it may answer.
func (d *Directory) service(c *conn) (string, error) {
	name := d.cfg.ServerName
	if name == "" {
		name = d.target.host
	}
	if net.ParseIP(name) == nil {
		return "ldap/" + name, nil
	}
	r, err := c.Search(ldap.NewSearchRequest("", ldap.ScopeBaseObject, ldap.NeverDerefAliases, 0, 0, false,
		"(objectClass=*)", []string{"dnsHostName"}, nil))
	if err != nil {
		return "", err
	}
	if len(r.Entries) == 1 {
		if host := r.Entries[0].GetEqualFoldAttributeValue("dnsHostName"); host != "" {
			return "ldap/" + host, nil
		}
	}
	return "ldap/" + name, nil
}

// bindData finds the reason in the diagnostic message of a refused bind, as in
// "80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 52e, v4563".
var bindData = regexp.MustCompile(`\bdata ([0-9A-Fa-f]{3,4})\b`)

func (d *Directory) bindError(err error, c *conn) error {
	if e, ok := errors.AsType[*model.Error](err); ok {
		return e
	}
	subject := d.cfg.User
	if subject == "" {
		subject = d.target.host
	}
	answer, ok := errors.AsType[*ldap.Error](err)
	switch {
	case ok && answer.ResultCode == ldap.LDAPResultInvalidCredentials:
		r := wrongPassword
		if d.cfg.Auth == Kerberos {
			r = refusedTicket
		}
		if strings.HasPrefix(answer.Err.Error(), badBinding) {
			r = noBinding
		} else if m := bindData.FindStringSubmatch(answer.Err.Error()); m != nil {
			if known, ok := byBindData[strings.ToLower(m[1])]; ok {
				r = known
			}
		}
		return r.error(subject, err)
	case ok && answer.ResultCode == ldap.LDAPResultStrongAuthRequired:
		return &model.Error{Code: model.Untrusted, Subject: d.target.host, Err: err,
			Message: "the server wants a protected connection for this way to sign in",
			Hint:    "Use ldaps:// or StartTLS; for Kerberos the server may want channel binding or signing, then sign in with a password."}
	case ok && answer.ResultCode == ldap.LDAPResultAuthMethodNotSupported:
		return &model.Error{Code: model.SignIn, Subject: d.target.host, Message: "does not know this way to sign in", Err: err,
			Hint: "Use another one: simple or kerberos."}
	case lost(c, err) && d.cfg.Auth == NTLM:
		return &model.Error{Code: model.Unreachable, Subject: d.target.host, Message: "ended the connection while signing in with NTLM", Err: err,
			Hint: "The server may not support NTLM here, as Samba does not; use simple or kerberos."}
	case lost(c, err):
		return &model.Error{Code: model.Unreachable, Subject: d.target.host, Message: "the connection was lost while signing in", Err: err,
			Hint: "Try again."}
	}
	return &model.Error{Code: model.SignIn, Subject: subject, Message: "signing in failed", Err: err,
		Hint: "See the details for what the server says."}
}
