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
		"cloud makes it an address of a mailbox. targetAddress says where mail goes, not who owns an address, and is the matter of RD1027. Account names " +
		"are not compared: each domain keeps its own unique, and the name that the cloud makes of one contains the domain.",
	Source:   "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-syncservice-duplicate-attribute-resiliency",
	Severity: Error,
	Attrs:    ownerAttrs,
})

// duplicateOf makes the finding of one party.
func duplicateOf(mine Other, others []Other) Finding {
	return Finding{duplicate, mine.Ref, Problem{Attr: mine.Attr, Value: mine.Value,
		Text:   fmt.Sprintf("%s also belongs to %s", strings.TrimSpace(mine.Value), among(others)),
		Errors: []string{Duplicate}, Action: None, Others: slices.Clone(others[:min(len(others), maxOthers)])}}
}

// owned returns the addresses that an object owns, each once.
func owned(e model.Entry) []claimed {
	return slices.DeleteFunc(appendClaims(nil, newCase(nil, e)), func(c claimed) bool { return c.attr >= inTarget })
}

// NewClaims returns a filter that finds every owner of the addresses that an edit
// brings in, for DuplicateOf. ok is false if it brings in none.
func NewClaims(before, after model.Entry) (where model.Filter, ok bool) {
	had := owned(before)
	var or model.Or
	for _, c := range owned(after) {
		if !slices.ContainsFunc(had, func(h claimed) bool { return h.key == c.key }) {
			or = append(or, OwnersOf(c.key)...)
		}
	}
	return or, len(or) > 0
}

// OwnersOf returns the conditions that find the owners of one address. Active
// Directory compares all three attributes without regard to case.
func OwnersOf(key string) model.Or {
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
	others := map[string][]Other{}
	for _, o := range owners {
		if o.Ref.Same(e.Ref) {
			continue
		}
		for _, c := range owned(o) {
			others[c.key] = append(others[c.key], Other{o.Ref, IndexAttrs[c.attr], c.value})
		}
	}
	var out []Finding
	for _, c := range owned(e) {
		if len(others[c.key]) > 0 {
			out = append(out, duplicateOf(Other{e.Ref, IndexAttrs[c.attr], c.value}, others[c.key]))
		}
	}
	return out
}
