package forecast

import (
	"fmt"
	"slices"
	"strings"

	"recipientdesk/model"
)

// sharedDisplayTypes are the values of CloudMSExchRecipientDisplayType that make
// Entra ID treat an object like a mailbox with a license
// (https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-syncservice-shadow-attributes).
var sharedDisplayTypes = []string{"0", "2", "7", "8", "10", "15", "16", "17", "18", "1073741824", "1073741840"}

func isMailboxDisplay(displayType string) bool {
	return slices.Contains([]string{"0", "7", "8", "10", "16", "18", "1073741824", "1073741840"}, displayType)
}

// exchangeObject reports whether a user is a recipient of Exchange Online without a
// license: a shared mailbox, a resource, or a mailbox that AD asks for.
func (c *calc) exchangeObject() bool {
	prior := c.priorCloud(PropRecipientType)
	return slices.Contains(sharedDisplayTypes, c.in.DisplayType) || c.in.Export.Has("msExchRemoteRecipientType") || c.remoteKind() != "" ||
		strings.HasSuffix(prior, "Mailbox") && prior != "UserMailbox" ||
		c.in.User != nil && c.in.User.CloudMailbox == model.Yes && c.in.User.Licensed == model.No
}

// userAddresses is the proxy calculation for a user, after the article of 2023
// (https://learn.microsoft.com/troubleshoot/entra/entra-id/user-prov-sync/proxyaddresses-attribute-populate).
func (c *calc) userAddresses() {
	entitled := c.licensed || c.exchangeObject()
	masks := c.in.Export.Has(PropProxies) // proxyAddresses hides mail, and either hides the sign-in name
	list := c.take(entitled)
	old := c.oldMOERAs()
	if len(old) == 0 && entitled {
		old = c.newMOERA()
	}
	c.moera = first(old)
	if c.oldUnlicensed() {
		return
	}
	c.primary = c.choosePrimary(list, entitled)
	out := c.assemble(list)
	for _, m := range old {
		out = c.addMOERA(out, m)
	}
	if entitled || len(old) > 0 && masks {
		out = c.addUPN(out)
	}
	c.setAddresses(out)
}

// choosePrimary says which address is the primary, without prefix, and why.
func (c *calc) choosePrimary(list model.AddressList, entitled bool) string {
	mail := c.text(PropMail)
	if p, ok := list.Primary(); ok {
		return p.Value()
	}
	if c.in.Export.Has(PropProxies) {
		if c.moera != "" {
			c.say(PropPrimary, Computed, stepProxies, "proxyAddresses of AD marks no usable address as primary: the address in the initial domain is the primary", srcMasks)
			c.doubtPrimary()
		}
		return c.moera
	}
	if mail != "" {
		if bad := c.mailFault(mail, entitled); bad != nil {
			c.sayOf(PropProxies, smtp(mail, true), bad.verdict, stepProxies, "mail is not used as an address: "+bad.why, bad.source)
			return c.moera
		}
		c.sayOf(PropProxies, smtp(mail, true), Computed, stepProxies, "proxyAddresses of AD is empty: mail becomes the primary address", srcProxies)
		return mail
	}
	if entitled && c.oldPrimary() {
		return c.moera
	}
	if upn := first(c.cloud[PropUPN]); entitled && upn != "" && model.CheckSMTP(upn) == nil {
		if _, taken := c.owner(upn); !taken {
			c.sayOf(PropProxies, smtp(upn, true), Computed, stepProxies, "AD has neither proxyAddresses nor mail: the sign-in name becomes the primary address", srcProxies)
			return upn
		}
	}
	return c.moera
}

// doubtPrimary says aloud that no source names the primary if that of AD was left
// out.
func (c *calc) doubtPrimary() {
	if _, marked := model.Addresses(c.in.Export).Primary(); marked {
		c.say(PropPrimary, Unknown, stepProxies, "the primary address of AD is left out; which address takes its place is not documented, the one in the initial domain is assumed", srcMasks)
	}
}

// mailFault says why mail cannot become an address.
func (c *calc) mailFault(mail string, entitled bool) *fault {
	a, err := model.SMTPAddress(mail, true)
	if err != nil || a.Value() != mail {
		return &fault{Blocked, "it is not a valid address", srcProxies}
	}
	if _, bad := c.discard(a); bad != nil {
		return bad
	}
	if entitled && !c.isVerified(a.Domain()) {
		return &fault{Blocked, a.Domain() + " is not a verified domain, which mailbox users must have", srcShadow}
	}
	if owner, taken := c.owner(mail); taken {
		c.out.Quarantined = append(c.out.Quarantined, Quarantined{"ProxyAddresses", a.String()})
		return &fault{Blocked, fmt.Sprintf("%s has the address, too; the object that came later does not get it until the conflict is gone", owner), srcClash}
	}
	return nil
}

