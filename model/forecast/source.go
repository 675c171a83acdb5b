package forecast

// Where the rules are stated. The confidence of each is in docs/forecast.md.
const (
	connect = "https://learn.microsoft.com/entra/identity/hybrid/connect/"
	support = "https://learn.microsoft.com/troubleshoot/entra/entra-id/user-prov-sync/"

	srcUPN      = connect + "plan-connect-userprincipalname"
	srcShadow   = connect + "how-to-connect-syncservice-shadow-attributes"
	srcClash    = connect + "how-to-connect-syncservice-duplicate-attribute-resiliency"
	srcExisting = connect + "how-to-connect-install-existing-tenant"
	srcFeatures = connect + "how-to-connect-syncservice-features"
	srcErrors   = connect + "tshoot-connect-sync-errors"
	srcLarge    = connect + "tshoot-connect-largeobjecterror-usercertificate"
	srcAnchor   = connect + "plan-connect-design-concepts"
	srcClasses  = connect + "concept-azure-ad-connect-sync-user-and-contacts"
	srcFlows    = connect + "reference-connect-sync-attributes-synchronized"
	srcDefaults = connect + "concept-azure-ad-connect-sync-default-configuration"

	srcProxies   = support + "proxyaddresses-attribute-populate"
	srcMasks     = support + "objects-dont-sync-ad-sync-tool"
	srcGroupMail = support + "sg-mail-enabled-sync"

	srcLimits       = "https://learn.microsoft.com/microsoft-365/enterprise/prepare-for-directory-synchronization"
	srcTypeReverts  = "https://support.microsoft.com/kb/2710029"
	srcPrevious     = "https://techcommunity.microsoft.com/blog/exchange/permanently-clear-previous-mailbox-info/607619"
	srcMailUser     = "https://learn.microsoft.com/powershell/module/exchange/get-mailuser"
	srcMailOnly     = "https://timmcmic.blog/2024/01/30/office-365-provisioning-exchange-online-mailboxes-with-only-a-mail-attribute/"
	srcConvert      = "https://www.michev.info/blog/post/1196/changes-around-handling-of-mail-users-in-exchange-online"
	srcDual         = "https://learn.microsoft.com/archive/blogs/timmcmic/office-365-users-have-both-a-cloud-and-on-premises-mailbox"
	srcNoLicense    = "https://learn.microsoft.com/archive/blogs/benw/dude-why-isnt-a-mailbox-being-provisioned-created-in-exchange-online-after-licensing"
	srcMailboxGUID  = "https://c7solutions.com/2018/01/duplicate-exchange-online-and-exchange-server-mailboxes"
	srcNoMailbox    = "https://learn.microsoft.com/powershell/exchange/filter-properties"
	srcCloudManaged = "https://techcommunity.microsoft.com/blog/exchange/introducing-cloud-managed-remote-mailboxes-a-step-to-last-exchange-server-retire/4446042"
	srcHardening    = "https://learn.microsoft.com/entra/fundamentals/whats-new"
	srcGroupTypes   = "https://learn.microsoft.com/powershell/module/exchange/enable-distributiongroup"
)
