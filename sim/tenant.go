package sim

import (
	"context"
	"slices"
	"strings"

	"recipientdesk/model"
)

// SampleUnselected returns the organizational unit that the sample organization's
// synchronization does not read, in a directory with that base.
func SampleUnselected(base string) string { return "OU=NoSync," + base }

// SampleFacts returns what is known of the tenant of the sample organization: its
// domains, and the users as they were when it was last synchronized. They are those
// of the organization as it is made, whatever was changed in it since.
func SampleFacts() *model.TenantFacts {
	t := &model.TenantFacts{
		Name: "Brightwater Instruments", InitialDomain: SampleTenant,
		VerifiedDomains: []string{SampleSuffix, "brightwater-group.example", SampleTenant, SampleRouting},
		Features: model.SyncFeatures{SoftMatchOnUPN: model.Yes, BlockSoftMatch: model.No, BlockHardMatch: model.No,
			UPNOfManagedUsers: model.Yes, CloudManagedByDefault: model.No},
	}
	s := Sample(nil, nil).System()
	info, _ := s.Info(context.Background()) // neither can fail in memory without a deadline
	for e := range s.Search(context.Background(), model.Query{Where: model.And{model.RecipientFilter, model.Equal{Attr: "sAMAccountType", Value: "805306368"}}}) {
		if synchronized(e, info.Base) {
			t.Users = append(t.Users, sampleUser(e, t.VerifiedDomains))
		}
	}
	return t
}

// synchronized leaves out what never reached the tenant: the unit that is not
// selected, the account of the synchronization itself, what is marked as not to be
// synchronized, and what a replication conflict left.
func synchronized(e model.Entry, base string) bool {
	return !strings.HasSuffix(e.Ref.DN, SampleUnselected(base)) && !strings.HasPrefix(e.First(model.SAMAccountName), "MSOL_") &&
		!strings.HasPrefix(e.First("adminDescription"), "User_") && !strings.Contains(e.First(model.CommonName), "CNF:")
}

// sampleUser is the tenant's side of a user. Who has an address is licensed and has
// a mailbox, rooms and shared mailboxes have one without a license, and those who
// left have neither. One has a license and no mailbox, because of the GUID of the
// mailbox he once had.
func sampleUser(e model.Entry, verified []string) model.TenantUser {
	guid, _ := model.ParseGUID(e.Ref.GUID)
	u := model.TenantUser{UserPrincipalName: cloudName(e, verified), ImmutableID: guid.ImmutableID(), CloudManaged: model.No, Role: model.No}
	kind := model.Recipient{Entry: e}.Kind()
	resource := kind == model.KindRoomMailbox || kind == model.KindEquipmentMailbox || kind == model.KindSharedMailbox
	left := model.Recipient{Entry: e}.Disabled() && !resource
	u.Licensed = model.MaybeOf(kind == model.KindUserMailbox && !left)
	u.CloudMailbox = model.MaybeOf(resource || u.Licensed == model.Yes && !e.Has("msExchMailboxGuid"))
	return u
}

// cloudName is the sign-in name in the tenant: that of the directory if its suffix
// is verified, else the alias in the initial domain
// (https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname).
func cloudName(e model.Entry, verified []string) string {
	upn := e.First(model.UserPrincipalName)
	if upn == "" {
		upn = e.First(model.SAMAccountName) + "@" + SampleDomain
	}
	local, suffix, _ := strings.Cut(upn, "@")
	if slices.Contains(verified, suffix) {
		return upn
	}
	for _, from := range []string{model.Recipient{Entry: e}.Primary(), e.First(model.MailNickname)} {
		if from != "" {
			local, _, _ = strings.Cut(from, "@")
		}
	}
	return local + "@" + SampleTenant
}
