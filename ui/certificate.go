package ui

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"strings"
	"time"

	"recipientdesk/model"
)

// certificateText describes the certificate that a connection failed for, a fact
// a line; "" if it failed for something else.
func certificateText(err error) string {
	failed, ok := errors.AsType[*tls.CertificateVerificationError](err)
	if !ok || len(failed.UnverifiedCertificates) == 0 {
		return ""
	}
	c := failed.UnverifiedCertificates[0]
	return strings.Join([]string{
		"Why: " + reason(failed.Err),
		"Issued to: " + c.Subject.String(),
		"Names: " + or(strings.Join(c.DNSNames, ", "), "none"),
		"Issued by: " + c.Issuer.String(),
		"Valid: " + c.NotBefore.Local().Format(time.DateOnly) + " to " + c.NotAfter.Local().Format(time.DateOnly),
		"SHA-256:\n" + fingerprint(c),
	}, "\n")
}

func reason(err error) string {
	if _, ok := errors.AsType[x509.HostnameError](err); ok {
		return "it is for another name"
	}
	if invalid, ok := errors.AsType[x509.CertificateInvalidError](err); ok && invalid.Reason == x509.Expired {
		return "it is not valid now"
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return "this computer does not trust who issued it"
	}
	return err.Error()
}

// fingerprint is written as certificate viewers write it, in pairs, on two lines.
func fingerprint(c *x509.Certificate) string {
	sum := sha256.Sum256(c.Raw)
	pairs := make([]string, len(sum))
	for i, b := range sum {
		pairs[i] = fmt.Sprintf("%02X", b)
	}
	half := len(pairs) / 2
	return strings.Join(pairs[:half], ":") + "\n" + strings.Join(pairs[half:], ":")
}

func subjectOf(err error) string {
	if e, ok := errors.AsType[*model.Error](err); ok && e.Subject != "" {
		return e.Subject
	}
	return "The server"
}
