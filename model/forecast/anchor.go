package forecast

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"recipientdesk/model"
)

// An Anchor is the value that links an object of AD with its object in the tenant:
// onPremisesImmutableId. It is the Base64 of sixteen octets, those of objectGUID or
// of mS-DS-ConsistencyGuid, or a text if the synchronization was set up so
// (https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-design-concepts#sourceanchor).
// Anchors compare with case.
type Anchor string

// AnchorOf returns the anchor made of a GUID.
func AnchorOf(g model.GUID) Anchor { return Anchor(g.ImmutableID()) }

// GUID returns the GUID that the anchor is made of. The error has code Invalid and
// says what is wrong with the Base64: nothing is repaired, as the tenant compares
// anchors character by character.
func (a Anchor) GUID() (model.GUID, error) {
	s := string(a)
	bad := func(message string) (model.GUID, error) {
		return model.GUID{}, &model.Error{Code: model.Invalid, Subject: s, Message: message,
			Hint: "An ImmutableId has 24 characters and ends in ==, as in BpazOkLGm0iEtljAONPvOQ==."}
	}
	switch {
	case s == "":
		return bad("is empty")
	case strings.ContainsAny(s, " \t\r\n"):
		return bad("contains white space")
	case strings.ContainsAny(s, "-_"):
		return bad("is in the URL form of Base64, with - or _; the tenant writes + and /")
	case len(s)%4 != 0:
		return bad("has no complete padding")
	}
	b, err := base64.StdEncoding.Strict().DecodeString(s)
	if err != nil {
		return bad("is not Base64")
	}
	g, ok := model.GUIDFromBytes(b)
	if !ok {
		return bad(fmt.Sprintf("stands for %d octets; a GUID has 16", len(b)))
	}
	return g, nil
}

// ConnectorSpaceDN returns the name that the synchronization server gives to the
// object of the tenant: the octets of the anchor's text in hexadecimal.
func (a Anchor) ConnectorSpaceDN() string {
	return "CN={" + strings.ToUpper(hex.EncodeToString([]byte(a))) + "}"
}

// AnchorOfDN reads a name that ConnectorSpaceDN wrote. The error has code Invalid.
func AnchorOfDN(dn string) (Anchor, error) {
	bad := func(message string) (Anchor, error) {
		return "", &model.Error{Code: model.Invalid, Subject: dn, Message: message,
			Hint: "The name of an object of the tenant on the synchronization server is CN={hexadecimal digits}."}
	}
	if len(dn) < 5 || !strings.EqualFold(dn[:4], "CN={") || dn[len(dn)-1] != '}' {
		return bad("is no name of the form CN={…}")
	}
	b, err := hex.DecodeString(dn[4 : len(dn)-1])
	switch {
	case err != nil:
		return bad("has something other than pairs of hexadecimal digits between the braces")
	case len(b) == 0:
		return bad("has nothing between the braces")
	case !utf8.Valid(b):
		return bad("does not stand for a text")
	}
	return Anchor(b), nil
}

// maxAnchor is the limit of an anchor's length, in characters as they are counted
// after encoding.
const maxAnchor = 60

// Check says whether a text may be an anchor. The error has code Invalid.
func (a Anchor) Check() error {
	bad := func(format string, args ...any) error {
		return &model.Error{Code: model.Invalid, Subject: string(a), Message: fmt.Sprintf(format, args...),
			Hint: "Choose an attribute of fewer than 60 letters and digits that never changes, such as an employee number."}
	}
	if a == "" {
		return bad("is empty")
	}
	if _, err := a.GUID(); err == nil {
		return nil // octets, which the limits of texts do not concern
	}
	if !utf8.ValidString(string(a)) {
		return bad("is not text")
	}
	n := 0
	for _, r := range string(a) {
		if strings.ContainsRune("\\`!#$%&*+/=?^{}|~<>()';:,[]\"@_", r) {
			return bad("contains %q, which an anchor cannot have", r)
		}
		n++
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') {
			n += 2
		}
	}
	if n >= maxAnchor {
		return bad("counts as %d characters; an anchor has fewer than %d, and what is neither letter nor digit counts three times", n, maxAnchor)
	}
	return nil
}

// AnchorForms are the ways in which tools show one anchor. A text that is no GUID
// has only the last two.
type AnchorForms struct {
	GUID             string `json:"guid"`             // dashed
	Hex              string `json:"hex"`              // octets in the order of the directory
	LDAPFilter       string `json:"ldapFilter"`       // finds the object by objectGUID
	ImmutableID      string `json:"immutableId"`      // Base64, or the text
	ConnectorSpaceDN string `json:"connectorSpaceDn"` // on the synchronization server
}

// Forms returns all forms of the anchor.
func (a Anchor) Forms() AnchorForms {
	f := AnchorForms{ImmutableID: string(a), ConnectorSpaceDN: a.ConnectorSpaceDN()}
	if g, err := a.GUID(); err == nil {
		f.GUID, f.Hex, f.LDAPFilter = g.String(), hex.EncodeToString(g[:]), GUIDFilter(g)
	}
	return f
}

