package syncrule

import (
	"bytes"
	"crypto/sha1"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"strings"
)

const topicCert = "Certificate"

var certFunctions = []*Function{
	certList("CertExtensionOids", "Returns the object identifiers of the critical extensions.", criticalExtensions),
	certText("CertFormat", "Returns the name of the format, which is X509.", func(*cert) (string, string) { return "X509", "" }),
	certText("CertFriendlyName", "Returns the alias of the certificate. It lives in a certificate store, not in the certificate, so it is always the empty text.", func(*cert) (string, string) { return "", "" }),
	certText("CertHashString", "Returns the SHA-1 hash in hexadecimal.", thumbprint),
	certText("CertIssuer", "Returns the distinguished name of the issuer, the most specific part first.", func(c *cert) (string, string) { return distinguishedName(c.RawIssuer) }),
	certText("CertIssuerDN", "Returns the distinguished name of the issuer, the most specific part first.", func(c *cert) (string, string) { return distinguishedName(c.RawIssuer) }),
	certNull("CertIssuerOid", "Returns the object identifier of the issuer name. Names have none, so it is always NULL."),
	certText("CertKeyAlgorithm", "Returns the object identifier of the key algorithm.", func(c *cert) (string, string) { return c.key.Algorithm.Algorithm.String(), "" }),
	certText("CertKeyAlgorithmParams", "Returns the parameters of the key algorithm in hexadecimal.", func(c *cert) (string, string) { return fmt.Sprintf("%X", c.key.Algorithm.Parameters.FullBytes), "" }),
	{Name: "CertNameInfo", Topic: topicCert, Result: Text, Params: []Param{{Name: "certificateRawData", Type: Binary | Text}, {Name: "x509NameType", Type: Text, Words: "SimpleName EmailName UpnName DnsName DnsFromAlternativeName UrlName"}, {Name: "includesIssuerName", Type: Bool}},
		Doc: "Returns a name of the subject, or with True of the issuer.", call: certNameInfo},
	certDate("CertNotAfter", "Returns the end of validity, in UTC.", func(c *cert) Value { return Time(c.NotAfter) }),
	certDate("CertNotBefore", "Returns the beginning of validity, in UTC.", func(c *cert) Value { return Time(c.NotBefore) }),
	certText("CertPublicKeyOid", "Returns the object identifier of the public key.", func(c *cert) (string, string) { return c.key.Algorithm.Algorithm.String(), "" }),
	certText("CertPublicKeyParametersOid", "Returns the object identifier of the parameters of the public key, which .NET gives the one of the key.", func(c *cert) (string, string) { return c.key.Algorithm.Algorithm.String(), "" }),
	certText("CertSerialNumber", "Returns the serial number in hexadecimal.", serialNumber),
	certText("CertSignatureAlgorithmOid", "Returns the object identifier of the signature algorithm.", func(c *cert) (string, string) { return c.outer.Algorithm.Algorithm.String(), "" }),
	certText("CertSubject", "Returns the distinguished name of the subject, the most specific part first.", func(c *cert) (string, string) { return distinguishedName(c.RawSubject) }),
	certText("CertSubjectNameDN", "Returns the distinguished name of the subject, the most specific part first.", func(c *cert) (string, string) { return distinguishedName(c.RawSubject) }),
	certNull("CertSubjectNameOid", "Returns the object identifier of the subject name. Names have none, so it is always NULL."),
	certText("CertThumbprint", "Returns the SHA-1 hash in hexadecimal.", thumbprint),
	certText("CertVersion", "Returns the version of the format: 3 for X.509v3.", func(c *cert) (string, string) { return fmt.Sprint(c.Version), "" }),
	{Name: "IsCert", Topic: topicCert, Result: Bool, Params: one("certificateRawData", Binary|Text|Null), Doc: "Tells whether a value is a certificate.",
		call: func(_ *run, a []Value) (Value, string) { _, why := parseCert(a[0].text); return Boolean(why == ""), "" }},
}

// A cert is a certificate with the parts that crypto/x509 keeps to itself.
type cert struct {
	*x509.Certificate
	outer certificate
	key   publicKey
}

// certificate and publicKey are of RFC 5280, section 4.1.
type certificate struct {
	Body      asn1.RawValue
	Algorithm algorithm
	Signature asn1.BitString
}

type publicKey struct {
	Algorithm algorithm
	Key       asn1.BitString
}

type algorithm struct {
	Algorithm  asn1.ObjectIdentifier
	Parameters asn1.RawValue `asn1:"optional"`
}

// parseCert reads DER, PEM, or DER as Base64.
func parseCert(s string) (*cert, string) {
	const no = "the bytes are no X.509 certificate"
	b := []byte(s)
	if block, _ := pem.Decode(b); block != nil {
		b = block.Bytes
	} else if !bytes.HasPrefix(b, []byte{0x30}) || !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) {
		if d, err := base64.StdEncoding.DecodeString(strings.TrimSpace(s)); err == nil {
			b = d
		}
	}
	x, err := x509.ParseCertificate(b)
	if err != nil {
		return nil, no
	}
	c := &cert{Certificate: x}
	if _, err := asn1.Unmarshal(x.Raw, &c.outer); err != nil {
		return nil, no
	}
	if _, err := asn1.Unmarshal(x.RawSubjectPublicKeyInfo, &c.key); err != nil {
		return nil, no
	}
	return c, ""
}

func certFunction(name, doc string, result Kind, f func(c *cert) (Value, string)) *Function {
	return &Function{Name: name, Topic: topicCert, Result: result, Doc: doc, Params: one("certificateRawData", Binary|Text),
		call: func(_ *run, a []Value) (Value, string) {
			c, why := parseCert(a[0].text)
			if why != "" {
				return NullValue, why
			}
			return f(c)
		}}
}

func certText(name, doc string, f func(*cert) (string, string)) *Function {
	return certFunction(name, doc, Text, func(c *cert) (Value, string) { s, why := f(c); return String(s), why })
}

func certNull(name, doc string) *Function {
	return certFunction(name, doc, Text|Null, func(*cert) (Value, string) { return NullValue, "" })
}

func certList(name, doc string, f func(*cert) []string) *Function {
	return certFunction(name, doc, Text|List|Null, func(c *cert) (Value, string) { return Strings(f(c)...), "" })
}

func certDate(name, doc string, f func(*cert) Value) *Function {
	return certFunction(name, doc, Date, func(c *cert) (Value, string) { return f(c), "" })
}

func criticalExtensions(c *cert) []string {
	var out []string
	for _, e := range c.Extensions {
		if e.Critical {
			out = append(out, e.Id.String())
		}
	}
	return out
}

func thumbprint(c *cert) (string, string) { return fmt.Sprintf("%X", sha1.Sum(c.Raw)), "" }

// serialNumber writes the bytes of the number as encoded: a positive one whose
// first bit is set has a zero before it.
func serialNumber(c *cert) (string, string) {
	b := c.SerialNumber.Bytes()
	if len(b) == 0 || b[0] >= 0x80 {
		b = append([]byte{0}, b...)
	}
	return fmt.Sprintf("%X", b), ""
}
