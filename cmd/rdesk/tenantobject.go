package main

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
)

// A tenantClass is a class of the tenant's objects as the command line names it, and
// what is listed of it unless something else is asked for.
type tenantClass struct {
	class model.CloudClass
	attrs []model.Attr
}

// classesOf are the classes that a word of the command line stands for.
var classesOf = map[string][]tenantClass{
	"users":    {{model.CloudUser, userAttrs}},
	"groups":   {{model.CloudGroup, groupAttrs}},
	"contacts": {{model.CloudContact, contactAttrs}},
	"deleted":  {{model.DeletedUser, append(slices.Clone(userAttrs), propDeleted)}, {model.DeletedGroup, append(slices.Clone(groupAttrs), propDeleted)}},
	"":         {{model.CloudUser, userAttrs}, {model.CloudGroup, groupAttrs}, {model.CloudContact, contactAttrs}},
}

const (
	propDeleted  model.Attr = "deletedDateTime"
	propLastSync model.Attr = "onPremisesLastSyncDateTime"
	propLicenses model.Attr = "assignedLicenses"
	propName     model.Attr = "displayName"
)

var (
	mailAttrs    = tenantAttrs("displayName mail mailNickname proxyAddresses onPremisesSyncEnabled onPremisesLastSyncDateTime")
	userAttrs    = append(tenantAttrs("userPrincipalName userType accountEnabled assignedLicenses onPremisesImmutableId"), mailAttrs...)
	groupAttrs   = append(tenantAttrs("groupTypes mailEnabled securityEnabled"), mailAttrs...)
	contactAttrs = mailAttrs

	// leftAttrs tell who decides about an object, beside onPremisesSyncEnabled.
	leftAttrs = map[model.CloudClass][]model.Attr{
		model.CloudUser:  tenantAttrs("onPremisesSecurityIdentifier onPremisesDistinguishedName onPremisesSamAccountName onPremisesDomainName"),
		model.CloudGroup: tenantAttrs("onPremisesSecurityIdentifier onPremisesSamAccountName onPremisesDomainName"),
	}
)

func tenantAttrs(list string) (out []model.Attr) {
	for f := range strings.FieldsSeq(list) {
		out = append(out, model.Attr(f))
	}
	return out
}

// live is the class that an object is, or was before it was deleted.
func live(c model.CloudClass) model.CloudClass {
	switch c {
	case model.DeletedUser:
		return model.CloudUser
	case model.DeletedGroup:
		return model.CloudGroup
	}
	return c
}

// Kinds of the tenant's objects (https://learn.microsoft.com/graph/api/resources/groups-overview#group-types-in-microsoft-entra-id-and-microsoft-graph).
var cloudKinds = []struct{ id, label string }{
	{"member", "User"}, {"guest", "Guest"}, {"contact", "Contact"}, {"microsoft365", "Microsoft 365 group"},
	{"security", "Security group"}, {"mail-security", "Mail-enabled security group"}, {"distribution", "Distribution group"},
}

// cloudKind says what kind an object is, by the name that --kind takes.
func cloudKind(class model.CloudClass, e model.Entry) string {
	mail, security := e.First("mailEnabled") == "true", e.First("securityEnabled") == "true"
	switch live(class) {
	case model.CloudContact:
		return "contact"
	case model.CloudGroup:
		switch {
		case slices.Contains(e.Values("groupTypes"), "Unified"):
			return "microsoft365"
		case mail && security:
			return "mail-security"
		case mail:
			return "distribution"
		}
		return "security"
	}
	if strings.EqualFold(e.First("userType"), "Guest") {
		return "guest"
	}
	return "member"
}

func cloudKindLabel(id string) string {
	for _, k := range cloudKinds {
		if k.id == id {
			return k.label
		}
	}
	return id
}

// A tenantRow is an object of the tenant with what is said of it beside its
// properties.
type tenantRow struct {
	drift.Object
	kind      string
	authority drift.Authority
	licenses  []string // of a user, by name where it is known
	days      int      // until a deleted object is gone
}