// GUIDFilter returns the LDAP filter that finds an object by its GUID (RFC 4515
// section 3: octets are written as a backslash and two digits).
func GUIDFilter(g model.GUID) string {
	var b strings.Builder
	b.WriteString("(objectGUID=")
	for _, c := range g {
		fmt.Fprintf(&b, `\%02x`, c)
	}
	b.WriteString(")")
	return b.String()
}

// ParseAnchor reads an anchor in any of its forms: a GUID with dashes, with braces
// or without; 32 hexadecimal digits, which are octets in the order of the
// directory; an ImmutableId; a name on the synchronization server. Thirty-two digits
// without dashes can also be meant as a GUID: put them in braces, or use
// ParseGUIDText. The error has code Invalid and says what is wrong.
func ParseAnchor(s string) (Anchor, error) {
	switch {
	case len(s) >= 4 && strings.EqualFold(s[:4], "CN={"):
		return AnchorOfDN(s)
	case len(s) == 32 && isHex(s):
		b, _ := hex.DecodeString(s)
		return AnchorOf(model.GUID(b)), nil
	case looksLikeGUID(s):
		g, err := ParseGUIDText(s)
		if err != nil {
			return "", err
		}
		return AnchorOf(g), nil
	case len(s) > 24 && isHex(s):
		return "", &model.Error{Code: model.Invalid, Subject: s, Message: fmt.Sprintf("has %d hexadecimal digits", len(s)), Hint: "The octets of a GUID are 32 digits."}
	}
	g, err := Anchor(s).GUID()
	if err != nil {
		return "", err
	}
	return AnchorOf(g), nil
}

func isHex(s string) bool { return strings.Trim(s, "0123456789abcdefABCDEF") == "" }

// looksLikeGUID tells a GUID, be it misspelled, from Base64: it has braces, four
// dashes, or nothing but digits and dashes.
func looksLikeGUID(s string) bool {
	return strings.ContainsAny(s, "{}") || strings.Count(s, "-") == 4 || strings.Contains(s, "-") && isHex(strings.NewReplacer("-", "", " ", "").Replace(s))
}

// ParseGUIDText reads a GUID as people write it, with or without dashes and braces.
// Without dashes the digits are in the order of the text, not of the octets. The
// error has code Invalid.
func ParseGUIDText(s string) (model.GUID, error) {
	bad := func(message string) (model.GUID, error) {
		return model.GUID{}, &model.Error{Code: model.Invalid, Subject: s, Message: message, Hint: "Write it as 3ab39606-c642-489b-84b6-58c038d3ef39."}
	}
	t := s
	if rest, ok := strings.CutPrefix(t, "{"); ok {
		if t, ok = strings.CutSuffix(rest, "}"); !ok {
			return bad("has an opening brace and no closing one")
		}
	}
	if strings.ContainsAny(t, " \t\r\n") {
		return bad("contains white space")
	}
	if len(t) == 32 && isHex(t) {
		t = t[:8] + "-" + t[8:12] + "-" + t[12:16] + "-" + t[16:20] + "-" + t[20:]
	}
	if len(t) != 36 || t[8] != '-' || t[13] != '-' || t[18] != '-' || t[23] != '-' || len(strings.ReplaceAll(t, "-", "")) != 32 || !isHex(strings.ReplaceAll(t, "-", "")) {
		return bad("is no GUID")
	}
	return model.ParseGUID(t)
}

// A SourceAnchorSetting names the attribute that the synchronization takes anchors
// from.
type SourceAnchorSetting string

// The settings besides the name of an attribute with a text.
const (
	AnchorObjectGUID      SourceAnchorSetting = "objectGUID"
	AnchorConsistencyGUID SourceAnchorSetting = "mS-DS-ConsistencyGuid"
)

// consistency reports whether the setting names that attribute, in any of the
// spellings in use.
func (s SourceAnchorSetting) consistency() bool {
	return strings.EqualFold(strings.ReplaceAll(string(s), "-", ""), "msDSConsistencyGuid")
}

// SourceAnchor returns the anchor of an object of AD, "" if it gets none, and the
// octets that are written back to mS-DS-ConsistencyGuid when it is exported, "" for
// none. The attribute that is configured counts for users; groups and contacts
// always have their objectGUID, and the account of a linked mailbox has no anchor.
func SourceAnchor(e model.Entry, class string, setting SourceAnchorSetting) (a Anchor, writeBack string) {
	own, _ := model.GUIDFromBytes([]byte(e.First(model.ObjectGUID)))
	user := class == "user" || class == "inetOrgPerson"
	switch {
	case user && e.First(model.RecipientType) == "2":
		return "", ""
	case user && setting.consistency():
		if g, ok := model.GUIDFromBytes([]byte(e.First("mS-DS-ConsistencyGuid"))); ok {
			return AnchorOf(g), ""
		}
		if own.IsZero() {
			return "", ""
		}
		return AnchorOf(own), own.Bytes()
	case user && setting != "" && !strings.EqualFold(string(setting), string(AnchorObjectGUID)):
		return Anchor(e.First(model.Attr(setting))), ""
	case own.IsZero():
		return "", ""
	}
	return AnchorOf(own), ""
}