// assemble puts the primary before the addresses of AD.
func (c *calc) assemble(list model.AddressList) []string {
	if c.primary == "" {
		return list.Strings()
	}
	out := []string{smtp(c.primary, true)}
	for _, a := range list {
		if !a.IsSMTP() || !strings.EqualFold(a.Value(), c.primary) {
			out = append(out, a.String())
		}
	}
	return out
}

func (c *calc) addUPN(list []string) []string {
	upn := first(c.cloud[PropUPN])
	if upn == "" || holds(list, upn) || model.CheckSMTP(upn) != nil && !strings.HasSuffix(upn, unknownDomain) {
		return list
	}
	if owner, taken := c.owner(upn); taken {
		c.sayOf(PropProxies, smtp(upn, false), Blocked, stepClash, fmt.Sprintf("the sign-in name does not become an address, as %s has it, too", owner), srcClash)
		return list
	}
	c.sayOf(PropProxies, smtp(upn, false), Computed, stepProxies, "the sign-in name is always an address of a mailbox", srcProxies)
	return append(list, smtp(upn, false))
}

func (c *calc) addMOERA(list []string, moera string) []string {
	if moera == c.primary {
		c.sayOf(PropProxies, smtp(moera, true), Computed, stepProxies, "the address in the initial domain is the primary, as AD gives no other", srcProxies)
		return list
	}
	if holds(list, moera) {
		return list
	}
	c.sayOf(PropProxies, smtp(moera, false), Computed, stepProxies, "the address in the initial domain, made once and kept forever", srcProxies)
	return append(list, smtp(moera, false))
}

// setAddresses sets proxyAddresses and mail.
func (c *calc) setAddresses(list []string) {
	c.set(PropProxies, list...)
	switch {
	case len(list) > 0:
	case c.in.Export.Has(PropProxies) || c.in.Export.Has(PropMail):
		c.say(PropProxies, Computed, stepProxies, "nothing that AD has can be an address, and without a license none is made", srcProxies)
	default:
		c.say(PropProxies, Computed, stepProxies, "AD has no address, and without a license none is made", srcProxies)
	}
	own := c.text(PropMail)
	if c.primary == "" {
		if own != "" {
			c.say(PropMail, Blocked, stepProxies, "there is no primary address that mail could follow", srcProxies)
		} else {
			c.say(PropMail, Computed, stepProxies, "mail is empty, as there is no primary address", srcProxies)
		}
		return
	}
	c.set(PropMail, c.primary)
	switch {
	case strings.EqualFold(own, c.primary):
		c.say(PropMail, Flows, stepProxies, "mail is the primary address, as in AD", srcProxies)
	case own == "":
		c.say(PropMail, Computed, stepProxies, "mail follows the primary address", srcProxies)
	default:
		c.say(PropMail, Overridden, stepProxies, "mail follows the primary address of the cloud, not mail of AD", srcMasks)
	}
}

// oldMOERAs returns the addresses in the initial domain that the object has, the one
// that is the primary first. They are never taken away.
func (c *calc) oldMOERAs() []string {
	var out []string
	if c.in.Prior == nil {
		return nil
	}
	for _, a := range model.Addresses(c.in.Prior.Cloud) {
		switch {
		case !a.IsSMTP() || !strings.EqualFold(a.Domain(), c.initial):
		case a.Primary():
			out = slices.Insert(out, 0, a.Value())
		default:
			out = append(out, a.Value())
		}
	}
	return out
}

// newMOERA makes the address in the initial domain; none without an alias.
func (c *calc) newMOERA() []string {
	if first(c.cloud[PropAlias]) == "" {
		return nil
	}
	m := c.moeraOf()
	if _, taken := c.owner(m); taken {
		local, _ := split(m)
		m = c.digits.numbered(local, c.initial, func(s string) bool { _, t := c.owner(s); return t })
		c.oldAlias(m)
	}
	return []string{m}
}

// moeraOf returns the alias in the initial domain.
func (c *calc) moeraOf() string { return localPart(first(c.cloud[PropAlias])) + "@" + c.initial }

func first(v []string) string {
	if len(v) == 0 {
		return ""
	}
	return v[0]
}

// holds reports whether a list of values has an SMTP address, given without prefix.
func holds(list []string, address string) bool {
	return slices.ContainsFunc(list, func(v string) bool { return strings.EqualFold(bare(v), address) })
}
