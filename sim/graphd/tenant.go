package graphd

import (
	"fmt"
	"net/http"
	"strings"

	"recipientdesk/model"
	"recipientdesk/sim"
)

func (c *call) organizations() *answer {
	doc, a := c.narrowed(c.orgDoc(), organizationDefaults)
	if a != nil {
		return a
	}
	return c.reply("organization", map[string]any{"value": []any{doc}})
}

func (c *call) organization() *answer {
	if c.args[0] != c.srv.tenant.Config().ID {
		return fail(notFound(c.args[0]))
	}
	doc, a := c.narrowed(c.orgDoc(), organizationDefaults)
	if a != nil {
		return a
	}
	return c.reply("organization/$entity", doc)
}

// organizationDefaults are names that can be selected besides those written.
var organizationDefaults = []string{"assignedPlans", "partnerTenantType", "privacyProfile"}

// narrowed keeps what was selected of a small object.
func (c *call) narrowed(doc map[string]any, also []string) (map[string]any, *answer) {
	names := c.option("select")
	if names == "" {
		return doc, nil
	}
	out := map[string]any{}
	for name := range strings.SplitSeq(names, ",") {
		name = strings.TrimSpace(name)
		v, ok := doc[name]
		if !ok {
			found := false
			for _, x := range also {
				found = found || x == name
			}
			if !found {
				return nil, refuse(http.StatusBadRequest, "BadRequest", "Parsing OData Select and Expand failed: Could not find a property named '"+name+"'.")
			}
			continue
		}
		out[name] = v
	}
	return out, nil
}

func (c *call) orgDoc() map[string]any {
	t, cfg := c.srv.tenant, c.srv.tenant.Config()
	var domains []any
	for _, d := range cfg.Domains {
		if d.Unverified {
			continue
		}
		kind := "Managed"
		if d.Federated {
			kind = "Federated"
		}
		domains = append(domains, map[string]any{"capabilities": "Email, OfficeCommunicationsOnline", "isDefault": d.Default, "isInitial": d.Initial, "name": d.Name, "type": kind})
	}
	doc := map[string]any{
		"id": cfg.ID, "deletedDateTime": nil, "businessPhones": []string{}, "city": nil, "country": nil, "countryLetterCode": "DE",
		"createdDateTime": "2019-03-04T09:12:33Z", "defaultUsageLocation": nil, "displayName": cfg.Name, "isMultipleDataLocationsForServicesEnabled": nil,
		"marketingNotificationEmails": []string{}, "onPremisesLastSyncDateTime": nil, "onPremisesSyncEnabled": nil, "postalCode": nil, "preferredLanguage": "en",
		"securityComplianceNotificationMails": []string{}, "securityComplianceNotificationPhones": []string{}, "state": nil, "street": nil,
		"technicalNotificationMails": []string{}, "tenantType": "AAD", "verifiedDomains": domains, "assignedPlans": []any{}, "provisionedPlans": []any{},
		"directorySizeQuota": map[string]any{"used": t.Count(model.CloudUser, nil) + t.Count(model.CloudGroup, nil) + t.Count(model.CloudContact, nil), "total": 300000},
	}
	if !cfg.NoSync {
		doc["onPremisesSyncEnabled"] = true
		if at := t.LastSync(); !at.IsZero() {
			doc["onPremisesLastSyncDateTime"] = sim.CloudTimeText(at)
		}
	}
	return doc
}

func (c *call) domains() *answer {
	var list []any
	for _, d := range c.srv.tenant.Config().Domains {
		doc, a := c.narrowed(domainDoc(d), nil)
		if a != nil {
			return a
		}
		list = append(list, doc)
	}
	return c.reply("domains", map[string]any{"value": list})
}

func (c *call) domain() *answer {
	for _, d := range c.srv.tenant.Config().Domains {
		if strings.EqualFold(d.Name, c.args[0]) {
			return c.reply("domains/$entity", domainDoc(d))
		}
	}
	return fail(notFound(c.args[0]))
}

func domainDoc(d sim.CloudDomain) map[string]any {
	kind, services := "Managed", []string{"Email", "OfficeCommunicationsOnline"}
	if d.Federated {
		kind = "Federated"
	}
	if d.Unverified {
		services = []string{}
	}
	return map[string]any{"authenticationType": kind, "availabilityStatus": nil, "id": d.Name, "isAdminManaged": true, "isDefault": d.Default, "isInitial": d.Initial,
		"isRoot": true, "isVerified": !d.Unverified, "supportedServices": services, "passwordValidityPeriodInDays": 2147483647,
		"passwordNotificationWindowInDays": 14, "state": nil, "model": nil, "manufacturer": nil}
}

// domainReferences answers with the objects that use a domain.
func (c *call) domainReferences() *answer {
	suffix := "@" + strings.ToLower(c.args[0])
	uses := func(o *sim.CloudObject) bool {
		for _, v := range append(o.Texts("proxyAddresses"), o.Text("userPrincipalName"), o.Text("mail")) {
			if strings.HasSuffix(strings.ToLower(v), suffix) {
				return true
			}
		}
		return false
	}
	var all []*sim.CloudObject
	for _, class := range []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact} {
		page, _ := c.srv.tenant.Page(class, 0, maxPage, uses)
		all = append(all, page...)
	}
	return c.related(all)
}

func (c *call) subscribedSKUs() *answer {
	if c.option("filter") != "" {
		return fail(unsupported("Unsupported Query."))
	}
	var list []any
	for _, l := range c.srv.tenant.Products() {
		doc, a := c.narrowed(c.skuDoc(l), nil)
		if a != nil {
			return a
		}
		list = append(list, doc)
	}
	if list == nil {
		list = []any{}
	}
	return c.reply("subscribedSkus", map[string]any{"value": list})
}

