package lifecycle

import (
	"strconv"

	"recipientdesk/model"
)

// A Restriction says who decides about joining or leaving a group. The numbers are those
// of msExchGroupJoinRestriction and msExchGroupDepartRestriction.
type Restriction int64

// The restrictions. Nobody needs approval to leave.
const (
	Closed   Restriction = 0 // owners add and remove members
	Open     Restriction = 1 // everybody decides for themselves
	Approval Restriction = 2 // an owner approves
)

const (
	joining model.Attr = "msExchGroupJoinRestriction"
	leaving model.Attr = "msExchGroupDepartRestriction"
)

// RestrictionsOf returns how a group is joined and left. What is not set is closed to
// join, and open to leave unless it is a security group
// (https://learn.microsoft.com/powershell/module/exchangepowershell/new-distributiongroup).
func RestrictionsOf(e model.Entry) (join, leave Restriction) {
	_, security := ScopeOf(e)
	join, leave = Restriction(number(e, joining)), Restriction(number(e, leaving))
	if !e.Has(leaving) && !security {
		leave = Open
	}
	return join, leave
}

// SetJoining says who decides about joining and leaving a group with mail, as
// Set-DistributionGroup -MemberJoinRestriction and -MemberDepartRestriction do. A
// security group is closed, as nobody gives permissions to themselves, and requests for
// approval are not delivered there. Neither setting synchronizes
// (https://learn.microsoft.com/powershell/module/exchangepowershell/set-distributiongroup).
func SetJoining(e model.Entry, join, leave Restriction, w World) (Outcome, error) {
	d := begin(e, w)
	d.needsGroup()
	_, security := ScopeOf(e)
	switch {
	case d.err != nil:
	case !(model.Recipient{Entry: e}).Kind().MailEnabled():
		d.refuse(model.Invalid, "has no mail yet", "Enable mail for the group first.")
	case security && (join != Closed || leave != Closed):
		d.refuse(model.Invalid, "is a security group, which nobody joins or leaves by themselves", "Choose closed for both, or make it a distribution group.")
	case join < Closed || join > Approval || leave < Closed || leave > Open:
		d.refuse(model.Invalid, "cannot be joined and left like that", "Leaving is open or closed; joining can be by approval, too.")
	}
	was, left := RestrictionsOf(e)
	for _, c := range []struct {
		attr     model.Attr
		was, now Restriction
	}{{joining, was, join}, {leaving, left, leave}} {
		if c.was != c.now {
			d.set(c.attr, strconv.FormatInt(int64(c.now), 10))
		}
	}
	d.changed("is joined and left like that already", "Nothing has to be changed.")
	if join == Approval && !e.Has(managedBy) {
		d.note("It has no owner who could approve. Name one.")
	}
	if d.err == nil {
		d.Cloud = Unsynced(d.Before, d.After)
	}
	return d.end()
}
