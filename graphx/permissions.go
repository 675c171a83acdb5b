package graphx

import "recipientdesk/model"

// Permissions, as they are granted to the application. Where Graph takes several,
// the least that also shows synchronization
// (https://learn.microsoft.com/graph/permissions-reference).
const (
	readOrganization = "Organization.Read.All"
	readDomains      = "Domain.Read.All"
	readFeatures     = "OnPremDirectorySynchronization.Read.All"
	readUsers        = "User.Read.All"
	readGroups       = "Group.Read.All"
	readMembers      = "GroupMember.Read.All"
	readContacts     = "OrgContact.Read.All"
	readLicenses     = "LicenseAssignment.Read.All"
	readPhotos       = "ProfilePhoto.Read.All"
	readMailbox      = "MailboxSettings.Read"
	readReports      = "Reports.Read.All"
)

// inDirectory are those that Directory.Read.All includes.
var inDirectory = []string{readOrganization, readDomains, readUsers, readGroups, readMembers, readContacts, readLicenses}

// A kind is how Graph offers a class of objects.
type kind struct {
	list      string // path of the listing
	one       string // path of one object
	scope     string
	authority string // path and permission of onPremisesSyncBehavior, "" where there is none
	behavior  string // the permission; there is no lesser one that only reads
	delta     string // path of the changes, "" where there are none
}

var kinds = map[model.CloudClass]kind{
	model.CloudUser: {"/users", "/users/{id}", readUsers,
		"/users/{id}/onPremisesSyncBehavior", "User-OnPremisesSyncBehavior.ReadWrite.All", "/users/delta()"},
	model.CloudGroup: {"/groups", "/groups/{id}", readGroups,
		"/groups/{id}/onPremisesSyncBehavior", "Group-OnPremisesSyncBehavior.ReadWrite.All", "/groups/delta()"},
	model.CloudContact: {"/contacts", "/contacts/{id}", readContacts,
		"/contacts/{id}/onPremisesSyncBehavior", "Contacts-OnPremisesSyncBehavior.ReadWrite.All", "/contacts/delta()"},
	model.DeletedUser:  {list: "/directory/deletedItems/microsoft.graph.user", one: "/directory/deletedItems/{id}", scope: readUsers},
	model.DeletedGroup: {list: "/directory/deletedItems/microsoft.graph.group", one: "/directory/deletedItems/{id}", scope: readGroups},
}

// kindOf returns the kind of a class, or an error for a class that is none.
func kindOf(class model.CloudClass) (kind, error) {
	return kinds[class], model.CheckClass(class)
}
