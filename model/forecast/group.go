package forecast

import (
	"strconv"

	"recipientdesk/model"
)

// groupAddresses computes the mail side of a group. A group that was mail-enabled
// once stays so: the address in the initial domain remains
// (https://learn.microsoft.com/troubleshoot/entra/entra-id/user-prov-sync/sg-mail-enabled-sync).
func (c *calc) groupAddresses() {
	was := c.priorCloud(PropMailEnabled) == "true"
	now := c.mailEnabled()
	c.set(PropMailEnabled, strconv.FormatBool(now || was))
	switch {
	case now:
		c.say(PropMailEnabled, Computed, stepExport, "the group has an SMTP address, or mail", srcClasses)
		c.doubtMailEnabled()
	case was:
		c.say(PropMailEnabled, Computed, stepProxies, "the group was mail-enabled; taking its addresses away does not change that", srcGroupMail)
	default:
		c.say(PropMailEnabled, Computed, stepExport, "the group has neither an SMTP address nor mail", srcClasses)
	}
	c.groupAlias()
	if !now && !was {
		if c.in.Export.Has(PropProxies) || c.in.Export.Has(PropMail) {
			c.say(PropProxies, Unknown, stepProxies, "no source says whether addresses that are not SMTP arrive with a group that is not mail-enabled", srcClasses)
		}
		return
	}
	list := c.take(false)
	old := c.oldMOERAs()
	if len(old) == 0 {
		old = c.newMOERA()
	}
	c.moera = first(old)
	c.primary = c.choosePrimary(list, false)
	out := c.assemble(list)
	for _, m := range old {
		out = c.addMOERA(out, m)
	}
	c.setAddresses(out)
}

// doubtMailEnabled says aloud where the rule and the article disagree.
func (c *calc) doubtMailEnabled() {
	list := model.Addresses(c.in.Export)
	for _, a := range list {
		if a.IsSMTP() {
			return
		}
	}
	if len(list) > 0 {
		c.say(PropMailEnabled, Unknown, stepExport, "proxyAddresses has no SMTP address: the rule takes mail instead, Microsoft's article says that the group is not mail-enabled; the rule is assumed", srcClasses)
	}
}

func (c *calc) groupAlias() {
	own, now := c.text("alias"), c.priorCloud(PropAlias)
	from, what := c.firstAlias(c.firstExport())
	if from == "" {
		from, what = c.firstAlias(c.in.Export)
	}
	switch {
	case own != "":
		c.takeAlias(own, "")
	case now != "":
		c.set(PropAlias, now)
		c.say(PropAlias, Computed, stepAlias, "the alias was chosen at the first synchronization", srcUPN)
	case from != "":
		c.takeAlias(from, what)
	default:
		if local := firstLocal(c.oldMOERAs()); local != "" {
			c.takeAlias(local, "the address in the initial domain")
			return
		}
		c.say(PropAlias, Unknown, stepAlias, "no source says which alias a group without address gets", srcUPN)
	}
}

func firstLocal(addresses []string) string {
	local, _ := split(first(addresses))
	return local
}

// contactAddresses computes the addresses of a contact: those of AD, in any domain.
func (c *calc) contactAddresses() {
	c.set(PropMailEnabled, strconv.FormatBool(c.mailEnabled()))
	c.say(PropMailEnabled, Computed, stepExport, "the contact has an SMTP address, or mail", srcClasses)
	c.groupAlias()
	list := c.take(false)
	c.primary = c.choosePrimary(list, false)
	c.setAddresses(c.assemble(list))
}

func (c *calc) contactType() {
	c.out.RecipientType = "MailContact"
	why := "its external address is the primary address"
	if t := c.text("targetAddress"); t != "" {
		why = "its external address is targetAddress"
	}
	c.say(PropRecipientType, Computed, stepExchange, "a contact with an address becomes a mail contact; "+why, srcClasses)
}

// groupType says what a group becomes in Exchange Online.
func (c *calc) groupType() {
	mail := first(c.cloud[PropMailEnabled]) == "true"
	say := func(kind, why, source string) {
		c.out.RecipientType = kind
		verdict := Computed
		if kind == "" {
			verdict = Unknown
		}
		c.say(PropRecipientType, verdict, stepExchange, why, source)
	}
	switch security := c.securityEnabled(); {
	case mail && c.number(model.RecipientType) == model.TypeRoomList:
		say("RoomList", "AD marks the group as a room list", srcNoMailbox)
	case security == model.Unsure:
		say("", "whether it is a security group is not exported", srcClasses)
	case mail && security == model.Yes:
		say("MailUniversalSecurityGroup", "a security group with an address becomes a mail-enabled security group", srcClasses)
	case mail:
		say("MailUniversalDistributionGroup", "a distribution group with an address becomes a distribution group", srcClasses)
	default:
		say("ExchangeSecurityGroup", "a security group without an address is no recipient; Exchange Online keeps a copy for permissions", srcClasses)
	}
}
