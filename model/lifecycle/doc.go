// Package lifecycle makes and unmakes recipients in Active Directory: what Exchange's
// recipient cmdlets stamp, without Exchange. Each operation takes an object as it is
// and returns it as it has to be, with what must be done beside that in the tenant. It
// asks no server and saves nothing.
//
// Values that only an Exchange organization can give are left as they are: its
// legacyExchangeDN, address policies, address lists and versions. Exchange Online
// makes its own.
package lifecycle
