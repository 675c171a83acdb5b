package graphx

import (
	"context"
	"errors"
	"slices"
	"strings"

	"recipientdesk/model"
)

// Find implements model.Tenant. It asks the directory itself, which knows of a
// change at once, and the search index, which lags behind, only where the directory
// does not take the question: always for deleted objects
// (https://learn.microsoft.com/graph/aad-advanced-queries).
func (t *Tenant) Find(ctx context.Context, class model.CloudClass, where model.Equal, props ...model.Attr) ([]model.Entry, error) {
	if err := model.CheckFind(class, where); err != nil {
		return nil, err
	}
	if _, err := model.ParseGUID(where.Value); err != nil && where.Attr.Is("id") {
		return nil, nil // what is no ID is refused
	}
	k := kinds[class]
	c := call{path: k.list, sel: selection(append(slices.Clone(props), where.Attr)), filter: equals(where), advanced: k.delta == "", subject: where.Value, scope: k.scope}
	out, err := t.find(ctx, c, where)
	if f, ok := errors.AsType[*failure](err); ok && !c.advanced && strings.EqualFold(f.code, "Request_UnsupportedQuery") {
		c.advanced = true
		return t.find(ctx, c, where)
	}
	return out, err
}

func (t *Tenant) find(ctx context.Context, c call, where model.Equal) (out []model.Entry, err error) {
	anchor := where.Attr.Is("onPremisesImmutableId")
	for e, err := range t.entries(ctx, c, nil) {
		if err != nil {
			return nil, err
		}
		// Graph compares anchors without case: those of two objects can differ in that alone.
		if !anchor || e.First(where.Attr) == where.Value {
			out = append(out, e)
		}
	}
	return out, nil
}

// equals writes a condition of OData; quotes within a text are doubled
// (https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html#sec_PrimitiveLiterals).
func equals(where model.Equal) string {
	value := "'" + strings.ReplaceAll(where.Value, "'", "''") + "'"
	if where.Attr.Is(model.ProxyAddresses) {
		return string(where.Attr) + "/any(a:a eq " + value + ")"
	}
	return string(where.Attr) + " eq " + value
}
