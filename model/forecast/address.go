package forecast

import (
	"errors"
	"fmt"
	"strings"

	"recipientdesk/model"
)

// A fault says why an address does not arrive, or why that is not known.
type fault struct {
	verdict Verdict
	why     string
	source  string
}

// discard says what the first step of the proxy calculation makes of a value: it is
// taken as it is, or left out. Nothing is repaired
// (https://learn.microsoft.com/troubleshoot/entra/entra-id/user-prov-sync/proxyaddresses-attribute-populate).
func (c *calc) discard(a model.Address) (note string, bad *fault) {
	switch a.Type() {
	case "":
		return "", &fault{Blocked, "it has no prefix such as smtp:", srcProxies}
	case "SMTP":
		return c.discardSMTP(a)
	case "X500":
		if ofMicrosoftOnline(a.Value()) {
			return "", &fault{Blocked, "it belongs to the organization MicrosoftOnline", srcProxies}
		}
	case "SIP", "EUM":
	case "X400", "MSMAIL", "CCMAIL":
		return "", &fault{Blocked, "addresses of the type " + a.Type() + " are not taken over", srcProxies}
	default:
		return "", &fault{Unknown, "no source says what becomes of addresses of the type " + a.Type(), srcProxies}
	}
	return "", nil
}

func (c *calc) discardSMTP(a model.Address) (note string, bad *fault) {
	if err := model.CheckSMTP(a.Value()); err != nil {
		return "", &fault{Blocked, "it is not a valid address: " + messageOf(err), srcProxies}
	}
	d := a.Domain()
	if !isReserved(d) {
		return "", nil
	}
	if strings.HasSuffix(d, ".mail.onmicrosoft.com") && c.domainsKnown && c.isVerified(d) {
		return "the domain is reserved, but tenants with a hybrid configuration show such addresses", nil
	}
	return "", &fault{Blocked, "addresses of onmicrosoft.com and microsoftonline.com are not taken over", srcProxies}
}

func messageOf(err error) string {
	if e, ok := errors.AsType[*model.Error](err); ok {
		return "it " + e.Message
	}
	return err.Error()
}

// isReserved reports whether addresses of a domain are the tenant's own business.
func isReserved(domain string) bool {
	return strings.HasSuffix(domain, ".onmicrosoft.com") || strings.HasSuffix(domain, ".microsoftonline.com")
}

// ofMicrosoftOnline reports whether an X.500 address names the organization that
// the cloud uses itself.
func ofMicrosoftOnline(dn string) bool {
	dn = strings.ToLower(strings.ReplaceAll(dn, " ", ""))
	rest, ok := strings.CutPrefix(dn, "/o=microsoftonline")
	return ok && (rest == "" || rest[0] == '/')
}

// take returns the addresses of AD that stand in the cloud, with a reason for each
// value of AD. sanitize leaves out domains that are not verified.
func (c *calc) take(sanitize bool) model.AddressList {
	var out model.AddressList
	for _, a := range model.Addresses(c.in.Export) {
		note, bad := c.discard(a)
		if bad == nil && sanitize && a.IsSMTP() && !c.isVerified(a.Domain()) {
			bad = &fault{Blocked, a.Domain() + " is not a verified domain, which mailbox users must have", srcShadow}
		}
		if bad == nil && out.Find(a.String()) >= 0 {
			continue // differs from another in case alone
		}
		if bad == nil && a.IsSMTP() {
			if owner, taken := c.owner(a.Value()); taken {
				c.out.Quarantined = append(c.out.Quarantined, Quarantined{"ProxyAddresses", a.String()})
				bad = &fault{Blocked, fmt.Sprintf("%s has the address, too; the object that came later does not get it until the conflict is gone", owner), srcClash}
			}
		}
		if bad != nil {
			c.sayOf(PropProxies, a.String(), bad.verdict, stepProxies, bad.why, bad.source)
			continue
		}
		out = c.accept(out, a, note)
	}
	return out
}

// accept appends an address. Of two that are marked primary the first stays so.
func (c *calc) accept(l model.AddressList, a model.Address, note string) model.AddressList {
	if _, had := l.Primary(); had && a.IsSMTP() && a.Primary() {
		second, _ := model.SMTPAddress(a.Value(), false)
		c.sayOf(PropProxies, a.String(), Unknown, stepProxies, "AD marks two addresses as primary; which of them wins is not documented, the first is assumed", srcProxies)
		return append(l, second)
	}
	verdict, why := Flows, "a valid address of AD stays as it is"
	if note != "" {
		verdict, why = Unknown, note
	}
	c.sayOf(PropProxies, a.String(), verdict, stepProxies, why, srcProxies)
	return append(l, a)
}

func smtp(address string, primary bool) string {
	if primary {
		return "SMTP:" + address
	}
	return "smtp:" + address
}
