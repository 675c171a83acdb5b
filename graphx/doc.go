// Package graphx is a [model.Tenant] on Microsoft Graph.
//
// It knows clouds, sign-in, pages, batches, throttling and Graph's errors. It
// knows no rule about recipients.
//
// Requests are built, sent and authorized by the parts of Microsoft's SDK, in an
// order of our own (wire.go): the one that the SDK makes is random, and garbles
// the body of a write that is sent again
// (https://github.com/microsoft/kiota-http-go/issues/183). What changes little,
// as licenses and domains, is read into the SDK's models. Objects of the
// directory are taken from the page straight into a [model.Batch]: there may be
// hundreds of thousands, with properties that no model has yet.
//
// Errors are classified here once (errors.go, rulings.go), into sentences with a
// next step; the details name Graph's request ID, which Microsoft's support asks
// for. No token, secret or authorization header is part of an error.
package graphx
