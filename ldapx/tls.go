package ldapx

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"recipientdesk/model"
)

// rootsOf returns the authorities to trust: the system's and those given. nil
// stands for the system's alone, which on Windows and macOS are asked for by
// call and cannot be listed.
func rootsOf(cfg Config) (*x509.CertPool, error) {
	if cfg.CAFile == "" && len(cfg.CAPEM) == 0 {
		return nil, nil
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	add := func(name string, pem []byte) error {
		if !pool.AppendCertsFromPEM(pem) {
			return &model.Error{Code: model.Invalid, Subject: name, Message: "holds no certificate",
				Hint: "Give the authority's certificate in PEM form (-----BEGIN CERTIFICATE-----)."}
		}
		return nil
	}
	if cfg.CAFile != "" {
		pem, err := os.ReadFile(cfg.CAFile)
		if err != nil {
			return nil, &model.Error{Code: model.Invalid, Subject: cfg.CAFile, Message: "cannot be read",
				Hint: "Check the path of the authority's certificate.", Err: err}
		}
		if err := add(cfg.CAFile, pem); err != nil {
			return nil, err
		}
	}
	if len(cfg.CAPEM) > 0 {
		if err := add("certificate", cfg.CAPEM); err != nil {
			return nil, err
		}
	}
	return pool, nil
}

func (d *Directory) tlsConfig() *tls.Config {
	name := d.target.host
	if d.cfg.ServerName != "" {
		name = d.cfg.ServerName
	}
	return &tls.Config{ServerName: name, RootCAs: d.roots, InsecureSkipVerify: d.cfg.InsecureSkipVerify, MinVersion: tls.VersionTLS12}
}

// certificateError explains which certificate was refused and why, nil if err is
// about something else.
func certificateError(host string, err error) error {
	failed, ok := errors.AsType[*tls.CertificateVerificationError](err)
	if !ok || len(failed.UnverifiedCertificates) == 0 {
		return nil
	}
	cert := failed.UnverifiedCertificates[0]
	why, hint := "it was issued by an authority this computer does not trust",
		"If the fingerprint is right, give the authority's certificate as CA file, or have it installed on this computer."
	if _, ok := errors.AsType[x509.HostnameError](err); ok {
		why = "it is for " + namesOf(cert)
		hint = "Connect by that name, or give it as the server's name."
	}
	if invalid, ok := errors.AsType[x509.CertificateInvalidError](err); ok && invalid.Reason == x509.Expired {
		why = "it is valid from " + day(cert.NotBefore) + " to " + day(cert.NotAfter) + " only"
		hint = "Check this computer's clock; have the server's certificate renewed."
	}
	return &model.Error{Code: model.Untrusted, Subject: host, Hint: hint, Err: err,
		Message: fmt.Sprintf("the server's certificate is not trusted: %s (subject %s, issuer %s, expires %s, SHA-256 %s)",
			why, cert.Subject, cert.Issuer, day(cert.NotAfter), fingerprint(cert))}
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

func namesOf(cert *x509.Certificate) string {
	names := cert.DNSNames
	for _, ip := range cert.IPAddresses {
		names = append(names, ip.String())
	}
	if len(names) == 0 {
		return cert.Subject.String()
	}
	return strings.Join(names, ", ")
}

// fingerprint writes the SHA-256 of a certificate as certificate viewers do.
func fingerprint(cert *x509.Certificate) string {
	sum := sha256.Sum256(cert.Raw)
	return strings.ReplaceAll(fmt.Sprintf("% X", sum[:]), " ", ":")
}
