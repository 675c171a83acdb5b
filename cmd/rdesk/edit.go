package main

import (
	"context"
	"os"
	"slices"
	"strings"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/sheet"
)

// An edit is one wish: what is to become of one field.
type edit struct {
	field  string // ID or attribute
	op     op
	values []string
}

type op int

const (
	setTo op = iota
	clearIt
	remove
	add
)

// wishes collects the edits of a command line, in the order in which they are
// made: FIELD=VALUE first, then --clear, --remove and --add, so that a value can
// be replaced in a field that takes one. FIELD given several times gets several
// values.
func wishes(assign, clear, removes, adds []string) ([]edit, error) {
	var out []edit
	for _, arg := range assign {
		name, value, ok := strings.Cut(arg, "=")
		if !ok || name == "" {
			return nil, wrong("%q is no FIELD=VALUE", arg)
		}
		i := slices.IndexFunc(out, func(e edit) bool { return strings.EqualFold(e.field, name) })
		if i < 0 {
			i, out = len(out), append(out, edit{field: name})
		}
		out[i].values = append(out[i].values, value)
	}
	for _, name := range clear {
		if strings.Contains(name, "=") {
			return nil, wrong("--clear %s: write the name of the field alone", name)
		}
		out = append(out, edit{name, clearIt, nil})
	}
	for _, part := range []struct {
		flag string
		op   op
		args []string
	}{{"--remove", remove, removes}, {"--add", add, adds}} {
		for _, arg := range part.args {
			name, value, ok := strings.Cut(arg, "=")
			if !ok || name == "" || value == "" {
				return nil, wrong("%s %s: write FIELD=VALUE", part.flag, arg)
			}
			out = append(out, edit{name, part.op, []string{value}})
		}
	}
	return out, nil
}

// An editing applies edits to one object.
type editing struct {
	s      *session.Session
	rights []model.Rights // nil: not known
}

// apply makes the edits. A field that is off is refused with its reason, before
// anything is sent.
func (ed editing) apply(ctx context.Context, e model.Entry, edits []edit) (model.Entry, error) {
	for _, w := range edits {
		f, err := sheet.Find(ed.s.Schema, w.field)
		if err != nil {
			return e, err
		}
		if err := f.State(ed.s.Schema, ed.rights, e).Err(f); err != nil {
			return e, err
		}
		if _, refs := f.Refs(); refs {
			e, err = ed.references(ctx, f, e, w)
		} else {
			e, err = ed.values(f, e, w)
		}
		if err != nil {
			return e, err
		}
	}
	return e, nil
}

func (ed editing) values(f sheet.Field, e model.Entry, w edit) (model.Entry, error) {
	vals := slices.Clone(w.values)
	for i, v := range vals {
		var err error
		if vals[i], err = fromFile(f, v); err != nil {
			return e, err
		}
	}
	switch w.op {
	case add:
		return f.Add(e, vals[0])
	case remove:
		return f.Remove(e, vals[0])
	}
	return f.With(e, vals)
}

// maxFile bounds a file that becomes one value; the directory takes less.
const maxFile = 10 << 20

// fromFile reads the value of a picture or of octets from @FILE.
func fromFile(f sheet.Field, v string) (string, error) {
	name, isFile := strings.CutPrefix(v, "@")
	_, photo := f.Edit.(sheet.Photo)
	_, octets := f.Edit.(sheet.Octets)
	switch {
	case photo && !isFile && v != "":
		return "", &model.Error{Code: model.Invalid, Subject: f.Label, Message: "is read from a file", Hint: "Write " + f.ID + "=@FILE."}
	case !isFile || !photo && !octets:
		return v, nil
	}
	st, err := os.Stat(name)
	if err == nil && st.Size() > maxFile {
		return "", &model.Error{Code: model.Invalid, Subject: name, Message: "is too large for a value of a directory", Hint: "Make the picture smaller."}
	}
	if err != nil {
		return "", fileError(name, err)
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return "", fileError(name, err)
	}
	if octets {
		return sheet.FormatValue(model.SyntaxOctets, string(b)), nil
	}
	return string(b), nil
}

// references edits a field of references. Objects are named by any ID.
func (ed editing) references(ctx context.Context, f sheet.Field, e model.Entry, w edit) (model.Entry, error) {
	switch w.op {
	case clearIt:
		return f.With(e, nil)
	case remove:
		dn, err := ed.referred(ctx, f.Values(e), w.values[0])
		if err != nil {
			return e, err
		}
		return f.RemoveRef(e, dn)
	case add:
		target, err := ed.target(ctx, w.values[0])
		if err != nil {
			return e, err
		}
		return f.AddRef(e, target)
	}
	return ed.replace(ctx, f, e, w.values)
}

// replace leaves the references that are wanted, in place, and adds the others.
func (ed editing) replace(ctx context.Context, f sheet.Field, e model.Entry, ids []string) (model.Entry, error) {
	var targets []model.Entry
	for _, id := range ids {
		if id == "" {
			continue
		}
		t, err := ed.target(ctx, id)
		if err != nil {
			return e, err
		}
		targets = append(targets, t)
	}
	if len(targets) > 1 && !f.Edit.Multi() {
		return e, &model.Error{Code: model.Invalid, Subject: f.Label, Message: "takes one object", Hint: "Name the one that is to stay."}
	}
	there := f.Values(e)
	keep := slices.DeleteFunc(slices.Clone(there), func(dn string) bool {
		return !slices.ContainsFunc(targets, func(t model.Entry) bool { return model.SameDN(t.Ref.DN, dn) })
	})
	e, err := f.With(e, keep)
	for _, t := range targets {
		if err != nil || slices.ContainsFunc(keep, func(dn string) bool { return model.SameDN(dn, t.Ref.DN) }) {
			continue
		}
		e, err = f.AddRef(e, t)
	}
	return e, err
}

// target reads what a reference is to point at.
func (ed editing) target(ctx context.Context, id string) (model.Entry, error) {
	ref, err := ed.s.Desk.Find(ctx, id)
	if err != nil {
		return model.Entry{}, err
	}
	return ed.s.Desk.Get(ctx, ref, append([]model.Attr{model.DisplayName}, model.KindAttrs...)...)
}

// referred finds a reference that is there. Its object may be gone or out of
// sight: then the name itself has to do.
func (ed editing) referred(ctx context.Context, there []string, id string) (string, error) {
	if i := slices.IndexFunc(there, func(dn string) bool { return model.SameDN(dn, id) }); i >= 0 {
		return there[i], nil
	}
	ref, err := ed.s.Desk.Find(ctx, id)
	return ref.DN, err
}
