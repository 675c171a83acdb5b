package check

import (
	"errors"
	"strings"

	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1008",
	Title: "Alias with characters that Exchange refuses",
	Text: "An alias has letters, digits, some signs, and single periods inside; no blanks and no control characters. Exchange refuses to save the recipient, " +
		"and the cloud puts underscores in place of the characters, so that addresses made from the alias come out differently.",
	Source:   "https://learn.microsoft.com/powershell/module/exchange/set-remotemailbox",
	Severity: Error,
	Attrs:    []model.Attr{model.MailNickname},
	If:       []model.Attr{model.MailNickname},
	Check: func(c *Case) []Problem {
		v := c.First(model.MailNickname)
		err := model.CheckAlias(shorten(v)) // its length is the matter of RD1006
		if v == "" || err == nil {
			return nil
		}
		p := Problem{Attr: model.MailNickname, Value: v, Text: quoted(v) + " is no alias", Errors: []string{Character}, Action: None}
		if me, ok := errors.AsType[*model.Error](err); ok {
			p.Text = "the alias " + quoted(v) + " " + me.Message
		}
		if good, ok := cleanAlias(v); ok {
			p.Action, p.Proposed = Edit, good
		}
		return []Problem{p}
	},
	Mendable: true,
})

func shorten(s string) string {
	if r := []rune(s); len(r) > model.MaxAlias {
		return strings.TrimRight(string(r[:model.MaxAlias]), ".")
	}
	return s
}

// cleanAlias drops every character that an alias cannot have. ok is false if
// nothing is left.
func cleanAlias(s string) (string, bool) {
	s = strings.Map(func(r rune) rune {
		if r != '.' && model.CheckAlias(string(r)) != nil {
			return -1
		}
		return r
	}, s)
	s = shorten(onePeriod(s))
	return s, model.CheckAlias(s) == nil
}
