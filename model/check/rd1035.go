package check

import "recipientdesk/model"

// delivery are the attributes about delivery that wait for an alias as those of
// RD1009 do.
var delivery = []model.Attr{"publicDelegates", "altRecipient", "authOrig", "unauthOrig", "dLMemSubmitPerms", "dLMemRejectPerms",
	"msExchRequireAuthToSendTo", "msExchEnableModeration", "msExchModeratedByLink", "msExchSenderHintTranslations",
	"msExchExtensionCustomAttribute1", "msExchExtensionCustomAttribute2", "msExchExtensionCustomAttribute3",
	"msExchExtensionCustomAttribute4", "msExchExtensionCustomAttribute5", "msExchUsageLocation"}

var _ = register(&Rule{
	ID:    "RD1035",
	Title: "Delivery settings that wait for an alias",
	Text: "Delegates, restrictions, moderation, forwarding and some custom attributes of a user reach the cloud only if mailNickname is set. Who keeps them " +
		"in Exchange Online needs no alias.",
	Source:   docAttributes,
	Severity: Advice,
	Attrs:    []model.Attr{model.MailNickname},
	For:      User,
	If:       delivery,
	Reads:    aliasReads,
	Check:    func(c *Case) []Problem { return waiting(c, delivery) },
	Mendable: true,
})
