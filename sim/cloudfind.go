package sim

import (
	"context"
	"slices"
	"strings"

	"recipientdesk/model"
)

// Find returns the objects that have a value.
func (s *TenantSession) Find(ctx context.Context, class model.CloudClass, where model.Equal, props ...model.Attr) (out []model.Entry, err error) {
	if err := model.CheckFind(class, where); err != nil {
		return nil, err
	}
	same := strings.EqualFold
	if where.Attr.Is("onPremisesImmutableId") {
		same = func(a, b string) bool { return a == b }
	}
	for at := 0; at >= 0; {
		if err := s.begin(ctx, "list", readScopes[class]...); err != nil {
			return nil, err
		}
		var page []*CloudObject
		page, at = s.t.Page(class, at, rowsPerBatch, func(o *CloudObject) bool {
			return slices.ContainsFunc(s.t.values(o, where.Attr), func(v string) bool { return same(v, where.Value) })
		})
		for _, o := range page {
			out = append(out, s.t.entry(o, props))
		}
	}
	return out, nil
}
