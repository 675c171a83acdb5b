//go:build !windows

package ldapx

import (
	"errors"
	"os"
	"strconv"
	"strings"

	"github.com/go-ldap/ldap/v3/gssapi"
	"github.com/jcmturner/gokrb5/v8/client"
	"github.com/jcmturner/gokrb5/v8/config"
	"github.com/jcmturner/gokrb5/v8/credentials"
	"github.com/jcmturner/gokrb5/v8/keytab"
)

// DefaultCCache returns where MIT Kerberos keeps the user's tickets when nothing
// else is configured.
func DefaultCCache() string { return "/tmp/krb5cc_" + strconv.Itoa(os.Getuid()) }

const defaultKrb5Conf = "/etc/krb5.conf"

// kerberosClient returns a client with the credentials that the session has:
// keys, a password or tickets, in this order.
func (d *Directory) kerberosClient() (*gssapi.Client, error) {
	user, realm := principal(d.cfg.User)
	// Active Directory does not do the negotiation of RFC 6806 section 11.
	noFast := client.DisablePAFXFAST(true)
	if d.cfg.Keytab != "" || d.cfg.Password != "" {
		conf, err := krb5Conf(d.cfg.Krb5Conf, realm)
		if err != nil {
			return nil, err
		}
		if realm == "" {
			realm = conf.LibDefaults.DefaultRealm
		}
		if d.cfg.Keytab == "" {
			return &gssapi.Client{Client: client.NewWithPassword(user, realm, d.cfg.Password, conf, noFast)}, nil
		}
		keys, err := keytab.Load(d.cfg.Keytab)
		if err != nil {
			return nil, err
		}
		return &gssapi.Client{Client: client.NewWithKeytab(user, realm, keys, conf, noFast)}, nil
	}
	cache, err := credentials.LoadCCache(d.kerberosSubject())
	if err != nil {
		return nil, err
	}
	conf, err := krb5Conf(d.cfg.Krb5Conf, cache.GetClientRealm())
	if err != nil {
		return nil, err
	}
	c, err := client.NewFromCCache(cache, conf, noFast)
	if err != nil {
		return nil, err
	}
	return &gssapi.Client{Client: c}, nil
}

// principal takes user@domain apart; realms are in capitals. DOMAIN\user has no
// realm in it, as DOMAIN is not one.
func principal(name string) (user, realm string) {
	if _, user, ok := strings.Cut(name, `\`); ok {
		return user, ""
	}
	user, realm, _ = strings.Cut(name, "@")
	return user, strings.ToUpper(realm)
}

// krb5Conf reads the Kerberos configuration; without one at the usual place, and
// for realms whose servers it does not name, they are looked up in DNS, as MIT
// Kerberos does. Files that it includes are not read.
func krb5Conf(path, realm string) (*config.Config, error) {
	optional := path == ""
	if optional {
		path = defaultKrb5Conf
	}
	conf := config.New()
	text, err := os.ReadFile(path)
	switch {
	case err == nil:
		read, err := config.NewFromString(string(text))
		if _, ok := errors.AsType[config.UnsupportedDirective](err); err != nil && !ok {
			return nil, err
		}
		conf = read
	case !optional || !errors.Is(err, os.ErrNotExist):
		return nil, errNoKrb5Conf{err}
	}
	conf.LibDefaults.DNSLookupKDC = true // for realms without servers of their own in the file
	if conf.LibDefaults.DefaultRealm == "" {
		conf.LibDefaults.DefaultRealm = realm
	}
	return conf, nil
}

// errNoKrb5Conf tells a missing configuration from missing tickets.
type errNoKrb5Conf struct{ error }

func (e errNoKrb5Conf) Unwrap() error { return e.error }

// kerberosSubject returns what the credentials are in, or whose they are.
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
