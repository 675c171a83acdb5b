package model

import (
	"slices"
	"strings"
)

// A Permission is one of Microsoft Graph that reading a tenant takes, the least that
// shows synchronization (https://learn.microsoft.com/graph/permissions-reference).
type Permission struct {
	Name string
	For  string // what stays empty without it
	Who  string // "user" or "application" where only they can have it; "" for both
}

// The permissions by name.
const (
	ReadOrganization = "Organization.Read.All"
	ReadDomains      = "Domain.Read.All"
	ReadFeatures     = "OnPremDirectorySynchronization.Read.All"
	ReadUsers        = "User.Read.All"
	ReadGroups       = "Group.Read.All"
	ReadMembers      = "GroupMember.Read.All"
	ReadContacts     = "OrgContact.Read.All"
	ReadLicenses     = "LicenseAssignment.Read.All"
	ReadPhotos       = "ProfilePhoto.Read.All"
	ReadMailbox      = "MailboxSettings.Read"
	ReadReports      = "Reports.Read.All"

	// There is no lesser one that only reads.
	UserAuthority    = "User-OnPremisesSyncBehavior.ReadWrite.All"
	GroupAuthority   = "Group-OnPremisesSyncBehavior.ReadWrite.All"
	ContactAuthority = "Contacts-OnPremisesSyncBehavior.ReadWrite.All"
)

// Permissions are those that reading everything takes. docs/tenant.md lists them.
var Permissions = []Permission{
	{ReadOrganization, "name and domains of the tenant, and when it was synchronized", ""},
	{ReadUsers, "users and deleted users", ""},
	{ReadGroups, "groups and deleted groups", ""},
	{ReadMembers, "members and owners of groups", ""},
	{ReadContacts, "contacts", ""},
	{ReadDomains, "domains that are not verified", ""},
	{ReadLicenses, "licenses", ""},
	{ReadFeatures, "the switches of synchronization", "user"},
	{ReadMailbox, "whether a user has a mailbox, and of which type", "application"},
	{ReadPhotos, "pictures", ""},
	{ReadReports, "sizes of mailboxes", ""},
	{UserAuthority, "whether the tenant has the say over a user", ""},
	{GroupAuthority, "whether the tenant has the say over a group", ""},
	{ContactAuthority, "whether the tenant has the say over a contact", ""},
}

// inDirectory are those that Directory.Read.All includes.
var inDirectory = []string{ReadOrganization, ReadDomains, ReadUsers, ReadGroups, ReadMembers, ReadContacts, ReadLicenses}

// Grants reports whether one of the permissions that were granted is the named one, or
// includes it.
func Grants(granted []string, name string) bool {
	write := strings.Replace(name, ".Read.", ".ReadWrite.", 1)
	if some, reads := strings.CutSuffix(name, ".Read"); reads {
		write = some + ".ReadWrite"
	}
	return slices.ContainsFunc(granted, func(g string) bool {
		return g == name || g == write || slices.Contains(inDirectory, name) && (g == "Directory.Read.All" || g == "Directory.ReadWrite.All")
	})
}

// Lacks lists the permissions that were not granted to whoever is signed in, but for
// those that they can never have. It is empty where the tenant does not say what was
// granted.
func (i TenantInfo) Lacks() (out []Permission) {
	if len(i.Scopes) == 0 {
		return nil
	}
	person := i.User != ""
	for _, p := range Permissions {
		if !Grants(i.Scopes, p.Name) && (p.Who == "" || person == (p.Who == "user")) {
			out = append(out, p)
		}
	}
	return out
}
