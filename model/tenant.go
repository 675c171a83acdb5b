package model

import "sync"

// A Maybe is an answer that may not be known. The zero Maybe is not known; in JSON
// it is null, false or true.
type Maybe int8

// The answers.
const (
	Unsure Maybe = iota
	No
	Yes
)

// MaybeOf turns what is known into an answer.
func MaybeOf(b bool) Maybe {
	if b {
		return Yes
	}
	return No
}

// String returns "unknown", "no" or "yes".
func (m Maybe) String() string { return [...]string{"unknown", "no", "yes"}[m] }

// MarshalJSON writes null, false or true.
func (m Maybe) MarshalJSON() ([]byte, error) {
	return []byte([...]string{"null", "false", "true"}[m]), nil
}

// UnmarshalJSON reads null, false or true.
func (m *Maybe) UnmarshalJSON(b []byte) error {
	switch string(b) {
	case "null":
		*m = Unsure
	case "false":
		*m = No
	case "true":
		*m = Yes
	default:
		return &Error{Code: Invalid, Subject: string(b), Message: "is neither true, false nor null"}
	}
	return nil
}

// TenantFacts are what a forecast has to know of the Entra tenant. A field at its
// zero value is not known. They are not changed once made.
type TenantFacts struct {
	Name            string       `json:"name,omitempty"`
	InitialDomain   string       `json:"initialDomain"`             // the first *.onmicrosoft.com of the tenant
	VerifiedDomains []string     `json:"verifiedDomains,omitempty"` // in lower case, the initial domain included
	Features        SyncFeatures `json:"features"`
	Users           []TenantUser `json:"users,omitempty"`

	once             sync.Once // fills the two below
	byAnchor, byName map[string]int
}

// SyncFeatures are switches of the tenant that change what becomes of an object
// (https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-syncservice-features).
type SyncFeatures struct {
	SoftMatchOnUPN        Maybe `json:"softMatchOnUpn"`
	BlockSoftMatch        Maybe `json:"blockSoftMatch"`
	BlockHardMatch        Maybe `json:"blockCloudObjectTakeoverThroughHardMatch"`
	UPNOfManagedUsers     Maybe `json:"synchronizeUpnForManagedUsers"`
	CloudManagedByDefault Maybe `json:"exchangeAttributesCloudManagedByDefault"`
}

// A TenantUser is what a forecast has to know of one user of the tenant.
type TenantUser struct {
	UserPrincipalName string `json:"userPrincipalName"`
	ImmutableID       string `json:"onPremisesImmutableId,omitempty"`
	Licensed          Maybe  `json:"exchangeLicensed"` // a service plan with Exchange Online is on
	CloudMailbox      Maybe  `json:"cloudMailbox"`     // has a mailbox in Exchange Online
	MailboxGUID       string `json:"exchangeGuid,omitempty"`
	CloudManaged      Maybe  `json:"isExchangeCloudManaged"` // its Exchange attributes no longer come from AD
	Role              Maybe  `json:"hasRole"`                // holds an Entra role
}
