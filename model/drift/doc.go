// Package drift sets Active Directory, the forecast and the tenant side by side: which
// object of the tenant is the twin of one of AD, what stands in AD now, what will stand
// in the tenant after the next synchronization and what stands there now, and why they
// differ. It reads no server: objects of the tenant come as they were listed.
package drift
