package model

// Attributes that say what a recipient is, beside RecipientType and
// RemoteRecipientType.
const (
	DisplayType Attr = "msExchRecipientDisplayType" // a signed 32-bit number
	MailboxGUID Attr = "msExchMailboxGuid"
	LegacyDN    Attr = "legacyExchangeDN"
)

// Values of RecipientType, a 64-bit number. Microsoft names the types
// (https://learn.microsoft.com/powershell/exchange/filter-properties); the numbers are
// those that tables of the community agree on. Remote mailboxes are in Exchange Online.
const (
	TypeUserMailbox            int64 = 1
	TypeLinkedMailbox          int64 = 2
	TypeSharedMailbox          int64 = 4
	TypeLegacyMailbox          int64 = 8
	TypeRoomMailbox            int64 = 16
	TypeEquipmentMailbox       int64 = 32
	TypeMailContact            int64 = 64
	TypeMailUser               int64 = 128
	TypeDistributionGroup      int64 = 256
	TypeNonUniversalMailGroup  int64 = 512
	TypeMailSecurityGroup      int64 = 1024
	TypeDynamicGroup           int64 = 2048
	TypePublicFolder           int64 = 4096
	TypeSystemAttendant        int64 = 8192
	TypeSystemMailbox          int64 = 16384
	TypeForestContact          int64 = 32768
	TypeUser                   int64 = 65536
	TypeContact                int64 = 131072
	TypePlainDistributionGroup int64 = 262144
	TypePlainSecurityGroup     int64 = 524288
	TypeNonUniversalGroup      int64 = 1048576
	TypeDisabledUser           int64 = 2097152
	TypeArbitrationMailbox     int64 = 8388608
	TypeLinkedUser             int64 = 33554432
	TypeRoomList               int64 = 268435456
	TypeDiscoveryMailbox       int64 = 536870912
	TypeRoleGroup              int64 = 1073741824
	TypeRemoteUser             int64 = 2147483648
	TypeRemoteRoom             int64 = 8589934592
	TypeRemoteEquipment        int64 = 17179869184
	TypeRemoteShared           int64 = 34359738368
	TypePublicFolderMailbox    int64 = 68719476736
	TypeTeamMailbox            int64 = 137438953472
	TypeRemoteTeamMailbox      int64 = 274877906944
	TypeMonitoringMailbox      int64 = 549755813888
	TypeGroupMailbox           int64 = 1099511627776
	TypeLinkedRoomMailbox      int64 = 2199023255552
)

// Values of DisplayType. The low byte is what the recipient is where address lists show
// it, the next what it is where it comes from; 0x80000000 means synchronized,
// 0x40000000 that permissions can be given to it.
const (
	DisplayUser            int64 = 0
	DisplayGroup           int64 = 1
	DisplayExternal        int64 = 6 // mail users and contacts
	DisplayRoom            int64 = 7
	DisplayEquipment       int64 = 8
	DisplayRoomList        int64 = 15
	DisplayACLableUser     int64 = 1073741824
	DisplaySecurityGroup   int64 = 1073741833
	DisplayRemote          int64 = -2147483642 // user and shared mailboxes
	DisplayRemoteRoom      int64 = -2147481850
	DisplayRemoteEquipment int64 = -2147481594
	// DisplayRemoteACLable is a user mailbox that permissions can be given to across the
	// boundary of a hybrid organization
	// (https://learn.microsoft.com/exchange/hybrid-deployment/set-up-delegated-mailbox-permissions).
	DisplayRemoteACLable int64 = -1073741818
)

// Bits of RemoteRecipientType
// (https://learn.microsoft.com/powershell/exchange/filter-properties). Those for room
// and equipment together mean a shared mailbox: compare RemoteTypeBits as a whole.
const (
	RemoteProvisionMailbox   int64 = 1
	RemoteProvisionArchive   int64 = 2
	RemoteMigrated           int64 = 4
	RemoteDeprovisionMailbox int64 = 8
	RemoteDeprovisionArchive int64 = 16
	RemoteRoom               int64 = 32
	RemoteEquipment          int64 = 64
	RemoteShared                   = RemoteRoom | RemoteEquipment
	RemoteTypeBits                 = RemoteShared
)
