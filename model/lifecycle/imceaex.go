package lifecycle

import (
	"encoding/hex"
	"strings"

	"recipientdesk/model"
)

// DecodeIMCEAEX reads the address of a bounce, as
// IMCEAEX-_o=Contoso_ou=Recipients_cn=anna+20b@contoso.com, and returns the
// legacyExchangeDN that is meant: the X500 address that its owner lacks. The whole text
// of a bounce will do; the first such address counts. The encoding is that of
// [MS-OXCMAIL] 2.1.3.1.9 (https://learn.microsoft.com/exchange/troubleshoot/email-delivery/imceaex-ndr).
func DecodeIMCEAEX(text string) (string, error) {
	const prefix = "imceaex-"
	at := strings.Index(strings.ToLower(text), prefix)
	bad := func(message string) (string, error) {
		return "", &model.Error{Code: model.Invalid, Subject: clip(text), Message: message, Hint: "Paste the address from the bounce: it begins with IMCEAEX- and ends with a domain."}
	}
	if at < 0 {
		return bad("has no address that begins with IMCEAEX-")
	}
	rest := text[at+len(prefix):]
	if end := strings.IndexAny(rest, "@ \t\r\n<>\"'"); end >= 0 {
		rest = rest[:end]
	}
	var b strings.Builder
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case c == '_':
			b.WriteByte('/')
		case c == '+' && i+2 < len(rest):
			v, err := hex.DecodeString(rest[i+1 : i+3])
			if err != nil {
				return bad("is not encoded as such addresses are")
			}
			b.Write(v)
			i += 2
		case c == '+':
			return bad("ends in the middle of a character")
		default:
			b.WriteByte(c)
		}
	}
	dn := strings.ToValidUTF8(b.String(), "\uFFFD")
	if !strings.HasPrefix(strings.ToLower(dn), "/o=") && !strings.HasPrefix(strings.ToLower(dn), "/cn=") {
		return bad("does not name an object of Exchange: " + clip(dn))
	}
	return dn, nil
}

// clip shortens what is shown of a long text.
func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
