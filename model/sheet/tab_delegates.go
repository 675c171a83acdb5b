package sheet

import "recipientdesk/model"

var _ = register(Tab{
	ID: "delegates", Rank: 60, Label: "Delegates",
	Groups: []Group{{Fields: []Field{{
		ID: "publicDelegates", Label: "Delegates (send on behalf)",
		Help:  "Who may send messages on behalf of this recipient. A delegate reaches the cloud only if synced too. Full Access and Send As are permissions of the mailbox and are not kept here.",
		Attrs: []model.Attr{"publicDelegates"}, Edit: Picker{Several: true}, Doc: docFilter,
	}, {
		ID: "delegateOf", Label: "Is a delegate of",
		Help:  "For whom this object may send on behalf. A change here is a change of those recipients.",
		Attrs: []model.Attr{"publicDelegatesBL"}, Edit: Backlink{Forward: "publicDelegates"},
	}}}},
})
