package sheet

import (
	"slices"
	"strings"

	"recipientdesk/model"
)

// Refs reports whether the values are references to other objects, and to which
// families; none: to any.
func (f Field) Refs() (families []string, ok bool) {
	switch ed := f.Edit.(type) {
	case Picker:
		return ed.Families, true
	case Backlink:
		return ed.Families, true
	}
	return nil, false
}

// AddRef returns e with references to targets, all of them or none. Targets must
// have been read with model.KindAttrs: the kind decides whether one fits, and
// where a person and a group go to different attributes. A field that takes one
// reference is set to it. The error has code Exists if a reference is there
// already, Invalid if it does not fit.
func (f Field) AddRef(e model.Entry, targets ...model.Entry) (model.Entry, error) {
	there := map[string]bool{}
	for _, v := range f.stored(e) {
		there[dnKey(v)] = true
	}
	come := map[model.Attr][]string{}
	for _, target := range targets {
		if err := f.fits(target); err != nil {
			return e, f.named(err)
		}
		key := dnKey(target.Ref.DN)
		if there[key] {
			return e, &model.Error{Code: model.Exists, Subject: f.Label, Message: quote(model.Recipient{Entry: target}.Name()) + " is there already"}
		}
		there[key] = true
		a := f.Attrs[0]
		if f.Place != nil {
			a = f.Place(model.Recipient{Entry: target})
		}
		come[a] = append(come[a], target.Ref.DN)
	}
	if !f.Edit.Multi() && len(targets) > 1 {
		return e, f.named(fault("takes one object, not %d", "Pick the one that is to stand here.", len(targets)))
	}
	after := e
	for a, dns := range come {
		if f.Edit.Multi() {
			dns = append(slices.Clone(e.Values(a)), dns...)
		}
		after = after.With(a, dns...)
	}
	return after, nil
}

// fits says why target cannot stand in the field.
func (f Field) fits(target model.Entry) error {
	families, ok := f.Refs()
	r := model.Recipient{Entry: target}
	switch {
	case !ok:
		return fault("holds no references", "Set it to a value.")
	case target.Ref.DN == "":
		return fault("the object to add has no name", "Pick the object again.")
	case len(families) > 0 && !slices.Contains(families, r.Kind().Family()):
		return fault("%s cannot stand here: it is of the kind %q", "Pick a %s.",
			quote(r.Name()), r.Kind().Label(), strings.Join(families, " or a "))
	}
	return nil
}

// dnKey is equal for DNs that model.SameDN takes for one.
func dnKey(dn string) string {
	if d, err := model.ParseDN(dn); err == nil {
		dn = d.String()
	}
	return strings.ToLower(dn)
}

// RemoveRef returns e without the reference to the object of that name.
func (f Field) RemoveRef(e model.Entry, dn string) (model.Entry, error) { return f.Remove(e, dn) }

// putPlaced keeps the references in next where they are and takes the others out.
// A new one is refused: only its kind, which a DN does not tell, says in which
// attribute it belongs.
func (f Field) putPlaced(e model.Entry, next []string) (model.Entry, error) {
	left := make(map[string]string, len(next))
	for _, v := range next {
		left[dnKey(v)] = v
	}
	for _, a := range f.Reads() {
		var keep []string
		for _, v := range e.Values(a) {
			if _, ok := left[dnKey(v)]; ok {
				keep = append(keep, v)
			}
		}
		for _, v := range keep {
			delete(left, dnKey(v))
		}
		if len(keep) != len(e.Values(a)) {
			e = e.With(a, keep...)
		}
	}
	for _, v := range next {
		if _, ok := left[dnKey(v)]; ok {
			return e, fault("%s cannot be added by its name alone",
				"Pick the object, so that it is known whether it is a person or a group.", quote(v))
		}
	}
	return e, nil
}
