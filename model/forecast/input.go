package forecast

import (
	"io"

	"recipientdesk/model"
)

// An Input is what a forecast rests on. Only Export and Class are needed; the more
// of the rest is known, the less of the forecast is unknown.
type Input struct {
	// AD is the object as it stands or will stand in the directory.
	AD model.Entry
	// Export is the object that the rules export, by the names of the tenant's
	// connector space: alias where AD says mailNickname, surname for sn,
	// sourceAnchor, accountEnabled, securityEnabled. Booleans are true or false in
	// any case, numbers decimal, octets raw.
	Export model.Entry
	Class  string // of the object in AD: user, inetOrgPerson, group, contact

	NotExported string // why nothing is exported: a sentence without a period; "" if something is
	MergedInto  string // name of the object that this one becomes part of, or ""
	Problems    []ExportError
	// Withheld are the attributes of AD that no rule exports for this object, with
	// Property in AD's spelling. They are repeated in the forecast.
	Withheld []Reason

	Facts *model.TenantFacts // nil: nothing is known of the tenant
	// User is the object's side in the tenant. If it is nil, Predict looks in Facts,
	// by anchor and then by sign-in name.
	User        *model.TenantUser
	Licensed    model.Maybe // has Exchange Online; not known: as User says
	DisplayType string      // CloudMSExchRecipientDisplayType, decimal; "" if not known
	New         model.Maybe // the export creates the object or takes over one that was not synchronized
	Prior       *State      // nil: not known, or the first synchronization
	CloudObject model.Maybe // the object as a whole is managed in the cloud (isCloudManaged); its sign-in and Exchange sides alike
	DomainEvent bool        // a domain of the tenant was verified or removed since

	Others       []Other  // objects of the tenant
	InUse        []string // addresses of the tenant whose owner is not named
	FirstAttempt model.Maybe

	Superseded bool // answer by Microsoft's text of 2020, for comparison; see superseded.go

	// Brief leaves out the reasons of what arrives as it is exported, which are most.
	Brief bool

	// Random gives the four digits that Entra appends to a name that is taken. With
	// nil they are written ####.
	Random io.Reader
}

// A State is what the last synchronization left.
type State struct {
	Export   model.Entry // what was exported, as Input.Export
	Licensed model.Maybe
	Cloud    model.Entry // properties of the cloud object, as Forecast.Cloud, and exoRecipientType
}

// An Other is an object of the tenant besides the one that is forecast.
type Other struct {
	Name      string
	Class     string   // user, group, contact
	UPN       string   // of users
	Addresses []string // with or without a prefix
	Anchor    string   // onPremisesImmutableId
	CloudOnly model.Maybe
	Role      model.Maybe // holds an Entra role
}
