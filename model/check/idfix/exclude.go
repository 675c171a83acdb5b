package idfix

import (
	"strconv"
	"strings"

	"recipientdesk/model"
)

// excludedNames are beginnings of common names, in upper case. That is how people
// and groups such as "Administration" or "Guest WiFi" escape IdFix.
var excludedNames = []string{"ADMINI", "CAS_{", "DISCOVERYSEARCHMAILBOX", "FEDERATEDEMAIL", "GUEST", "HTTPCONNECTOR", "KRBTGT", "IUSR_", "IWAM", "MSOL",
	"SUPPORT_", "SYSTEMMAILBOX", "WWIOADMINI", "HEALTHMAILBOX", "EXCHANGE ONLINE-APPLICATIONACCOUNT"}

// excluded reports whether IdFix passes the object over.
//
// Two exclusions it means to have never apply, and so are not here: of conflict
// objects, which it looks for by a character that no DN contains, and of system
// mailboxes by msExchRecipientTypeDetails, which it compares with hexadecimal text
// where the directory has decimal numbers.
func (o *object) excluded(m Mode) bool {
	if strings.HasSuffix(o.cn, "$") || begins(o.cn, excludedNames...) {
		return true
	}
	if m == Dedicated { // there it does not read what the others ask for
		return false
	}
	switch {
	case isTrue(o.First(critical)):
		return true
	case o.class == "user":
		return begins(o.First(model.SAMAccountName), "CAS_", "SUPPORT_", "MSOL_") ||
			begins(o.First(model.MailNickname), "CAS_", "SYSTEMMAILBOX") ||
			isTrue(o.First(hidden)) && begins(o.First(model.DisplayName), "MSOL")
	case o.class == "group" && o.Has(model.GroupType):
		if kind, _ := strconv.ParseInt(o.First(model.GroupType), 10, 64); kind < 0 { // a security group
			return !o.Has(model.Mail)
		}
		return !o.Has(model.ProxyAddresses)
	}
	return false
}

func begins(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if len(s) >= len(p) && strings.EqualFold(s[:len(p)], p) {
			return true
		}
	}
	return false
}

func isTrue(v string) bool { return strings.EqualFold(v, "TRUE") }
