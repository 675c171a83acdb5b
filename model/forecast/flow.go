package forecast

import (
	"strings"

	"recipientdesk/model"
)

// remade are the exported attributes of which other steps make something else, and
// those that serve the link alone.
var remade = map[string]bool{"userprincipalname": true, "alias": true, "mail": true, "proxyaddresses": true, "mailenabled": true, "dn": true,
	"cloudanchor": true, "cloudsourceanchor": true, "cloudlegacyexchangedn": true}

// flows carries over what the tenant takes as it is.
func (c *calc) flows() {
	for a, values := range c.in.Export.All() {
		if remade[strings.ToLower(string(a))] {
			continue
		}
		p := CloudName(a)
		c.set(p, values...)
		c.say(p, Flows, stepExport, whyFlows(a), srcFlows)
	}
}

func whyFlows(exported model.Attr) string {
	switch exported {
	case "sourceAnchor":
		return "the anchor links the two objects"
	case "securityEnabled":
		return "groupType says whether the group can be given permissions"
	case "accountEnabled":
		return "userAccountControl says whether the account is enabled"
	}
	return "arrives as it is exported"
}
