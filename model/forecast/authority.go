package forecast

import (
	"maps"
	"slices"

	"recipientdesk/model"
)

// authority takes back what AD does not decide: a mailbox can be managed in the
// cloud while its user stays synchronized.
func (c *calc) authority() {
	switch {
	case c.in.CloudObject == model.Yes:
		c.keep(func(name) bool { return true }, "the object is managed in the cloud (isCloudManaged); AD has no effect on it")
		c.out.RecipientType, c.out.IsRecipient = c.priorCloud(PropRecipientType), recipient(c.priorCloud(PropRecipientType))
	case c.in.User != nil && c.in.User.CloudManaged == model.Yes:
		c.keep(name.isExchange, "the Exchange attributes of this mailbox are managed in the cloud (IsExchangeCloudManaged); AD has no effect on them")
	case c.isUser() && c.features.CloudManagedByDefault == model.Yes && c.in.New == model.Yes:
		c.keep(name.isExchange, "the tenant manages the Exchange attributes of new users in the cloud; they do not arrive from AD")
	}
}

// keep replaces what AD has no effect on by what stands in the cloud, as far as that
// is known.
func (c *calc) keep(lose func(name) bool, why string) {
	lost := []model.Attr{PropMail, PropAlias, PropProxies}
	for a := range c.in.Export.All() {
		if n := find(byExported, a); lose(n) && !slices.Contains(lost, n.cloud) {
			lost = append(lost, n.cloud)
		}
	}
	c.out.Reasons = slices.DeleteFunc(c.out.Reasons, func(r Reason) bool {
		p := model.Attr(r.Property)
		return p == PropPrimary || slices.Contains(lost, p)
	})
	c.out.Quarantined = slices.DeleteFunc(c.out.Quarantined, func(q Quarantined) bool { return q.Property == "ProxyAddresses" })
	c.cloud = maps.Collect(c.out.Cloud.All())
	for _, p := range lost {
		delete(c.cloud, p)
		if c.in.Prior != nil && c.in.Prior.Cloud.Has(p) {
			c.set(p, c.in.Prior.Cloud.Values(p)...)
		}
		c.say(p, Blocked, stepAuthority, why, srcCloudManaged)
	}
	delete(c.cloud, PropPrimary)
	if mail := first(c.cloud[PropMail]); mail != "" && c.out.IsRecipient != model.No {
		c.set(PropPrimary, mail)
	}
	c.out.Cloud = model.CollectEntry(c.in.Export.Ref, len(c.cloud), maps.All(c.cloud))
}
