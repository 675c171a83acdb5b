package sheet

import "recipientdesk/model"

var _ = register(Tab{
	ID: "memberOf", Rank: 80, Label: "Member of",
	Groups: []Group{{Fields: []Field{{
		ID: "memberOf", Label: "Member of",
		Help:  "The groups this object is a direct member of, without its primary group. A change here is a change of those groups.",
		Attrs: []model.Attr{"memberOf"}, Edit: Backlink{Forward: "member", Families: []string{"group"}},
	}}}},
})
