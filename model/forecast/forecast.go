package forecast

import "recipientdesk/model"

// A Verdict is the short form of a reason.
type Verdict string

// The verdicts.
const (
	Flows      Verdict = "flows"      // arrives as it is in AD
	Rewritten  Verdict = "rewritten"  // arrives as something else
	Computed   Verdict = "computed"   // made by the cloud; AD has no value for it
	Blocked    Verdict = "blocked"    // does not arrive
	Overridden Verdict = "overridden" // another value has precedence
	NotSynced  Verdict = "notSynced"  // no rule carries the attribute: the cloud keeps its own value
	Unknown    Verdict = "unknown"    // public sources do not say, or a fact of the tenant is missing
)

// A Reason says why a property of the cloud object is what it is.
type Reason struct {
	Property string  `json:"property"`        // of the cloud object, or the attribute of AD that does not arrive
	Value    string  `json:"value,omitempty"` // the one value of a multi-valued property that is meant; "" for all
	Verdict  Verdict `json:"verdict"`
	Rule     string  `json:"rule"`   // name of the synchronization rule, or of the step of the cloud's own computation
	Why      string  `json:"why"`    // a sentence without a period
	Source   string  `json:"source"` // address of the statement it rests on
}

// A Forecast is what will stand in the cloud.
type Forecast struct {
	// Cloud holds the predicted properties by their names in Graph and Exchange
	// Online (the constants Prop…, and those of Flow for the rest). What is not known
	// is absent, and Reasons says so. A list holds the values that are certain.
	Cloud         model.Entry
	RecipientType string // of Exchange Online: UserMailbox, MailUser, User…; "" if unknown, "None" for no object
	IsRecipient   model.Maybe
	Reasons       []Reason
	Quarantined   []Quarantined
	Match         Match
	Errors        []ExportError // the export fails; Cloud is what a success would have given
	Absent        string        // why there will be no object of its own in the tenant, or ""
}

// Properties of the cloud object that Predict computes.
const (
	PropUPN           model.Attr = "userPrincipalName"
	PropShadowUPN     model.Attr = "shadowUserPrincipalName" // the sign-in name as it was exported
	PropMail          model.Attr = "mail"
	PropAlias         model.Attr = "mailNickname"
	PropProxies       model.Attr = "proxyAddresses"
	PropPrimary       model.Attr = "primarySmtpAddress" // of the recipient in Exchange Online
	PropMailEnabled   model.Attr = "mailEnabled"        // of groups and contacts: "true" or "false"
	PropRecipientType model.Attr = "exoRecipientType"   // names the reasons for RecipientType; never in Cloud
)

// Quarantined is a value that another object of the tenant has already.
type Quarantined struct {
	Property string `json:"property"` // UserPrincipalName or ProxyAddresses
	Value    string `json:"value"`
}

// An ExportError is what the synchronization server will report.
type ExportError struct {
	Code   string `json:"code"`   // as the server spells it: LargeObject
	Why    string `json:"why"`    // a sentence without a period
	Remedy string `json:"remedy"` // a sentence
	Source string `json:"source"`
}

// A Match says which object of the tenant a new export becomes part of.
type Match struct {
	Kind string `json:"kind"` // "hard", "soft", "blocked", "new", "" if unknown
	With string `json:"with"` // name of the object
	Why  string `json:"why"`  // a sentence without a period
}

// An Arrival is how well an object arrives, for a mark in a list.
type Arrival uint8

// The arrivals.
const (
	ArrivalUnknown Arrival = iota
	ArrivesAsIs            // as AD shows it
	ArrivesChanged         // with differences
	ArrivesNot             // not at all
)

// None is the type of recipient where there is no object.
const None = "None"
