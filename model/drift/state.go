package drift

import "slices"

// A State is how a property of AD and of the tenant stand to each other.
type State string

// The states.
const (
	Equal       State = "equal"       // what the cloud adds by itself is no difference
	Waiting     State = "waiting"     // the next synchronization settles it
	Blocked     State = "blocked"     // does not arrive
	Rewritten   State = "rewritten"   // arrives as something else
	Sanitized   State = "sanitized"   // an address in a domain that is not verified is left out
	Quarantined State = "quarantined" // another object of the tenant has the value
	InCloud     State = "cloud-managed"
	NotSynced   State = "not-synced" // no rule carries it: the tenant keeps its own value
	Different   State = "different"  // although a synchronization ran since
	Unknown     State = "unknown"
)

// states are the states from the most to the least serious.
var states = []State{Quarantined, Different, Waiting, Blocked, Sanitized, Rewritten, Unknown, InCloud, NotSynced, Equal}

// Label returns the state in words.
func (s State) Label() string {
	switch s {
	case Waiting:
		return "waiting for sync"
	case InCloud:
		return "managed in the cloud"
	case NotSynced:
		return "not synchronized"
	}
	return string(s)
}

// A Finding is a state and why it is so.
type Finding struct {
	State  State  `json:"state"`
	Why    string `json:"why"`    // a sentence without a period
	Source string `json:"source"` // address of the statement it rests on, "" if it is plain to see
}

// worse reports whether f is more serious than g.
func (f Finding) worse(g Finding) bool {
	return g.State == "" || slices.Index(states, f.State) < slices.Index(states, g.State)
}
