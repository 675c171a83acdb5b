package mailboxguid

// A Remark is something to know before the change.
type Remark struct {
	Text   string // sentences
	Source string // address of the statement it rests on, or ""
}

const (
	hybridSource  = "https://learn.microsoft.com/exchange/hybrid-deployment/move-mailboxes"
	designSource  = "https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-design-concepts"
	leaveSource   = "https://learn.microsoft.com/exchange/decommission-on-premises-exchange"
	upgradeSource = "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-dirsync-upgrade-get-started"
	rulesSource   = "https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-declarative-provisioning"
)

// Remarks are what an administrator should know before the change, whatever the
// rules are.
func Remarks() []Remark {
	return []Remark{
		{"New mailboxes get GUIDs of their own, which all services of the tenant will know, address lists included. What rests on the old GUID stops working: moving a mailbox with Microsoft's tools, in either direction, needs the GUID to be put right before. " +
			"ImmutableId is not among it, although it is often said to be: it comes from objectGUID or mS-DS-ConsistencyGuid.", designSource},
		{"Until the migration is finished there are two mailboxes for one person. Mail is delivered to the mailbox on the side of the sender, and the other does not get it. Keep that time short.", hybridSource},
		{"After the migration the users stay synchronized: addresses and other attributes of the cloud mailboxes are edited in AD.", leaveSource},
		{"Do not delete the mailboxes on premises, or remove the last Exchange server, by the usual commands: what they clear in AD is cleared in the cloud, and the cloud objects cannot be changed there while they are synchronized.", leaveSource},
		{"Public folders are not concerned: this does not prepare their migration.", ""},
		{"A flow that is applied once fills new objects only. For those that are in the tenant, the GUID goes at the full synchronization because no rule contributes it any more: that is why the original rule must not stay enabled beside the copy.", rulesSource},
		{"DirSync cannot do this, and is out of support: upgrade to Microsoft Entra Connect first. Cloud Sync has no such rules: remove the mapping of msExchMailboxGuid from its configuration instead.", upgradeSource},
	}
}
