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

// typeDrift compares the type that AD asks for with that of the mailbox. AD asks for
// one only with msExchRecipientTypeDetails or msExchRemoteRecipientType; then its
// values win again at the next synchronization (https://support.microsoft.com/kb/2710029).
func typeDrift(s *Sides, it Item) (TypeDrift, bool) {
	cloud := mailboxTypes[s.Mailbox.Purpose]
	says := s.In.AD.Has(model.RecipientType) || s.In.AD.Has(model.RemoteRecipientType)
	kind := model.Recipient{Entry: s.In.AD}.Kind()
	want := kindTypes[kind]
	if !s.In.AD.Has(model.RecipientType) && strings.HasSuffix(s.After.RecipientType, "Mailbox") { // read of the bits by the forecast
		want = s.After.RecipientType
	}
	if cloud == "" || !says || want == "" || want == cloud || s.lost(model.RecipientType) {
		return TypeDrift{}, false
	}
	return TypeDrift{it, want, cloud, "AD says " + want + " and Exchange Online " + cloud +
		"; a type that is changed in the cloud alone does not stay, so change it in AD as well"}, true
}

var kindTypes = map[model.Kind]string{model.KindUserMailbox: "UserMailbox", model.KindSharedMailbox: "SharedMailbox", model.KindRoomMailbox: "RoomMailbox",
	model.KindEquipmentMailbox: "EquipmentMailbox"}
