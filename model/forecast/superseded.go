package forecast

import "recipientdesk/model"

// What Microsoft's article on proxyAddresses said until 2023, for cases that name it
// (KB3190357 of 2020-05-09). No forecast of a directory rests on it.

// oldPrimary is the primary of a mailbox user of whom AD has neither addresses nor
// mail: the address in the initial domain. Since 2023 it is the sign-in name.
func (c *calc) oldPrimary() bool {
	if !c.in.Superseded {
		return false
	}
	c.say(PropPrimary, Computed, stepProxies, "AD has neither proxyAddresses nor mail: by the text of 2020 the address in the initial domain becomes the primary", srcProxies)
	return true
}

// oldAlias lets the alias follow an address in the initial domain that had to be
// numbered. Since 2023 it stays as it is.
func (c *calc) oldAlias(moera string) {
	if local, _ := split(moera); c.in.Superseded && local != localPart(first(c.cloud[PropAlias])) {
		c.set(PropAlias, local)
		c.say(PropAlias, Rewritten, stepAlias, "the address in the initial domain is taken: by the text of 2020 the alias gets the same digits", srcProxies)
	}
}

// oldUnlicensed keeps the addresses of a user whose license was taken away. Since
// 2023 those that only the license made go.
func (c *calc) oldUnlicensed() bool {
	if !c.in.Superseded || c.licensed || c.in.Prior == nil || c.in.Prior.Licensed != model.Yes {
		return false
	}
	c.set(PropProxies, c.in.Prior.Cloud.Values(PropProxies)...)
	c.set(PropMail, c.in.Prior.Cloud.Values(PropMail)...)
	c.primary = c.in.Prior.Cloud.First(PropMail)
	for _, p := range []model.Attr{PropProxies, PropMail} {
		c.say(p, Computed, stepProxies, "the license was taken away: by the text of 2020 nothing changes", srcProxies)
	}
	return true
}
