package lifecycle

import (
	"strings"

	"recipientdesk/model"
)

// serverAttributes are what an Exchange server leaves on the account of a mailbox that
// stood there, and that means nothing once the server is gone. The marks of address
// policies are none of them: they say who is exempt from those of package addresspolicy.
var serverAttributes = attributes(`homeMDB homeMTA msExchHomeServerName msExchMailboxSecurityDescriptor msExchMailboxTemplateLink msExchMDBRulesQuota
	mDBUseDefaults mDBStorageQuota mDBOverQuotaLimit mDBOverHardQuotaLimit garbageCollPeriod deletedItemFlags
	msExchRBACPolicyLink msExchUserAccountControl msExchALObjectVersion showInAddressBook
	msExchUMDtmfMap msExchUMTemplateLink msExchUMEnabledFlags msExchUMEnabledFlags2 msExchUMRecipientDialPlanLink msExchOmaAdminWirelessEnable msExchMobileMailboxFlags
	msExchMobileMailboxPolicyLink msExchOWAPolicy msExchELCMailboxFlags msExchMailboxMoveFlags msExchMailboxMoveStatus msExchMailboxMoveBatchName
	msExchMailboxMoveSourceMDBLink msExchMailboxMoveTargetMDBLink msExchMailboxMoveRemoteHostName msExchWhenMailboxCreated`)

// CleanUp takes away what an Exchange server that is gone left on an object. A mailbox
// that stood there becomes one in the cloud: a migrated one, if the tenant has it. Its
// GUID goes, as a license makes no mailbox while it is synchronized; keepGUID leaves it
// for a mailbox that was moved by Exchange itself and may have to be moved back.
func CleanUp(e model.Entry, keepGUID bool, w World) (Outcome, error) {
	d := begin(e, w)
	d.clear(serverAttributes...)
	details := number(e, model.RecipientType)
	if onServer(e) {
		d.moved(e, details)
	}
	if !keepGUID && e.Has(model.MailboxGUID) {
		d.clear(model.MailboxGUID)
		d.note("Without msExchMailboxGuid a license makes a mailbox, if the tenant has none.")
	}
	if number(e, model.RemoteRecipientType)&(model.RemoteProvisionArchive|model.RemoteDeprovisionArchive) == model.RemoteDeprovisionArchive {
		d.clear(archiveGUID, archiveName)
	}
	if d.err == nil && d.Change().Empty() {
		d.refuse(model.NotFound, "has nothing that a server left behind", "Nothing has to be changed.")
	}
	return d.end()
}

// moved makes a mailbox of a server one in the cloud.
func (d *editor) moved(e model.Entry, details int64) {
	t := map[int64]MailboxType{model.TypeUserMailbox: UserMailbox, model.TypeSharedMailbox: SharedMailbox, model.TypeLegacyMailbox: UserMailbox,
		model.TypeRoomMailbox: RoomMailbox, model.TypeEquipmentMailbox: EquipmentMailbox}[details]
	st := stamps[t]
	d.number(model.RecipientType, st.details)
	d.number(model.DisplayType, st.display)
	d.number(model.RemoteRecipientType, number(e, model.RemoteRecipientType)&(model.RemoteProvisionArchive|model.RemoteDeprovisionArchive)|model.RemoteMigrated|st.remote)
	alias := d.alias("", e.First(model.UserPrincipalName))
	d.set(model.MailNickname, alias)
	if !strings.Contains(strings.ToLower(e.First(model.TargetAddress)), ".onmicrosoft.") {
		d.route("", alias)
	}
	d.note("In AD it counts as a mailbox that was moved to the cloud. A migrated mailbox is not made by a license; if the tenant has none, disable it here and enable a new one.")
}
