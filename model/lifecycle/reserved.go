package lifecycle

import (
	"strconv"

	"recipientdesk/model"
)

// systemBits of msExchRecipientTypeDetails mark what Exchange keeps for itself, and what
// the default rules leave out for that reason: public folders with mail, the mailboxes
// of the system, arbitration and discovery mailboxes, and mailbox plans
// (https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-attributes-synchronized).
const systemBits = 0x21C07000

// reserved are further types that are none of an administrator's recipients.
var reserved = map[int64]string{
	2: "linked mailbox", 2199023255552: "linked room mailbox", 33554432: "linked user", 1073741824: "role group of Exchange", 2048: "dynamic distribution group",
	68719476736: "public folder mailbox", 137438953472: "site mailbox", 274877906944: "site mailbox", 549755813888: "monitoring mailbox", 1099511627776: "mailbox of a Microsoft 365 group",
}

// notReserved refuses what is Exchange's own.
func (d *editor) notReserved() {
	details := number(d.Before, model.RecipientType)
	what, hint := reserved[details], "Leave it to Exchange's own tools."
	switch {
	case what != "" && details == 2:
		hint = "The account that its mailbox is linked to has the mailbox; choose that one."
	case what != "":
	case details&systemBits != 0:
		what = "system object of Exchange"
	default:
		return
	}
	d.refuse(model.Invalid, "is a "+what+" (msExchRecipientTypeDetails "+strconv.FormatInt(details, 10)+")", hint)
}

// notCritical refuses what belongs to Active Directory itself: it never synchronizes.
func (d *editor) notCritical() {
	if d.Before.Has("isCriticalSystemObject") {
		d.refuse(model.Invalid, "belongs to Active Directory itself (isCriticalSystemObject), and does not synchronize", "Choose another object.")
	}
}

// plain are the types that objects without mail may carry.
var plain = map[int64]bool{0: true, 65536: true, 131072: true, 262144: true, 524288: true, 1048576: true, 2097152: true}

// stamped reports whether Exchange's attributes make the object a recipient.
func stamped(e model.Entry) bool { return !plain[number(e, model.RecipientType)] }

// onServer reports whether AD says that the mailbox stands on an Exchange server of the
// organization itself.
func onServer(e model.Entry) bool {
	switch number(e, model.RecipientType) {
	case 1, 4, 8, 16, 32:
		return true
	}
	return false
}
