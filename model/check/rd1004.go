package check

import (
	"fmt"
	"slices"
	"strings"

	"recipientdesk/model"
)

// duplicate is found by Index and DuplicateOf.
var duplicate = register(&Rule{
	ID:    "RD1004",
	Title: "Address with more than one owner",
	Text: "An address belongs to one object of the forest, of whatever class. Exchange cannot resolve a shared one, and the cloud leaves it out at " +
		"every object but the first, or refuses the object. Compared are all addresses in proxyAddresses, mail and userPrincipalName, the last because the " +
		"cloud makes it an address of a mailbox. targetAddress says where mail goes, not who owns an address, and does not count.",
	Source:   "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-syncservice-duplicate-attribute-resiliency",
	Severity: Error,
	Attrs:    IndexAttrs,
})

// IndexAttrs are the attributes in which an object owns addresses.
var IndexAttrs = []model.Attr{model.ProxyAddresses, model.Mail, model.UserPrincipalName}

// maxOthers limits the parties named in one finding; the text counts them all.
const maxOthers = 20

// claimKey returns what is compared: an address without its SMTP prefix, in lower
// case, or another address with its type. "" for what is no address.
func claimKey(attr model.Attr, value string) string {
	value = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(value)), "smtp:")
	if !attr.Is(model.ProxyAddresses) && !strings.Contains(value, "@") {
		return ""
	}
	return value
}

// claims returns the addresses that an object owns, each once: mail that equals an
// address in proxyAddresses adds nothing.
func claims(ref model.Ref, values func(model.Attr) []string) (keys []string, owned []Other) {
	for _, attr := range IndexAttrs {
		for _, v := range values(attr) {
			if key := claimKey(attr, v); key != "" && !slices.Contains(keys, key) {
				keys, owned = append(keys, key), append(owned, Other{ref, attr, v})
			}
		}
	}
	return keys, owned
}

// duplicateOf makes the finding of one party.
func duplicateOf(mine Other, others []Other) Finding {
	name := strings.Join(strings.Fields(model.NameOf(others[0].Ref.DN)), " ") // that of a replication conflict has a line break
	text := fmt.Sprintf("%s also belongs to %s", strings.TrimSpace(mine.Value), name)
	if n := len(others) - 1; n == 1 {
		text += " and one more object"
	} else if n > 1 {
		text += fmt.Sprintf(" and %d more objects", n)
	}
	return Finding{duplicate, mine.Ref, Problem{Attr: mine.Attr, Value: mine.Value, Text: text, Errors: []string{Duplicate},
		Action: None, Others: slices.Clone(others[:min(len(others), maxOthers)])}}
}

// NewClaims returns a filter that finds every owner of the addresses that an edit
// brings in, for DuplicateOf. ok is false if it brings in none.
func NewClaims(before, after model.Entry) (where model.Filter, ok bool) {
	had, _ := claims(before.Ref, before.Values)
	keys, _ := claims(after.Ref, after.Values)
	var or model.Or
	for _, k := range keys {
		if !slices.Contains(had, k) {
			or = append(or, ownerOf(k)...)
		}
	}
	return or, len(or) > 0
}

// ownerOf returns the conditions that find the owners of one address. Active
// Directory compares all three attributes without regard to case.
func ownerOf(key string) model.Or {
	if a, err := model.ParseAddress(key); err == nil && a.Type() != "" {
		return model.Or{model.Equal{Attr: model.ProxyAddresses, Value: key}}
	}
	return model.Or{
		model.Equal{Attr: model.ProxyAddresses, Value: "smtp:" + key},
		model.Equal{Attr: model.Mail, Value: key},
		model.Equal{Attr: model.UserPrincipalName, Value: key},
	}
}

// DuplicateOf returns the addresses of e that one of owners has too. owners may
// include e itself, which counts for nothing; they must have been read with
// IndexAttrs.
func DuplicateOf(e model.Entry, owners ...model.Entry) []Finding {
	keys, mine := claims(e.Ref, e.Values)
	others := map[string][]Other{}
	for _, o := range owners {
		if o.Ref.Same(e.Ref) {
			continue
		}
		theirs, owned := claims(o.Ref, o.Values)
		for i, k := range theirs {
			others[k] = append(others[k], owned[i])
		}
	}
	var out []Finding
	for i, k := range keys {
		if len(others[k]) > 0 {
			out = append(out, duplicateOf(mine[i], others[k]))
		}
	}
	return out
}
