package sheet

import "recipientdesk/model"

var _ = register(Tab{
	ID: "members", Rank: 70, Label: "Members and owners", For: isGroup,
	Groups: []Group{
		{Fields: memberFields},
		{Label: "Joining and leaving", Fields: joinFields},
		{Label: "Reports", Fields: reportFields},
	},
})

const docGroup = "https://learn.microsoft.com/powershell/module/exchange/set-distributiongroup"

var memberFields = []Field{{
	ID: "member", Label: "Members",
	Help:  "Who receives what is sent to the group. Members that are not synced are missing in the cloud; primary-group members are not listed here.",
	Attrs: []model.Attr{"member"}, Edit: Picker{Several: true}, Doc: docAttrs,
}, {
	ID: "managedBy", Label: "Owner",
	Help:  "The first owner. It has to be a synced user with mail to count in the cloud; a security group is lost on the way.",
	Attrs: []model.Attr{"managedBy"}, Edit: Picker{Families: []string{"user", "group"}}, Doc: docGroup,
}, {
	ID: "coOwners", Label: "Further owners",
	Help:  "The owners beside the first one.",
	Attrs: []model.Attr{"msExchCoManagedByLink"}, Edit: Picker{Families: []string{"user", "group"}, Several: true}, Doc: docAttrs,
}, {
	ID: "hideMembers", Label: "Hide the members",
	Help:  "Takes the list of members out of the address book. Exchange Online ignores it.",
	Attrs: []model.Attr{"hideDLMembership"}, Edit: Check{}, Doc: docFilter,
}}

var joinFields = []Field{{
	ID: "joinRestriction", Label: "Joining",
	Help:  "Who may join. Open is impossible for security groups. Not synced: Exchange Online keeps its own.",
	Attrs: []model.Attr{"msExchGroupJoinRestriction"}, Edit: Choice{Options: restrictions}, Doc: docGroup,
}, {
	ID: "departRestriction", Label: "Leaving",
	Help:  "Who may leave. Open is impossible for security groups. Not synced: Exchange Online keeps its own.",
	Attrs: []model.Attr{"msExchGroupDepartRestriction"}, Edit: Choice{Options: restrictions[:2]}, Doc: docGroup,
}}

// restrictions are those of msExchGroupJoinRestriction; leaving knows the first
// two.
var restrictions = []Option{{"0", "Closed"}, {"1", "Open"}, {"2", "With approval"}}

var reportFields = []Field{{
	ID: "reportToOriginator", Label: "Delivery reports to the sender",
	Help:  "Tells the sender what could not be delivered. Exactly one of the two report settings should be on.",
	Attrs: []model.Attr{"reportToOriginator"}, Edit: Check{}, Doc: docGroup,
}, {
	ID: "reportToOwner", Label: "Delivery reports to the owner",
	Help:  "Tells the owner what could not be delivered. Exactly one of the two report settings should be on.",
	Attrs: []model.Attr{"reportToOwner"}, Edit: Check{}, Doc: docGroup,
}, {
	ID: "oofToOriginator", Label: "Automatic replies to the sender",
	Help:  "Sends the automatic replies of members to who wrote to the group.",
	Attrs: []model.Attr{"oOFReplyToOriginator"}, Edit: Check{}, Doc: docGroup,
}}
