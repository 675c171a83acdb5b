package ui

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
)

func TestARefusedCertificateIsDescribed(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	der, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "dc1.corp.example"},
		NotBefore: from, NotAfter: from.AddDate(1, 0, 0), DNSNames: []string{"dc1.corp.example", "corp.example"}},
		&x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "Corp CA"}}, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	refused := &model.Error{Code: model.Untrusted, Subject: "dc1", Message: "not trusted",
		Err: fmt.Errorf("dial: %w", &tls.CertificateVerificationError{UnverifiedCertificates: []*x509.Certificate{cert}, Err: x509.UnknownAuthorityError{Cert: cert}})}
	got := certificateText(refused)
	for _, want := range []string{"does not trust who issued it", "Issued to: CN=dc1.corp.example", "Names: dc1.corp.example, corp.example",
		"Issued by: CN=Corp CA", "Valid: 2026-01-01 to 2027-01-01", "SHA-256:\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	if got := certificateText(&model.Error{Code: model.Untrusted, Err: errors.New("channel binding")}); got != "" {
		t.Errorf("an error without certificate has the text %q", got)
	}
	for err, want := range map[error]string{
		x509.HostnameError{Certificate: cert, Host: "10.0.0.1"}:             "another name",
		x509.CertificateInvalidError{Cert: cert, Reason: x509.Expired}:      "not valid now",
		x509.CertificateInvalidError{Cert: cert, Reason: x509.NameMismatch}: "x509",
	} {
		if got := reason(err); !strings.Contains(got, want) {
			t.Errorf("%v: %q", err, got)
		}
	}
}
