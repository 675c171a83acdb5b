package forecast

import (
	"fmt"
	"strings"

	"recipientdesk/model"
)

// A name is what one attribute is called in AD, in the tenant's connector space and
// in the cloud (Graph for what Entra ID shows, Exchange Online for the rest). What
// is not in the table has the same name everywhere. Source of the first two:
// https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-attributes-synchronized;
// of the third: https://learn.microsoft.com/powershell/exchange/filter-properties.
type name struct{ ad, exported, cloud model.Attr }

var names = append([]name{
	{"userPrincipalName", "userPrincipalName", PropUPN},
	{"mailNickname", "alias", PropAlias},
	{"mail", "mail", PropMail},
	{"proxyAddresses", "proxyAddresses", PropProxies},
	{"displayName", "displayName", "displayName"},
	{"objectGUID", "sourceAnchor", "onPremisesImmutableId"},
	{"userAccountControl", "accountEnabled", "accountEnabled"},
	{"groupType", "securityEnabled", "securityEnabled"},
	{"sAMAccountName", "onPremisesSamAccountName", "onPremisesSamAccountName"},
	{"objectSid", "onPremiseSecurityIdentifier", "onPremisesSecurityIdentifier"},
	{"cn", "commonName", "name"},
	{"givenName", "givenName", "givenName"},
	{"sn", "surname", "surname"},
	{"l", "city", "city"},
	{"st", "state", "state"},
	{"co", "country", "country"},
	{"c", "countryLetterCode", "countryLetterCode"},
	{"title", "title", "jobTitle"},
	{"company", "company", "companyName"},
	{"physicalDeliveryOfficeName", "physicalDeliveryOfficeName", "officeLocation"},
	{"telephoneNumber", "telephoneNumber", "businessPhones"},
	{"mobile", "mobile", "mobilePhone"},
	{"targetAddress", "targetAddress", "externalEmailAddress"},
	{"altRecipient", "altRecipient", "forwardingAddress"},
	{"publicDelegates", "publicDelegates", "grantSendOnBehalfTo"},
	{"authOrig", "authOrig", "acceptMessagesOnlyFrom"},
	{"unauthOrig", "unauthOrig", "rejectMessagesFrom"},
	{"dLMemSubmitPerms", "dLMemSubmitPerms", "acceptMessagesOnlyFromDLMembers"},
	{"dLMemRejectPerms", "dLMemRejectPerms", "rejectMessagesFromDLMembers"},
	{"msExchHideFromAddressLists", "msExchHideFromAddressLists", "hiddenFromAddressListsEnabled"},
	{"msExchMailboxGuid", "msExchMailboxGuid", "exchangeGuid"},
	{"msExchArchiveGUID", "msExchArchiveGuid", "archiveGuid"},
	{"msExchArchiveName", "msExchArchiveName", "archiveName"},
	{"msExchRequireAuthToSendTo", "msExchRequireAuthToSendTo", "requireSenderAuthenticationEnabled"},
	{"msExchEnableModeration", "msExchEnableModeration", "moderationEnabled"},
	{"msExchModeratedByLink", "msExchModeratedByLink", "moderatedBy"},
	{"msExchSenderHintTranslations", "msExchSenderHintTranslations", "mailTip"},
}, customAttributes()...)

func customAttributes() (out []name) {
	for i := 1; i <= 15; i++ {
		a := model.Attr(fmt.Sprintf("extensionAttribute%d", i))
		out = append(out, name{a, a, model.Attr(fmt.Sprintf("customAttribute%d", i))})
	}
	return out
}

// The table by each of its columns.
var (
	byAD       = indexNames(func(n name) model.Attr { return n.ad })
	byExported = indexNames(func(n name) model.Attr { return n.exported })
	byCloud    = indexNames(func(n name) model.Attr { return n.cloud })
)

func indexNames(column func(name) model.Attr) *model.AttrMap[name] {
	m := &model.AttrMap[name]{}
	for _, n := range names {
		m.Put(column(n), n)
	}
	return m
}

func find(index *model.AttrMap[name], a model.Attr) name {
	if n, ok := index.Get(a); ok {
		return n
	}
	return name{a, a, a}
}

// CloudName returns what an exported attribute is called in the cloud.
func CloudName(exported model.Attr) model.Attr { return find(byExported, exported).cloud }

// ExportedName returns what an attribute of AD is called in the tenant's connector
// space.
func ExportedName(ad model.Attr) model.Attr { return find(byAD, ad).exported }

// nameOf finds a name by any of its columns: reasons name what is withheld as AD
// does, and all else as the cloud does.
func nameOf(a model.Attr) name {
	for _, index := range []*model.AttrMap[name]{byCloud, byAD, byExported} {
		if n, ok := index.Get(a); ok {
			return n
		}
	}
	return name{a, a, a}
}

// isExchange reports whether a mailbox that is managed in the cloud does not take
// the attribute from AD.
func (n name) isExchange() bool {
	switch n.exported {
	case "alias", "mail", "proxyAddresses", "targetAddress", "altRecipient", "publicDelegates", "authOrig", "unauthOrig", "dLMemSubmitPerms", "dLMemRejectPerms",
		"legacyExchangeDN":
		return true
	}
	s := strings.ToLower(string(n.ad))
	return strings.HasPrefix(s, "msexch") && s != "msexchusagelocation" || strings.HasPrefix(s, "extensionattribute")
}

// IsExchange reports whether an attribute of AD no longer comes from AD for a mailbox
// whose Exchange attributes are managed in the cloud (IsExchangeCloudManaged).
func IsExchange(ad model.Attr) bool { return find(byAD, ad).isExchange() }

// ADName returns what a property of the cloud object is called in AD.
func ADName(cloud model.Attr) model.Attr { return nameOf(cloud).ad }
