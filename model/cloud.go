package model

import (
	"context"
	"iter"
	"strings"
	"time"
)

// A Tenant is an Entra tenant, as much of it as the desk needs. Implementations are
// safe for concurrent use and return errors that carry a [Code]: Denied for a missing
// permission, whose name is the error's subject. Package modeltest holds what every
// one of them must do.
//
// An object of the tenant is an [Entry], or a row of a [Batch], whose Ref has the
// object ID as GUID and no DN. Its attributes are properties by their names in
// Microsoft Graph. A property without a value is absent. Booleans are "true" and
// "false", times RFC 3339 in UTC, numbers decimal. What Graph nests is flattened:
// onPremisesExtensionAttributes to extensionAttribute1 to 15, assignedLicenses to
// the GUIDs of the licenses. Every other nested value is its JSON in compact form,
// one text for each element of a list.
type Tenant interface {
	// Info describes the tenant and the session.
	Info(ctx context.Context) (TenantInfo, error)

	// Facts returns the domains and the switches of the tenant, without its users.
	Facts(ctx context.Context) (*TenantFacts, error)

	// List yields every object of a class as its pages arrive. The columns of the
	// batches are props in that order. An error ends it.
	List(ctx context.Context, class CloudClass, props ...Attr) iter.Seq2[*Batch, error]

	// Changes yields what happened to the objects of a class since mark, "" for
	// all there are, [MarkNow] for nothing yet. The last change carries the mark for
	// the next call. A mark that is too old yields an error with the code Conflict:
	// begin again with "".
	Changes(ctx context.Context, class CloudClass, mark string, props ...Attr) iter.Seq2[CloudChange, error]

	// Get reads the named properties of one object, by its ID or, for users, its
	// sign-in name.
	Get(ctx context.Context, class CloudClass, id string, props ...Attr) (Entry, error)

	// Find returns the objects of a class of which a property, or one value of a list,
	// is equal to a value: id, userPrincipalName, mail, proxyAddresses,
	// onPremisesImmutableId or onPremisesSecurityIdentifier, as far as the class has
	// it. Anchors compare with case, everything else without. [CheckFind] is what
	// can be asked; a value that none has yields nothing.
	Find(ctx context.Context, class CloudClass, where Equal, props ...Attr) ([]Entry, error)

	// Members yields the direct members of a group, Owners its owners: id,
	// displayName, mail and userPrincipalName, as far as they may be read.
	Members(ctx context.Context, group string) iter.Seq2[Entry, error]
	Owners(ctx context.Context, group string) iter.Seq2[Entry, error]

	// Licenses returns what the tenant has subscribed to.
	Licenses(ctx context.Context) ([]License, error)

	// Photo returns the picture of a user as JPEG; NotFound if there is none.
	Photo(ctx context.Context, user string) ([]byte, error)

	// Mailbox says whether a user has a mailbox in Exchange Online.
	Mailbox(ctx context.Context, user string) (CloudMailbox, error)

	// CloudManaged says whether the tenant has become the authority over a
	// synchronized object (isCloudManaged).
	CloudManaged(ctx context.Context, class CloudClass, id string) (Maybe, error)

	// Probe asks about many objects what Mailbox and CloudManaged tell of one, in far
	// fewer requests. Each ID has one answer, in their order. An error ends it: Denied,
	// if the permission is missing.
	Probe(ctx context.Context, trait CloudTrait, class CloudClass, ids []string) iter.Seq2[CloudAnswer, error]

	// Close ends the session. Later calls yield Unreachable.
	Close() error
}

// MarkNow asks [Tenant] Changes for a mark alone. Whatever a listing that begins
// later does not show yet is among the changes since.
const MarkNow = "now"

// A CloudClass is a kind of object of a tenant.
type CloudClass string

// The classes. Deleted objects can be restored for 30 days.
const (
	CloudUser    CloudClass = "user"
	CloudGroup   CloudClass = "group"
	CloudContact CloudClass = "contact"
	DeletedUser  CloudClass = "deletedUser"
	DeletedGroup CloudClass = "deletedGroup"
)

// Plural names the objects of a class for a person: "deleted users".
func (c CloudClass) Plural() string {
	if kind, deleted := strings.CutPrefix(string(c), "deleted"); deleted {
		return "deleted " + strings.ToLower(kind) + "s"
	}
	return string(c) + "s"
}

// A CloudChange is an object that came, changed or went.
type CloudChange struct {
	Entry   Entry  // with the properties that are known
	Removed bool   // it is gone, or was deleted and can be restored
	Mark    string // of the last change only, which then may have no Entry
}

// TenantInfo describes a tenant and who is signed in to it.
type TenantInfo struct {
	Name          string    `json:"name"`
	ID            string    `json:"tenantId"`
	InitialDomain string    `json:"initialDomain"`
	Source        string    `json:"source"` // "Microsoft Graph", "sample", the address of a simulator, a file
	Cloud         string    `json:"cloud"`  // "global", "usgov", "dod", "china"; "" where it makes no sense
	User          string    `json:"user"`   // sign-in name; "" for an application or nobody
	App           string    `json:"app"`    // client ID
	Roles         []string  `json:"roles"`  // directory roles by name
	Scopes        []string  `json:"scopes"` // permissions that were granted
	SyncEnabled   Maybe     `json:"syncEnabled"`
	LastSync      time.Time `json:"lastSync"` // zero: never, or not known
}

// A License is a product that the tenant has subscribed to.
type License struct {
	SKU      string // GUID
	Part     string // ENTERPRISEPACK
	Enabled  int    // seats
	Consumed int
	Status   string // Enabled, Warning, Suspended …
	Plans    []LicensePlan
}

// A LicensePlan is a service within a license.
type LicensePlan struct {
	ID, Name string // GUID, EXCHANGE_S_ENTERPRISE
	Status   string
}

// A CloudMailbox is what is known of a user's mailbox in Exchange Online.
type CloudMailbox struct {
	Exists  Maybe
	Purpose string // user, shared, room, equipment, linked, others; "" if not known
	GUID    string // ExchangeGuid; "" if not known
	Why     string // how it is known, or why not
}
