// Package lifecycletest holds what every operation of package lifecycle must leave in
// AD, attribute by attribute: one table that is held against the operations alone, on
// the sample organization and on a live server. The values are those that Exchange's
// cmdlets write; where they come from stands in package model, and beside each group of
// cases.
package lifecycletest
