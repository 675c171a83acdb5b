package ldapx

import (
	"strings"
	"time"

	"recipientdesk/model"
)

// A Security is how the connection is protected.
type Security string

const (
	ByAddress Security = ""         // as the address says: ldaps:// and no scheme LDAPS, ldap:// StartTLS
	LDAPS     Security = "LDAPS"    // TLS from the first byte, port 636
	StartTLS  Security = "StartTLS" // TLS after a request for it, port 389
	Plain     Security = "plain"    // no protection; needs Config.InsecurePlain
)

// An Auth is how the user signs in.
type Auth string

const (
	ByUser    Auth = ""         // Kerberos without Config.User, Simple with it
	Simple    Auth = "simple"   // user and password; UPN, DOMAIN\user or DN
	NTLM      Auth = "ntlm"     // user and password, which stays here; DOMAIN\user or UPN
	Kerberos  Auth = "kerberos" // ticket, keytab or password; on Windows the signed-in user
	Anonymous Auth = "none"     // reads the little that anybody may read
)

// A Config says where to connect and as whom. The zero value is not valid.
type Config struct {
	// Address is ldaps://host[:port], ldap://host[:port], host[:port] or a DNS
	// domain, whose servers are then found by its SRV records.
	Address  string
	Security Security

	Auth     Auth
	User     string
	Password string // kept in memory, to sign in again after a lost connection

	CCache   string // Kerberos: file with tickets, as CCachePath gives it
	Keytab   string // Kerberos: file with the keys of User; wins over CCache
	Krb5Conf string // Kerberos: "" is /etc/krb5.conf; not used on Windows

	CAFile             string // PEM; trusted beside the system's authorities
	CAPEM              []byte // the same in memory
	ServerName         string // name expected in the certificate and the Kerberos service; "" is the host
	InsecureSkipVerify bool   // takes any certificate: anybody on the way can read and change everything
	InsecurePlain      bool   // lets Plain be used, simple binds included: the password crosses the network in clear

	Timeout     time.Duration // for one request, a page of a list included; 0 is 30 s
	DialTimeout time.Duration // for connecting to one server and its TLS handshake; 0 is 10 s
}

// check completes the parts that follow from others. The error has code Invalid,
// or Untrusted for what must not go over an unprotected connection.
func (c Config) check() (Config, error) {
	if strings.TrimSpace(c.Address) == "" {
		return c, &model.Error{Code: model.Invalid, Subject: "connection", Message: "no server is given",
			Hint: "Give a domain such as corp.example, or ldaps://server."}
	}
	if c.Timeout <= 0 {
		c.Timeout = 30 * time.Second
	}
	if c.DialTimeout <= 0 {
		c.DialTimeout = 10 * time.Second
	}
	if c.Auth == ByUser {
		c.Auth = Simple
		if c.User == "" {
			c.Auth = Kerberos
		}
	}
	switch c.Auth {
	case Simple, NTLM:
		if c.User == "" || c.Password == "" {
			// A simple bind with a name and no password succeeds as nobody
			// (RFC 4513 section 5.1.2), which would look like being signed in.
			return c, &model.Error{Code: model.SignIn, Subject: c.User, Message: "a user name and a password are needed",
				Hint: "Give both, or use Kerberos with the signed-in user."}
		}
	case Kerberos, Anonymous:
	default:
		return c, &model.Error{Code: model.Invalid, Subject: string(c.Auth), Message: "is no way to sign in",
			Hint: "Use simple, ntlm, kerberos or none."}
	}
	return c, nil
}

// checkPlain refuses what must not cross the network unprotected, before
// anything is sent.
func (c Config) checkPlain(server string) error {
	switch {
	case !c.InsecurePlain:
		return &model.Error{Code: model.Untrusted, Subject: server, Message: "an unprotected connection is refused; nothing was sent",
			Hint: "Use ldaps:// or StartTLS."}
	case c.Auth == Kerberos || c.Auth == NTLM:
		return &model.Error{Code: model.Untrusted, Subject: server, Message: "Kerberos and NTLM are used inside TLS only",
			Hint: "Use ldaps:// or StartTLS."}
	}
	return nil
}
