package drift

import (
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// An Authority is who decides about an object of the tenant.
type Authority string

// The authorities.
const (
	FromAD               Authority = "ad"
	ExchangeCloudManaged Authority = "exchangeCloudManaged" // its Exchange attributes no longer come from AD
	CloudManaged         Authority = "cloudManaged"         // nothing comes from AD any longer
	CloudBorn            Authority = "cloudBorn"
	FormerlySynced       Authority = "formerlySynced"
	AuthorityUnknown     Authority = "unknown"
)

// Label returns the authority in words.
func (a Authority) Label() string {
	switch a {
	case FromAD:
		return "Active Directory"
	case ExchangeCloudManaged:
		return "Active Directory, Exchange attributes in the cloud"
	case CloudManaged:
		return "the cloud, moved from Active Directory"
	case CloudBorn:
		return "the cloud"
	case FormerlySynced:
		return "the cloud, formerly synchronized"
	}
	return "not known"
}

// A Standing is the authority over an object, and how it is known.
type Standing struct {
	Authority Authority
	Why       string // a sentence without a period
	Source    string
}

// leftovers are the properties that stay when an object is no longer synchronized.
// onPremisesImmutableId is none of them: it is also set by hand before a hard match.
var leftovers = []model.Attr{"onPremisesLastSyncDateTime", PropSID, "onPremisesDistinguishedName", "onPremisesSamAccountName", "onPremisesDomainName"}

// AuthorityOf says who decides about an object of the tenant. onPremisesSyncEnabled
// alone does not say: it is empty for objects that were moved to the cloud, that were
// moved back and not synchronized since, and that were born there
// (https://learn.microsoft.com/graph/api/resources/onpremisessyncbehavior).
// cloudManaged is isCloudManaged of the object, exchange IsExchangeCloudManaged of its
// mailbox.
func AuthorityOf(now model.Entry, cloudManaged, exchange model.Maybe) Standing {
	sync := now.First(PropSyncEnabled)
	synced := strings.EqualFold(sync, "true")
	left := false
	for _, p := range leftovers {
		left = left || now.Has(p)
	}
	switch {
	case cloudManaged == model.Yes:
		return Standing{CloudManaged, "the source of authority was moved to the cloud (isCloudManaged)", srcAuthority}
	case synced && exchange == model.Yes:
		return Standing{ExchangeCloudManaged, "it synchronizes from AD, and its Exchange attributes are managed in the cloud (IsExchangeCloudManaged)", srcExchange}
	case synced:
		return Standing{FromAD, "it synchronizes from AD (onPremisesSyncEnabled)", srcAuthority}
	case sync != "":
		return Standing{FormerlySynced, "it was synchronized once and is no longer (onPremisesSyncEnabled is false)", srcAuthority}
	case cloudManaged == model.Unsure && (left || now.Has(PropAnchor)):
		return Standing{AuthorityUnknown, "it was moved to the cloud or synchronized once; which of the two, only isCloudManaged says, and that was not read", srcAuthority}
	case left:
		return Standing{FormerlySynced, "it was synchronized once and can be edited in the cloud; if its authority was just given back to AD, the next synchronization takes it over", srcAuthority}
	case now.Has(PropAnchor):
		return Standing{CloudBorn, "it was made in the cloud, and its anchor was set by hand: an object of AD with that anchor takes it over", srcExisting}
	}
	return Standing{CloudBorn, "it was made in the cloud", srcAuthority}
}

// Effect says whether an edit of an attribute of AD reaches the object, and in a
// sentence without a period what it will do.
func (s Standing) Effect(a model.Attr) (model.Maybe, string) {
	switch s.Authority {
	case FromAD:
		return model.Yes, "the next synchronization carries the edit to the tenant"
	case ExchangeCloudManaged:
		if forecast.IsExchange(a) {
			return model.No, "the edit has no effect in the tenant, where the Exchange attributes of this mailbox are managed; if they are written back, it is lost in AD, too"
		}
		return model.Yes, "the next synchronization carries the edit to the tenant; only the Exchange attributes are managed in the cloud"
	case CloudManaged:
		return model.No, "the edit has no effect in the tenant, where the object as a whole is managed"
	case CloudBorn:
		return model.No, "the edit has no effect in the tenant until the object of AD is matched with this one, and then all of AD replaces what stands there"
	case FormerlySynced:
		return model.No, "the edit has no effect in the tenant, as the object no longer synchronizes"
	}
	return model.Unsure, "whether the edit has an effect in the tenant is not known"
}
