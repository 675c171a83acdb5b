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
	model.TypeLinkedMailbox: "linked mailbox", model.TypeLinkedRoomMailbox: "linked room mailbox", model.TypeLinkedUser: "linked user",
	model.TypeRoleGroup: "role group of Exchange", model.TypeDynamicGroup: "dynamic distribution group",
	model.TypePublicFolderMailbox: "public folder mailbox", model.TypeTeamMailbox: "site mailbox", model.TypeRemoteTeamMailbox: "site mailbox",
	model.TypeMonitoringMailbox: "monitoring mailbox", model.TypeGroupMailbox: "mailbox of a Microsoft 365 group",
}

// notReserved refuses what is Exchange's own.
func (d *editor) notReserved() {
	details := number(d.Before, model.RecipientType)
	what, hint := reserved[details], "Leave it to Exchange's own tools."
	switch {
	case what != "" && details == model.TypeLinkedMailbox:
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
var plain = map[int64]bool{0: true, model.TypeUser: true, model.TypeContact: true, model.TypePlainDistributionGroup: true, model.TypePlainSecurityGroup: true,
	model.TypeNonUniversalGroup: true, model.TypeDisabledUser: true}

// stamped reports whether Exchange's attributes make the object a recipient.
func stamped(e model.Entry) bool { return !plain[number(e, model.RecipientType)] }

// onServer reports whether AD says that the mailbox stands on an Exchange server of the
// organization itself.
func onServer(e model.Entry) bool {
	switch number(e, model.RecipientType) {
	case model.TypeUserMailbox, model.TypeSharedMailbox, model.TypeLegacyMailbox, model.TypeRoomMailbox, model.TypeEquipmentMailbox:
		return true
	}
	return false
}
