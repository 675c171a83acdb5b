// Package sim is a forest in memory: the sample organization that the programs
// ship with, and the test double for everything that talks to Active Directory.
// Package ldapd serves it over LDAP.
//
// It holds objects to the rules of Active Directory: schema, classes, single
// values, ranges, links that follow renames, rights, unique names, change
// numbers. Where servers differ it is as strict as the strictest, so that what
// it takes a server takes.
//
// A [Forest] is the data; a [Session] is somebody signed in to it, and is a
// model.Directory. Time and randomness come from [Config].
package sim