func (n naming) row(class model.CloudClass, e model.Entry) tenantRow {
	r := tenantRow{Object: drift.Object{Class: class, Entry: e}, kind: cloudKind(class, e),
		authority: drift.AuthorityOf(e, model.Unsure, model.Unsure).Authority}
	for _, sku := range e.Values(propLicenses) {
		r.licenses = append(r.licenses, n.license(sku))
	}
	r.days = daysLeft(r.GoneAt().Sub(n.now))
	return r
}

// daysLeft counts the days that begin before a deleted object is gone.
func daysLeft(left time.Duration) int { return max(0, int((left+24*time.Hour-1)/(24*time.Hour))) }

// A naming is what rows are made with.
type naming struct {
	now      time.Time
	products []model.License
}

// license names a product as Microsoft's lists do; without them its ID has to do.
func (n naming) license(sku string) string {
	for _, p := range n.products {
		if strings.EqualFold(p.SKU, sku) && p.Part != "" {
			return p.Part
		}
	}
	return sku
}

// address is what the object is found by: its sign-in name, or its primary address.
func (r tenantRow) address() string {
	if v := r.First(forecast.PropUPN); v != "" && !r.Deleted() {
		return v
	}
	return r.First(forecast.PropMail)
}

func (r tenantRow) name() string {
	if v := r.First(propName); v != "" {
		return v
	}
	return r.Object.Name()
}

// append writes the row as JSON with the named attributes, all without.
func (r tenantRow) append(b []byte, attrs []model.Attr) []byte {
	w := &fieldWriter{append(b, '{')}
	w.text("id", r.ID())
	w.text("class", string(live(r.Class)))
	w.text("kind", r.kind)
	w.text("authority", string(r.authority))
	w.bool("deleted", r.Deleted())
	if r.Deleted() {
		w.key("daysLeft")
		w.b = strconv.AppendInt(w.b, int64(r.days), 10)
	}
	if live(r.Class) == model.CloudUser {
		w.list("licenses", len(r.licenses), func(i int) { w.value(r.licenses[i]) })
	}
	w.key("attributes")
	w.properties(r.Entry.Only(attrs...))
	return append(w.b, '}')
}

// properties writes properties in the form that Graph has them in: lists as arrays,
// truth values as such, and nested values as they came.
func (w *fieldWriter) properties(e model.Entry) {
	w.object(func() {
		for a, vals := range e.All() {
			w.values(a, vals)
		}
	})
}

func (w *fieldWriter) values(a model.Attr, vals []string) {
	one := func(i int) { w.value(vals[i]) }
	if slices.ContainsFunc(cloudNested, a.Is) {
		one = func(i int) { w.nested(vals[i]) }
	}
	switch {
	case len(vals) > 1 || slices.ContainsFunc(cloudLists, a.Is):
		w.list(string(a), len(vals), one)
	case slices.ContainsFunc(cloudTruths, a.Is) && (vals[0] == "true" || vals[0] == "false"):
		w.bool(string(a), vals[0] == "true")
	default:
		w.key(string(a))
		one(0)
	}
}

// nested writes a value that is JSON as it is.
func (w *fieldWriter) nested(v string) {
	if json.Valid([]byte(v)) {
		w.b = append(w.b, v...)
		return
	}
	w.value(v)
}

// cloudNested are the properties whose values are objects, cloudLists those that are
// lists, also with one value, cloudTruths those that are true or false.
var (
	cloudNested = tenantAttrs(`addresses assignedPlans authorizationInfo employeeOrgData identities licenseAssignmentStates onPremisesProvisioningErrors
		phones provisionedPlans serviceProvisioningErrors`)
	cloudLists = tenantAttrs(`addresses assignedLicenses assignedPlans businessPhones creationOptions groupTypes identities imAddresses
		licenseAssignmentStates onPremisesProvisioningErrors otherMails phones provisionedPlans proxyAddresses resourceBehaviorOptions
		resourceProvisioningOptions serviceProvisioningErrors`)
	cloudTruths = tenantAttrs(`accountEnabled allowExternalSenders autoSubscribeNewMembers hideFromAddressLists hideFromOutlookClients isAssignableToRole
		isManagementRestricted isResourceAccount isSubscribedByMail mailEnabled onPremisesSyncEnabled securityEnabled showInAddressList`)
)
