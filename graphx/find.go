package graphx

import (
	"context"
	"slices"
	"strings"

	"recipientdesk/model"
)

// Find implements model.Tenant.
func (t *Tenant) Find(ctx context.Context, class model.CloudClass, where model.Equal, props ...model.Attr) (out []model.Entry, err error) {
	k, err := kindOf(class)
	if err != nil {
		return nil, err
	}
	c := call{path: k.list, sel: selection(append(slices.Clone(props), where.Attr)), filter: equals(where), advanced: k.delta == "", subject: where.Value, scope: k.scope}
	anchor := where.Attr.Is("onPremisesImmutableId")
	for p, err := range t.pages(ctx, c) {
		if err != nil {
			return nil, err
		}
		err = p.each(c, func() {
			// Graph compares anchors without case: those of two objects can differ in that alone.
			if e := p.entry(); !anchor || !e.Has(where.Attr) || e.First(where.Attr) == where.Value {
				out = append(out, e)
			}
		})
		if err != nil {
			return nil, err
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
