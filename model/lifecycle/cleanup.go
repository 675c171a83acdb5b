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
// that stood there becomes one in the cloud: a migrated one, unless the tenant is known
// to have none; then it is asked to make one. Its GUID goes, as a license makes no
// mailbox while it is synchronized; keepGUID leaves it for a mailbox that was moved by
// Exchange itself and may have to be moved back.
func CleanUp(e model.Entry, keepGUID bool, w World) (Outcome, error) {
	d := begin(e, w)
	d.clear(serverAttributes...)
	details := number(e, model.RecipientType)
	if onServer(e) {
		d.moved(details, d.Mailbox == model.No && !keepGUID)
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

// moved makes a mailbox of a server one in the cloud, which anew has to be made there.
func (d *editor) moved(details int64, anew bool) {
	e := d.Before
	t := map[int64]MailboxType{model.TypeUserMailbox: UserMailbox, model.TypeSharedMailbox: SharedMailbox, model.TypeLegacyMailbox: UserMailbox,
		model.TypeRoomMailbox: RoomMailbox, model.TypeEquipmentMailbox: EquipmentMailbox}[details]
	st := stamps[t]
	d.number(model.RecipientType, st.details)
	d.number(model.DisplayType, st.display)
	d.resource(t)
	how := model.RemoteMigrated
	if anew {
		how = model.RemoteProvisionMailbox
		d.note("The tenant has no mailbox of it: the next synchronization makes one, which is empty.")
	} else {
		d.note("In AD it counts as a mailbox that was moved to the cloud. A migrated mailbox is not made by a license; if the tenant has none, disable it here and enable a new one.")
	}
	d.number(model.RemoteRecipientType, number(e, model.RemoteRecipientType)&(model.RemoteProvisionArchive|model.RemoteDeprovisionArchive)|how|st.remote)
	alias := d.alias("", e.First(model.UserPrincipalName))
	d.set(model.MailNickname, alias)
	if !strings.Contains(strings.ToLower(e.First(model.TargetAddress)), ".onmicrosoft.") {
		d.route("", alias)
	}
}
