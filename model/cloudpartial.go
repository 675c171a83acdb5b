package model

import "context"

// A PartialTenant is a [Tenant] that holds some properties of its objects only, as one
// in a file does. List refuses the others; Get leaves them out.
type PartialTenant interface {
	// Lacks returns those of the properties of a class that the tenant does not hold.
	Lacks(ctx context.Context, class CloudClass, props ...Attr) []Attr
}
