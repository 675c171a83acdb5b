package forecast

import (
	"fmt"
	"strings"

	"recipientdesk/model"
)

// Limits of one object. Microsoft's examples of objects that were refused have 311
// to 332 addresses; it names 15 as the limit of certificates
// (https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-sync-errors#largeobject-or-exceededallowedlength).
const (
	maxAddresses    = 300
	maxCertificates = 15
)

// exportErrors says what the tenant refuses.
func (c *calc) exportErrors() {
	c.changedAnchor()
	c.largeObject()
	c.addressPair()
}

func (c *calc) fail(code, why, remedy, source string) {
	c.out.Errors = append(c.out.Errors, ExportError{code, why, remedy, source})
}

func (c *calc) changedAnchor() {
	before, known := c.exportedBefore("sourceAnchor")
	if now := c.text("sourceAnchor"); known && before != "" && now != before {
		c.fail("SourceAnchorChanged", fmt.Sprintf("the anchor was %s and would become %s; the tenant refuses every change of the object", before, orElse(now, "empty")),
			"Restore the former value of the attribute that is the anchor.", srcClasses)
	}
}

func (c *calc) largeObject() {
	if n := len(c.in.Export.Values(PropProxies)); n > maxAddresses {
		c.fail("LargeObject", fmt.Sprintf("it has %d addresses; objects with more than about %d are refused", n, maxAddresses), "Remove addresses that are not needed.", srcErrors)
	}
	for _, a := range []model.Attr{"userCertificate", "userSMIMECertificate"} {
		if n := len(c.in.Export.Values(a)); n > maxCertificates {
			c.fail("LargeObject", fmt.Sprintf("it has %d values of %s; the limit is %d", n, a, maxCertificates), "Remove certificates that have expired.", srcLarge)
		}
	}
}

// codePair is the error of clashes that are reported in place of being held back.
const codePair = "AttributeValueMustBeUnique"

// addressPair finds these clashes
// (https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-syncservice-duplicate-attribute-resiliency#known-issues).
func (c *calc) addressPair() {
	for i := range c.in.Others {
		o := &c.in.Others[i]
		if o == c.matched || !strings.EqualFold(o.Class, "group") {
			continue
		}
		shared := c.shares(o)
		switch {
		case shared == "":
		case c.isUser() && o.has(c.text(PropUPN)):
			c.fail(codePair, fmt.Sprintf("the group %s has the sign-in name and the address %s; such a pair is refused as a whole", o.name(), shared),
				"Give the group or the user another address.", srcClash)
		case c.in.Class == "group" && c.in.FirstAttempt == model.Yes:
			c.fail(codePair, fmt.Sprintf("another new group, %s, has the address %s; the first attempt fails, the next one leaves the address out", o.name(), shared),
				"Give one of the groups another address.", srcClash)
		}
	}
}

// shares returns an exported address that o has, too.
func (c *calc) shares(o *Other) string {
	for _, a := range model.Addresses(c.in.Export) {
		if a.IsSMTP() && o.has(a.Value()) {
			return a.Value()
		}
	}
	if mail := c.text(PropMail); !c.in.Export.Has(PropProxies) && mail != "" && o.has(mail) {
		return mail
	}
	return ""
}
