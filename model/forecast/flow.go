package forecast

import (
	"slices"

	"recipientdesk/model"
)

// remade are the exported attributes of which other steps make something else, and
// those that serve the link alone.
var remade = []model.Attr{"userPrincipalName", "alias", "mail", "proxyAddresses", "mailEnabled", "dn", "cloudAnchor", "cloudSourceAnchor", "cloudLegacyExchangeDN"}

// arrivals are the names that exported attributes get in the cloud, where they get
// another one; "" for those that are remade.
var arrivals = func() (out model.AttrMap[model.Attr]) {
	for _, n := range names {
		out.Put(n.exported, n.cloud)
	}
	for _, a := range remade {
		out.Put(a, "")
	}
	return out
}()

// flows yields what the tenant takes as it is. It returns false if no more is wanted.
func (c *calc) flows(yield func(model.Attr, []string) bool) bool {
	for a, values := range c.in.Export.All() {
		p, renamed := arrivals.Get(a)
		switch {
		case !renamed:
			p = a
		case p == "":
			continue
		}
		if a.Is("onPremiseSecurityIdentifier") {
			values = sidTexts(values)
		}
		if !yield(p, values) {
			return false
		}
		if !c.in.Brief {
			c.say(p, Flows, stepExport, orElse(remarks[a], "arrives as it is exported"), srcFlows)
		}
	}
	return true
}

// sidTexts writes security identifiers as Graph shows them: S-1-….
func sidTexts(values []string) []string {
	out := slices.Clone(values)
	for i, v := range out {
		if s, ok := model.SIDText(v); ok {
			out[i] = s
		}
	}
	return out
}

// remarks say what a person should know of attributes that flow unchanged, by their
// exported names.
var remarks = map[model.Attr]string{
	"sourceAnchor":      "the anchor links the two objects",
	"securityEnabled":   "groupType says whether the group can be given permissions",
	"accountEnabled":    "userAccountControl says whether the account is enabled",
	"altRecipient":      "arrives; deliverAndRedirect does not, so Exchange Online forwards without keeping a copy",
	"managedBy":         "arrives; an owner must be a mailbox or mail user that synchronizes, a group does not stay an owner",
	"hideDLMembership":  "arrives in Entra ID; Exchange Online does not use it",
	"thumbnailPhoto":    "arrives in Entra ID; Microsoft 365 takes it over from time to time",
	"usageLocation":     "arrives; an empty value never replaces that of the cloud",
	"publicDelegates":   "arrives; delegates that do not synchronize are left out",
	"targetAddress":     "arrives; a mailbox in Exchange Online does not use it",
	"msExchMailboxGuid": "arrives; while the mailbox is not in Exchange Online, a license makes none",

	"msExchExtensionCustomAttribute1": notUsed, "msExchExtensionCustomAttribute2": notUsed, "msExchExtensionCustomAttribute3": notUsed,
	"msExchExtensionCustomAttribute4": notUsed, "msExchExtensionCustomAttribute5": notUsed, "msExchResourceCapacity": notUsed,
}

const notUsed = "arrives; Exchange Online does not use it"
