package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
)

// tenantClasses are the classes that objects are looked for in.
var tenantClasses = []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact, model.DeletedUser, model.DeletedGroup}

// findProps tell candidates apart.
var findProps = []model.Attr{propName, forecast.PropUPN, forecast.PropMail}

// propsFor are the properties that a class has, of those given.
func propsFor(class model.CloudClass, props []model.Attr) []model.Attr {
	return slices.DeleteFunc(slices.Clone(props), func(a model.Attr) bool { return !slices.ContainsFunc(desk.CloudProperties(class), a.Is) })
}

// inTenant finds the one object of the classes that id names: an object ID, a sign-in
// name, any address, an immutable ID or a security identifier. An ID that names none is
// looked up in the directory, if there is one: its object's twin is meant. What could
// not be looked for is in the gaps.
func (a *app) inTenant(ctx context.Context, t model.Tenant, id string, classes []model.CloudClass) (drift.Object, []desk.Gap, error) {
	id = strings.TrimSpace(id)
	if id == "" {
		return drift.Object{}, nil, &model.Error{Code: model.Invalid, Message: "no object was named",
			Hint: "Give an object ID, a sign-in name, an address or an immutable ID."}
	}
	found, gaps, err := lookUp(ctx, t, id, classes)
	if err == nil && len(found) == 0 && a.target.Directory != "" {
		found, err = a.twinOf(ctx, id, classes)
	}
	live := slices.DeleteFunc(slices.Clone(found), func(o drift.Object) bool { return o.Deleted() })
	if len(live) == 1 { // what is deleted can be named by its object ID
		found = live
	}
	switch {
	case err != nil:
		return drift.Object{}, gaps, err
	case len(found) == 0 && len(gaps) > 0:
		a.tellGaps(gaps[1:])
		return drift.Object{}, gaps, gaps[0].Err
	case len(found) == 0:
		return drift.Object{}, gaps, &model.Error{Code: model.NotFound, Subject: id, Message: "the tenant has no such object",
			Hint: "Give an object ID, a sign-in name, an address, an immutable ID, or the name of an object of the directory."}
	case len(found) == 1:
		return found[0], gaps, nil
	}
	var names []string
	for _, o := range found {
		names = append(names, fmt.Sprintf("%s (%s %s)", o.ID(), strings.TrimSuffix(o.Class.Plural(), "s"), o.Name()))
	}
	return drift.Object{}, gaps, &model.Error{Code: model.Invalid, Subject: id, Message: fmt.Sprintf("names %d objects of the tenant", len(found)),
		Hint: "Give the object ID of one of them, or --class: " + strings.Join(names, "; ")}
}

// lookUp asks the tenant for everything that id can name. A class that may not be read
// is a gap.
func lookUp(ctx context.Context, t model.Tenant, id string, classes []model.CloudClass) (found []drift.Object, gaps []desk.Gap, err error) {
	add := func(class model.CloudClass, es ...model.Entry) {
		for _, e := range es {
			if !slices.ContainsFunc(found, func(o drift.Object) bool { return o.ID() == e.Ref.GUID }) {
				found = append(found, drift.Object{Class: class, Entry: e})
			}
		}
	}
	for _, class := range classes {
		for _, where := range named(class, id) {
			es, err := t.Find(ctx, class, where, propsFor(class, findProps)...)
			if forbidden(err) {
				gaps = append(gaps, desk.Gap{Part: class.Plural(), Err: err})
				break
			}
			if err != nil {
				return nil, nil, err
			}
			add(class, es...)
		}
	}
	return found, gaps, nil
}

// named are the conditions by which id can name an object of a class.
func named(class model.CloudClass, id string) (out []model.Equal) {
	is := func(a model.Attr, v string) {
		if where := (model.Equal{Attr: a, Value: v}); model.CheckFind(class, where) == nil {
			out = append(out, where)
		}
	}
	g, err := model.ParseGUID(id)
	switch {
	case err == nil: // an object ID, an objectGUID, or an immutable ID, which is Base64 of one
		is("id", g.String())
		is(drift.PropAnchor, g.ImmutableID())
		return out
	case strings.HasPrefix(strings.ToUpper(id), "S-1-"):
		is(drift.PropSID, strings.ToUpper(id))
		return out
	}
	bare, typed := id, "smtp:"+id
	if addr, err := model.ParseAddress(id); err == nil && addr.Type() != "" {
		bare, typed = addr.Value(), id
	}
	if !strings.Contains(bare, "@") {
		if typed == id { // an address of another kind
			is(forecast.PropProxies, typed)
		} else {
			is(drift.PropAnchor, id)
		}
		return out
	}
	is(forecast.PropUPN, bare)
	is(forecast.PropProxies, typed)
	is(forecast.PropProxies, "sip:"+bare)
	is(forecast.PropMail, bare)
	return out
}

// twinOf finds the object of the tenant that belongs to one of the directory.
func (a *app) twinOf(ctx context.Context, id string, classes []model.CloudClass) ([]drift.Object, error) {
	s, err := a.session(ctx)
	if err != nil {
		return nil, err
	}
	ref, err := s.Desk.Find(ctx, id)
	if model.CodeOf(err) == model.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	e, err := s.Desk.Get(ctx, ref)
	if err != nil {
		return nil, err
	}
	c, err := s.Desk.Compare(ctx, e, e)
	if err != nil || !c.Twin.Found() || !slices.Contains(classes, c.Twin.Class) {
		return nil, err
	}
	return []drift.Object{c.Twin.Object}, nil
}
