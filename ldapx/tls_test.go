package ldapx

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
)

// certificate makes one that signs itself.
func certificate(t *testing.T, host string, until time.Time) (tls.Certificate, []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Lab server"}, DNSNames: []string{host},
		NotBefore: until.AddDate(-1, 0, 0), NotAfter: until, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

func leaf(t *testing.T, c tls.Certificate) *x509.Certificate {
	t.Helper()
	parsed, err := x509.ParseCertificate(c.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// serveTLS accepts connections and shakes hands, no more.
func serveTLS(t *testing.T, cert tls.Certificate) string {
	t.Helper()
	ln, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			c.(*tls.Conn).Handshake()
			c.Close()
		}
	}()
	return ln.Addr().String()
}

func TestUntrusted(t *testing.T) {
	next := time.Now().AddDate(0, 6, 0)
	good, goodPEM := certificate(t, "dc1.corp.example", next)
	old, oldPEM := certificate(t, "dc1.corp.example", time.Now().AddDate(0, -1, 0))
	tests := []struct {
		name  string
		cert  tls.Certificate
		trust []byte
		host  string
		code  model.Code
		says  []string
	}{
		{"an unknown authority", good, nil, "dc1.corp.example", model.Untrusted, []string{"authority", "CA file"}},
		{"another name", good, goodPEM, "dc2.corp.example", model.Untrusted, []string{"it is for dc1.corp.example", "Connect by that name"}},
		{"out of date", old, oldPEM, "dc1.corp.example", model.Untrusted, []string{leaf(t, old).NotAfter.UTC().Format(time.DateOnly), "clock"}},
		{"trusted, and no directory", good, goodPEM, "dc1.corp.example", model.Unreachable, nil},
	}
	for _, tt := range tests {
		_, err := Dial(t.Context(), Config{Address: "ldaps://" + serveTLS(t, tt.cert), ServerName: tt.host, CAPEM: tt.trust,
			User: "u", Password: "p", DialTimeout: 5 * time.Second})
		e, ok := err.(*model.Error)
		if !ok || e.Code != tt.code {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if tt.code == model.Untrusted {
			tt.says = append(tt.says, "CN=Lab server", fingerprint(leaf(t, tt.cert)))
		}
		for _, s := range tt.says {
			if !strings.Contains(e.Message+e.Hint, s) {
				t.Errorf("%s: %q is not in: %s %s", tt.name, s, e.Message, e.Hint)
			}
		}
	}
}

func TestNoTLS(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			c.Write([]byte("220 mail.example ESMTP\r\n"))
			c.Close()
		}
	}()
	_, err = Dial(t.Context(), Config{Address: "ldaps://" + ln.Addr().String(), User: "u", Password: "p"})
	if e, ok := err.(*model.Error); !ok || e.Code != model.Unreachable || !strings.Contains(e.Message, "TLS") {
		t.Errorf("%v", err)
	}
}

func TestRoots(t *testing.T) {
	_, pem := certificate(t, "x", time.Now().AddDate(1, 0, 0))
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "ca.pem"), filepath.Join(dir, "bad.pem")
	os.WriteFile(good, pem, 0o600)
	os.WriteFile(bad, []byte("no certificate"), 0o600)
	for name, tt := range map[string]struct {
		cfg  Config
		code model.Code
	}{
		"the system's alone": {Config{}, ""},
		"a file":             {Config{CAFile: good}, ""},
		"in memory":          {Config{CAPEM: pem}, ""},
		"no such file":       {Config{CAFile: good + "x"}, model.Invalid},
		"not a certificate":  {Config{CAFile: bad}, model.Invalid},
		"nonsense":           {Config{CAPEM: []byte("x")}, model.Invalid},
	} {
		pool, err := rootsOf(tt.cfg)
		if model.CodeOf(err) != tt.code {
			t.Errorf("%s: %v", name, err)
		}
		if (pool == nil) != (tt.code != "" || name == "the system's alone") {
			t.Errorf("%s: pool = %v", name, pool)
		}
	}
}
