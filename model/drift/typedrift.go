package drift

import (
	"strings"

	"recipientdesk/model"
)

// A TypeDrift is a mailbox that is of one type in AD and of another in the cloud.
type TypeDrift struct {
	AD    Item
	Want  string // type in Exchange Online that AD asks for
	Cloud string // type that the mailbox has
	Why   string // a sentence without a period
}

// TypeDriftOf returns how the types of a mailbox differ, if they do. it is how its object
// stands as a whole.
func TypeDriftOf(s *Sides, it Item) (TypeDrift, bool) {
	why := s.typeClash()
	return TypeDrift{it, s.wantedType(), mailboxTypes[s.Mailbox.Purpose], why}, why != ""
}

// typeClash compares the type that AD asks for with that of the mailbox, and says what
// a difference means, "" if there is none. AD asks for a type only with
// msExchRecipientTypeDetails or msExchRemoteRecipientType; then its values win again at
// the next synchronization (https://support.microsoft.com/kb/2710029).
func (s *Sides) typeClash() string {
	cloud, want := mailboxTypes[s.Mailbox.Purpose], s.wantedType()
	if cloud == "" || want == "" || want == cloud || s.lost(model.RecipientType) {
		return ""
	}
	return "AD says " + want + " and Exchange Online " + cloud + "; a type that is changed in the cloud alone does not stay, so change it in AD as well"
}

// wantedType is the type of mailbox that AD asks for, "" for none.
func (s *Sides) wantedType() string {
	ad := s.In.AD
	switch {
	case ad.Has(model.RecipientType):
		return kindTypes[model.Recipient{Entry: ad}.Kind()]
	case ad.Has(model.RemoteRecipientType) && strings.HasSuffix(s.After.RecipientType, "Mailbox"): // read of its bits by the forecast
		return s.After.RecipientType
	}
	return ""
}

var kindTypes = map[model.Kind]string{model.KindUserMailbox: "UserMailbox", model.KindSharedMailbox: "SharedMailbox", model.KindRoomMailbox: "RoomMailbox",
	model.KindEquipmentMailbox: "EquipmentMailbox"}