func (c *call) subscribedSKU() *answer {
	for _, l := range c.srv.tenant.Products() {
		if doc := c.skuDoc(l); doc["id"] == c.args[0] {
			return c.reply("subscribedSkus/$entity", doc)
		}
	}
	return fail(notFound(c.args[0]))
}

func (c *call) skuDoc(l model.License) map[string]any {
	cfg := c.srv.tenant.Config()
	units := map[string]int{"enabled": 0, "suspended": 0, "warning": 0, "lockedOut": 0}
	switch l.Status {
	case "Warning":
		units["warning"] = l.Enabled
	case "Suspended":
		units["suspended"] = l.Enabled
	default:
		units["enabled"] = l.Enabled
	}
	return map[string]any{"accountName": cfg.Name, "accountId": cfg.ID, "appliesTo": "User", "capabilityStatus": l.Status, "consumedUnits": l.Consumed,
		"id": cfg.ID + "_" + l.SKU, "prepaidUnits": units, "servicePlans": planDocs(l.Plans, nil), "skuId": l.SKU, "skuPartNumber": l.Part, "subscriptionIds": []string{}}
}

func planDocs(plans []model.LicensePlan, off []string) []any {
	out := []any{}
	for _, p := range plans {
		status := p.Status
		for _, id := range off {
			if id == p.ID {
				status = "Disabled"
			}
		}
		out = append(out, map[string]any{"servicePlanId": p.ID, "servicePlanName": p.Name, "provisioningStatus": status, "appliesTo": "User"})
	}
	return out
}

func (c *call) licenseDetails() *answer {
	o, a := c.find(model.CloudUser)
	if a != nil {
		return a
	}
	list := []any{}
	for _, l := range sim.LicensesOf(o) {
		p, _ := c.srv.tenant.Product(l.SKU)
		list = append(list, map[string]any{"id": encode([]byte(o.ID.Bytes() + l.SKU[:8])), "skuId": l.SKU, "skuPartNumber": p.Part, "servicePlans": planDocs(p.Plans, l.DisabledPlans)})
	}
	return c.reply(fmt.Sprintf("users('%s')/licenseDetails", o.ID), map[string]any{"value": list})
}

func (c *call) synchronization() *answer {
	if a := c.delegatedOnly(); a != nil {
		return a
	}
	return c.reply("directory/onPremisesSynchronization", map[string]any{"value": []any{c.syncDoc()}})
}

func (c *call) synchronizationOne() *answer {
	if a := c.delegatedOnly(); a != nil {
		return a
	}
	if c.args[0] != c.srv.tenant.Config().ID {
		return fail(notFound(c.args[0]))
	}
	return c.reply("directory/onPremisesSynchronization/$entity", c.syncDoc())
}

// delegatedOnly refuses applications.
func (c *call) delegatedOnly() *answer {
	if c.limited && c.claims.User == "" {
		return denied()
	}
	return nil
}

func (c *call) syncDoc() map[string]any {
	f := c.srv.tenant.Features()
	is := func(m model.Maybe) bool { return m == model.Yes }
	return map[string]any{"id": c.srv.tenant.Config().ID,
		"configuration": map[string]any{"accidentalDeletionPrevention": map[string]any{"synchronizationPreventionType": "enabledForCount", "alertThreshold": sim.MaxDeletions}},
		"features": map[string]any{
			"blockCloudObjectTakeoverThroughHardMatchEnabled": is(f.BlockHardMatch), "blockSoftMatchEnabled": is(f.BlockSoftMatch), "bypassDirSyncOverridesEnabled": false,
			"cloudPasswordPolicyForPasswordSyncedUsersEnabled": false, "concurrentCredentialUpdateEnabled": false, "concurrentOrgIdProvisioningEnabled": false,
			"deviceWritebackEnabled": false, "directoryExtensionsEnabled": false, "fopeConflictResolutionEnabled": false, "groupWriteBackEnabled": false,
			"passwordSyncEnabled": true, "passwordWritebackEnabled": false, "quarantineUponProxyAddressesConflictEnabled": true, "quarantineUponUpnConflictEnabled": true,
			"softMatchOnUpnEnabled": is(f.SoftMatchOnUPN), "synchronizeUpnForManagedUsersEnabled": is(f.UPNOfManagedUsers), "unifiedGroupWritebackEnabled": false,
			"userForcePasswordChangeOnLogonEnabled": false, "userWritebackEnabled": false}}
}

// setSynchronization turns switches of synchronization on and off. Those that have
// no effect on what becomes of an object cannot be changed here.
func (c *call) setSynchronization() *answer {
	if c.args[0] != c.srv.tenant.Config().ID {
		return fail(notFound(c.args[0]))
	}
	var in struct {
		Features map[string]*bool `json:"features"`
	}
	if a := c.decode(&in); a != nil {
		return a
	}
	f := c.srv.tenant.Features()
	switches := map[string]*model.Maybe{"softMatchOnUpnEnabled": &f.SoftMatchOnUPN, "blockSoftMatchEnabled": &f.BlockSoftMatch,
		"blockCloudObjectTakeoverThroughHardMatchEnabled": &f.BlockHardMatch, "synchronizeUpnForManagedUsersEnabled": &f.UPNOfManagedUsers}
	for name, on := range in.Features {
		to, ok := switches[name]
		if !ok || on == nil {
			return fail(badRequest("Invalid value specified for property 'features'."))
		}
		*to = model.MaybeOf(*on)
	}
	c.srv.tenant.SetFeatures(f)
	return noContent
}

func (c *call) reportSettings() *answer {
	return c.reply("admin/reportSettings/$entity", map[string]any{"displayConcealedNames": c.srv.cfg.ConcealNames})
}
