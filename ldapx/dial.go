package ldapx

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"time"

	ber "github.com/go-asn1-ber/asn1-ber"
	"github.com/go-ldap/ldap/v3"

	"recipientdesk/model"
)

// Dial finds a server, connects and signs in. The session stays with the server
// that answered first. Errors have the codes Unreachable, Untrusted, SignIn,
// Invalid and Canceled.
func Dial(ctx context.Context, cfg Config) (*Directory, error) {
	return dial(ctx, cfg, net.DefaultResolver.LookupSRV)
}

func dial(ctx context.Context, cfg Config, lookup lookupSRV) (*Directory, error) {
	cfg, err := cfg.check()
	if err != nil {
		return nil, err
	}
	roots, err := rootsOf(cfg)
	if err != nil {
		return nil, err
	}
	servers, err := targets(ctx, cfg, lookup)
	if err != nil {
		return nil, err
	}
	var first error
	for _, t := range servers {
		d := newDirectory(cfg, t, roots)
		c, err := d.connect(ctx)
		if err == nil {
			d.pin, d.who = c.wire.raw.RemoteAddr().String(), c.who
			if err := d.adopt(c); err != nil {
				return nil, err
			}
			d.release(c)
			return d, nil
		}
		if first == nil {
			first = err
		}
		if model.CodeOf(err) != model.Unreachable {
			return nil, err // another server would say the same, and a wrong password would count once more
		}
	}
	return nil, first
}

// connect makes one connection, protects it and signs in.
func (d *Directory) connect(ctx context.Context) (*conn, error) {
	host := d.target.host
	if d.target.security == Plain {
		if err := d.cfg.checkPlain(host); err != nil {
			return nil, err
		}
	}
	address := d.target.address()
	if d.pin != "" {
		address = d.pin
	}
	limited, cancel := context.WithTimeout(ctx, d.cfg.DialTimeout)
	defer cancel()
	// An idle connection that leads nowhere any more is found out within a minute,
	// and firewalls do not forget it.
	alive := net.KeepAliveConfig{Enable: true, Idle: 30 * time.Second, Interval: 10 * time.Second, Count: 3}
	raw, err := (&net.Dialer{KeepAliveConfig: alive}).DialContext(limited, "tcp", address)
	if err != nil {
		return nil, dialError(ctx, host, err)
	}
	stop := context.AfterFunc(limited, func() { raw.Close() })
	protected, err := d.protect(limited, raw)
	if !stop() {
		err = limited.Err() // whatever the closed connection made of it
	}
	if err != nil {
		raw.Close()
		return nil, dialError(ctx, host, err)
	}
	c := newConn(protected, raw, d.cfg)
	if err := d.bind(ctx, c); err != nil {
		c.kill()
		return nil, err
	}
	return c, nil
}

// protect starts TLS, if the session has it, and checks the certificate.
func (d *Directory) protect(ctx context.Context, raw net.Conn) (net.Conn, error) {
	if d.target.security == Plain {
		return raw, nil
	}
	if d.target.security == StartTLS {
		if err := askForTLS(raw); err != nil {
			return nil, err
		}
	}
	c := tls.Client(raw, d.tlsConfig())
	if err := c.HandshakeContext(ctx); err != nil {
		return nil, err
	}
	return c, nil
}

// askForTLS sends the extended request of RFC 4511 section 4.14. It is done here
// and not by ldap.Conn, which would then hold a TLS connection of its own below
// which nothing can look.
func askForTLS(raw net.Conn) error {
	const oid = "1.3.6.1.4.1.1466.20037"
	p := ber.Encode(ber.ClassUniversal, ber.TypeConstructed, ber.TagSequence, nil, "LDAP Request")
	p.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagInteger, int64(1), "MessageID"))
	r := ber.Encode(ber.ClassApplication, ber.TypeConstructed, ldap.ApplicationExtendedRequest, nil, "Start TLS")
	r.AppendChild(ber.NewString(ber.ClassContext, ber.TypePrimitive, 0, oid, "TLS Extended Command"))
	p.AppendChild(r)
	if _, err := raw.Write(p.Bytes()); err != nil {
		return err
	}
	answer, err := ber.ReadPacket(raw)
	if err != nil {
		return err
	}
	return ldap.GetLDAPError(answer)
}

// dialError explains why there is no connection.
func dialError(ctx context.Context, host string, err error) error {
	if ctx.Err() != nil {
		return stopped(ctx, host)
	}
	if e := certificateError(host, err); e != nil {
		return e
	}
	e := &model.Error{Code: model.Unreachable, Subject: host, Message: "cannot be reached", Err: err,
		Hint: "Check the name, the network and the firewall (636 for LDAPS, 389 for StartTLS)."}
	var dns *net.DNSError
	var refused *ldap.Error
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		e.Message, e.Hint = "no such server or domain is known", "Check the name, and that this computer asks the DNS servers of the domain."
	case errors.As(err, &record):
		e.Message, e.Hint = "does not speak TLS there", "Check the port: 636 is LDAPS; on 389 use ldap://, which starts TLS."
	case errors.As(err, &refused):
		e.Code, e.Message = model.Untrusted, "refuses StartTLS"
		e.Hint = "Use ldaps://, or give the server a certificate."
	case errors.Is(err, context.DeadlineExceeded):
		e.Message = "does not answer"
	}
	return e
}

// stopped is the error of a request whose context ended before anything was sent
// that could change something.
func stopped(ctx context.Context, subject string) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &model.Error{Code: model.Unreachable, Subject: subject, Message: "there was no answer in time",
			Hint: "Try again; check the network and the server if it stays so.", Err: context.Cause(ctx)}
	}
	return &model.Error{Code: model.Canceled, Subject: subject, Message: "stopped", Err: fmt.Errorf("%w", context.Cause(ctx))}
}
