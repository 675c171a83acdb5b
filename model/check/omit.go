package check

import (
	"strings"

	"recipientdesk/model"
)

const (
	criticalObject   model.Attr = "isCriticalSystemObject"
	adminDescription model.Attr = "adminDescription"
	hidden           model.Attr = "msExchHideFromAddressLists"
)

// skip says why rules are not for an object, "" if they are: it is part of the
// system, or synchronization leaves it out and nobody sends mail to it.
func skip(c *Case) string {
	why, system := omitted(c)
	if why == "" || !system && c.kind.MailEnabled() {
		return ""
	}
	return "synchronization leaves it out: " + why
}

// systemTypes are the bits of msExchRecipientTypeDetails that synchronization leaves
// out: public folder, system attendant, system mailbox, Microsoft Exchange,
// arbitration mailbox, mailbox plan, discovery mailbox.
const systemTypes, roleGroup, monitoringMailbox = 0x21C07000, 0x40000000, 0x8000000000

const (
	docUsers  = "https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-user-and-contacts"
	docConfig = "https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-default-configuration"
	docNoSync = "https://learn.microsoft.com/troubleshoot/entra/entra-id/user-prov-sync/objects-dont-sync-ad-sync-tool"
)

// omitted says why the default rules of synchronization leave an object out (docConfig,
// docNoSync), "" if they do not. system means that this is as it should be: the
// object was made by a product for itself. Replication conflicts are the matter of
// RD1020, what has no address that of RD1029.
func omitted(c *Case) (why string, system bool) {
	o := &c.omission
	if !o.known {
		o.why, o.system = whyOmitted(c)
		o.known = true
	}
	return o.why, o.system
}

func whyOmitted(c *Case) (why string, system bool) {
	types, _ := c.number(model.RecipientType)
	switch {
	case c.Has(criticalObject):
		return "it belongs to the system (isCriticalSystemObject)", true
	case c.class == 0 && c.kind == model.KindOther:
		return "it is neither a user nor a group nor a contact", true
	case c.class == User && (types&systemTypes != 0 || types == monitoringMailbox):
		return "it is a mailbox of Exchange itself (msExchRecipientTypeDetails)", true
	case c.class == Group && types&roleGroup != 0:
		return "it is a role group of Exchange", true
	}
	switch c.class {
	case User:
		return omittedUser(c)
	case Group:
		if hasPrefixFold(c.First(adminDescription), "Group_") {
			return "its adminDescription starts with Group_, the mark of groups that were written back", false
		}
		if strings.EqualFold(c.First(model.SAMAccountName), "MSOL_AD_Sync_RichCoexistence") {
			return "it is a group of directory synchronization itself", true
		}
	case Contact:
		if systemName(c.First(model.MailNickname), "CAS_") {
			return "its alias is that of an object of Exchange", true
		}
		if strings.Contains(strings.ToLower(c.First(model.DisplayName)), "(msol)") && strings.EqualFold(c.First(hidden), "TRUE") {
			return "its display name contains (MSOL) and it is hidden from address lists", false
		}
	}
	return "", false
}

func omittedUser(c *Case) (why string, system bool) {
	account, alias := c.First(model.SAMAccountName), c.First(model.MailNickname)
	switch {
	case strings.EqualFold(account, "SUPPORT_388945a0"):
		return "it is an account of Windows itself", true
	case hasPrefixFold(account, "AAD_"):
		return "its account name starts with AAD_", false
	case hasPrefixFold(account, "MSOL_"):
		return "its account name starts with MSOL_", false
	case systemName(account, "CAS_"), systemName(alias, "CAS_"), hasPrefixFold(alias, "SystemMailbox{"):
		return "its name is that of an object of Exchange", true
	case hasPrefixFold(c.First(adminDescription), "User_"):
		return "its adminDescription starts with User_, the mark of users that are not to be synchronized", false
	}
	return "", false
}

// systemName reports whether a name is made of a prefix and a GUID in braces.
func systemName(name, prefix string) bool {
	return hasPrefixFold(name, prefix) && strings.Contains(name, "}")
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
