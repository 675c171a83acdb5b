package drift

// Where the rules are stated.
const (
	srcAnchor    = "https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-design-concepts#sourceanchor"
	srcExisting  = "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-install-existing-tenant"
	srcClash     = "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-syncservice-duplicate-attribute-resiliency"
	srcShadow    = "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-syncservice-shadow-attributes"
	srcCycle     = "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-scheduler"
	srcFiltering = "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-configure-filtering"
	srcAuthority = "https://learn.microsoft.com/graph/api/resources/onpremisessyncbehavior"
	srcExchange  = "https://techcommunity.microsoft.com/blog/exchange/introducing-cloud-managed-remote-mailboxes-a-step-to-last-exchange-server-retire/4446042"
	srcFlows     = "https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-attributes-synchronized"
	srcHybrid    = "https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-attributes-synchronized#exchange-hybrid-writeback"
	srcGraph     = "https://learn.microsoft.com/graph/api/resources/user"
	srcSignIn    = "https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname"
	srcType      = "https://support.microsoft.com/kb/2710029"
	srcDefaults  = "https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-default-configuration"
	srcMerged    = "https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-user-and-contacts"
	srcProxies   = "https://learn.microsoft.com/troubleshoot/entra/entra-id/user-prov-sync/proxyaddresses-attribute-populate"
	srcOldGUID   = "https://c7solutions.com/2018/01/duplicate-exchange-online-and-exchange-server-mailboxes"
	srcDeleted   = "https://learn.microsoft.com/entra/fundamentals/users-restore"
)
