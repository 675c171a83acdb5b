// Package check holds the rules a recipient must keep. A rule is one file,
// rdNNNN.go, with its documentation beside its code; docs/rules.md is made
// from them. Rules are pure: they see entries and never a connection.
//
// Most rules look at one object. That an address has one owner is a matter of the
// whole forest: Index looks at all objects, and DuplicateOf at one object and those
// that a search for its addresses found. A Checker does all of it for a directory as
// it is read; Run does it for a few objects at hand.
//
// A problem says which value should become what. That is the whole fix: Mend applies
// one, Rule.Fix all of a rule, as an ordinary edit of an entry.
package check

import (
	"cmp"
	"slices"
	"strings"

	"recipientdesk/model"
)

// A Severity says what a finding stops.
type Severity int

// The severities.
const (
	Advice  Severity = iota // shown
	Warning                 // shown, and counted before a save
	Error                   // a save that brings it in is refused
)

// String returns "advice", "warning" or "error".
func (s Severity) String() string { return [...]string{"advice", "warning", "error"}[s] }

// An Action is what a finding proposes. The names are those of IdFix, so that its
// users find their way.
type Action string

// The actions.
const (
	None     Action = "None"     // a person has to decide
	Edit     Action = "Edit"     // replace the value by the proposed one
	Remove   Action = "Remove"   // remove the value
	Complete Action = "Complete" // leave it as it is
)

// What can be wrong with a value. The names are the flags of IdFix.
const (
	Format         = "Format"
	Blank          = "Blank"
	Duplicate      = "Duplicate"
	Character      = "Character"
	TopLevelDomain = "TopLevelDomain"
	DomainPart     = "DomainPart"
	LocalPart      = "LocalPart"
	Length         = "Length"
)

// A Rule is one documented check.
type Rule struct {
	ID       string // "RD1001"; never reused
	Title    string
	Text     string // why, for the person who got the finding
	Source   string // address of the statement the rule rests on
	Severity Severity
	Attrs    []model.Attr // findings are shown at these; nil: at any attribute

	// Check returns what is wrong with one object. nil: the rule needs all objects.
	Check func(c *Case) []Problem

	For   Class        // the classes that Check is for; 0: every object
	If    []model.Attr // Check is for objects that have a value of one of these; nil: all
	Reads []model.Attr // what Check reads beside Attrs, If and model.KindAttrs

	// Mendable says that a machine can decide in some cases; the actions of the
	// problems say in which.
	Mendable bool

	// Fix applies the proposals to an object, and says whether that put right all
	// that was wrong with it. It is made by register for what is Mendable; nil: a
	// person has to decide.
	Fix func(e model.Entry) (model.Entry, bool)
}

// A Problem is one value, or missing value, that breaks a rule.
type Problem struct {
	Attr     model.Attr
	Value    string // "" where none is
	Text     string // what is wrong, a sentence without a period
	Errors   []string
	Action   Action
	Proposed string // the value to be, for Edit
	Others   []Other
}

// An Other is another party to a problem.
type Other struct {
	Ref   model.Ref
	Attr  model.Attr
	Value string
}

// A Finding is a rule broken by an object.
type Finding struct {
	Rule *Rule
	Ref  model.Ref
	Problem
}

// Options says what is known of the forest and the tenant, and what to check.
type Options struct {
	Schema   *model.Schema      // nil: not known
	Verified []string           // domains verified in the tenant; nil: those of Tenant
	Tenant   *model.TenantFacts // nil: not known

	// Selected and Unselected are the DNs of containers that synchronization reads and
	// does not read; the one nearest to an object decides, one in both is read. None of
	// both: not known.
	Selected, Unselected []string

	// AlternateLogin says that people sign in with another attribute than
	// userPrincipalName, whose rules are then silent.
	AlternateLogin bool

	Only []string // IDs of rules; nil: all
}

func (o Options) wants(r *Rule) bool {
	return o.Only == nil || slices.ContainsFunc(o.Only, func(id string) bool { return strings.EqualFold(id, r.ID) })
}

var rules []*Rule

// register adds a rule. It panics on an ID that is taken.
func register(r *Rule) *Rule {
	if _, ok := Lookup(r.ID); ok {
		panic("check: duplicate rule " + r.ID)
	}
	if r.Mendable {
		r.Fix = r.mend
	}
	rules = append(rules, r)
	slices.SortFunc(rules, func(a, b *Rule) int { return cmp.Compare(a.ID, b.ID) })
	return r
}

// Rules returns every rule in order of ID.
func Rules() []*Rule { return slices.Clone(rules) }

// Lookup finds a rule by its ID, without regard to case.
func Lookup(id string) (*Rule, bool) {
	for _, r := range rules {
		if strings.EqualFold(r.ID, id) {
			return r, true
		}
	}
	return nil, false
}

// Run returns what is wrong with es, worst first. What two of es share is among it;
// what they share with other objects is found by Index or DuplicateOf.
func Run(o Options, es ...model.Entry) []Finding {
	w := newWorld(o)
	var out []Finding
	for _, e := range es {
		out = w.judge(out, newCase(w, e))
	}
	if len(es) > 1 {
		x := NewIndex()
		for _, e := range es {
			x.Add(e)
		}
		out = append(out, w.wanted(x.Findings())...)
	}
	Sort(out)
	return out
}

// Sort puts findings in order: worst first, then by rule; objects keep their order.
func Sort(fs []Finding) {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(b.Rule.Severity, a.Rule.Severity), cmp.Compare(a.Rule.ID, b.Rule.ID))
	})
}

// New returns the findings of after that before does not have: what an edit
// brought in. Only these may refuse a save, or nobody could mend an object that
// has two faults one at a time. An address that merely becomes primary or
// secondary is the same one, and so is a shared address that moves from mail to
// proxyAddresses.
func New(before, after []Finding) []Finding {
	had := map[faultKey]bool{}
	for _, f := range before {
		had[f.key()] = true
	}
	return slices.DeleteFunc(slices.Clone(after), func(f Finding) bool { return had[f.key()] })
}

// A faultKey is equal for findings of the same fault.
type faultKey struct{ rule, object, attr, value string }

func (f Finding) key() faultKey {
	k := faultKey{f.Rule.ID, f.Ref.GUID, strings.ToLower(string(f.Attr)), strings.ToLower(f.Value)}
	if k.object == "" {
		k.object = strings.ToLower(f.Ref.DN)
	}
	if f.Rule == duplicate {
		k.attr, k.value = "", claimKey(f.Attr, f.Value)
	}
	return k
}
