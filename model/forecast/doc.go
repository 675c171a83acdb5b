// Package forecast says what Entra ID and Exchange Online make of an object that
// synchronization exports: sign-in name, addresses, alias, type of recipient,
// match with what is there. It is pure and asks no server. Where public sources
// are silent, it says so.
package forecast
