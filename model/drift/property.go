package drift

import (
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// fromAD are the properties that Graph shows and that AD decides about, by class.
// What is not in the list only Exchange Online shows. Source:
// https://learn.microsoft.com/graph/api/resources/user, …/group and …/orgcontact.
var fromAD = map[model.CloudClass][]model.Attr{
	model.CloudUser: append(attrs(`userPrincipalName displayName givenName surname mail mailNickname proxyAddresses accountEnabled onPremisesImmutableId
		onPremisesSamAccountName onPremisesSecurityIdentifier city state country jobTitle companyName department officeLocation businessPhones mobilePhone
		postalCode streetAddress usageLocation preferredLanguage faxNumber employeeId`), attrs(`extensionAttribute1 extensionAttribute2 extensionAttribute3
		extensionAttribute4 extensionAttribute5 extensionAttribute6 extensionAttribute7 extensionAttribute8 extensionAttribute9 extensionAttribute10
		extensionAttribute11 extensionAttribute12 extensionAttribute13 extensionAttribute14 extensionAttribute15`)...),
	model.CloudGroup:   attrs(`displayName mail mailNickname proxyAddresses mailEnabled securityEnabled description onPremisesSamAccountName onPremisesSecurityIdentifier`),
	model.CloudContact: attrs(`displayName givenName surname mail mailNickname proxyAddresses jobTitle department companyName`),
}

// Properties returns what a comparison reads of the tenant's objects of a class, and
// what a list of them tells them apart by: licenses, guests, kinds of groups, errors of
// services.
func Properties(class model.CloudClass) []model.Attr {
	extra := attrs("onPremisesSyncEnabled onPremisesLastSyncDateTime onPremisesProvisioningErrors serviceProvisioningErrors")
	switch class {
	case model.DeletedUser:
		class, extra = model.CloudUser, append(extra, "deletedDateTime")
	case model.DeletedGroup:
		class, extra = model.CloudGroup, append(extra, "deletedDateTime")
	}
	switch class {
	case model.CloudUser:
		extra = append(extra, PropCreated, "onPremisesDistinguishedName", PropSyncedUPN, "assignedLicenses", "userType", "otherMails")
	case model.CloudGroup:
		extra = append(extra, PropCreated, "groupTypes")
	}
	return append(slices.Clone(fromAD[class]), extra...)
}

// A naming is what a property is called by the tenant, the forecast and AD.
type naming struct{ tenant, forecast, ad model.Attr }

// compared are the properties of fromAD without the addresses, which are compared one
// by one.
var compared = func() map[model.CloudClass][]naming {
	out := map[model.CloudClass][]naming{}
	for class, props := range fromAD {
		for _, p := range props {
			if a := forecastName(p); p != forecast.PropProxies {
				out[class] = append(out[class], naming{p, a, forecast.ADName(a)})
			}
		}
	}
	return out
}()

func attrs(list string) (out []model.Attr) {
	for f := range strings.FieldsSeq(list) {
		out = append(out, model.Attr(f))
	}
	return out
}

// graphNames are the properties that Graph calls otherwise than Exchange Online, whose
// names the forecast uses.
var graphNames = map[model.Attr]model.Attr{
	"facsimileTelephoneNumber": "faxNumber", "employeeID": "employeeId", "msExchUsageLocation": "usageLocation",
	"netBiosName": "onPremisesNetBiosName", "dnsDomainName": "onPremisesDomainName",
}

func graphName(p model.Attr) model.Attr {
	if n, ok := graphNames[p]; ok {
		return n
	}
	if n, ok := strings.CutPrefix(string(p), "customAttribute"); ok {
		return model.Attr("extensionAttribute" + n)
	}
	return p
}

// folded are the properties whose values compare without case: names of mail, and
// truth values, which a rule may write True.
var folded = []model.Attr{forecast.PropUPN, forecast.PropMail, forecast.PropAlias, forecast.PropMailEnabled, "accountEnabled", "securityEnabled"}

// same compares the values of a property, in any order. Digits that the cloud draws
// and the forecast writes as # are equal to any.
func same(p model.Attr, want, have []string) bool {
	if len(want) != len(have) {
		return false
	}
	if slices.Equal(want, have) {
		return true
	}
	equal := func(a, b string) bool { return a == b }
	if slices.Contains(folded, p) {
		equal = func(a, b string) bool {
			return strings.EqualFold(a, b) || strings.Contains(a, "####") && strings.EqualFold(a, undrawn(a, b))
		}
	}
	return !slices.ContainsFunc(want, func(w string) bool {
		return !slices.ContainsFunc(have, func(h string) bool { return equal(w, h) })
	})
}

// undrawn writes # in drawn where like has it and drawn a digit.
func undrawn(like, drawn string) string {
	b := []byte(drawn)
	for i := range min(len(b), len(like)) {
		if like[i] == '#' && '0' <= b[i] && b[i] <= '9' {
			b[i] = '#'
		}
	}
	return string(b)
}

// forecastName undoes graphName.
func forecastName(p model.Attr) model.Attr {
	if n, ok := forecastNames[p]; ok {
		return n
	}
	if n, ok := strings.CutPrefix(string(p), "extensionAttribute"); ok {
		return model.Attr("customAttribute" + n)
	}
	return p
}

var forecastNames = func() map[model.Attr]model.Attr {
	m := map[model.Attr]model.Attr{}
	for f, g := range graphNames {
		m[g] = f
	}
	return m
}()
