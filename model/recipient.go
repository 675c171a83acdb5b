package model

import (
	"slices"
	"strconv"
	"strings"
)

// Attributes from which a recipient's kind is read.
const (
	ObjectClass         Attr = "objectClass"
	GroupType           Attr = "groupType"
	RecipientType       Attr = "msExchRecipientTypeDetails"
	RemoteRecipientType Attr = "msExchRemoteRecipientType"
	DisplayName         Attr = "displayName"
	CommonName          Attr = "cn"
	UserPrincipalName   Attr = "userPrincipalName"
	SAMAccountName      Attr = "sAMAccountName"
	UserAccountControl  Attr = "userAccountControl"
	Description         Attr = "description"
	ObjectGUID          Attr = "objectGUID"
)

// A Kind is what a recipient is to an administrator. The values are stable: the
// command line and saved views name them.
type Kind uint8

// The kinds. "Mailbox" kinds cover mailboxes wherever they are: a remote mailbox
// is a mailbox in the cloud, and a user with an address and no Exchange attribute
// gets one with a license.
const (
	KindOther Kind = iota
	KindUser
	KindUserMailbox
	KindSharedMailbox
	KindRoomMailbox
	KindEquipmentMailbox
	KindLinkedMailbox
	KindMailUser
	KindContact
	KindMailContact
	KindSecurityGroup
	KindDistributionGroup
	KindMailDistributionGroup
	KindMailSecurityGroup
	KindRoomList
	KindDynamicGroup
	KindPublicFolder
	KindSystemMailbox
)

var kindNames = [...]struct{ id, label, family string }{
	{"other", "Other object", ""},
	{"plain-user", "User (no mail)", "user"},
	{"user-mailbox", "User mailbox", "user"},
	{"shared-mailbox", "Shared mailbox", "user"},
	{"room-mailbox", "Room mailbox", "user"},
	{"equipment-mailbox", "Equipment mailbox", "user"},
	{"linked-mailbox", "Linked mailbox", "user"},
	{"mail-user", "Mail user", "user"},
	{"plain-contact", "Contact (no mail)", "contact"},
	{"mail-contact", "Mail contact", "contact"},
	{"plain-security-group", "Security group (no mail)", "group"},
	{"plain-distribution-group", "Distribution group (no mail)", "group"},
	{"distribution-group", "Distribution group", "group"},
	{"mail-security-group", "Mail-enabled security group", "group"},
	{"room-list", "Room list", "group"},
	{"dynamic-distribution-group", "Dynamic distribution group", "group"},
	{"public-folder", "Mail-enabled public folder", ""},
	{"system-mailbox", "System mailbox", "user"},
}

// String returns the stable identifier: "user-mailbox".
func (k Kind) String() string { return kindNames[k].id }

// Label returns the kind in words: "User mailbox".
func (k Kind) Label() string { return kindNames[k].label }

// Phrase returns the kind as a sentence has it: "an equipment mailbox".
func (k Kind) Phrase() string {
	switch k {
	case KindOther:
		return "no recipient"
	case KindEquipmentMailbox:
		return "an equipment mailbox"
	}
	return "a " + strings.ToLower(k.Label())
}

// Family returns "user", "group", "contact" or "".
func (k Kind) Family() string { return kindNames[k].family }

// IsMailbox reports whether the kind has a mailbox of its own.
func (k Kind) IsMailbox() bool {
	switch k {
	case KindUserMailbox, KindSharedMailbox, KindRoomMailbox, KindEquipmentMailbox, KindLinkedMailbox:
		return true
	}
	return false
}

// MailEnabled reports whether mail can be sent to it.
func (k Kind) MailEnabled() bool {
	switch k {
	case KindOther, KindUser, KindContact, KindSecurityGroup, KindDistributionGroup:
		return false
	}
	return true
}

// Kinds returns every kind that carries name as its identifier or its family.
func Kinds(name string) []Kind {
	var out []Kind
	for k, n := range kindNames {
		if strings.EqualFold(n.id, name) || strings.EqualFold(n.family, name) && name != "" {
			out = append(out, Kind(k))
		}
	}
	return out
}

// A Recipient is an Entry read as Exchange reads it. It stores nothing of its own.
type Recipient struct{ Entry }

// KindAttrs are the attributes that Kind reads.
var KindAttrs = []Attr{ObjectClass, GroupType, RecipientType, Mail, MailNickname, TargetAddress, ProxyAddresses}

// Kind derives the kind from the object class, the group type, the recipient type
// where Exchange set one, and the mail attributes where it did not.
func (r Recipient) Kind() Kind {
	details, _ := strconv.ParseInt(r.First(RecipientType), 10, 64)
	group, _ := strconv.ParseInt(r.First(GroupType), 10, 64)
	return kindOf(kindFacts{
		classes:  r.Values(ObjectClass),
		details:  details,
		group:    group,
		mail:     r.Has(Mail) || r.Has(MailNickname) || r.Has(ProxyAddresses),
		external: isExternal(r.First(TargetAddress)),
	})
}

