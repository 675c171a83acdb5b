package lifecycle

import (
	"strings"

	"recipientdesk/model"
)

// Attributes that say what a recipient is beside those that package model names.
const (
	displayType model.Attr = "msExchRecipientDisplayType"
	mailboxGUID model.Attr = "msExchMailboxGuid"
	archiveGUID model.Attr = "msExchArchiveGUID"
	archiveName model.Attr = "msExchArchiveName"
	legacyDN    model.Attr = "legacyExchangeDN"
)

// A MailboxType is what a mailbox in Exchange Online is for.
type MailboxType uint8

// The types.
const (
	UserMailbox MailboxType = iota
	SharedMailbox
	RoomMailbox
	EquipmentMailbox
)

// MailboxTypes are all types.
var MailboxTypes = []MailboxType{UserMailbox, SharedMailbox, RoomMailbox, EquipmentMailbox}

// Bits of msExchRemoteRecipientType
// (https://learn.microsoft.com/powershell/exchange/filter-properties). Those for
// room and equipment together mean a shared mailbox.
const (
	provisionMailbox   = 1
	provisionArchive   = 2
	migrated           = 4
	deprovisionMailbox = 8
	deprovisionArchive = 16
	typeBits           = 0x60
)

// stamps are what a remote mailbox of each type carries. The flags of remote are
// documented (filter-properties), the other two are what tables of the community
// agree on and what the cmdlets are seen to write.
var stamps = [...]struct {
	name, cloud      string // cloud: as Set-Mailbox -Type calls it
	details, display int64  // msExchRecipientTypeDetails, msExchRecipientDisplayType
	remote           int64  // type bits of msExchRemoteRecipientType
	kind             model.Kind
}{
	UserMailbox:      {"user", "Regular", 2147483648, -2147483642, 0, model.KindUserMailbox},
	SharedMailbox:    {"shared", "Shared", 34359738368, -2147483642, 0x60, model.KindSharedMailbox},
	RoomMailbox:      {"room", "Room", 8589934592, -2147481850, 0x20, model.KindRoomMailbox},
	EquipmentMailbox: {"equipment", "Equipment", 17179869184, -2147481594, 0x40, model.KindEquipmentMailbox},
}

// aclableDisplay is the display type of a user mailbox that permissions can be given
// to across the boundary of a hybrid organization
// (https://learn.microsoft.com/exchange/hybrid-deployment/set-up-delegated-mailbox-permissions).
const aclableDisplay = -1073741818

// String returns the stable name: "user", "shared", "room" or "equipment".
func (t MailboxType) String() string { return stamps[t].name }

// Label returns the type in words: "shared mailbox".
func (t MailboxType) Label() string { return stamps[t].name + " mailbox" }

// ParseMailboxType reads a stable name, or Exchange's own: "regular".
func ParseMailboxType(s string) (MailboxType, error) {
	for t, st := range stamps {
		if strings.EqualFold(s, st.name) || strings.EqualFold(s, st.cloud) {
			return MailboxType(t), nil
		}
	}
	return 0, &model.Error{Code: model.Invalid, Subject: s, Message: "is no type of mailbox", Hint: "Choose user, shared, room or equipment."}
}

// TypeOf returns the type of the remote mailbox that AD asks for; false if it asks for
// none. A user with an address and without attributes of Exchange counts as having a
// user mailbox: a license makes one.
func TypeOf(e model.Entry) (MailboxType, bool) {
	for t, st := range stamps {
		if number(e, model.RecipientType) == st.details {
			return MailboxType(t), true
		}
	}
	if stamped(e) {
		return 0, false
	}
	switch number(e, model.RemoteRecipientType) & typeBits {
	case 0x60:
		return SharedMailbox, true
	case 0x20:
		return RoomMailbox, true
	case 0x40:
		return EquipmentMailbox, true
	}
	return UserMailbox, model.Recipient{Entry: e}.Kind() == model.KindUserMailbox
}
