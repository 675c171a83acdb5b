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
	Check: func(c *Case) []Problem {
		k := model.Recipient{Entry: c.Entry}.Kind()
		if k.Family() != "group" || !k.MailEnabled() || strings.TrimSpace(c.Entry.First(model.DisplayName)) != "" {
			return nil
		}
		return []Problem{{Attr: model.DisplayName, Value: c.Entry.First(model.DisplayName), Text: "the group has no display name",
			Errors: []string{Blank}, Action: Edit, Proposed: commonName(c.Entry)}}
	},
	Fix: func(e model.Entry) (model.Entry, bool) {
		name := commonName(e)
		return e.With(model.DisplayName, name), name != ""
	},
})

func commonName(e model.Entry) string {
	if v := strings.TrimSpace(e.First(model.CommonName)); v != "" {
		return v
	}
	return strings.TrimSpace(model.NameOf(e.Ref.DN))
}
