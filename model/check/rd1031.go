package check

import "recipientdesk/model"

var _ = register(&Rule{
	ID:    "RD1031",
	Title: "Dynamic distribution group",
	Text: "Synchronization does not take dynamic distribution groups. People with a mailbox in the cloud cannot write to one unless it is made there, too, as a " +
		"dynamic group of Exchange Online or as a contact with its address.",
	Source:   docUsers,
	Severity: Advice,
	Attrs:    []model.Attr{model.ObjectClass},
	Check: func(c *Case) []Problem {
		if c.kind != model.KindDynamicGroup {
			return nil
		}
		return []Problem{{Attr: model.ObjectClass, Value: "msExchDynamicDistributionList", Text: "the group does not reach the cloud", Errors: []string{"Filtered"}, Action: None}}
	},
})
