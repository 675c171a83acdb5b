package forecast

import (
	"strings"

	"recipientdesk/model"
)

// computed are the exported attributes of which the tenant makes something else, or
// which serve the link alone.
var computed = map[string]bool{"userprincipalname": true, "alias": true, "mail": true, "proxyaddresses": true, "sourceanchor": true, "dn": true,
	"securityenabled": true, "mailenabled": true, "cloudanchor": true, "cloudsourceanchor": true, "cloudlegacyexchangedn": true}

// cloudNames gives the names in Graph and Exchange Online to what flows unchanged,
// where they differ from the exported name.
var cloudNames = map[string]model.Attr{
	"surname": "surname", "commonname": "cn", "countrylettercode": "country", "country": "countryOrRegionName", "l": "city",
	"telephonenumber": "businessPhones", "mobile": "mobilePhone", "physicaldeliveryofficename": "officeLocation", "title": "jobTitle", "company": "companyName",
	"msexchhidefromaddresslists": "hiddenFromAddressListsEnabled", "targetaddress": "externalEmailAddress", "msexchmailboxguid": "exchangeGuid",
	"msexcharchiveguid": "archiveGuid", "msexcharchivename": "archiveName", "publicdelegates": "grantSendOnBehalfTo",
	"authorig": "acceptMessagesOnlyFrom", "unauthorig": "rejectMessagesFrom", "dlmemsubmitperms": "acceptMessagesOnlyFromDLMembers",
	"dlmemrejectperms": "rejectMessagesFromDLMembers", "msexchrequireauthtosendto": "requireSenderAuthenticationEnabled",
	"msexchenablemoderation": "moderationEnabled", "msexchmoderatedbylink": "moderatedBy", "msexchsenderhinttranslations": "mailTip",
	"onpremisesecurityidentifier": "onPremisesSecurityIdentifier", "altrecipient": "forwardingAddress",
}

// CloudName returns the name in Graph or Exchange Online of an exported attribute
// that flows as it is.
func CloudName(exported model.Attr) model.Attr {
	key := strings.ToLower(string(exported))
	if n, ok := cloudNames[key]; ok {
		return n
	}
	if n, ok := strings.CutPrefix(key, "extensionattribute"); ok {
		return model.Attr("customAttribute" + n)
	}
	return exported
}

// flows carries over what the tenant takes as it is.
func (c *calc) flows() {
	for a, values := range c.in.Export.All() {
		if computed[strings.ToLower(string(a))] {
			continue
		}
		p := CloudName(a)
		c.set(p, values...)
		c.say(p, Flows, stepExport, "arrives as it is exported", srcFlows)
	}
	if v := c.in.Export.First("securityEnabled"); v != "" {
		c.set("securityEnabled", strings.ToLower(v))
		c.say("securityEnabled", Flows, stepExport, "says whether the group can have permissions, from groupType", srcClasses)
	}
	if v := c.in.Export.First("sourceAnchor"); v != "" {
		c.set("onPremisesImmutableId", v)
		c.say("onPremisesImmutableId", Flows, stepExport, "the anchor that links the two objects", srcAnchor)
	}
}
