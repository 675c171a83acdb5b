// Package ldapx is a [model.Directory] on LDAP: Active Directory, or Samba as one.
//
// It knows servers, sign-in, controls, wire formats and result codes. It knows no
// rule about recipients.
//
// Two ideas run through it. A session is pinned to one server, so that a read
// sees the write before it, and keeps a few connections to it; every request has
// one of them for itself. So a long listing never delays a small read, canceling
// is closing, and whether a request had left when its connection broke is known.
// And errors are classified here once, from Win32 and LDAP codes, into sentences
// with a next step.
package ldapx
