package check

import "recipientdesk/model"

const displayType model.Attr = "msExchRecipientDisplayType"

// A recipientType is what the attributes of one recipient type say together. The
// numbers are those that the cmdlets write, as community tables agree on them
// (https://learn.microsoft.com/powershell/exchange/filter-properties has the names).
type recipientType struct {
	name    string
	class   Class
	display []int64 // msExchRecipientDisplayType; the first is the usual one
	remote  int64   // the bits of msExchRemoteRecipientType that say room, equipment or shared; -1: no remote mailbox
}

const (
	remoteUser, remoteRoom, remoteEquipment, remoteShared = 2147483648, 8589934592, 17179869184, 34359738368

	// remoteBits are 32 for a room, 64 for equipment, both for a shared mailbox.
	remoteBits, remoteRoomBit, remoteEquipmentBit = 0x60, 0x20, 0x40

	linkedMailbox                    = 2
	distributionGroup, securityGroup = 256, 1024
)

// recipientTypes are by msExchRecipientTypeDetails. Types of which tables disagree are
// not among them.
var recipientTypes = map[int64]recipientType{
	1:                 {"a user mailbox", User, []int64{1073741824, 0}, -1},
	4:                 {"a shared mailbox", User, []int64{0, 1073741824}, -1},
	16:                {"a room mailbox", User, []int64{7}, -1},
	32:                {"an equipment mailbox", User, []int64{8}, -1},
	64:                {"a mail contact", Contact, []int64{6, -2147482106, -2147483386, -2147481338}, -1},
	128:               {"a mail user", User, []int64{6, 1073741830, -2147483642, -1073741818, -2147482106, -1073740282}, -1},
	distributionGroup: {"a distribution group", Group, []int64{1}, -1},
	securityGroup:     {"a mail-enabled security group", Group, []int64{1073741833}, -1},
	268435456:         {"a room list", Group, []int64{15}, -1},
	remoteUser:        {"a remote user mailbox", User, []int64{-2147483642, -1073741818}, 0},
	remoteRoom:        {"a remote room mailbox", User, []int64{-2147481850}, remoteRoomBit},
	remoteEquipment:   {"a remote equipment mailbox", User, []int64{-2147481594}, remoteEquipmentBit},
	remoteShared:      {"a remote shared mailbox", User, []int64{-2147483642, -1073741818}, remoteBits},
}

// remoteType reports whether the recipient type is that of a mailbox in the cloud.
func remoteType(c *Case) bool {
	n, _ := c.number(model.RecipientType)
	return n == remoteUser || n == remoteRoom || n == remoteEquipment || n == remoteShared
}
