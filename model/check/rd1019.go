package check

import (
	"fmt"
	"slices"

	"recipientdesk/model"
)

// aliasShared is found by Index.
var aliasShared = register(&Rule{
	ID:    "RD1019",
	Title: "Alias of more than one object",
	Text: "The cloud makes the address in the tenant's onmicrosoft.com domain from the alias. Of two objects with the same alias, the second gets an " +
		"address with four digits that nobody chose, and commands that take an alias find both.",
	Source:   docPrep,
	Severity: Advice,
	Attrs:    []model.Attr{model.MailNickname},
})

// sharedAlias makes the finding of one party.
func sharedAlias(mine Other, others []Other) Finding {
	return Finding{aliasShared, mine.Ref, Problem{Attr: model.MailNickname, Value: mine.Value,
		Text:   fmt.Sprintf("the alias %s is also that of %s", mine.Value, among(others)),
		Errors: []string{Duplicate}, Action: None, Others: slices.Clone(others[:min(len(others), maxOthers)])}}
}
