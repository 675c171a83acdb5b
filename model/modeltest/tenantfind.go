package modeltest

import (
	"slices"
	"strings"

	"recipientdesk/model"
)

// testTenantFind looks for objects by what links them with AD, and by addresses.
func testTenantFind(a *tenancy) {
	common := []model.Attr{"id", "displayName", "mail", "proxyAddresses"}
	user := slices.Concat(common, []model.Attr{"userPrincipalName", "onPremisesImmutableId"})
	for class, props := range map[model.CloudClass][]model.Attr{model.CloudUser: user, model.DeletedUser: user,
		model.CloudGroup: slices.Concat(common, []model.Attr{"onPremisesSecurityIdentifier"}), model.CloudContact: common} {
		tried := map[model.Attr]int{}
		for id, e := range a.listed(class, props...) {
			for _, p := range props[2:] {
				v := e.First(p)
				if v == "" || tried[p] == 3 {
					continue
				}
				tried[p]++
				asked := []string{v}
				if p != "onPremisesImmutableId" {
					asked = append(asked, strings.ToUpper(v))
				}
				for _, value := range asked {
					found, err := a.Tenant.Find(a.Context(), class, model.Equal{Attr: p, Value: value}, props...)
					a.must(err)
					there := false
					for _, f := range found {
						there = there || f.Ref.GUID == id && f.First("displayName") == e.First("displayName")
					}
					if !there {
						a.Errorf("%s %s with %s %s is not found: %v", class, id, p, value, found)
					}
				}
			}
		}
		if len(tried) == 0 {
			a.Errorf("%s: nothing to look for", class)
		}
		found, err := a.Tenant.Find(a.Context(), class, model.Equal{Attr: "mail", Value: "o'nobody @nowhere.example"}, props...)
		a.must(err)
		if len(found) > 0 {
			a.Errorf("%s: found %v", class, found)
		}
	}
	testTenantFindRefuses(a, common)
	testTenantFindAnchors(a, user)
}

// testTenantFindRefuses looks for what a class cannot be looked for by.
func testTenantFindRefuses(a *tenancy, common []model.Attr) {
	for _, where := range []model.Equal{{Attr: "jobTitle", Value: "x"}, {Attr: "mail"}, {Attr: "userPrincipalName", Value: "x@y"}, {Attr: "onPremisesImmutableId", Value: "x"}} {
		_, err := a.Tenant.Find(a.Context(), model.CloudContact, where, common...)
		a.refused(err, model.Invalid, "a contact by its "+string(where.Attr))
	}
}

// testTenantFindAnchors looks for an anchor in another case: it is that of nobody.
func testTenantFindAnchors(a *tenancy, user []model.Attr) {
	for _, e := range a.listed(model.CloudUser, user...) {
		if v := e.First("onPremisesImmutableId"); v != "" && v != strings.ToLower(v) {
			found, err := a.Tenant.Find(a.Context(), model.CloudUser, model.Equal{Attr: "onPremisesImmutableId", Value: strings.ToLower(v)}, user...)
			a.must(err)
			if len(found) > 0 {
				a.Errorf("anchor %s was found as %v", strings.ToLower(v), found[0].Values("onPremisesImmutableId"))
			}
			break
		}
	}
}
