package check

import (
	"fmt"
	"slices"

	"recipientdesk/model"
)

// targetShared is found by Index.
var targetShared = register(&Rule{
	ID:    "RD1027",
	Title: "Mail goes to the address of another object",
	Text: "Mail to this object is sent on to its target address, and that is an address, or the target, of another object: what is meant for one arrives " +
		"at the other. That can be wanted, as a redirection. Exchange does not take the same external address for two recipients.",
	Source:   "https://learn.microsoft.com/powershell/module/exchange/set-mailuser",
	Severity: Advice,
	Attrs:    []model.Attr{model.TargetAddress},
})

// sharedTarget makes the finding of the object whose mail goes elsewhere.
func sharedTarget(mine Other, others []Other) Finding {
	return Finding{targetShared, mine.Ref, Problem{Attr: model.TargetAddress, Value: mine.Value,
		Text:   fmt.Sprintf("%s leads to %s", mine.Value, among(others)),
		Errors: []string{Duplicate}, Action: None, Others: slices.Clone(others[:min(len(others), maxOthers)])}}
}
