package graphd

import (
	"slices"

	"recipientdesk/model"
	"recipientdesk/sim"
)

// The permissions of operations, least first, from Microsoft's permissions.json
// (https://github.com/microsoftgraph/microsoft-graph-devx-content). The scope that
// shows only basic properties of users is left out: what this is for needs more.
const (
	readUsers    = "User.Read.All User.ReadWrite.All Directory.Read.All Directory.ReadWrite.All"
	writeUsers   = "User.ReadWrite.All Directory.ReadWrite.All"
	readGroups   = "Group.ReadBasic.All GroupMember.Read.All Group.Read.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All"
	readGroup    = "Group.ReadBasic.All Group.Read.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All"
	writeGroups  = "Group.ReadWrite.All Directory.ReadWrite.All"
	readMembers  = "GroupMember.ReadBasic.All GroupMember.Read.All GroupMember.ReadWrite.All Group.ReadBasic.All Group.Read.All Group.ReadWrite.All Directory.Read.All"
	readOwners   = "GroupMember.Read.All GroupMember.ReadWrite.All Group.Read.All Group.ReadWrite.All Directory.Read.All"
	writeMembers = "GroupMember.ReadWrite.All Group.ReadWrite.All Directory.ReadWrite.All"
	readContacts = "OrgContact.Read.All Directory.Read.All Directory.ReadWrite.All"
	readMemberOf = "Directory.Read.All Directory.ReadWrite.All GroupMember.Read.All Group.Read.All GroupMember.ReadBasic.All Group.ReadBasic.All User.Read.All"
	readLicenses = "LicenseAssignment.Read.All Directory.Read.All Organization.Read.All Directory.ReadWrite.All Organization.ReadWrite.All"
	ofUserLic    = "LicenseAssignment.Read.All Directory.Read.All User.Read.All User.ReadWrite.All"
	writeLic     = "LicenseAssignment.ReadWrite.All Directory.ReadWrite.All User.ReadWrite.All"
	readOrg      = "Organization.Read.All Organization.ReadWrite.All User.Read User.Read.All Directory.Read.All Directory.ReadWrite.All"
	readDomains  = "Domain.Read.All Domain.ReadWrite.All Directory.Read.All"
	readSync     = "OnPremDirectorySynchronization.Read.All OnPremDirectorySynchronization.ReadWrite.All"
	readMailbox  = "MailboxSettings.Read MailboxSettings.ReadWrite"
	readPhoto    = "ProfilePhoto.Read.All ProfilePhoto.ReadWrite.All User.ReadBasic.All User.Read.All"
	writePhoto   = "ProfilePhoto.ReadWrite.All User.ReadWrite.All"
	readDeleted  = readUsers + " " + readDeletedGroups
	restore      = "User.DeleteRestore.All User.ReadWrite.All Group.ReadWrite.All"
	userSOA      = "User-OnPremisesSyncBehavior.ReadWrite.All"
	groupSOA     = "Group-OnPremisesSyncBehavior.ReadWrite.All"
	contactSOA   = "Contacts-OnPremisesSyncBehavior.ReadWrite.All"
	reports      = "Reports.Read.All"

	readDeletedGroups = "Group.Read.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All"
)

// routes are the operations, in the order in which they are tried: names before {}.
// Costs are from https://learn.microsoft.com/graph/throttling-limits.
func routes() []route {
	return slices.Concat(tenantRoutes(), userRoutes(), groupRoutes(), contactRoutes())
}

func tenantRoutes() []route {
	return []route{
		{"POST", "$batch", 0, "", (*call).batch},
		{"GET", "organization", 1, readOrg, (*call).organizations},
		{"GET", "organization/{}", 1, readOrg, (*call).organization},
		{"GET", "domains", 1, readDomains, (*call).domains},
		{"GET", "domains/{}", 1, readDomains, (*call).domain},
		{"GET", "domains/{}/domainNameReferences", 1, readDomains, (*call).domainReferences},
		{"GET", "subscribedSkus", 3, readLicenses, (*call).subscribedSKUs},
		{"GET", "subscribedSkus/{}", 1, readLicenses, (*call).subscribedSKU},
		{"GET", "directory/onPremisesSynchronization", 1, readSync, (*call).synchronization},
		{"GET", "directory/onPremisesSynchronization/{}", 1, readSync, (*call).synchronizationOne},
		{"PATCH", "directory/onPremisesSynchronization/{}", 1, "OnPremDirectorySynchronization.ReadWrite.All", (*call).setSynchronization},
		{"GET", "directory/deletedItems", 1, readDeleted, (*call).deletedItems},
		{"GET", "directory/deletedItems/{}", 1, readDeleted, (*call).deletedItem},
		{"DELETE", "directory/deletedItems/{}", 1, writeUsers + " " + writeGroups, (*call).purge},
		{"POST", "directory/deletedItems/{}/restore", 1, restore, (*call).restore},
		{"GET", "me", 1, "User.Read User.Read.All User.ReadWrite.All Directory.Read.All", (*call).me},
		{"GET", "me/memberOf", 2, "User.Read " + readMemberOf, (*call).myRoles},
		{"GET", "me/transitiveMemberOf", 5, "User.Read " + readMemberOf, (*call).myRoles},
		{"POST", "directoryObjects/getByIds", 3, "Directory.Read.All Directory.ReadWrite.All", (*call).getByIDs},
		{"GET", "directoryObjects/{}", 1, "Directory.Read.All Directory.ReadWrite.All", (*call).directoryObject},
		{"GET", "admin/reportSettings", 1, "ReportSettings.Read.All ReportSettings.ReadWrite.All", (*call).reportSettings},
		{"GET", "reports/getMailboxUsageDetail/{}", 1, reports, (*call).usageReport},
		{"POST", "invitations", 1, "User.Invite.All " + writeUsers, (*call).invite},
	}
}

