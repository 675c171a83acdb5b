// Package ldapd serves a sim.Forest over LDAP as a Windows domain controller
// would: LDAPS and StartTLS, paging, ranges, referral-free naming contexts, the
// schema, error codes with their Win32 numbers. Programs that speak to Active
// Directory can be run against it without a server.
//
// Requests are decoded with asn1-ber; answers are written straight into a buffer,
// because a listing of a hundred thousand objects is all answers.
package ldapd
