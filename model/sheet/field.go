package sheet

import (
	"errors"
	"slices"
	"strings"

	"recipientdesk/model"
)

// In returns the field with the limits of a forest: the length or range that the
// schema sets, where the declaration leaves it open. A nil schema changes nothing.
func (f Field) In(s *model.Schema) Field {
	d, ok := s.Lookup(f.Attrs[0])
	if !ok || d.Max <= 0 {
		return f
	}
	switch ed := f.Edit.(type) {
	case Text:
		if ed.Max == 0 {
			ed.Max = d.Max
			f.Edit = ed
		}
	case List:
		if ed.Max == 0 {
			ed.Max = d.Max
			f.Edit = ed
		}
	case Octets:
		if ed.Max == 0 {
			ed.Max = d.Max
			f.Edit = ed
		}
	case Number:
		if ed.Min == 0 && ed.Max == 0 {
			ed.Min, ed.Max = int64(d.Min), int64(d.Max)
			f.Edit = ed
		}
	}
	return f
}

// Values returns what the field shows for e: text that With takes, or the bytes of
// a photo. The result must not be modified.
func (f Field) Values(e model.Entry) []string {
	stored := f.stored(e)
	out := make([]string, len(stored))
	for i, v := range stored {
		out[i] = f.Edit.format(v)
	}
	return out
}

func (f Field) stored(e model.Entry) []string {
	if f.Get != nil {
		return f.Get(e)
	}
	if f.Place == nil {
		return e.Values(f.Attrs[0])
	}
	var out []string
	for _, a := range f.Reads() {
		out = append(out, e.Values(a)...)
	}
	return out
}

// Value returns the first of Values, or "".
func (f Field) Value(e model.Entry) string {
	if v := f.Values(e); len(v) > 0 {
		return v[0]
	}
	return ""
}

// Common returns what the field shows for all of es, and whether they agree. The
// order of values does not count.
func (f Field) Common(es []model.Entry) (values []string, same bool) {
	if len(es) == 0 {
		return nil, true
	}
	values = f.Values(es[0])
	want := slices.Sorted(slices.Values(values))
	for _, e := range es[1:] {
		if !slices.Equal(slices.Sorted(slices.Values(f.Values(e))), want) {
			return nil, false
		}
	}
	return values, true
}

// WithText is With for one value; "" removes.
func (f Field) WithText(e model.Entry, text string) (model.Entry, error) {
	return f.With(e, []string{text})
}

// With returns e with the field set to values; none, or only empty ones, removes.
// A value that e has already stays byte for byte, even if it breaks a rule:
// nobody wrote it now. The error is a *model.Error with code Invalid that names
// what was written and what to do.
func (f Field) With(e model.Entry, values []string) (model.Entry, error) {
	stored := f.stored(e)
	if len(stored) == len(values) && slices.Equal(f.Values(e), values) {
		return e, nil
	}
	next, err := f.parseAll(stored, values)
	if err == nil && len(next) > 1 && !f.Edit.Multi() {
		err = fault("takes one value, not %d", "Give the one value that is to stay.", len(next))
	}
	if err == nil {
		var after model.Entry
		if after, err = f.put(e, stored, next); err == nil {
			return after, nil
		}
	}
	return e, f.named(err)
}

// parseAll reads values, taking those that are there already as they are stored.
func (f Field) parseAll(stored, values []string) ([]string, error) {
	was := make(map[string]string, len(stored))
	for _, v := range stored {
		was[f.Edit.format(v)] = v
	}
	next := make([]string, 0, len(values))
	twice := make(map[string]bool, len(values))
	for _, text := range values {
		v, ok := was[text]
		if !ok {
			var err error
			if v, err = f.parse(text); err != nil {
				return nil, err
			}
		}
		if v != "" && !twice[v] {
			next, twice[v] = append(next, v), true
		}
	}
	return next, nil
}

