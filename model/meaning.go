package model

import (
	"strconv"
	"strings"
)

// typeNames are what Exchange calls the values of RecipientType
// (https://learn.microsoft.com/powershell/exchange/filter-properties).
var typeNames = map[int64]string{
	TypeUserMailbox: "UserMailbox", TypeLinkedMailbox: "LinkedMailbox", TypeSharedMailbox: "SharedMailbox", TypeLegacyMailbox: "LegacyMailbox",
	TypeRoomMailbox: "RoomMailbox", TypeEquipmentMailbox: "EquipmentMailbox", TypeMailContact: "MailContact", TypeMailUser: "MailUser",
	TypeDistributionGroup: "MailUniversalDistributionGroup", TypeNonUniversalMailGroup: "MailNonUniversalGroup", TypeMailSecurityGroup: "MailUniversalSecurityGroup",
	TypeDynamicGroup: "DynamicDistributionGroup", TypePublicFolder: "PublicFolder", TypeForestContact: "MailForestContact", TypeUser: "User", TypeContact: "Contact",
	TypePlainDistributionGroup: "UniversalDistributionGroup", TypePlainSecurityGroup: "UniversalSecurityGroup", TypeNonUniversalGroup: "NonUniversalGroup",
	TypeDisabledUser: "DisabledUser", TypeLinkedUser: "LinkedUser", TypeRoomList: "RoomList", TypeRoleGroup: "RoleGroup",
	TypeRemoteUser: "RemoteUserMailbox", TypeRemoteRoom: "RemoteRoomMailbox", TypeRemoteEquipment: "RemoteEquipmentMailbox", TypeRemoteShared: "RemoteSharedMailbox",
}

// displayNames are what the values of DisplayType are called.
var displayNames = map[int64]string{
	DisplayUser: "MailboxUser", DisplayGroup: "DistributionGroup", DisplayExternal: "RemoteMailUser", DisplayRoom: "ConferenceRoomMailbox", DisplayEquipment: "EquipmentMailbox",
	DisplayRoomList: "RoomList", DisplayACLableUser: "ACLableMailboxUser", DisplaySecurityGroup: "SecurityDistributionGroup", DisplayRemote: "SyncedMailboxUser",
	DisplayRemoteRoom: "SyncedConferenceRoomMailbox", DisplayRemoteEquipment: "SyncedEquipmentMailbox", DisplayRemoteACLable: "ACLableSyncedMailboxUser",
}

// remoteNames are the flags of RemoteRecipientType; those of the type are in remoteTypes.
var remoteNames = []struct {
	bit  int64
	name string
}{{RemoteProvisionMailbox, "ProvisionMailbox"}, {RemoteProvisionArchive, "ProvisionArchive"}, {RemoteMigrated, "Migrated"},
	{RemoteDeprovisionMailbox, "DeprovisionMailbox"}, {RemoteDeprovisionArchive, "DeprovisionArchive"}}

var remoteTypes = map[int64]string{RemoteRoom: "RoomMailbox", RemoteEquipment: "EquipmentMailbox", RemoteShared: "SharedMailbox"}

// Meaning returns what a number that says what a recipient is stands for, in the names
// of Exchange and Active Directory; "" for other attributes and for numbers without one.
func Meaning(a Attr, value string) string {
	n, err := strconv.ParseInt(value, 10, 64)
	switch {
	case err != nil:
		return ""
	case a.Is(RecipientType):
		return typeNames[n]
	case a.Is(DisplayType):
		return displayNames[n]
	case a.Is(RemoteRecipientType):
		return remoteMeaning(n)
	case a.Is(GroupType):
		return groupMeaning(n)
	}
	return ""
}

func remoteMeaning(n int64) string {
	var names []string
	for _, r := range remoteNames {
		if n&r.bit != 0 {
			names = append(names, r.name)
			n &^= r.bit
		}
	}
	if t := remoteTypes[n&RemoteTypeBits]; t != "" {
		names = append(names, t)
		n &^= RemoteTypeBits
	}
	if n != 0 { // a flag that is not known: better nothing than half of it
		return ""
	}
	return strings.Join(names, ", ")
}

// groupMeaning reads groupType ([MS-ADTS] 2.2.12).
func groupMeaning(n int64) string {
	scope := map[int64]string{2: "global", 4: "domain local", 8: "universal"}[n&14]
	switch {
	case scope == "":
		return ""
	case n < 0:
		return scope + " security group"
	}
	return scope + " distribution group"
}
