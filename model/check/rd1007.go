package check

import (
	"strings"

	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1007",
	Title: "Mail-enabled group without display name",
	Text: "Exchange does not take a mail-enabled group without a display name, and the address book would show its common name, " +
		"which need not be fit to show.",
	Source:   docPrep,
	Severity: Warning,
	Attrs:    []model.Attr{model.DisplayName},
	Reads:    []model.Attr{model.CommonName},
	Check: func(c *Case) []Problem {
		if c.kind.Family() != "group" || !c.kind.MailEnabled() {
			return nil
		}
		return unnamed(c, "the group has no display name")
	},
	Mendable: true,
})

// unnamed proposes cn as the display name of an object that has none.
func unnamed(c *Case, text string) []Problem {
	v := c.First(model.DisplayName)
	if strings.TrimSpace(v) != "" {
		return nil
	}
	p := Problem{Attr: model.DisplayName, Value: v, Text: text, Errors: []string{Blank}, Action: None}
	if name := c.name(); name != "" {
		p.Action, p.Proposed = Edit, name
	}
	return []Problem{p}
}
