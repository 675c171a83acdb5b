package forecast

import (
	"slices"
	"strings"

	"recipientdesk/model"
)

// authority takes back what AD does not decide: a mailbox can be managed in the
// cloud while its user stays synchronized.
func (c *calc) authority() {
	switch {
	case c.in.User != nil && c.in.User.CloudManaged == model.Yes:
		c.keepCloud("the Exchange attributes of this mailbox are managed in the cloud (IsExchangeCloudManaged); AD has no effect on them")
	case c.isUser() && c.features.CloudManagedByDefault == model.Yes && c.in.New == model.Yes:
		c.keepCloud("the tenant manages the Exchange attributes of new users in the cloud; they do not arrive from AD")
	}
}

// keepCloud replaces every Exchange property by what stands in the cloud, as far as
// that is known.
func (c *calc) keepCloud(why string) {
	c.out.Reasons = slices.DeleteFunc(c.out.Reasons, func(r Reason) bool { return isExchange(r.Property) })
	c.out.Quarantined = slices.DeleteFunc(c.out.Quarantined, func(q Quarantined) bool { return q.Property == "ProxyAddresses" })
	drop := []model.Attr{PropMail, PropAlias, PropProxies, PropPrimary}
	for a := range c.in.Export.All() {
		if isExchange(string(a)) && !computed[strings.ToLower(string(a))] {
			drop = append(drop, CloudName(a))
		}
	}
	c.primary = ""
	for _, p := range drop {
		delete(c.cloud, p)
		if c.in.Prior != nil && c.in.Prior.Cloud.Has(p) {
			c.set(p, c.in.Prior.Cloud.Values(p)...)
		}
		c.say(p, Blocked, stepAuthority, why, srcCloudManaged)
	}
	if mail := first(c.cloud[PropMail]); mail != "" {
		c.primary = mail
	}
}

// isExchange reports whether a property of the cloud, or an exported attribute, is
// one that a cloud-managed mailbox does not take from AD.
func isExchange(name string) bool {
	name = strings.ToLower(name)
	for a, p := range cloudNames {
		if name == strings.ToLower(string(p)) {
			name = a
		}
	}
	switch name {
	case "mail", "mailnickname", "alias", "proxyaddresses", "primarysmtpaddress", "targetaddress", "publicdelegates", "authorig", "unauthorig",
		"dlmemsubmitperms", "dlmemrejectperms", "altrecipient", "legacyexchangedn":
		return true
	}
	return strings.HasPrefix(name, "msexch") || strings.HasPrefix(name, "extensionattribute") || strings.HasPrefix(name, "customattribute")
}
