package check

import (
	"slices"

	"recipientdesk/model"
)

// contactMerge is found by Index.
var contactMerge = register(&Rule{
	ID:    "RD1018",
	Title: "Contact that merges into a user",
	Text: "Synchronization joins a contact to the user that has the same mail: the contact disappears from the cloud without an error, and what is set at " +
		"it may end up at the user. Give the contact another mail, or delete it.",
	Source:   docUsers,
	Severity: Warning,
	Attrs:    []model.Attr{model.Mail},
})

// merged makes the finding of one party: of the contact, or of the user.
func merged(mine Other, others []Other, contact bool) Finding {
	text := "synchronization merges this user with the contact "
	if contact {
		text = "synchronization merges this contact into the user "
	}
	return Finding{contactMerge, mine.Ref, Problem{Attr: model.Mail, Value: claimKey(mine.Attr, mine.Value), Text: text + among(others),
		Errors: []string{"ContactMerge"}, Action: None, Others: slices.Clone(others[:min(len(others), maxOthers)])}}
}
