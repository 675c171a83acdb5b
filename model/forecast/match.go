package forecast

import (
	"strings"

	"recipientdesk/model"
)

// match says which object of the tenant the export becomes part of. It matters only
// while the object is not linked yet
// (https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-install-existing-tenant).
func (c *calc) match() {
	anchor := c.text("sourceAnchor")
	switch {
	case c.in.User != nil && c.in.User.ImmutableID != "" && c.in.User.ImmutableID == anchor:
		c.hard(c.in.User.UserPrincipalName, c.in.User.Role)
	case c.otherByAnchor(anchor) != nil:
		o := c.otherByAnchor(anchor)
		c.matched = o
		c.hard(o.label(), o.Role)
	case c.in.New == model.No:
		c.out.Match = Match{Kind: "hard", Why: "it is linked to its object in the tenant already"}
	case c.in.Class == "group" && !c.mailEnabled():
		c.out.Match = Match{Kind: "new", Why: "a group without an address is never matched"}
	default:
		c.soft()
	}
}

func (c *calc) otherByAnchor(anchor string) *Other {
	for i := range c.in.Others {
		if anchor != "" && c.in.Others[i].Anchor == anchor {
			return &c.in.Others[i]
		}
	}
	return nil
}

// label returns what an administrator finds the object by.
func (o *Other) label() string { return orElse(o.UPN, o.name()) }

// hard is a match by anchor. What is linked stays so; taking over an object that
// the cloud manages can be refused.
func (c *calc) hard(with string, role model.Maybe) {
	if c.in.New != model.Yes {
		c.out.Match = Match{"hard", with, "the anchors are equal"}
		return
	}
	switch {
	case c.features.BlockHardMatch == model.Yes:
		c.refuse("InvalidHardMatch", with, "the tenant does not let the synchronization take over its objects by anchor (BlockCloudObjectTakeoverThroughHardMatch)",
			"Lift the block for the time of the takeover.", srcErrors)
	case role == model.Yes:
		c.refuse("InvalidHardMatch", with, "the user of the tenant holds an Entra role, and such users are not taken over by anchor",
			"Take the role away, synchronize, and give it back.", srcHardening)
	default:
		c.out.Match = Match{"hard", with, "the anchors are equal; if it was linked to another object of AD before, the tenant refuses that (onPremisesObjectIdentifier)"}
	}
}

func (c *calc) refuse(code, with, why, remedy, source string) {
	c.out.Match = Match{"blocked", with, why}
	c.out.Errors = append(c.out.Errors, ExportError{code, why, remedy, source})
}

// soft looks for an object by the primary address, then by the sign-in name.
func (c *calc) soft() {
	o, by := c.softCandidate()
	switch {
	case o == nil && c.in.New == model.Yes:
		c.out.Match = Match{Kind: "new", Why: "no object of the tenant that is known has its anchor, its primary address or its sign-in name"}
	case o == nil:
	case o.CloudOnly == model.Unsure:
		c.out.Match = Match{"", o.label(), "it has " + by + "; whether it is synchronized already is not known"}
	case o.CloudOnly == model.No:
		c.out.Match = Match{"new", "", o.label() + " has " + by + " and is synchronized from another object"}
	case o.Class != "" && !strings.EqualFold(o.Class, c.in.Class):
		c.refuse("ObjectTypeMismatch", o.label(), "an object of another class has "+by, "Give one of the two another address.", srcErrors)
	case c.features.BlockSoftMatch == model.Yes:
		c.out.Match = Match{"blocked", o.label(), "it has " + by + ", but the tenant does not match by address or name (BlockSoftMatch)"}
	case o.Role == model.Yes:
		c.refuse("ExistingAdminRoleConflict", o.label(), "it has "+by+" and holds an Entra role, and such users are not matched",
			"Take the role away, delete the copy for good, synchronize, and give the role back.", srcErrors)
	default:
		c.matched = o
		c.out.Match = Match{"soft", o.label(), "it has " + by + "; from now on the values of AD replace those of the tenant, and what is empty in AD is emptied"}
	}
}

// softCandidate returns the object of the tenant that the export could be matched
// with, and what they share: of users the primary address and then the sign-in name
// count, of groups and contacts every address.
func (c *calc) softCandidate() (o *Other, by string) {
	for i := range c.in.Others {
		o := &c.in.Others[i]
		switch p := c.exportedPrimary(); {
		case p != "" && o.has(p):
			return o, "the same primary address"
		case !c.isUser() && c.shares(o) != "":
			return o, "the address " + c.shares(o)
		}
	}
	upn := c.text(PropUPN)
	if upn == "" || c.features.SoftMatchOnUPN == model.No {
		return nil, ""
	}
	for i := range c.in.Others {
		if strings.EqualFold(c.in.Others[i].UPN, upn) {
			return &c.in.Others[i], "the same sign-in name"
		}
	}
	if u := c.in.User; u != nil && u.ImmutableID == "" && strings.EqualFold(u.UserPrincipalName, upn) {
		return &Other{UPN: u.UserPrincipalName, Class: "user", CloudOnly: model.Yes, Role: u.Role}, "the same sign-in name"
	}
	return nil, ""
}

// exportedPrimary returns the primary address of the export, without prefix.
func (w *world) exportedPrimary() string {
	if p, ok := model.Addresses(w.in.Export).Primary(); ok {
		return p.Value()
	}
	if w.in.Export.Has(PropProxies) {
		return ""
	}
	return w.text(PropMail)
}
