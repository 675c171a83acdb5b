// Package graphd serves a sim.Tenant over HTTP in the shapes of Microsoft Graph, as
// much of it as hybrid identity needs: v1.0 and beta roots, default and selected
// properties, paging, filters, delta queries, batches, permissions, writes with the
// rules for synchronized objects, and the faults that a service has on a bad day.
// Programs that speak to Microsoft 365 can be run against it without a tenant.
//
// A request becomes a [call], whose handler returns an [answer]; items of a batch
// take the same way. Objects are stored as JSON already, so that a listing is
// copying.
package graphd
