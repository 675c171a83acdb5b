package sim

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"recipientdesk/model"
)

// A CloudLicense is a product that is assigned to a user.
type CloudLicense struct {
	DisabledPlans []string `json:"disabledPlans"`
	SKU           string   `json:"skuId"`
}

// LicensesOf returns what a user is licensed for.
func LicensesOf(o *CloudObject) (out []CloudLicense) {
	if raw := o.Raw(o.Schema().Must("assignedLicenses")); raw != nil {
		_ = json.Unmarshal(raw, &out) // written by setLicenses
	}
	return out
}

// setLicenses adds what a user is licensed for to a patch. byGroup names the group
// that assigns it, "" for none.
func (c cloudPatch) setLicenses(ls []CloudLicense, byGroup string, now time.Time) {
	var list, states []byte
	for i, l := range ls {
		sep, plans, group := ",", string(appendJSONList(nil, l.DisabledPlans)), "null"
		if i == 0 {
			sep = "["
		}
		if byGroup != "" {
			group = strconv.Quote(byGroup)
		}
		list = append(list, sep+`{"disabledPlans":`+plans+`,"skuId":"`+l.SKU+`"}`...)
		states = append(states, sep+`{"skuId":"`+l.SKU+`","disabledPlans":`+plans+`,"lastUpdatedDateTime":"`+CloudTimeText(now)+
			`","state":"Active","error":"None","assignedByGroup":`+group+"}"...)
	}
	c["assignedLicenses"], c["licenseAssignmentStates"] = nil, nil
	if len(ls) > 0 {
		c["assignedLicenses"], c["licenseAssignmentStates"] = append(list, ']'), append(states, ']')
	}
}

// exchangePlans are the service plans with a mailbox in Exchange Online
// (https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference).
func isExchangePlan(name string) bool {
	return strings.HasPrefix(name, "EXCHANGE_S_") && name != "EXCHANGE_S_FOUNDATION" && name != "EXCHANGE_S_ARCHIVE_ADDON"
}

// Product returns a product of the tenant by its SKU.
func (t *Tenant) Product(sku string) (model.License, bool) {
	i := slices.IndexFunc(t.cfg.Products, func(p model.License) bool { return strings.EqualFold(p.SKU, sku) })
	if i < 0 {
		return model.License{}, false
	}
	return t.cfg.Products[i], true
}

// Products returns what the tenant has subscribed to, and how many seats are taken.
func (t *Tenant) Products() []model.License {
	t.mu.RLock()
	defer t.mu.RUnlock()
	taken := t.seatsTaken()
	var out []model.License
	for _, p := range t.cfg.Products {
		p.Consumed = taken[p.SKU]
		out = append(out, p)
	}
	return out
}

func (t *Tenant) seatsTaken() map[string]int {
	taken := map[string]int{}
	for _, s := range t.slots[model.CloudUser] {
		if o := s.live(); o != nil {
			for _, l := range LicensesOf(o) {
				taken[l.SKU]++
			}
		}
	}
	return taken
}

// hasExchange reports whether a service plan with a mailbox is on.
func (t *Tenant) hasExchange(ls []CloudLicense) bool {
	return slices.ContainsFunc(ls, func(l CloudLicense) bool {
		p, _ := t.Product(l.SKU)
		return slices.ContainsFunc(p.Plans, func(x model.LicensePlan) bool {
			return isExchangePlan(x.Name) && !slices.Contains(l.DisabledPlans, x.ID)
		})
	})
}

// Derived returns the JSON of a property that follows from others and is not
// stored, nil if it is none of these.
func (t *Tenant) Derived(o *CloudObject, name string) []byte {
	if o.Class != model.CloudUser {
		return nil
	}
	switch name {
	case "identities":
		return append(appendJSON([]byte(`[{"signInType":"userPrincipalName","issuer":"`+t.initial+`","issuerAssignedId":`), o.Text("userPrincipalName")), "}]"...)
	case "assignedPlans", "provisionedPlans":
		return t.plans(o, name == "assignedPlans")
	}
	return nil
}

func (t *Tenant) plans(o *CloudObject, assigned bool) []byte {
	out := []byte{'['}
	for _, l := range LicensesOf(o) {
		p, _ := t.Product(l.SKU)
		for _, x := range p.Plans {
			if slices.Contains(l.DisabledPlans, x.ID) {
				continue
			}
			if len(out) > 1 {
				out = append(out, ',')
			}
			service, _, _ := strings.Cut(strings.ToLower(x.Name), "_")
			if assigned {
				out = append(out, `{"assignedDateTime":`...)
				out = appendJSON(out, o.Text("createdDateTime"))
				out = append(out, `,"capabilityStatus":"Enabled","service":"`+service+`","servicePlanId":"`+x.ID+`"}`...)
			} else {
				out = append(out, `{"capabilityStatus":"Enabled","provisioningStatus":"Success","service":"`+service+`"}`...)
			}
		}
	}
	return append(out, ']')
}
