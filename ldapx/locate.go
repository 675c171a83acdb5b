package ldapx

import (
	"context"
	"errors"
	"net"
	"net/url"
	"strconv"
	"strings"

	"recipientdesk/model"
)

// A target is one server to try.
type target struct {
	host     string // name or address, as certificates name it
	port     string
	security Security
}

func (t target) address() string { return net.JoinHostPort(t.host, t.port) }

// lookupSRV is net.Resolver.LookupSRV, which answers in the order to try: by
// priority, and at random by weight within one (RFC 2782).
type lookupSRV func(ctx context.Context, service, proto, name string) (string, []*net.SRV, error)

// targets returns the servers that cfg means, the one to try first first.
func targets(ctx context.Context, cfg Config, lookup lookupSRV) ([]target, error) {
	host, port, security, err := splitAddress(cfg)
	if err != nil {
		return nil, err
	}
	one := []target{{host, portFor(port, security), security}}
	if port != "" || net.ParseIP(host) != nil || strings.Contains(cfg.Address, "://") {
		return one, nil
	}
	// The first name lists the domain controllers of the domain ([MS-ADTS]
	// 6.3.2.3); the second any LDAP server (RFC 2782).
	for _, domain := range []string{"dc._msdcs." + host, host} {
		_, records, err := lookup(ctx, "ldap", "tcp", domain)
		if err == nil && len(records) > 0 {
			return trusted(cfg, host, fromSRV(records, security))
		}
		if ctx.Err() != nil {
			return nil, stopped(ctx, host)
		}
	}
	return one, nil
}

// trusted leaves out the servers that must not be sent a password. DNS is not
// protected: whoever answers in its place can name a server of his own, with a
// certificate for its name that everybody trusts. Kerberos finds that out, and so
// does the name that Config.ServerName asks for. For a password the server has to
// be in the domain that somebody named.
func trusted(cfg Config, domain string, servers []target) ([]target, error) {
	if cfg.ServerName != "" || cfg.InsecureSkipVerify || cfg.Auth == Kerberos || cfg.Auth == Anonymous {
		return servers, nil
	}
	var out []target
	for _, t := range servers {
		if strings.HasSuffix(strings.ToLower(t.host), "."+strings.ToLower(domain)) {
			out = append(out, t)
		}
	}
	if len(out) == 0 && len(servers) > 0 {
		return nil, &model.Error{Code: model.Untrusted, Subject: domain, Message: "DNS names " + servers[0].host + ", which is outside of the domain; no password was sent",
			Hint: "If that is one of its servers, connect to it by name: ldaps://" + servers[0].host + "."}
	}
	return out, nil
}

func fromSRV(records []*net.SRV, security Security) []target {
	var out []target
	for _, r := range records {
		port := "" // the record gives the port without TLS; LDAPS has its own
		if security != LDAPS {
			port = strconv.Itoa(int(r.Port))
		}
		if h := strings.TrimSuffix(r.Target, "."); h != "" {
			out = append(out, target{h, portFor(port, security), security})
		}
	}
	return out
}

func portFor(port string, s Security) string {
	switch {
	case port != "":
		return port
	case s == LDAPS:
		return "636"
	}
	return "389"
}

func splitAddress(cfg Config) (host, port string, security Security, err error) {
	bad := func(cause error) error {
		return &model.Error{Code: model.Invalid, Subject: cfg.Address, Message: "is no address of a directory",
			Hint: "Write ldaps://server, ldap://server or the name of a domain.", Err: cause}
	}
	rest, security := strings.TrimSpace(cfg.Address), cfg.Security
	if strings.Contains(rest, "://") {
		u, err := url.Parse(rest)
		if err != nil || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" {
			return "", "", "", bad(err)
		}
		host, port = u.Hostname(), u.Port()
		switch {
		case u.Scheme != "ldaps" && u.Scheme != "ldap":
			return "", "", "", bad(errors.New("unknown scheme " + u.Scheme))
		case security != ByAddress:
		case u.Scheme == "ldaps":
			security = LDAPS
		case cfg.InsecurePlain:
			security = Plain
		default:
			security = StartTLS
		}
		return host, port, security, nil
	}
	if security == ByAddress {
		security = LDAPS
	}
	host, port = strings.TrimSuffix(rest, "."), ""
	if h, p, err := net.SplitHostPort(rest); err == nil {
		host, port = h, p
	}
	host = strings.Trim(host, "[]")
	if host == "" || strings.ContainsAny(host, "/ @") {
		return "", "", "", bad(nil)
	}
	return host, port, security, nil
}
