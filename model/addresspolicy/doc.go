// Package addresspolicy gives recipients their addresses by rules, as Exchange's email
// address policies do, without Exchange: templates such as %g.%s@contoso.com, by
// priority, for a part of the directory. It plans; nothing is saved.
//
// A policy adds addresses and says which one is primary. It never takes an address
// away: people keep what they have.
package addresspolicy
