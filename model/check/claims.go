package check

import (
	"fmt"
	"strings"

	"recipientdesk/model"
)

// IndexAttrs are what has to be read of an object to compare it with others.
var IndexAttrs = []model.Attr{model.ProxyAddresses, model.Mail, model.UserPrincipalName, model.TargetAddress, model.MailNickname, model.ObjectClass}

// Positions in IndexAttrs. An object owns its addresses in the first three.
const (
	inProxies = iota
	inMail
	inUPN
	inTarget
	inAlias
)

var ownerAttrs = IndexAttrs[:inTarget]

// A claimed is something an object has that others should not have.
type claimed struct {
	attr   uint8 // position in IndexAttrs
	isMail bool  // mail is the same address
	key    string
	value  string
}

// claimKey returns what is compared: an address without its SMTP prefix, in lower
// case, or another address with its type. "" for what is no address.
func claimKey(attr model.Attr, value string) string {
	value = strings.TrimSpace(value)
	if hasPrefixFold(value, "smtp:") {
		value = value[len("smtp:"):]
	}
	if !attr.Is(model.ProxyAddresses) && !strings.Contains(value, "@") {
		return ""
	}
	return strings.ToLower(value)
}

// appendClaims adds what an object claims. An address that it has in several places
// is claimed once: mail that equals an address in proxyAddresses adds nothing, and
// neither does a target that is its own address.
func appendClaims(dst []claimed, c *Case) []claimed {
	start := len(dst)
	for attr := range uint8(inAlias) {
		name := IndexAttrs[attr]
	values:
		for _, v := range c.Values(name) {
			key := claimKey(name, v)
			if key == "" || attr == inTarget && !mailTarget(v) {
				continue
			}
			for i := start; i < len(dst); i++ {
				if dst[i].key == key {
					dst[i].isMail = dst[i].isMail || attr == inMail
					continue values
				}
			}
			dst = append(dst, claimed{attr, attr == inMail, key, v})
		}
	}
	if v := c.First(model.MailNickname); v != "" {
		dst = append(dst, claimed{inAlias, false, strings.ToLower(v), v})
	}
	return dst
}

// mailTarget reports whether a targetAddress is one of the Internet.
func mailTarget(v string) bool {
	a, err := model.ParseAddress(v)
	return err == nil && (a.IsSMTP() || a.Type() == "")
}

// maxOthers limits the parties named in one finding; the text counts them all.
const maxOthers = 20

// among names the first of several others, and counts the rest.
func among(others []Other) string {
	text := strings.Join(strings.Fields(model.NameOf(others[0].Ref.DN)), " ") // that of a replication conflict has a line break
	if n := len(others) - 1; n == 1 {
		text += " and one more object"
	} else if n > 1 {
		text += fmt.Sprintf(" and %d more objects", n)
	}
	return text
}
