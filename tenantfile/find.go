package tenantfile

import (
	"context"
	"slices"
	"strings"

	"recipientdesk/model"
)

// index finds the places of objects, once.
func (s *section) index() {
	s.once.Do(func() {
		s.places, s.names = map[model.GUID]place{}, map[string]place{}
		upn := slices.IndexFunc(s.props, model.UserPrincipalName.Is)
		vals := make([][]string, len(s.props))
		for b, batch := range s.batches {
			for i := range batch.Len() {
				at := place{int32(b), int32(i)}
				s.places[batch.GUID(i)] = at
				if upn < 0 {
					continue
				}
				if batch.Read(i, vals); len(vals[upn]) > 0 {
					s.names[strings.ToLower(vals[upn][0])] = at
				}
			}
		}
	})
}

// Get implements model.Tenant.
func (t *Tenant) Get(ctx context.Context, class model.CloudClass, id string, props ...model.Attr) (model.Entry, error) {
	err := t.begin(ctx, string(class))
	s := t.objects[class]
	if s == nil && err != nil {
		return model.Entry{}, err
	}
	if s == nil {
		return model.Entry{}, notAsked(string(class))
	}
	s.index()
	var at place
	found := false
	if guid, bad := model.ParseGUID(id); bad == nil && len(id) == 36 {
		at, found = s.places[guid]
	} else if class == model.CloudUser {
		at, found = s.names[strings.ToLower(id)]
	}
	switch {
	case found && (err == nil || t.unread[string(class)].Code != "" && ctx.Err() == nil && !t.closed.Load()):
		return s.entry(at, props), nil
	case err != nil: // it may be among what was not read
		return model.Entry{}, err
	}
	return model.Entry{}, &model.Error{Code: model.NotFound, Subject: id, Message: "the tenant had no such object", Hint: "Take a new snapshot, or connect with the tenant."}
}

// entry returns an object with the named properties, all of them if none is named.
func (s *section) entry(at place, props []model.Attr) model.Entry {
	e := s.batches[at.batch].Entry(int(at.row))
	if len(props) == 0 {
		return e
	}
	some := map[model.Attr][]string{}
	for _, a := range props {
		if vs := e.Values(a); len(vs) > 0 {
			some[a] = vs
		}
	}
	return withID(model.NewEntry(e.Ref, some), props)
}

// Find implements model.Tenant.
func (t *Tenant) Find(ctx context.Context, class model.CloudClass, where model.Equal, props ...model.Attr) (out []model.Entry, err error) {
	if err := model.CheckFind(class, where); err != nil {
		return nil, err
	}
	if err := t.begin(ctx, string(class)); err != nil {
		return nil, err // what was read in part cannot say that there is none
	}
	if where.Attr.Is("id") {
		e, err := t.Get(ctx, class, where.Value, props...)
		if model.CodeOf(err) == model.NotFound {
			return nil, nil
		}
		return []model.Entry{e}, err
	}
	s := t.objects[class]
	col := slices.IndexFunc(s.props, where.Attr.Is)
	if col < 0 {
		return nil, notAsked(string(where.Attr))
	}
	same := strings.EqualFold
	if where.Attr.Is("onPremisesImmutableId") {
		same = func(a, b string) bool { return a == b }
	}
	vals := make([][]string, len(s.props))
	for b, batch := range s.batches {
		if err := t.begin(ctx, string(class)); err != nil {
			return nil, err
		}
		for i := range batch.Len() {
			batch.Read(i, vals)
			if slices.ContainsFunc(vals[col], func(v string) bool { return same(v, where.Value) }) {
				out = append(out, s.entry(place{int32(b), int32(i)}, props))
			}
		}
	}
	return out, nil
}
