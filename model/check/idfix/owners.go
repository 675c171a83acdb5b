package idfix

import (
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/check"
)

// owners are the first objects of a run that had a value, by attribute and value.
// IdFix does not compare attributes with each
// other.
type owners map[owned]owner

type owned struct {
	attr  model.Attr
	value string // in lower case
}

type owner struct {
	ref   model.Ref
	value string
}

func (w owners) of(attr model.Attr, value string) (owner, bool) {
	o, ok := w[owned{attr, strings.ToLower(value)}]
	return o, ok
}

// unique wants a value that no object before this one has, this one included.
var unique = step{"unique in the run without regard to case", func(x *exam) {
	key := owned{x.chain.attr, strings.ToLower(x.value)}
	first, taken := x.owners[key]
	if !taken {
		x.owners[key] = owner{x.Ref, x.value}
		return
	}
	x.first = &first
	x.fail(x.value, x.whenShared(), "another object has the same value", check.Duplicate)
}}

// uniqueWithoutUPN is unique for objects that sign in by this attribute alone.
var uniqueWithoutUPN = step{unique.text + ", if there is no userPrincipalName", func(x *exam) {
	if !x.Has(model.UserPrincipalName) {
		unique.run(x)
	}
}}

// whenShared returns what IdFix proposes for the later owner of a value. Complete
// means that the object looks like the mail-enabled one and should keep it. A value
// that an earlier step changed, and any but the first of proxyAddresses, is to be
// edited whatever it is.
func (x *exam) whenShared() check.Action {
	if x.First(x.chain.attr) != x.value {
		return check.Edit
	}
	switch keep := x.Has(model.MailNickname); x.chain.attr {
	case model.ProxyAddresses:
		switch {
		case !isSMTP(x.value):
		case !keep:
			return check.Remove
		case begins(x.value, "smtp:"):
			return check.Complete
		}
	case model.MailNickname:
		if x.Has(homeMDB) {
			return check.Complete
		}
	case model.UserPrincipalName, model.Mail, model.SAMAccountName:
		if keep {
			return check.Complete
		}
	}
	return check.Edit
}
