package forecast

import (
	"fmt"
	"io"
	"strings"
)

// owner returns the name of another object of the tenant that has an SMTP address,
// given without prefix.
func (c *calc) owner(address string) (string, bool) {
	for i := range c.in.Others {
		if o := &c.in.Others[i]; o != c.matched && o.has(address) {
			return o.name(), true
		}
	}
	for _, a := range c.in.InUse {
		if strings.EqualFold(bare(a), address) {
			return "another object of the tenant", true
		}
	}
	return "", false
}

// upnOwner returns the name of another object of the tenant that has a sign-in
// name. An address of another object is in the way as well.
func (c *calc) upnOwner(upn string) (string, bool) {
	for i := range c.in.Others {
		if o := &c.in.Others[i]; o != c.matched && (strings.EqualFold(o.UPN, upn) || o.has(upn)) {
			return o.name(), true
		}
	}
	if c.in.Facts == nil {
		return "", false
	}
	u, ok := c.in.Facts.ByName(upn)
	if !ok || c.in.User != nil && c.in.User.UserPrincipalName == u.UserPrincipalName {
		return "", false
	}
	return "another user of the tenant", true
}

// has reports whether the object has an SMTP address, given without prefix.
func (o *Other) has(address string) bool {
	for _, a := range o.Addresses {
		if strings.EqualFold(bare(a), address) {
			return true
		}
	}
	return false
}

// name returns what a person knows the object by.
func (o *Other) name() string {
	return orElse(o.Name, "another "+orElse(strings.ToLower(o.Class), "object")+" of the tenant")
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// bare takes the prefix off an SMTP address. Addresses of other types stay as they
// are and equal no SMTP address.
func bare(a string) string {
	if len(a) > 5 && strings.EqualFold(a[:5], "smtp:") {
		return a[5:]
	}
	return a
}

// digits draws what is appended to names that are taken. A name gets the same
// digits in each of the assumptions that a forecast tries.
type digits struct {
	random io.Reader
	drawn  map[string]string
}

// numbered returns local with four digits, in domain, so that it is not taken.
func (d *digits) numbered(local, domain string, taken func(string) bool) string {
	if s, ok := d.drawn[local]; ok {
		return s + "@" + domain
	}
	s := local + "####"
	for range 100 {
		s = local + d.draw()
		if !taken(s + "@" + domain) {
			break
		}
	}
	if d.drawn == nil {
		d.drawn = map[string]string{}
	}
	d.drawn[local] = s
	return s + "@" + domain
}

// draw returns four digits, all of them equally likely.
func (d *digits) draw() string {
	var b [2]byte
	for d.random != nil {
		if _, err := io.ReadFull(d.random, b[:]); err != nil {
			break
		}
		if n := int(b[0])<<8 | int(b[1]); n < 60000 {
			return fmt.Sprintf("%04d", n%10000)
		}
	}
	return "####"
}

// isNumbered reports whether a name is local, four digits and domain.
func isNumbered(name, local, domain string) bool {
	rest, ok := strings.CutSuffix(strings.ToLower(name), "@"+strings.ToLower(domain))
	if !ok {
		return false
	}
	n, ok := strings.CutPrefix(rest, strings.ToLower(local))
	return ok && len(n) == 4 && strings.Trim(n, "0123456789#") == ""
}
