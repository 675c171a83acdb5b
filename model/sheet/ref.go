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

// AddRef returns e with a reference to target, which must have been read with
// model.KindAttrs: its kind decides whether it fits, and where a person and a
// group go to different attributes. A field that takes one reference is set to
// it. The error has code Exists if the reference is there already.
func (f Field) AddRef(e, target model.Entry) (model.Entry, error) {
	families, ok := f.Refs()
	r := model.Recipient{Entry: target}
	family := r.Kind().Family()
	switch {
	case !ok:
		return e, f.named(fault("holds no references", "Set it to a value."))
	case target.Ref.DN == "":
		return e, f.named(fault("the object to add has no name", "Pick the object again."))
	case len(families) > 0 && !slices.Contains(families, family):
		return e, f.named(fault("%s cannot stand here: it is a %s", "Pick a %s.",
			quote(r.Name()), strings.ToLower(r.Kind().Label()), strings.Join(families, " or a ")))
	}
	stored := f.stored(e)
	if slices.ContainsFunc(stored, func(s string) bool { return model.SameDN(s, target.Ref.DN) }) {
		return e, &model.Error{Code: model.Exists, Subject: f.Label, Message: quote(r.Name()) + " is there already"}
	}
	if f.Place != nil {
		a := f.Place(r)
		return e.With(a, append(slices.Clone(e.Values(a)), target.Ref.DN)...), nil
	}
	next := []string{target.Ref.DN}
	if f.Edit.Multi() {
		next = append(slices.Clone(stored), next...)
	}
	after, err := f.put(e, nil, next)
	return after, f.named(err)
}

// RemoveRef returns e without the reference to the object of that name.
func (f Field) RemoveRef(e model.Entry, dn string) (model.Entry, error) { return f.Remove(e, dn) }

// putPlaced keeps the references in next where they are and takes the others out.
// A new one is refused: only its kind, which a DN does not tell, says in which
// attribute it belongs.
func (f Field) putPlaced(e model.Entry, next []string) (model.Entry, error) {
	left := slices.Clone(next)
	for _, a := range f.Reads() {
		var keep []string
		for _, v := range e.Values(a) {
			if i := slices.IndexFunc(left, func(s string) bool { return model.SameDN(s, v) }); i >= 0 {
				keep, left = append(keep, v), slices.Delete(left, i, i+1)
			}
		}
		if len(keep) != len(e.Values(a)) {
			e = e.With(a, keep...)
		}
	}
	if len(left) > 0 {
		return e, fault("%s cannot be added by its name alone", "Pick the object, so that it is known whether it is a person or a group.", quote(left[0]))
	}
	return e, nil
}
