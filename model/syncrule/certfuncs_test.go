package syncrule

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha1"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"math/big"
	"testing"
	"time"
)

// certificateOf makes a certificate with the parts that functions show.
func certificateOf(t *testing.T, subject pkix.Name, change func(*x509.Certificate)) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(0x80ff), Subject: subject, NotBefore: time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC), NotAfter: time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)}
	if change != nil {
		change(c)
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// upnName is an alternative name of type otherName with a user principal name, and
// an address.
func upnName(t *testing.T) pkix.Extension {
	t.Helper()
	text, err := asn1.MarshalWithParams("joe@corp.example", "utf8")
	if err != nil {
		t.Fatal(err)
	}
	id, err := asn1.Marshal(asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 311, 20, 2, 3})
	if err != nil {
		t.Fatal(err)
	}
	wrapped, err := asn1.Marshal(asn1.RawValue{Class: 2, Tag: 0, IsCompound: true, Bytes: text})
	if err != nil {
		t.Fatal(err)
	}
	names, err := asn1.Marshal([]asn1.RawValue{{Class: 2, Tag: 0, IsCompound: true, Bytes: append(id, wrapped...)},
		{Class: 2, Tag: 1, Bytes: []byte("joe@mail.example")}, {Class: 2, Tag: 2, Bytes: []byte("host.example")}, {Class: 2, Tag: 6, Bytes: []byte("https://a.example")}})
	if err != nil {
		t.Fatal(err)
	}
	return pkix.Extension{Id: asn1.ObjectIdentifier{2, 5, 29, 17}, Critical: true, Value: names}
}

func TestCertificates(t *testing.T) {
	der := certificateOf(t, pkix.Name{CommonName: "Doe, Joe", Organization: []string{"Contoso"}, Country: []string{"US"},
		ExtraNames: []pkix.AttributeTypeAndValue{{Type: asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 1}, Value: "joe@old.example"}}},
		func(c *x509.Certificate) { c.ExtraExtensions = []pkix.Extension{upnName(t)} })
	o := Object{"c": Bytes(string(der)), "text": String(base64.StdEncoding.EncodeToString(der)), "base64": Bytes(base64.StdEncoding.EncodeToString(der)),
		"pem": Bytes(string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))), "no": Bytes("no certificate"), "cs": Multi(Bytes(string(der)), Bytes(string(der)))}
	hash := fmt.Sprintf("%X", sha1.Sum(der))
	const dn = `E=joe@old.example, CN="Doe, Joe", O=Contoso, C=US`
	for src, want := range map[string]string{
		`CertThumbprint([c])`: hash, `CertHashString([text])`: hash, `CertHashString([base64])`: hash, `CertThumbprint([pem])`: hash,
		`CertVersion([c])`: "3", `CertFormat([c])`: "X509", `CertFriendlyName([c])`: "", `CertSerialNumber([c])`: "0080FF",
		`CertKeyAlgorithm([c])`: "1.2.840.10045.2.1", `CertPublicKeyOid([c])`: "1.2.840.10045.2.1", `CertPublicKeyParametersOid([c])`: "1.2.840.10045.2.1",
		`CertKeyAlgorithmParams([c])`: "06082A8648CE3D030107", `CertSignatureAlgorithmOid([c])`: "1.2.840.10045.4.3.2",
		`CertExtensionOids([c])`: "2.5.29.17", `CertIssuerOid([c])`: "", `CertSubjectNameOid([c])`: "",
		`CertNameInfo([c],"SimpleName",False)`: "Doe, Joe", `CertNameInfo([c],"UpnName",False)`: "joe@corp.example", `CertNameInfo([c],"EmailName",False)`: "joe@mail.example",
		`CertNameInfo([c],"DnsName",False)`: "host.example", `CertNameInfo([c],"UrlName",False)`: "https://a.example", `CertNameInfo([c],"EmailName",True)`: "joe@old.example",
		`CertNameInfo([c],"DnsFromAlternativeName",True)`:         "",
		`FormatDateTime(CertNotAfter([c]),"yyyy-MM-dd HH:mm:ss")`: "2030-01-02 03:04:05", `CertNotBefore([c]) < CertNotAfter([c])`: "True",
		`IsCert([c])`: "True", `IsCert([no])`: "False", `IsCert([missing])`: "False", `IsCert("")`: "False", `CertVersion([missing])`: "",
		`Count(Where($i,[cs],CertNotAfter($i)>CDate("2029-01-01")))`: "2", `CertSubject([c])`: dn, `CertIssuer([c])`: dn, `CertIssuerDN([c])`: dn, `CertSubjectNameDN([c])`: dn,
	} {
		e, err := Parse(src)
		if err != nil {
			t.Error(err)
			continue
		}
		if v, err := e.Eval(&Input{Object: o}); err != nil || v.Text() != want {
			t.Errorf("%s is %q, want %q (%v)", src, v.Text(), want, err)
		}
	}
	for _, src := range []string{`CertVersion([no])`, `CertNameInfo([c],"name",False)`} {
		e, err := Parse(src)
		if err == nil {
			_, err = e.Eval(&Input{Object: o})
		}
		if err == nil {
			t.Error(src, "is no error")
		}
	}
}

func FuzzCertificate(f *testing.F) {
	f.Add([]byte("-----BEGIN CERTIFICATE-----\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if c, why := parseCert(string(b)); why == "" {
			_, _ = distinguishedName(c.RawSubject)
			_ = alternatives(c.Certificate, oidAltName)
			_, _ = serialNumber(c)
		} else if bytes.Contains([]byte(why), b) && len(b) > 40 {
			t.Error("the message shows the bytes")
		}
	})
}
