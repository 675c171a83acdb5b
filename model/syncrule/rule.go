package syncrule

import (
	"cmp"
	"slices"
)

// A Rule is a synchronization rule, wherever it was written. What its parts mean is
// at https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-declarative-provisioning.
type Rule struct {
	ID           string // GUID in braces, in lower case
	Name         string
	Description  string
	Tag          string // of Microsoft's own rules: Microsoft.InfromADUserJoin.004
	Version      int
	Outbound     bool   // from the metaverse to a connector; else into the metaverse
	Disabled     bool   //
	Connector    string // GUID in braces, in lower case
	Source       string // class of the objects it reads; * for any
	Target       string // class of the objects it writes; * for any
	Link         Link
	Precedence   int  // the lowest wins
	PasswordSync bool // carries password hashes

	Scope []ScopeGroup // one of them must hold; none: always in scope
	Joins []JoinGroup  // in the order in which they are tried
	Flows []Flow
}

// Inbound reports whether the rule writes to the metaverse.
func (r *Rule) Inbound() bool { return !r.Outbound }

// A Link says what a rule does for an object that has no partner.
type Link string

const (
	Join       Link = "Join"
	Provision  Link = "Provision" // creates the partner
	StickyJoin Link = "StickyJoin"
)

// A ScopeGroup holds if all its clauses do.
type ScopeGroup []Clause

// A Clause compares an attribute of the object that the rule reads.
type Clause struct {
	Attribute string
	Operator  Operator
	Value     string
}

// An Operator is one of the scope filter.
type Operator string

const (
	Equal              Operator = "EQUAL"
	NotEqual           Operator = "NOTEQUAL"
	LessThan           Operator = "LESSTHAN"
	LessThanOrEqual    Operator = "LESSTHAN_OR_EQUAL"
	GreaterThan        Operator = "GREATERTHAN"
	GreaterThanOrEqual Operator = "GREATERTHAN_OR_EQUAL"
	ContainsText       Operator = "CONTAINS"
	NotContainsText    Operator = "NOTCONTAINS"
	StartsWith         Operator = "STARTSWITH"
	NotStartsWith      Operator = "NOTSTARTSWITH"
	EndsWith           Operator = "ENDSWITH"
	NotEndsWith        Operator = "NOTENDSWITH"
	IsNull             Operator = "ISNULL"
	IsNotNull          Operator = "ISNOTNULL"
	IsIn               Operator = "ISIN"
	IsNotIn            Operator = "ISNOTIN"
	IsBitSet           Operator = "ISBITSET"
	IsNotBitSet        Operator = "ISNOTBITSET" // exports write ISBITNOTSET
	IsMemberOf         Operator = "ISMEMBEROF"
	IsNotMemberOf      Operator = "ISNOTMEMBEROF"
)

var operators = []Operator{Equal, NotEqual, LessThan, LessThanOrEqual, GreaterThan, GreaterThanOrEqual, ContainsText, NotContainsText, StartsWith,
	NotStartsWith, EndsWith, NotEndsWith, IsNull, IsNotNull, IsIn, IsNotIn, IsBitSet, IsNotBitSet, IsMemberOf, IsNotMemberOf}

// ParseOperator reads an operator as exports spell it.
func ParseOperator(s string) (Operator, bool) {
	if s == "ISBITNOTSET" {
		return IsNotBitSet, true
	}
	return Operator(s), slices.Contains(operators, Operator(s))
}

// A JoinGroup matches if all its conditions do.
type JoinGroup []JoinCondition

// A JoinCondition is equality of an attribute of the connector space with one of
// the metaverse.
type JoinCondition struct {
	Connector, Metaverse string
	CaseSensitive        bool
}

// A Merge says how several contributions to one attribute become its value.
type Merge string

const (
	Update               Merge = "Update" // the highest precedence wins
	Replace              Merge = "Replace"
	MergeValues          Merge = "Merge"
	MergeCaseInsensitive Merge = "MergeCaseInsensitive"
)

// A Flow gives an attribute of the target its value. Exactly one of Expression,
// Constant and Direct says how, unless Problem is set.
type Flow struct {
	Target     string
	Direct     string      // attribute of the source that is copied
	Constant   Value       // a text; NULL if the flow is of another type
	Expression *Expression // what is computed
	Reads      []string    // attributes of the source that the rule declares
	ApplyOnce  bool        // only when the target object is created
	Merge      Merge
	Problem    string // why the flow cannot be followed, or ""
}

// A Note is something in a set of rules that was not understood, for the person who
// relies on a forecast.
type Note struct {
	Rule string // name, or file if it has none
	Text string
}

// A RuleSet is all rules of a server in the order of precedence, and what it says
// of the directories they connect. It is shared and not changed once made.
type RuleSet struct {
	Source     string // where it came from, for a person: builtin, or a path
	Rules      []*Rule
	Connectors []*Connector        // nil: not known
	Metaverse  map[string]AttrType // attributes of the metaverse, by name in the case of its schema; nil: not known
	Settings   map[string]string   // of the whole server, by name: Microsoft.OptionalFeature.ExportDeletionThresholdValue
	Notes      []Note
	CloudSync  bool // Microsoft Entra Cloud Sync is at work, as far as it is known; the rules stand in for its mappings
}

// sort orders by precedence; inbound and outbound rules share the numbers.
func (s *RuleSet) sort() {
	slices.SortStableFunc(s.Rules, func(a, b *Rule) int {
		return cmp.Or(cmp.Compare(a.Precedence, b.Precedence), cmp.Compare(a.Name, b.Name))
	})
}
