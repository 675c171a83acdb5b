package lifecycle

import (
	"strings"

	"recipientdesk/model"
)

// Attributes of archives.
const (
	archiveGUID model.Attr = "msExchArchiveGUID"
	archiveName model.Attr = "msExchArchiveName"
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

// stamps are what a remote mailbox of each type carries.
var stamps = [...]struct {
	name, cloud      string // cloud: as Set-Mailbox -Type calls it
	details, display int64  // msExchRecipientTypeDetails, msExchRecipientDisplayType
	remote           int64  // type bits of msExchRemoteRecipientType
	resource         string // what msExchResourceMetaData calls it; "": it is none
	kind             model.Kind
}{
	UserMailbox:      {"user", "Regular", model.TypeRemoteUser, model.DisplayRemote, 0, "", model.KindUserMailbox},
	SharedMailbox:    {"shared", "Shared", model.TypeRemoteShared, model.DisplayRemote, model.RemoteShared, "", model.KindSharedMailbox},
	RoomMailbox:      {"room", "Room", model.TypeRemoteRoom, model.DisplayRemoteRoom, model.RemoteRoom, "Room", model.KindRoomMailbox},
	EquipmentMailbox: {"equipment", "Equipment", model.TypeRemoteEquipment, model.DisplayRemoteEquipment, model.RemoteEquipment, "Equipment", model.KindEquipmentMailbox},
}

// String returns the stable name: "user", "shared", "room" or "equipment".
func (t MailboxType) String() string { return stamps[t].name }

// Label returns the type in words: "shared mailbox".
func (t MailboxType) Label() string { return stamps[t].name + " mailbox" }

// Phrase returns the type as a sentence has it: "an equipment mailbox".
func (t MailboxType) Phrase() string { return stamps[t].kind.Phrase() }

// opening is Phrase at the beginning of a sentence.
func (t MailboxType) opening() string { return "A" + t.Phrase()[1:] }

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
	switch number(e, model.RemoteRecipientType) & model.RemoteTypeBits {
	case model.RemoteShared:
		return SharedMailbox, true
	case model.RemoteRoom:
		return RoomMailbox, true
	case model.RemoteEquipment:
		return EquipmentMailbox, true
	}
	return UserMailbox, model.Recipient{Entry: e}.Kind() == model.KindUserMailbox
}
