package desk

import (
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
)

// propLicenses are the SKUs of the licenses that a user has.
const propLicenses model.Attr = "assignedLicenses"

// usersOf returns what a forecast has to know of the users of a view.
func usersOf(v *TenantView) []model.TenantUser {
	out := make([]model.TenantUser, 0, v.Len(model.CloudUser))
	licensed := exchangeLicenses(v.Licenses)
	for _, b := range v.batches[model.CloudUser] {
		for i := range b.Len() {
			e := b.View(i)
			u := model.TenantUser{UserPrincipalName: e.First(forecast.PropUPN), ImmutableID: e.First(drift.PropAnchor), CloudMailbox: v.mailboxes[b.GUID(i)].Exists}
			if columnOf(b, propLicenses) >= 0 {
				u.Licensed = licensed.any(e.Values(propLicenses))
			}
			out = append(out, u)
		}
	}
	return out
}

func columnOf(b *model.Batch, a model.Attr) int { return slices.IndexFunc(b.Columns(), a.Is) }

// exchangePlans says of products, by SKU, whether they have a mailbox in Exchange
// Online among their services.
type exchangePlans map[string]bool

func exchangeLicenses(products []model.License) exchangePlans {
	out := exchangePlans{}
	for _, p := range products {
		out[strings.ToLower(p.SKU)] = slices.ContainsFunc(p.Plans, func(s model.LicensePlan) bool { return isMailboxPlan(s.Name) })
	}
	return out
}

// any says whether one of the products has it. Of a product that the tenant does not
// list it is not known.
func (x exchangePlans) any(skus []string) model.Maybe {
	answer := model.No
	for _, sku := range skus {
		switch has, known := x[strings.ToLower(sku)]; {
		case has:
			return model.Yes
		case !known:
			answer = model.Unsure
		}
	}
	return answer
}

// isMailboxPlan reports whether a service plan gives a mailbox: EXCHANGE_S_STANDARD,
// _ENTERPRISE, _DESKLESS, _ESSENTIALS and their like. The others with that beginning
// go with services that use a mailbox, or add an archive to one
// (https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference).
func isMailboxPlan(name string) bool {
	name = strings.ToUpper(name)
	if !strings.HasPrefix(name, "EXCHANGE_S_") && !strings.HasPrefix(name, "EXCHANGE_L_") && !strings.HasPrefix(name, "EXCHANGE_B_") {
		return false
	}
	return !strings.HasPrefix(name, "EXCHANGE_S_FOUNDATION") && !strings.HasPrefix(name, "EXCHANGE_S_ARCHIVE")
}
