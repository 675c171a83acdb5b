package sim

import (
	"slices"
	"strings"

	"recipientdesk/model"
)

// AssignLicense adds and removes products of a user. All of it is done, or nothing.
func (t *Tenant) AssignLicense(id string, add []CloudLicense, remove []string) (*CloudObject, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.slotOf(id)
	o := s.live()
	if o == nil || o.Class != model.CloudUser {
		return nil, NoSuchResource(id)
	}
	now := LicensesOf(o)
	if len(add) > 0 && o.Text("usageLocation") == "" {
		return nil, badCloudRequest(textUsage)
	}
	for _, sku := range remove {
		i := slices.IndexFunc(now, func(l CloudLicense) bool { return strings.EqualFold(l.SKU, sku) })
		if i < 0 {
			return nil, badCloudRequest("User does not have a corresponding license.")
		}
		now = slices.Delete(now, i, i+1)
	}
	seats := t.seatsTaken()
	for _, l := range add {
		p, ok := t.Product(l.SKU)
		if !ok {
			return nil, badCloudRequest("License " + l.SKU + " does not correspond to a valid company License.")
		}
		for _, plan := range l.DisabledPlans {
			if !slices.ContainsFunc(p.Plans, func(x model.LicensePlan) bool { return strings.EqualFold(x.ID, plan) }) {
				return nil, badCloudRequest("License assignment failed because service plan " + plan + " is not part of the license " + l.SKU + ".")
			}
		}
		l.SKU = p.SKU
		if i := slices.IndexFunc(now, func(x CloudLicense) bool { return x.SKU == l.SKU }); i >= 0 {
			now[i] = l
			continue
		}
		if seats[l.SKU] >= p.Enabled {
			return nil, badCloudRequest("Subscription with SKU " + l.SKU + " does not have any available licenses.")
		}
		now = append(now, l)
	}
	c := cloudPatch{}
	c.setLicenses(now, "", t.cfg.Now())
	t.change(s, c)
	t.provision(s)
	return s.cur, nil
}

// provision computes again what follows from the licenses of a user: addresses and
// the mailbox.
func (t *Tenant) provision(s *cloudSlot) {
	if s.cur.shadow != nil {
		t.recompute(s)
		return
	}
	o, c := s.cur, cloudPatch{}
	licensed := t.hasExchange(LicensesOf(o))
	switch has := o.Text("x-purpose") != ""; {
	case licensed && !has:
		t.mailbox(s, c, "user")
		if o.Text("mail") == "" {
			upn := o.Text("userPrincipalName")
			c.text("mail", upn)
			c.texts("proxyAddresses", withMOERA([]string{"SMTP:" + upn}, o.Text("mailNickname")+"@"+t.facts.InitialDomain))
		}
		c.text("x-recipientType", "UserMailbox")
	case !licensed && has && o.Text("x-purpose") == "user":
		c["x-purpose"] = nil
		c.text("x-recipientType", "MailUser")
	}
	t.change(s, c)
}

func withMOERA(proxies []string, moera string) []string {
	if slices.ContainsFunc(proxies, func(p string) bool { return bareAddress(p) == strings.ToLower(moera) }) {
		return proxies
	}
	return append(proxies, "smtp:"+moera)
}

// mailbox makes a mailbox for a user, or connects the one that the user had.
func (t *Tenant) mailbox(s *cloudSlot, c cloudPatch, purpose string) {
	c.text("x-purpose", purpose)
	if s.cur.Text("x-exchangeGuid") == "" {
		c.text("x-exchangeGuid", t.newID(s.id.String()+"mailbox").String())
	}
}
