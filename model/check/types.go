package check

import "recipientdesk/model"

// A recipientType is what the attributes of one recipient type say together.
type recipientType struct {
	name    string
	class   Class
	display []int64 // msExchRecipientDisplayType; the first is the usual one
	remote  int64   // the bits of msExchRemoteRecipientType that say room, equipment or shared; -1: no remote mailbox
}

// recipientTypes are by msExchRecipientTypeDetails. Types of which tables disagree are
// not among them.
var recipientTypes = map[int64]recipientType{
	model.TypeUserMailbox:       {"a user mailbox", User, []int64{model.DisplayACLableUser, model.DisplayUser}, -1},
	model.TypeSharedMailbox:     {"a shared mailbox", User, []int64{model.DisplayUser, model.DisplayACLableUser}, -1},
	model.TypeRoomMailbox:       {"a room mailbox", User, []int64{model.DisplayRoom}, -1},
	model.TypeEquipmentMailbox:  {"an equipment mailbox", User, []int64{model.DisplayEquipment}, -1},
	model.TypeMailContact:       {"a mail contact", Contact, []int64{model.DisplayExternal, -2147482106, -2147483386, -2147481338}, -1},
	model.TypeMailUser:          {"a mail user", User, []int64{model.DisplayExternal, 1073741830, model.DisplayRemote, model.DisplayRemoteACLable, -2147482106, -1073740282}, -1},
	model.TypeDistributionGroup: {"a distribution group", Group, []int64{model.DisplayGroup}, -1},
	model.TypeMailSecurityGroup: {"a mail-enabled security group", Group, []int64{model.DisplaySecurityGroup}, -1},
	model.TypeRoomList:          {"a room list", Group, []int64{model.DisplayRoomList}, -1},
	model.TypeRemoteUser:        {"a remote user mailbox", User, []int64{model.DisplayRemote, model.DisplayRemoteACLable}, 0},
	model.TypeRemoteRoom:        {"a remote room mailbox", User, []int64{model.DisplayRemoteRoom}, model.RemoteRoom},
	model.TypeRemoteEquipment:   {"a remote equipment mailbox", User, []int64{model.DisplayRemoteEquipment}, model.RemoteEquipment},
	model.TypeRemoteShared:      {"a remote shared mailbox", User, []int64{model.DisplayRemote, model.DisplayRemoteACLable}, model.RemoteShared},
}

// remoteType reports whether the recipient type is that of a mailbox in the cloud.
func remoteType(c *Case) bool {
	n, _ := c.number(model.RecipientType)
	return n == model.TypeRemoteUser || n == model.TypeRemoteRoom || n == model.TypeRemoteEquipment || n == model.TypeRemoteShared
}
