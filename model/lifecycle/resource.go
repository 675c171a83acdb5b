package lifecycle

import (
	"slices"
	"strconv"
	"strings"

	"recipientdesk/model"
)

// Attributes of rooms and equipment, which address lists show and search by. They
// synchronize
// (https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-attributes-synchronized).
const (
	resourceKind     model.Attr = "msExchResourceMetaData"         // ResourceType:Room
	resourceFeatures model.Attr = "msExchResourceSearchProperties" // Room and what it has: each a value
	resourceShown    model.Attr = "msExchResourceDisplay"          // the same in one text, with commas
	resourceCapacity model.Attr = "msExchResourceCapacity"         // how many people, or things
)

const kindPrefix = "ResourceType:"

// resource makes the mailbox say of itself what rooms and equipment do, and others do
// not. What a room has (a screen) is no feature of equipment, and goes when the type
// changes; how many it holds stays.
func (d *editor) resource(t MailboxType) {
	now := stamps[t].resource
	was := resourceOf(d.Before)
	if was != "" && was != now && len(d.Before.Values(resourceFeatures)) > 1 {
		d.note("What the " + strings.ToLower(was) + " has (" + d.Before.First(resourceShown) + ") goes, as features belong to the type.")
	}
	switch {
	case now == "":
		d.clear(resourceKind, resourceFeatures, resourceShown, resourceCapacity)
	case was != now:
		d.may(resourceKind, kindPrefix+now)
		d.may(resourceFeatures, now)
		d.may(resourceShown, now)
	}
}

// resourceOf returns "Room" or "Equipment", as the object says of itself, or "".
func resourceOf(e model.Entry) string {
	for _, v := range e.Values(resourceKind) {
		if len(v) > len(kindPrefix) && strings.EqualFold(v[:len(kindPrefix)], kindPrefix) {
			return v[len(kindPrefix):]
		}
	}
	return ""
}

// capacity says how many a room or a device is for; 0: nothing is said.
func (d *editor) capacity(n int, t MailboxType) {
	switch {
	case n == 0:
	case n < 0:
		d.refuse(model.Invalid, "cannot hold "+strconv.Itoa(n), "Give the number of people, or leave it out.")
	case !slices.Contains([]MailboxType{RoomMailbox, EquipmentMailbox}, t):
		d.refuse(model.Invalid, "is no room and no equipment, which alone have a capacity", "Leave the capacity out.")
	default:
		d.number(resourceCapacity, int64(n))
	}
}