func userRoutes() []route {
	return []route{
		{"GET", "users", 2, readUsers, func(c *call) *answer { return c.list(model.CloudUser) }},
		{"POST", "users", 1, writeUsers, (*call).createUser},
		{"GET", "users/$count", 1, readUsers, func(c *call) *answer { return c.countOf(model.CloudUser) }},
		{"GET", "users/delta", 1, readUsers, func(c *call) *answer { return c.delta(model.CloudUser) }},
		{"GET", "users/{}", 1, readUsers + " User.Read", func(c *call) *answer { return c.one(model.CloudUser) }},
		{"PATCH", "users/{}", 1, writeUsers + " User-OnPremisesSyncBehavior.ReadWrite.All", func(c *call) *answer { return c.update(model.CloudUser) }},
		{"DELETE", "users/{}", 1, "User.DeleteRestore.All User.ReadWrite.All", func(c *call) *answer { return c.remove(model.CloudUser) }},
		{"GET", "users/{}/licenseDetails", 1, ofUserLic, (*call).licenseDetails},
		{"POST", "users/{}/assignLicense", 1, writeLic, (*call).assignLicense},
		{"POST", "users/{}/reprocessLicenseAssignment", 1, writeUsers, (*call).reprocess},
		{"POST", "users/{}/retryServiceProvisioning", 1, writeUsers, (*call).retryProvisioning},
		{"POST", "users/{}/revokeSignInSessions", 1, "User.RevokeSessions.All " + writeUsers, (*call).revoke},
		{"GET", "users/{}/mailboxSettings", 1, readMailbox, (*call).mailboxSettings},
		{"GET", "users/{}/mailboxSettings/userPurpose", 1, readMailbox, (*call).userPurpose},
		{"GET", "users/{}/settings/exchange", 1, "", (*call).exchangeSettings},
		{"GET", "users/{}/photo", 1, readPhoto, (*call).photo},
		{"GET", "users/{}/photo/$value", 1, readPhoto, (*call).photoValue},
		{"PUT", "users/{}/photo/$value", 1, writePhoto, (*call).setPhoto},
		{"DELETE", "users/{}/photo/$value", 1, writePhoto, (*call).deletePhoto},
		{"GET", "users/{}/photos/{}/$value", 1, readPhoto, (*call).photoValue},
		{"GET", "users/{}/manager", 1, readUsers, (*call).manager},
		{"GET", "users/{}/directReports", 1, readUsers, (*call).directReports},
		{"GET", "users/{}/ownedObjects", 1, readMemberOf, (*call).owned},
		{"GET", "users/{}/sponsors", 1, readUsers, func(c *call) *answer { return c.nobody(model.CloudUser) }},
		{"GET", "users/{}/memberOf", 2, readMemberOf, func(c *call) *answer { return c.memberOf(model.CloudUser, false) }},
		{"GET", "users/{}/transitiveMemberOf", 5, readMemberOf, func(c *call) *answer { return c.memberOf(model.CloudUser, true) }},
		{"POST", "users/{}/getMemberGroups", 2, readMemberOf, func(c *call) *answer { return c.memberGroups(model.CloudUser, false) }},
		{"POST", "users/{}/checkMemberGroups", 2, readMemberOf, func(c *call) *answer { return c.memberGroups(model.CloudUser, true) }},
		{"GET", "users/{}/onPremisesSyncBehavior", 1, userSOA, func(c *call) *answer { return c.behavior(model.CloudUser) }},
		{"PATCH", "users/{}/onPremisesSyncBehavior", 1, userSOA, func(c *call) *answer { return c.setBehavior(model.CloudUser) }},
	}
}

