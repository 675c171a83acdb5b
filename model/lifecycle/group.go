package lifecycle

import (
	"strings"

	"recipientdesk/model"
)

// Bits of groupType ([MS-ADTS] 2.2.12), a signed 32-bit number.
const (
	globalScope    = 2
	localScope     = 4
	universalScope = 8
	scopeBits      = globalScope | localScope | universalScope
	securityGroup  = -1 << 31
)

const roomListNote = "Rooms are found by it in Outlook once it holds nothing but room mailboxes, up to a day later."

// GroupOptions are what a person says of a group that gets mail.
type GroupOptions struct {
	Alias    string // "": the group's own, else from its name
	Primary  string // "": the group's own address
	RoomList bool   // rooms are found by it; a distribution group of nothing but rooms
}

// EnableGroup gives a group an address, as Enable-DistributionGroup does, with the
// defaults of that cmdlet: senders must be signed in, reports go to the sender, nobody
// joins by themselves, and members of a distribution group may leave.
func EnableGroup(e model.Entry, o GroupOptions, w World) (Outcome, error) {
	d := begin(e, w)
	d.needsGroup()
	d.notCritical()
	r := model.Recipient{Entry: e}
	kind := number(e, model.GroupType)
	security := kind < 0
	switch {
	case stamped(e):
		d.refuse(model.Exists, "is "+r.Kind().Phrase()+" already", "Change its addresses in its sheet.")
	case kind&universalScope == 0:
		d.refuse(model.Invalid, "is not a universal group", "Convert its scope to universal first; Exchange takes no other.")
	case security && o.RoomList:
		d.refuse(model.Invalid, "is a security group", "Only a distribution group can be a room list.")
	}
	d.set(model.MailNickname, d.alias(o.Alias, strings.ReplaceAll(objectName(e), " ", "")))
	d.primary(o.Primary)
	d.displayName()
	d.groupType(security, o.RoomList)
	for a, v := range groupDefaults(security) {
		if !e.Has(a) {
			d.may(a, v)
		}
	}
	if !e.Has(managedBy) {
		d.note("It has no owner. Name one, who has mail and synchronizes: nobody else approves messages or members.")
	}
	if security {
		d.closeJoining()
	}
	if o.RoomList {
		d.note(roomListNote)
	}
	return d.end()
}

// groupDefaults are those of New-DistributionGroup
// (https://learn.microsoft.com/powershell/module/exchangepowershell/new-distributiongroup).
func groupDefaults(security bool) map[model.Attr]string {
	leave := "1" // open
	if security {
		leave = "0" // closed
	}
	return map[model.Attr]string{"msExchRequireAuthToSendTo": "TRUE", "reportToOriginator": "TRUE", joining: "0", leaving: leave}
}

func (d *editor) needsGroup() {
	switch k := (model.Recipient{Entry: d.Before}).Kind(); {
	case k == model.KindDynamicGroup:
		d.refuse(model.Invalid, "is a dynamic distribution group, which does not synchronize", "Make one in Exchange Online.")
	case k.Family() != "group":
		d.refuse(model.Invalid, "is not a group", "Choose a group.")
	}
}

// groupType stamps what kind of group with mail it is.
func (d *editor) groupType(security, roomList bool) {
	details, display := model.TypeDistributionGroup, model.DisplayGroup
	switch {
	case roomList:
		details, display = model.TypeRoomList, model.DisplayRoomList
	case security:
		details, display = model.TypeMailSecurityGroup, model.DisplaySecurityGroup
	}
	d.number(model.RecipientType, details)
	d.number(model.DisplayType, display)
}

// SetRoomList makes a distribution group with mail a room list, or no longer.
func SetRoomList(e model.Entry, on bool, w World) (Outcome, error) {
	d := begin(e, w)
	d.needsGroup()
	if d.err == nil && number(e, model.GroupType) < 0 {
		d.refuse(model.Invalid, "is a security group", "Only a distribution group can be a room list.")
	}
	if d.err == nil && !(model.Recipient{Entry: e}).Kind().MailEnabled() {
		d.refuse(model.Invalid, "has no mail yet", "Enable mail for the group, as a room list.")
	}
	d.groupType(false, on)
	if on {
		d.note(roomListNote)
	}
	d.changed("is that already", "Nothing has to be changed.")
	return d.end()
}

// A GroupScope is where a group can be used, and who can be in it.
type GroupScope string

// The scopes.
const (
	Universal   GroupScope = "universal"
	Global      GroupScope = "global"
	DomainLocal GroupScope = "domainlocal"
)

var scopeBit = map[GroupScope]int64{Universal: universalScope, Global: globalScope, DomainLocal: localScope}

// ConvertGroup changes the scope of a group, and whether permissions can be given to
// it. What Exchange stamps follows. Active Directory itself refuses what its members or
// its groups do not allow ([MS-ADTS] 3.1.1.5.3.3); between global and domain local
// there is no way but over universal.
func ConvertGroup(e model.Entry, scope GroupScope, security bool, w World) (Outcome, error) {
	d := begin(e, w)
	d.needsGroup()
	was := number(e, model.GroupType)
	bit, ok := scopeBit[scope]
	k := (model.Recipient{Entry: e}).Kind()
	switch {
	case !ok:
		d.refuse(model.Invalid, "cannot get the scope "+string(scope), "Choose universal, global or domainlocal.")
	case k.MailEnabled() && bit != universalScope:
		d.refuse(model.Invalid, "has mail, and a group with mail is universal", "Disable its mail first.")
	case was&scopeBits != bit && was&universalScope == 0 && bit != universalScope:
		d.refuse(model.Invalid, "cannot go from one of these scopes to the other at once", "Convert it to universal, save, and then to "+string(scope)+".")
	case k == model.KindRoomList && security:
		d.refuse(model.Invalid, "is a room list, which is a distribution group", "Make it a plain distribution group first.")
	}
	now := was&^scopeBits&^securityGroup | bit
	if security {
		now |= securityGroup
	}
	d.number(model.GroupType, now)
	if k.MailEnabled() && e.Has(model.RecipientType) && k != model.KindRoomList {
		d.groupType(security, false)
	}
	d.changed("is that already", "Nothing has to be changed.")
	if was < 0 && !security {
		d.note("Permissions that were given to the group no longer count, while it is a distribution group.")
	}
	if security {
		d.closeJoining()
	}
	return d.end()
}

// closeJoining keeps people from adding themselves to a security group, or leaving it,
// which Exchange does not allow
// (https://learn.microsoft.com/powershell/module/exchangepowershell/set-distributiongroup,
// parameters MemberJoinRestriction and MemberDepartRestriction).
func (d *editor) closeJoining() {
	switch d.Before.First(joining) {
	case "1":
		d.may(joining, "0")
		d.note("Joining is closed now: nobody can add themselves to a security group.")
	case "2":
		d.note("Requests to join a security group reach nobody who could approve them. Close joining.")
	}
	if d.Before.First(leaving) == "1" {
		d.may(leaving, "0")
	}
}
