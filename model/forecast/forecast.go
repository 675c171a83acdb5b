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
	Unknown    Verdict = "unknown"    // public sources do not say, or a fact of the tenant is missing
)

// A Reason says why a property of the cloud object is what it is.
type Reason struct {
	Property string  // of the cloud object, or the attribute of AD that does not arrive
	Verdict  Verdict //
	Rule     string  // name of the synchronization rule, or of the step of the cloud's own computation
	Why      string  // a sentence without a period
	Source   string  // address of the statement it rests on
}

// A Forecast is what will stand in the cloud.
type Forecast struct {
	// Cloud holds the predicted properties by their names in Graph and Exchange
	// Online (userPrincipalName, mail, mailNickname, proxyAddresses, displayName…).
	// What is not known is absent, and Reasons says so.
	Cloud         model.Entry
	RecipientType string // of Exchange Online: UserMailbox, MailUser, User…; "" if unknown, "None" for no object
	IsRecipient   model.Maybe
	Reasons       []Reason
	Quarantined   []Quarantined
	Match         Match
}

// Quarantined is a value that another object of the tenant has already.
type Quarantined struct {
	Property string // UserPrincipalName or ProxyAddresses
	Value    string
}

// A Match says which object of the tenant a new export becomes part of.
type Match struct {
	Kind string // "hard", "soft", "blocked", "new", "" if unknown
	With string // name of the object
	Why  string
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