func groupRoutes() []route {
	return []route{
		{"GET", "groups", 1, readGroups, func(c *call) *answer { return c.list(model.CloudGroup) }},
		{"POST", "groups", 1, writeGroups, (*call).createGroup},
		{"GET", "groups/$count", 1, readGroups, func(c *call) *answer { return c.countOf(model.CloudGroup) }},
		{"GET", "groups/delta", 1, readGroups, func(c *call) *answer { return c.delta(model.CloudGroup) }},
		{"GET", "groups/{}", 1, readGroup, func(c *call) *answer { return c.one(model.CloudGroup) }},
		{"PATCH", "groups/{}", 1, writeGroups, func(c *call) *answer { return c.update(model.CloudGroup) }},
		{"DELETE", "groups/{}", 1, writeGroups, func(c *call) *answer { return c.remove(model.CloudGroup) }},
		{"GET", "groups/{}/members", 3, readMembers, func(c *call) *answer { return c.roster((*sim.Tenant).Members) }},
		{"GET", "groups/{}/members/$count", 3, readMembers, func(c *call) *answer { return c.rosterCount((*sim.Tenant).Members) }},
		{"GET", "groups/{}/transitiveMembers", 5, readMembers, func(c *call) *answer { return c.roster((*sim.Tenant).TransitiveMembers) }},
		{"GET", "groups/{}/owners", 2, readOwners, func(c *call) *answer { return c.roster((*sim.Tenant).Owners) }},
		{"POST", "groups/{}/members/$ref", 1, writeMembers, func(c *call) *answer { return c.addReference(false) }},
		{"DELETE", "groups/{}/members/{}/$ref", 1, writeMembers, func(c *call) *answer { return c.removeReference(false) }},
		{"POST", "groups/{}/owners/$ref", 1, writeGroups, func(c *call) *answer { return c.addReference(true) }},
		{"DELETE", "groups/{}/owners/{}/$ref", 1, writeGroups, func(c *call) *answer { return c.removeReference(true) }},
		{"GET", "groups/{}/membersWithLicenseErrors", 1, readMembers, func(c *call) *answer { return c.nobody(model.CloudGroup) }},
		{"GET", "groups/{}/memberOf", 2, readMemberOf, func(c *call) *answer { return c.memberOf(model.CloudGroup, false) }},
		{"GET", "groups/{}/transitiveMemberOf", 5, readMemberOf, func(c *call) *answer { return c.memberOf(model.CloudGroup, true) }},
		{"POST", "groups/{}/getMemberGroups", 2, readMemberOf, func(c *call) *answer { return c.memberGroups(model.CloudGroup, false) }},
		{"POST", "groups/{}/checkMemberGroups", 2, readMemberOf, func(c *call) *answer { return c.memberGroups(model.CloudGroup, true) }},
		{"POST", "groups/{}/retryServiceProvisioning", 1, writeGroups, (*call).retryProvisioning},
		{"GET", "groups/{}/onPremisesSyncBehavior", 1, groupSOA, func(c *call) *answer { return c.behavior(model.CloudGroup) }},
		{"PATCH", "groups/{}/onPremisesSyncBehavior", 1, groupSOA, func(c *call) *answer { return c.setBehavior(model.CloudGroup) }},
	}
}

func contactRoutes() []route {
	return []route{
		{"GET", "contacts", 1, readContacts, func(c *call) *answer { return c.list(model.CloudContact) }},
		{"GET", "contacts/$count", 1, readContacts, func(c *call) *answer { return c.countOf(model.CloudContact) }},
		{"GET", "contacts/delta", 1, readContacts, func(c *call) *answer { return c.delta(model.CloudContact) }},
		{"GET", "contacts/{}", 1, readContacts, func(c *call) *answer { return c.one(model.CloudContact) }},
		{"GET", "contacts/{}/memberOf", 2, readContacts, func(c *call) *answer { return c.memberOf(model.CloudContact, false) }},
		{"GET", "contacts/{}/transitiveMemberOf", 5, readContacts, func(c *call) *answer { return c.memberOf(model.CloudContact, true) }},
		{"GET", "contacts/{}/directReports", 1, readContacts, func(c *call) *answer { return c.nobody(model.CloudContact) }},
		{"POST", "contacts/{}/getMemberGroups", 2, readContacts, func(c *call) *answer { return c.memberGroups(model.CloudContact, false) }},
		{"POST", "contacts/{}/checkMemberGroups", 2, readContacts, func(c *call) *answer { return c.memberGroups(model.CloudContact, true) }},
		{"POST", "contacts/{}/retryServiceProvisioning", 1, contactSOA, (*call).retryProvisioning},
		{"GET", "contacts/{}/onPremisesSyncBehavior", 1, contactSOA, func(c *call) *answer { return c.behavior(model.CloudContact) }},
		{"PATCH", "contacts/{}/onPremisesSyncBehavior", 1, contactSOA, func(c *call) *answer { return c.setBehavior(model.CloudContact) }},
	}
}
