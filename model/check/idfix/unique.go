package idfix

import (
	"recipientdesk/model"
	"recipientdesk/model/check"
)

// unique wants a value that no object before this one has, this one included.
var unique = step{"unique in the run without regard to case", func(x *exam) {
	var taken bool
	if x.first, taken = x.owners.claim(x.Ref, x.chain.attr, x.value); taken {
		x.fail(x.value, x.whenShared(), "another object has the same value", check.Duplicate)
	}
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
