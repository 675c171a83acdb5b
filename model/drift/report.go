package drift

import "recipientdesk/model"

// A Report is the result of a survey.
type Report struct {
	Counts     [statusCount]int // by Status
	Unsynced   []Item           // in scope, and not in the tenant
	Orphans    []Orphan
	Duplicates []Duplicate
	Candidates []Candidate
	Anchors    []AnchorMismatch
	Types      []TypeDrift
	Former     []Orphan // synchronized once, and without an object in AD
	CloudBorn  int      // of the objects that are only in the cloud
	Formerly   int      // likewise
}

// An Orphan is an object that synchronizes, or did, without an object in AD: the
// tenant keeps it until the synchronization server exports its deletion.
type Orphan struct {
	Object Object
	Why    string // a sentence without a period
}

// A Duplicate is one anchor or address that several objects claim.
type Duplicate struct {
	What    string // "anchor" or "address"
	Value   string
	AD      []model.Ref
	Objects []Object
	Why     string // a sentence without a period
}

// A Candidate is an object of the tenant that belongs to one of AD and is not linked
// with it yet.
type Candidate struct {
	AD     Item
	Object Object
	Kind   string // "hard", "soft" and "blocked" as in forecast.Match; "conflict": the synchronization makes a second object
	Why    string // a sentence without a period
}

// An AnchorMismatch is a pair whose anchors are not equal.
type AnchorMismatch struct {
	AD     Item
	Object Object
	AnchorRow
}
