package check

import (
	"fmt"
	"slices"
	"strings"

	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1036",
	Title: "Addresses of several former Exchange organizations",
	Text: "X500 addresses keep what an object was called in Exchange organizations before. Replies to old mail and meetings find it by them, so they are to stay, " +
		"however odd they look. The names that Exchange Online writes back are not counted.",
	Source:   "https://learn.microsoft.com/exchange/troubleshoot/email-delivery/imceaex-ndr",
	Severity: Advice,
	Attrs:    []model.Attr{model.ProxyAddresses},
	If:       []model.Attr{model.ProxyAddresses},
	Check: func(c *Case) []Problem {
		var last model.Address
		var seen []string
		for _, a := range c.Addresses() {
			if a.Type() != "X500" {
				continue
			}
			org := organization(a.Value())
			if org != "" && org != "exchangelabs" && org != "microsoftonline" && !slices.Contains(seen, org) {
				seen, last = append(seen, org), a
			}
		}
		if len(seen) < 2 {
			return nil
		}
		return []Problem{{Attr: model.ProxyAddresses, Value: last.String(),
			Text:   fmt.Sprintf("X500 addresses of %d former organizations are to stay", len(seen)),
			Errors: []string{"History"}, Action: Complete}}
	},
})

// organization returns the /o= part of a legacy DN in lower case.
func organization(legacyDN string) string {
	rest, ok := strings.CutPrefix(strings.ToLower(legacyDN), "/o=")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, "/")
	return name
}
