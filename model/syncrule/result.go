package syncrule

import "recipientdesk/model"

// A Result is what the rules make of one object of Active Directory. It is not
// changed once made.
type Result struct {
	Entry    model.Entry // the object
	Class    string      // as the connector sees it: user, inetOrgPerson, group, contact; "" for others
	Imported bool        // in a selected container and of a selected class
	InScope  bool        // an object in the tenant comes of it, of its own or as part of JoinedTo
	Why      string      // why not, or why it is part of another; ""

	Scope      []ScopeCheck   // one for each inbound rule of the class, in order of precedence
	FilteredBy *Contribution  // the flow that says cloudFiltered, if it is True
	Condition  string         // the part of its expression that was true: Left([sAMAccountName], 5) = "MSOL_"
	JoinedTo   *model.Ref     // the object that it merges into
	Joined     []model.Ref    // the objects that merge into it
	Metaverse  []Contribution // by attribute name
	Export     []Contribution // what goes to the tenant, by attribute name; none if nothing does
	Target     string         // class of the exported object
	Fates      []Fate         // one for each attribute of the object that has a value; brief: those that are not exported
	Dropped    []Dropped
	Problems   []Problem
	Uncertain  []Problem // results that the sources leave open
}

// A ScopeCheck says whether a rule was in scope.
type ScopeCheck struct {
	Rule   *Rule
	Passed bool
	Clause string // the clause that decided: "mailNickname ISNOTNULL"; "" for a rule without scope
}

// A Contribution is a value and the flow it came from.
type Contribution struct {
	Attribute string
	Value     Value
	Rule      *Rule
	Flow      *Flow
}

// A Fate is what becomes of one attribute of the object.
type Fate struct {
	Attr   model.Attr
	State  State
	As     []string // attributes of the export that were made of it
	Rule   *Rule    // the rule that carries or would carry it; nil: none
	Why    string   // a sentence without a period; "" for what flows
	Clause *Clause  // the clause of Rule that does not hold, if that is why
}

// A State is the short form of a fate.
type State string

// The states.
const (
	Flows       State = "flows"       // arrives in the export
	Blocked     State = "blocked"     // a rule would carry it, but it is not in scope for this object
	Overridden  State = "overridden"  // another rule or attribute has precedence
	Stays       State = "stays"       // read into the metaverse, and exported by no rule
	NotRead     State = "notRead"     // no rule reads it
	NotSelected State = "notSelected" // the connector does not import it
)

// Dropped is a reference that is not exported.
type Dropped struct {
	Attr model.Attr // of the object
	DN   string
	Why  string
}

// A Problem is something that the server would report, or that a person should
// know.
type Problem struct {
	Rule *Rule // nil: of the object as a whole
	Attr string
	Text string
}
