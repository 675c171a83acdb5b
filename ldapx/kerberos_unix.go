//go:build !windows

package ldapx

import (
	"context"
	"errors"
	"os"
	"strconv"
	"strings"

	"github.com/go-ldap/ldap/v3/gssapi"
	"github.com/jcmturner/gokrb5/v8/client"

	"recipientdesk/model"
)

// DefaultCCache returns where MIT Kerberos keeps the user's tickets when nothing
// else is configured.
func DefaultCCache() string { return "/tmp/krb5cc_" + strconv.Itoa(os.Getuid()) }

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
		return "", kerberosError(service, err)
	}
	return k.Credentials.UserName() + "@" + k.Credentials.Realm(), nil
}

func (d *Directory) kerberosClient() (*gssapi.Client, error) {
	conf := d.cfg.Krb5Conf
	if conf == "" {
		conf = "/etc/krb5.conf"
	}
	user, realm, _ := strings.Cut(d.cfg.User, "@")
	realm = strings.ToUpper(realm)
	// Active Directory does not do the negotiation of RFC 6806 section 11.
	noFast := client.DisablePAFXFAST(true)
	switch {
	case d.cfg.Keytab != "":
		return gssapi.NewClientWithKeytab(user, realm, d.cfg.Keytab, conf, noFast)
	case d.cfg.Password != "":
		return gssapi.NewClientWithPassword(user, realm, d.cfg.Password, conf, noFast)
	}
	cache := d.cfg.CCache
	if cache == "" {
		cache = DefaultCCache()
	}
	return gssapi.NewClientFromCCache(cache, conf, noFast)
}

func (d *Directory) kerberosSubject() string {
	switch {
	case d.cfg.Keytab != "":
		return d.cfg.Keytab
	case d.cfg.Password != "":
		return d.cfg.User
	case d.cfg.CCache != "":
		return d.cfg.CCache
	}
	return DefaultCCache()
}

// kerberosError explains an error of the Kerberos library, which has text only.
// Errors of LDAP are left for the caller.
func kerberosError(subject string, err error) error {
	text := err.Error()
	e := &model.Error{Code: model.SignIn, Subject: subject, Message: "Kerberos sign-in failed", Err: err,
		Hint: "Get a ticket with kinit, and check that krb5.conf names the domain's servers."}
	has := func(parts ...string) bool {
		for _, p := range parts {
			if strings.Contains(text, p) {
				return true
			}
		}
		return false
	}
	switch {
	case errors.Is(err, os.ErrNotExist) && strings.Contains(text, "krb5.conf"), has("configuration file could not be opened"):
		e.Message, e.Hint = "the Kerberos configuration cannot be read", "Give the path of krb5.conf."
	case errors.Is(err, os.ErrNotExist):
		e.Message, e.Hint = "there is no such file of tickets or keys", "Run kinit with a file cache: kinit -c FILE:/tmp/krb5cc_$(id -u)"
	case has("TGT is expired", "KRB_AP_ERR_TKT_EXPIRED", "TGT not found"):
		e.Message, e.Hint = "the Kerberos ticket is expired or missing", "Run kinit, then connect again."
	case has("KDC_ERR_PREAUTH_FAILED", "KDC_ERR_C_PRINCIPAL_UNKNOWN"):
		e.Message, e.Hint = "the user name or the password is wrong", "Check both; the user is given as name@DOMAIN."
	case has("KDC_ERR_S_PRINCIPAL_UNKNOWN"):
		e.Message, e.Hint = "the domain does not know this service", "Connect by the server's full host name, as in dc1.corp.example."
	case has("KRB_AP_ERR_SKEW"):
		e.Message, e.Hint = "this computer's clock and the server's differ too much", "Set the clock."
	case has("error resolving KDC", "no KDC", "communication with KDC", "sending over TCP", "sending over UDP"):
		e.Code, e.Message = model.Unreachable, "no Kerberos server answers"
		e.Hint = "Check the servers named in krb5.conf, and that port 88 is open."
	default:
		if !has("[Root cause", "krb", "KRB", "ccache", "keytab") {
			return err
		}
	}
	return e
}
