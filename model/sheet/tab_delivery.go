package sheet

import "recipientdesk/model"

var _ = register(Tab{
	ID: "delivery", Rank: 40, Label: "Delivery",
	Groups: []Group{
		{Label: "Who may send", Fields: senderFields},
		{Label: "Forwarding", Fields: forwardFields},
		{Label: "Message limits", Fields: sizeFields},
		{Label: "Moderation", Fields: moderationFields},
		{Label: "MailTip and format", Fields: formatFields},
	},
})

var senderFields = []Field{{
	ID: "acceptFrom", Label: "Accept messages only from",
	Help:  "Empty accepts from everyone. Persons are stored in authOrig, groups, whose members may then send, in dLMemSubmitPerms.",
	Attrs: []model.Attr{"authOrig"}, Also: []model.Attr{"dLMemSubmitPerms"},
	Edit: Picker{Several: true}, Place: personOrGroup("authOrig", "dLMemSubmitPerms"), Doc: docFilter,
}, {
	ID: "rejectFrom", Label: "Reject messages from",
	Help:  "Rejecting wins over accepting. Persons are stored in unauthOrig, groups, whose members may then not send, in dLMemRejectPerms.",
	Attrs: []model.Attr{"unauthOrig"}, Also: []model.Attr{"dLMemRejectPerms"},
	Edit: Picker{Several: true}, Place: personOrGroup("unauthOrig", "dLMemRejectPerms"), Doc: docFilter,
}, {
	ID: "requireAuth", Label: "Require authenticated senders",
	Help:  "Only senders who are signed in reach the recipient: nobody from outside. New groups of Exchange have it set.",
	Attrs: []model.Attr{"msExchRequireAuthToSendTo"}, Edit: Check{}, Doc: docFilter,
}}

var sizeFields = []Field{{
	ID: "maxReceive", Label: "Largest message received",
	Help:  "In KB. Empty means the organization's limit. Not synced: Exchange Online keeps its own.",
	Attrs: []model.Attr{"delivContLength"}, Edit: Number{Min: 0, Max: 2097151, Unit: "KB"}, Doc: docFilter,
}, {
	ID: "maxSend", Label: "Largest message sent",
	Help:  "In KB. Empty means the organization's limit. Not synced: Exchange Online keeps its own.",
	Attrs: []model.Attr{"submissionContLength"}, Edit: Number{Min: 0, Max: 2097151, Unit: "KB"}, For: isPerson, Doc: docFilter,
}, {
	ID: "maxRecipients", Label: "Most recipients of a message",
	Help:  "How many recipients a message from this mailbox may have. Empty means the organization's limit. Not synced: Exchange Online keeps its own, RecipientLimits, of 1 to 1000.",
	Attrs: []model.Attr{"msExchRecipLimit"}, Edit: Number{Min: 1, Max: 2147483647}, For: isPerson, Doc: docFilter,
}}

var moderationFields = []Field{{
	ID: "moderated", Label: "Messages need approval",
	Help:  "A moderator has to approve each message. Without moderators the owners of a group do it.",
	Attrs: []model.Attr{"msExchEnableModeration"}, Edit: Check{}, Doc: docFilter,
}, {
	ID: "moderators", Label: "Moderators",
	Help:  "Who approves messages. A moderator reaches the cloud only if synced too.",
	Attrs: []model.Attr{"msExchModeratedByLink"}, Edit: Picker{Families: []string{"user", "contact"}, Several: true}, Doc: docFilter,
}, {
	ID: "bypassModeration", Label: "No approval needed from",
	Help:  "Senders whose messages go through unapproved. Persons are stored in msExchBypassModerationLink, which syncs for groups only; groups in msExchBypassModerationFromDLMembersLink.",
	Attrs: []model.Attr{"msExchBypassModerationLink"}, Also: []model.Attr{"msExchBypassModerationFromDLMembersLink"},
	Edit:  Picker{Several: true},
	Place: personOrGroup("msExchBypassModerationLink", "msExchBypassModerationFromDLMembersLink"), Doc: docFilter,
}, {
	ID: "moderationFlags", Label: "Tell senders of a refusal",
	Help:  "Who is told that a message was not approved, and whether a group that is approved itself asks the moderators of groups inside it. Empty means always.",
	Attrs: []model.Attr{"msExchModerationFlags"}, Edit: Choice{Options: moderationChoices}, Doc: docFilter,
}}

// moderationChoices are the values of msExchModerationFlags. Bit 1 skips the
// moderation of nested groups, bit 2 tells internal senders, bit 4 external ones;
// Microsoft's support engineers use them so
// (https://github.com/timmcmic/DLConversionV2), no reference page lists them.
var moderationChoices = []Option{
	{"6", "Always"},
	{"2", "Senders inside the organization"},
	{"0", "Never"},
	{"7", "Always; nested groups need no approval"},
	{"3", "Inside; nested groups need no approval"},
	{"1", "Never; nested groups need no approval"},
}

// personOrGroup places groups in one attribute and every other object in another:
// Exchange reads a group in authOrig as a sender, not as its members
// (https://learn.microsoft.com/powershell/module/exchange/set-distributiongroup,
// parameter AcceptMessagesOnlyFromSendersOrMembers).
func personOrGroup(person, group model.Attr) func(model.Recipient) model.Attr {
	return func(r model.Recipient) model.Attr {
		if isGroup(r) {
			return group
		}
		return person
	}
}
