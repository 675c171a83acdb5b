package syncrule

import (
	"crypto/x509"
	"encoding/asn1"
	"slices"
	"strings"
)

// An attributeValue is of an X.501 name (RFC 5280, section 4.1.2.4).
type attributeValue struct {
	Type  asn1.ObjectIdentifier
	Value asn1.RawValue
}

type relativeNameSET []attributeValue // the suffix tells encoding/asn1 that it is a SET

// nameTypes are the names that Windows gives to parts of a certificate's name
// (https://learn.microsoft.com/windows/win32/api/wincrypt/nf-wincrypt-certnametostrw).
var nameTypes = map[string]string{
	"2.5.4.3": "CN", "2.5.4.4": "SN", "2.5.4.5": "SERIALNUMBER", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "S", "2.5.4.9": "STREET",
	"2.5.4.10": "O", "2.5.4.11": "OU", "2.5.4.12": "T", "2.5.4.13": "Description", "2.5.4.17": "PostalCode", "2.5.4.20": "Phone",
	"2.5.4.42": "G", "2.5.4.43": "I", "2.5.4.46": "dnQualifier", "1.2.840.113549.1.9.1": "E", "0.9.2342.19200300.100.1.25": "DC",
}

const (
	oidCommonName = "2.5.4.3"
	oidUnit       = "2.5.4.11"
	oidOrg        = "2.5.4.10"
	oidEmail      = "1.2.840.113549.1.9.1"
	oidAltName    = "2.5.29.17"
	oidIssuerAlt  = "2.5.29.18"
	oidUPN        = "1.3.6.1.4.1.311.20.2.3"
)

// readName returns the parts of a name, the most specific first.
func readName(raw []byte) ([]relativeNameSET, bool) {
	var parts []relativeNameSET
	if rest, err := asn1.Unmarshal(raw, &parts); err != nil || len(rest) > 0 {
		return nil, false
	}
	slices.Reverse(parts)
	return parts, true
}

// text returns a value as text: strings of any ASN.1 type, other values as they
// are encoded.
func (a attributeValue) text() string {
	var s string
	switch a.Value.Tag {
	case asn1.TagBMPString, 28: // UniversalString is not decoded by encoding/asn1
		b := a.Value.Bytes
		u := make([]byte, len(b))
		for i := 0; i+1 < len(b); i += 2 {
			u[i], u[i+1] = b[i+1], b[i]
		}
		return decode16(u[:len(u)&^1])
	}
	if _, err := asn1.Unmarshal(a.Value.FullBytes, &s); err != nil {
		return string(a.Value.Bytes)
	}
	return s
}

// distinguishedName writes a name as .NET shows it: the last part first, values
// with special characters in double quotes.
func distinguishedName(raw []byte) (string, string) {
	parts, ok := readName(raw)
	if !ok {
		return "", "the certificate has a name that cannot be read"
	}
	var out []string
	for _, set := range parts {
		var one []string
		for _, a := range set {
			typ, known := nameTypes[a.Type.String()]
			if !known {
				typ = "OID." + a.Type.String()
			}
			one = append(one, typ+"="+quoteName(a.text()))
		}
		out = append(out, strings.Join(one, " + "))
	}
	return strings.Join(out, ", "), ""
}

func quoteName(s string) string {
	if s == "" || strings.ContainsAny(s, ",+=\"\n<>#;") || strings.TrimSpace(s) != s {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

// firstOf returns the value of the first of these types that a name has.
func firstOf(raw []byte, types ...string) string {
	parts, _ := readName(raw)
	for _, want := range types {
		for _, set := range parts {
			for _, a := range set {
				if a.Type.String() == want {
					return a.text()
				}
			}
		}
	}
	return ""
}

// certNameInfo follows X509Certificate2.GetNameInfo
// (https://learn.microsoft.com/dotnet/api/system.security.cryptography.x509certificates.x509nametype).
func certNameInfo(_ *run, a []Value) (Value, string) {
	c, why := parseCert(a[0].text)
	if why != "" {
		return NullValue, why
	}
	name, ext := c.RawSubject, oidAltName
	if a[2].Bool() {
		name, ext = c.RawIssuer, oidIssuerAlt
	}
	alt := alternatives(c.Certificate, ext)
	first := func(ss ...string) (Value, string) {
		for _, s := range ss {
			if s != "" {
				return String(s), ""
			}
		}
		return String(""), ""
	}
	switch a[1].text {
	case "SimpleName":
		return first(firstOf(name, oidCommonName, oidUnit, oidOrg, oidEmail), alt[altEmail], alt[altDNS])
	case "EmailName":
		return first(alt[altEmail], firstOf(name, oidEmail))
	case "UpnName":
		return first(alt[altOther])
	case "DnsName":
		return first(alt[altDNS], firstOf(name, oidCommonName))
	case "DnsFromAlternativeName":
		return first(alt[altDNS])
	case "UrlName":
		return first(alt[altURL])
	}
	return NullValue, quoteShort(a[1].text) + " is no type of name"
}

// Tags of alternative names (RFC 5280, section 4.2.1.6).
const (
	altOther = 0
	altEmail = 1
	altDNS   = 2
	altURL   = 6
)

// alternatives returns the first alternative name of each kind; of other names,
// the user principal name.
func alternatives(c *x509.Certificate, ext string) map[int]string {
	out := map[int]string{}
	for _, e := range c.Extensions {
		if e.Id.String() != ext {
			continue
		}
		var names []asn1.RawValue
		if _, err := asn1.Unmarshal(e.Value, &names); err != nil {
			continue
		}
		for _, n := range names {
			s := string(n.Bytes)
			if n.Tag == altOther {
				s = principalName(n)
			}
			if out[n.Tag] == "" {
				out[n.Tag] = s
			}
		}
	}
	return out
}

// principalName reads the user principal name of an otherName, "" of others.
func principalName(n asn1.RawValue) string {
	var id asn1.ObjectIdentifier
	rest, err := asn1.Unmarshal(n.Bytes, &id)
	if err != nil || id.String() != oidUPN {
		return ""
	}
	var wrapped asn1.RawValue
	if _, err := asn1.Unmarshal(rest, &wrapped); err != nil {
		return ""
	}
	var s string
	if _, err := asn1.Unmarshal(wrapped.Bytes, &s); err != nil {
		return ""
	}
	return s
}
