package ui

import (
	"slices"
	"strings"

	"recipientdesk/model"
)

// A permission is one of Microsoft Graph that the window reads by. docs/tenant.md has
// the same list.
type permission struct {
	name   string
	blank  string // what stays empty without it
	people bool   // only people can have it
	apps   bool   // only applications can have it for objects of others
}

var permissions = []permission{
	{name: "Organization.Read.All", blank: "name and domains of the tenant, and when it was synchronized"},
	{name: "User.Read.All", blank: "users and deleted users"},
	{name: "Group.Read.All", blank: "groups and deleted groups"},
	{name: "GroupMember.Read.All", blank: "members and owners of groups"},
	{name: "OrgContact.Read.All", blank: "contacts"},
	{name: "Domain.Read.All", blank: "domains that are not verified"},
	{name: "LicenseAssignment.Read.All", blank: "licenses"},
	{name: "OnPremDirectorySynchronization.Read.All", blank: "the switches of synchronization", people: true},
	{name: "MailboxSettings.Read", blank: "whether a user has a mailbox, and of which type", apps: true},
	{name: "ProfilePhoto.Read.All", blank: "pictures"},
	{name: "Reports.Read.All", blank: "sizes of mailboxes"},
	{name: "User-OnPremisesSyncBehavior.ReadWrite.All", blank: "whether the tenant has the say over a user"},
	{name: "Group-OnPremisesSyncBehavior.ReadWrite.All", blank: "whether the tenant has the say over a group"},
	{name: "Contacts-OnPremisesSyncBehavior.ReadWrite.All", blank: "whether the tenant has the say over a contact"},
}

// inDirectoryRead are the permissions that Directory.Read.All includes
// (https://learn.microsoft.com/graph/permissions-reference).
var inDirectoryRead = []string{"Organization.Read.All", "User.Read.All", "Group.Read.All", "GroupMember.Read.All", "OrgContact.Read.All", "Domain.Read.All", "LicenseAssignment.Read.All"}

// lacking lists the permissions that were not granted, those left out that whoever is
// signed in cannot have. It is empty where the tenant does not say what was granted.
func lacking(i model.TenantInfo) (out []permission) {
	if len(i.Scopes) == 0 {
		return nil
	}
	has := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return slices.Contains(i.Scopes, n) })
	}
	for _, p := range permissions {
		switch person := i.User != ""; {
		case p.people && !person, p.apps && person:
		case has(p.name, strings.Replace(p.name, ".Read.", ".ReadWrite.", 1), strings.TrimSuffix(p.name, ".Read")+".ReadWrite"):
		case slices.Contains(inDirectoryRead, p.name) && has("Directory.Read.All", "Directory.ReadWrite.All"):
		default:
			out = append(out, p)
		}
	}
	return out
}
