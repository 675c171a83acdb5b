package lifecycle

import "recipientdesk/model"

// ScopeOf returns the scope of a group, "" for what is none, and whether permissions
// can be given to it.
func ScopeOf(e model.Entry) (scope GroupScope, security bool) {
	n := number(e, model.GroupType)
	for s, bit := range scopeBit {
		if n&scopeBits == bit {
			scope = s
		}
	}
	return scope, n < 0
}