type kindFacts struct {
	classes        []string
	details, group int64
	mail, external bool
}

// isExternal reports whether a targetAddress leads out of the organization's own
// tenant: the routing domains of Exchange Online end in onmicrosoft.
func isExternal(target string) bool {
	return target != "" && !strings.Contains(strings.ToLower(target), ".onmicrosoft.")
}

func kindOf(f kindFacts) Kind {
	if k, ok := kindByDetails[f.details]; ok {
		return k
	}
	is := func(class string) bool {
		return slices.ContainsFunc(f.classes, func(c string) bool { return strings.EqualFold(c, class) })
	}
	switch {
	case is("msExchDynamicDistributionList"):
		return KindDynamicGroup
	case is("group"):
		return groupKind(f.group, f.mail)
	case is("contact"):
		if f.mail || f.external {
			return KindMailContact
		}
		return KindContact
	case is("computer"):
		return KindOther
	case is("user"), is("inetOrgPerson"):
		switch {
		case f.external:
			return KindMailUser
		case f.mail:
			return KindUserMailbox
		}
		return KindUser
	case is("publicFolder"):
		return KindPublicFolder
	}
	return KindOther
}

// groupTypeSecurity is the bit of groupType that makes a security group
// ([MS-ADTS] 2.2.12); the attribute is a signed 32-bit number.
const groupTypeSecurity = 0x80000000

func groupKind(groupType int64, mail bool) Kind {
	security := uint32(groupType)&groupTypeSecurity != 0
	switch {
	case security && mail:
		return KindMailSecurityGroup
	case security:
		return KindSecurityGroup
	case mail:
		return KindMailDistributionGroup
	}
	return KindDistributionGroup
}

// kindByDetails reads msExchRecipientTypeDetails, a 64-bit number written in
// decimal. The values are those community tables agree on; see
// https://learn.microsoft.com/powershell/exchange/filter-properties for the names.
var kindByDetails = map[int64]Kind{
	TypeUserMailbox: KindUserMailbox, TypeLinkedMailbox: KindLinkedMailbox, TypeSharedMailbox: KindSharedMailbox, TypeLegacyMailbox: KindUserMailbox,
	TypeRoomMailbox: KindRoomMailbox, TypeEquipmentMailbox: KindEquipmentMailbox, TypeMailContact: KindMailContact, TypeMailUser: KindMailUser,
	TypeDistributionGroup: KindMailDistributionGroup, TypeNonUniversalMailGroup: KindMailSecurityGroup, TypeMailSecurityGroup: KindMailSecurityGroup,
	TypeDynamicGroup: KindDynamicGroup, TypePublicFolder: KindPublicFolder, TypeSystemAttendant: KindSystemMailbox, TypeSystemMailbox: KindSystemMailbox,
	TypeForestContact:      KindMailContact,
	TypeArbitrationMailbox: KindSystemMailbox, TypeDiscoveryMailbox: KindSystemMailbox, TypeRoomList: KindRoomList,
	TypeRemoteUser: KindUserMailbox, TypeRemoteRoom: KindRoomMailbox, TypeRemoteEquipment: KindEquipmentMailbox, TypeRemoteShared: KindSharedMailbox,
	TypeMonitoringMailbox: KindSystemMailbox, TypeLinkedRoomMailbox: KindRoomMailbox,
}

// Addresses returns the recipient's addresses.
func (r Recipient) Addresses() AddressList { return Addresses(r.Entry) }

// Primary returns the primary SMTP address without its type: the one in
// proxyAddresses, else mail, else "".
func (r Recipient) Primary() string {
	if a, ok := r.Addresses().Primary(); ok {
		return a.Value()
	}
	return r.First(Mail)
}

// Name returns the name people know the recipient by.
func (r Recipient) Name() string {
	for _, a := range []Attr{DisplayName, CommonName, "name"} {
		if v := r.First(a); v != "" {
			return v
		}
	}
	return NameOf(r.Ref.DN)
}

// Disabled reports whether the account is disabled (bit 2 of userAccountControl,
// [MS-ADTS] 2.2.16).
func (r Recipient) Disabled() bool {
	n, _ := strconv.ParseInt(r.First(UserAccountControl), 10, 64)
	return n&2 != 0
}

// RecipientFilter selects what a list of recipients shows: user accounts, groups
// and contacts that are not part of the system. 805306368 is SAM_USER_OBJECT
// ([MS-SAMR] 2.2.1.9), which leaves computers and trusts out.
var RecipientFilter Filter = And{
	Or{
		Equal{"sAMAccountType", "805306368"},
		Equal{ObjectClass, "group"},
		Equal{ObjectClass, "contact"},
		Equal{ObjectClass, "msExchDynamicDistributionList"},
		Equal{ObjectClass, "publicFolder"},
	},
	Not{Equal{"isCriticalSystemObject", "TRUE"}},
}