// parse reads one value. "" is none.
func (f Field) parse(text string) (string, error) {
	v, err := f.Edit.parse(text)
	if err == nil && v != "" && f.Check != nil {
		v, err = f.Check(v)
	}
	return v, err
}

func (f Field) put(e model.Entry, stored, next []string) (model.Entry, error) {
	ro, readOnly := f.Edit.(ReadOnly)
	switch {
	case readOnly: // where parse was not asked, because values only go
		_, err := ro.parse("")
		return e, err
	case f.Set != nil:
		return f.Set(e, next)
	case f.Place != nil:
		return f.putPlaced(e, next)
	case !f.Edit.Multi() && len(stored) > 1 && len(next) == 1:
		// The attribute holds more than its editor shows: keep the rest.
		next = append(next, stored[1:]...)
	}
	return e.With(f.Attrs[0], next...), nil
}

// named puts the label of the field before what is wrong.
func (f Field) named(err error) error {
	if e, ok := errors.AsType[*model.Error](err); ok {
		named := *e
		if named.Subject != "" && named.Subject != f.Label {
			named.Message = quote(named.Subject) + " " + named.Message
		}
		named.Subject = f.Label
		return &named
	}
	return err
}

// same reports whether two values are one to the directory.
func (f Field) same(a, b string) bool {
	switch f.Edit.(type) {
	case Picker, Backlink:
		return model.SameDN(a, b)
	case Photo, Octets, GUID, SID, Time, Number, Check, Flags:
		return a == b
	}
	return strings.EqualFold(a, b)
}

// Add returns e with one more value. The error has code Exists if it is there
// already, Invalid if the field takes one value and has one. For a field of
// references use AddRef, which knows what is referred to.
func (f Field) Add(e model.Entry, text string) (model.Entry, error) {
	if _, ok := f.Edit.(Addresses); ok {
		after, err := addAddress(e, text)
		return after, f.named(err)
	}
	v, err := f.parse(text)
	if err != nil {
		return e, f.named(err)
	}
	stored := f.stored(e)
	switch {
	case v == "":
		return e, f.named(fault("the value to add is empty", "Write the value to add."))
	case slices.ContainsFunc(stored, func(s string) bool { return f.same(s, v) }):
		return e, &model.Error{Code: model.Exists, Subject: f.Label, Message: quote(text) + " is there already"}
	case !f.Edit.Multi() && len(stored) > 0:
		return e, f.named(fault("takes one value and has %s", "Set the field to the new value instead.", quote(f.Value(e))))
	}
	after, err := f.put(e, stored, append(slices.Clone(stored), v))
	return after, f.named(err)
}

// Remove returns e without one value, written as Values shows it. The error has
// code NotFound if it is not there.
func (f Field) Remove(e model.Entry, text string) (model.Entry, error) {
	if _, ok := f.Edit.(Addresses); ok {
		after, err := removeAddress(e, text)
		return after, f.named(err)
	}
	stored := f.stored(e)
	i := slices.IndexFunc(stored, func(s string) bool { return f.Edit.format(s) == text })
	if i < 0 {
		v, err := f.parse(text)
		if err != nil {
			return e, f.named(err)
		}
		i = slices.IndexFunc(stored, func(s string) bool { return f.same(s, v) })
	}
	if i < 0 {
		return e, &model.Error{Code: model.NotFound, Subject: f.Label, Message: quote(text) + " is not there"}
	}
	after, err := f.put(e, nil, slices.Delete(slices.Clone(stored), i, i+1))
	return after, f.named(err)
}

// WithCheck turns a Check field on or off. Off is FALSE where base, the object as
// it was read, has a value, and no value where it has none, so that a box ticked
// and cleared again is no change.
func (f Field) WithCheck(base, e model.Entry, on bool) model.Entry {
	switch {
	case on:
		return e.With(f.Attrs[0], "TRUE")
	case base.Has(f.Attrs[0]):
		return e.With(f.Attrs[0], "FALSE")
	}
	return e.With(f.Attrs[0])
}
