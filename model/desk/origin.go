package desk

import (
	"context"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
)

// AuthorityOver says who decides about an object of AD in the tenant, asking no more
// than that needs: the sheet shows it before anything is edited. Of an object that the
// tenant does not have, AD decides. What may not be read is not known, and no error.
func (d *Desk) AuthorityOver(ctx context.Context, e model.Entry) (drift.Standing, error) {
	t, err := d.tenant()
	if err != nil {
		return drift.Standing{}, err
	}
	k := drift.KeyOf(forecast.Input{AD: e, Class: classOfEntry(e)})
	class := drift.CloudClass(k.Class)
	if class == "" {
		return drift.Standing{Authority: drift.FromAD, Why: "objects of this class do not synchronize"}, nil
	}
	h, err := look(ctx, t, nearest(k))
	if err != nil {
		return drift.Standing{}, err
	}
	twin := h.index().Pair(k)
	if !twin.Found() {
		for _, g := range h.gaps {
			if g.Part == class.Plural() {
				return drift.Standing{Authority: drift.AuthorityUnknown, Why: g.why()}, nil
			}
		}
		return drift.Standing{Authority: drift.FromAD, Why: "the tenant has no such object"}, nil
	}
	p := &probing{ctx: ctx, t: t}
	p.authority(twin.Object)
	p.wg.Wait()
	return drift.AuthorityOf(twin.Entry, p.managed, model.Unsure), p.err
}

// nearest leaves of a key what the tenant is asked for first: links, and the primary
// address or sign-in name where there is none.
func nearest(k drift.Key) drift.Key {
	k.Addresses = k.Addresses[:min(1, len(k.Addresses))]
	return k
}

// classOfEntry returns the class of an object of AD as synchronization sees it.
func classOfEntry(e model.Entry) string {
	classes := e.Values(model.ObjectClass)
	for i := len(classes) - 1; i >= 0; i-- {
		switch c := strings.ToLower(classes[i]); c {
		case "computer":
			return ""
		case "user", "group", "contact":
			return c
		case "inetorgperson":
			return "user"
		}
	}
	return ""
}

// Origin finds the object of AD that one of the tenant comes from: by its anchor, for
// groups and contacts by security identifier or address. The error has code NotFound
// if there is none.
func (d *Desk) Origin(ctx context.Context, o drift.Object) (model.Ref, error) {
	none := &model.Error{Code: model.NotFound, Subject: o.Name(), Message: "no object of AD belongs to it"}
	anchor, sid := o.First(drift.PropAnchor), o.First(drift.PropSID)
	for _, where := range originFilters(anchor, sid) {
		if ref, ok, err := d.only(ctx, where, o); ok || err != nil {
			return ref, err
		}
	}
	if anchor != "" {
		none.Message = "no object of AD has its anchor, " + anchor
		return model.Ref{}, none
	}
	where := addressFilter(o)
	if where == nil {
		none.Hint = "It has neither an anchor nor an address by which AD could be searched."
		return model.Ref{}, none
	}
	ref, ok, err := d.only(ctx, where, o)
	if err == nil && !ok {
		err = none
	}
	return ref, err
}

// originFilters select the object of AD by what links it: mS-DS-ConsistencyGuid comes
// before objectGUID, as it does where anchors are made.
func originFilters(anchor, sid string) (out []model.Filter) {
	if g, err := model.ParseGUID(anchor); anchor != "" && err == nil {
		out = append(out, model.Equal{Attr: consistencyGUID, Value: g.Bytes()}, model.Equal{Attr: model.ObjectGUID, Value: g.Bytes()})
	}
	if octets, ok := model.SIDOctets(sid); ok {
		out = append(out, model.Equal{Attr: objectSID, Value: octets})
	}
	return out
}

// addressFilter selects whoever has an address of an object of the tenant.
func addressFilter(o drift.Object) model.Filter {
	var where model.Or
	add := func(v string) {
		if a, err := model.ParseAddress(v); err == nil && a.IsSMTP() && len(where) < maxAsked {
			where = append(where, owner(a.Value())...)
		}
	}
	for _, a := range []model.Attr{model.Mail, model.UserPrincipalName, model.ProxyAddresses} {
		for _, v := range o.Values(a) {
			add(v)
		}
	}
	if where == nil {
		return nil
	}
	return where
}

// only returns the one object of AD of the class of o that a filter selects.
func (d *Desk) only(ctx context.Context, where model.Filter, o drift.Object) (ref model.Ref, ok bool, err error) {
	if schema, err := d.dir.Schema(ctx); err != nil {
		return ref, false, err
	} else if e, is := where.(model.Equal); is && !schema.Has(e.Attr) {
		return ref, false, nil
	}
	var found []model.Entry
	for e, err := range d.dir.Search(ctx, model.Query{Where: where, Attrs: slices.Concat([]model.Attr{model.ObjectClass, model.ProxyAddresses, model.Mail}, nil)}) {
		if err != nil {
			return ref, false, err
		}
		if drift.CloudClass(classOfEntry(e)) == baseClass(o.Class) {
			found = append(found, e)
		}
	}
	switch len(found) {
	case 0:
		return ref, false, nil
	case 1:
		return found[0].Ref, true, nil
	}
	return ref, false, &model.Error{Code: model.Conflict, Subject: o.Name(), Message: "several objects of AD fit it: " + model.NameOf(found[0].Ref.DN) + ", " + model.NameOf(found[1].Ref.DN),
		Hint: "Look at the checks for duplicates."}
}

// baseClass is what a deleted object was.
func baseClass(c model.CloudClass) model.CloudClass {
	switch c {
	case model.DeletedUser:
		return model.CloudUser
	case model.DeletedGroup:
		return model.CloudGroup
	}
	return c
}
