package graphx

import "slices"

// A Need is a permission that reading a tenant takes, and what stays empty without it.
type Need struct {
	Permission string
	For        string
	Who        string // "user" or "application" where only they can have it; "" for both
}

// Needs are the permissions that reading everything takes
// (https://learn.microsoft.com/graph/permissions-reference).
var Needs = []Need{
	{readOrganization, "name, domains and last synchronization", ""},
	{readUsers, "users and deleted users", ""},
	{readGroups, "groups and deleted groups", ""},
	{readMembers, "members and owners of groups", ""},
	{readContacts, "contacts", ""},
	{readDomains, "domains that are not verified", ""},
	{readLicenses, "licenses", ""},
	{readFeatures, "switches of synchronization", "user"},
	{readMailbox, "whether there is a mailbox", "application"},
	{readPhotos, "pictures", ""},
	{readReports, "sizes of mailboxes", ""},
	{kinds["user"].behavior, "whether the tenant decides about a synchronized user", ""},
	{kinds["group"].behavior, "whether the tenant decides about a synchronized group", ""},
	{kinds["contact"].behavior, "whether the tenant decides about a synchronized contact", ""},
}

// Missing returns the needs that permissions do not meet. user says that it is a
// person who is signed in, and not an application. What they can never have is none
// of them.
func Missing(permissions []string, user bool) []Need {
	g := grant{Scopes: permissions}
	return slices.DeleteFunc(slices.Clone(Needs), func(n Need) bool {
		return g.has(n.Permission) || n.Who == "user" && !user || n.Who == "application" && user
	})
}
