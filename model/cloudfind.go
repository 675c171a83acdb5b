package model

import "slices"

// cloudKeys are the properties that [Tenant] Find takes, besides those that every
// class has. Groups and contacts have an anchor, too, but Graph does not show it
// (https://learn.microsoft.com/graph/api/resources/group).
var cloudKeys = map[CloudClass][]Attr{
	CloudUser:    {UserPrincipalName, "onPremisesImmutableId", "onPremisesSecurityIdentifier"},
	DeletedUser:  {UserPrincipalName, "onPremisesImmutableId", "onPremisesSecurityIdentifier"},
	CloudGroup:   {"onPremisesSecurityIdentifier"},
	DeletedGroup: {"onPremisesSecurityIdentifier"},
	CloudContact: {},
}

// CheckClass returns an error with the code Invalid if tenants have no such class.
func CheckClass(class CloudClass) error {
	if _, known := cloudKeys[class]; !known {
		return &Error{Code: Invalid, Subject: string(class), Message: "is no class of a tenant", Hint: "Use user, group, contact, deletedUser or deletedGroup."}
	}
	return nil
}

// CheckChanges returns an error with the code Invalid if tenants keep no record of
// what changed in a class, as of deleted objects
// (https://learn.microsoft.com/graph/delta-query-overview#supported-resources).
func CheckChanges(class CloudClass) error {
	if class == DeletedUser || class == DeletedGroup {
		return &Error{Code: Invalid, Subject: string(class), Message: "the tenant keeps no record of what changed", Hint: "List them again."}
	}
	return CheckClass(class)
}

// CheckFind returns an error with the code Invalid if objects of a class cannot be
// looked for by a condition.
func CheckFind(class CloudClass, where Equal) error {
	keys := cloudKeys[class]
	if err := CheckClass(class); err != nil {
		return err
	}
	switch {
	case !slices.ContainsFunc(append([]Attr{"id", Mail, ProxyAddresses}, keys...), where.Attr.Is):
		return &Error{Code: Invalid, Subject: string(where.Attr), Message: "a " + string(class) + " of the tenant cannot be looked for by this", Hint: "Look for an address or the object ID."}
	case where.Value == "":
		return &Error{Code: Invalid, Subject: string(where.Attr), Message: "no value is given to look for", Hint: "Give a value."}
	}
	return nil
}
