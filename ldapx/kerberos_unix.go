//go:build !windows

package ldapx

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/go-ldap/ldap/v3"

	"recipientdesk/model"
)

// bindKerberos signs in with GSSAPI. Asking for tickets takes no context, so it
// may outlive ctx for the few seconds that the Kerberos library allows itself.
func (d *Directory) bindKerberos(ctx context.Context, c *conn) error {
	type result struct {
		who string
		err error
	}
	done := make(chan result, 1)
	go func() {
		who, err := d.gssapi(c)
		done <- result{who, err}
	}()
	select {
	case r := <-done:
		c.who = r.who
		return r.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (d *Directory) gssapi(c *conn) (who string, err error) {
	k, err := d.kerberosClient()
	if err != nil {
		return "", kerberosError(d.kerberosSubject(), err)
	}
	defer k.Close()
	service, err := d.service(c)
	if err != nil {
		return "", err
	}
	if err := c.GSSAPIBind(k, service, ""); err != nil {
		if c.IsClosing() {
			return "", err
		}
		return "", kerberosError(service, err)
	}
	return k.Credentials.UserName() + "@" + k.Credentials.Realm(), nil
}

// byKerberosText holds what the messages of the Kerberos library mean, which has no
// codes of its own; the KDC_ERR and KRB_AP names are those of RFC 4120 section 7.5.9.
// The first row that fits counts.
var byKerberosText = []struct {
	parts []string
	ruling
}{
	{[]string{"KDC_ERR_PREAUTH_FAILED", "KDC_ERR_C_PRINCIPAL_UNKNOWN", "password/keytab incorrect"},
		ruling{code: model.SignIn, message: "the user name or the password is wrong", hint: "Check both; the user is given as name@domain."}},
	{[]string{"KDC_ERR_CLIENT_REVOKED"},
		ruling{code: model.SignIn, message: "the account is disabled, locked or expired", hint: "Use another account, or have it unlocked."}},
	{[]string{"KDC_ERR_KEY_EXPIRED"},
		ruling{code: model.SignIn, message: "the password has expired", hint: "Change it, then connect again."}},
	{[]string{"KDC_ERR_S_PRINCIPAL_UNKNOWN"},
		ruling{code: model.SignIn, message: "the domain does not know this service", hint: "Connect by the server's full host name, as in dc1.corp.example."}},
	{[]string{"KRB_AP_ERR_SKEW", "clock skew"},
		ruling{code: model.SignIn, message: "this computer's clock and the server's differ too much", hint: "Set the clock."}},
	{[]string{"no valid existing session", "could not find TGT session", "TGT not found", "KRB_AP_ERR_TKT_EXPIRED"},
		ruling{code: model.SignIn, message: "the Kerberos ticket has expired or is missing", hint: "Run kinit, then connect again."}},
	{[]string{"communicate with KDC", "communication error with KDC", "error sending to a KDC", "no KDC", "any defined KDCs", "no such host", "Networking_Error"},
		ruling{code: model.Unreachable, message: "no Kerberos server answers", hint: "Check the servers named in krb5.conf or in DNS, and that port 88 is open."}},
}

// kerberosError explains an error on the way to a ticket. Errors of the directory
// are left for the caller.
func kerberosError(subject string, err error) error {
	if _, ok := errors.AsType[*ldap.Error](err); ok {
		return err
	}
	r := ruling{code: model.SignIn, message: "Kerberos sign-in failed", hint: "Get a ticket with kinit; see the details for what went wrong."}
	_, noConf := errors.AsType[errNoKrb5Conf](err)
	switch {
	case noConf:
		r.message, r.hint = "the Kerberos configuration cannot be read", "Give the path of krb5.conf."
	case errors.Is(err, os.ErrNotExist):
		r.message, r.hint = "there is no such file of tickets or keys", "Run kinit with a file cache: kinit -c FILE:/tmp/krb5cc_$(id -u)"
	default:
		fits := func(part string) bool { return strings.Contains(err.Error(), part) }
		for _, row := range byKerberosText {
			if slices.ContainsFunc(row.parts, fits) {
				r = row.ruling
				break
			}
		}
	}
	return r.error(subject, err)
}
