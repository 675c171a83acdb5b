package sheet

import (
	"fmt"
	"strings"

	"recipientdesk/model"
)

// A State says whether a field can be edited and, if not, why. The zero State is
// on.
type State struct {
	Code   model.Code // "" on; NoSchema, Invalid (not for this class, or kept by the server), Denied
	Reason string     // a sentence; of a field that is on, what is limited about it
	Hint   string     // what to do
}

// On reports whether the field can be edited.
func (s State) On() bool { return s.Code == "" }

// Err returns the state of the field as an error, nil if it is on.
func (s State) Err(f Field) error {
	if s.On() {
		return nil
	}
	return &model.Error{Code: s.Code, Subject: f.Label, Message: s.Reason, Hint: s.Hint}
}

// State says whether the field can be edited on all of es. rights[i] are those on
// es[i]; missing ones are not known and forbid nothing, and neither does a nil
// schema. The server has the last word either way.
func (f Field) State(s *model.Schema, rights []model.Rights, es ...model.Entry) State {
	for i, e := range es {
		var r model.Rights
		if i < len(rights) {
			r = rights[i]
		}
		for _, a := range f.Attrs {
			if st := f.attrState(s, r, e, a); !st.On() {
				return st
			}
		}
	}
	for i, e := range es {
		var r model.Rights
		if i < len(rights) {
			r = rights[i]
		}
		for _, a := range f.Also {
			if st := f.attrState(s, r, e, a); !st.On() {
				return State{Reason: "Limited: " + st.Reason, Hint: st.Hint}
			}
		}
	}
	return State{}
}

// attrState judges one attribute of one object.
func (f Field) attrState(s *model.Schema, r model.Rights, e model.Entry, a model.Attr) State {
	d, known := s.Lookup(a)
	_, back := f.Edit.(Backlink)
	_, readOnly := f.Edit.(ReadOnly)
	switch {
	case s != nil && !known:
		return missing(s, a)
	case readOnly && known && !d.System && !d.BackLink():
		return State{model.Invalid, fmt.Sprintf("%s is shown here and not edited.", s.Spelled(a)), ""}
	case readOnly:
		return State{model.Invalid, fmt.Sprintf("Only the server writes %s.", s.Spelled(a)), ""}
	case back: // belongs to other objects: neither the class nor the rights of this one tell
		return State{}
	case d.System || d.BackLink():
		return State{model.Invalid, fmt.Sprintf("Only the server writes %s.", s.Spelled(a)), ""}
	case !s.Allows(e.Values(model.ObjectClass), a):
		return State{model.Invalid, fmt.Sprintf("An object of the class %s cannot have the attribute %s.", lastClass(e), s.Spelled(a)), ""}
	case !r.Write(a):
		return State{model.Denied, fmt.Sprintf("You may not write %s on this object.", s.Spelled(a)),
			fmt.Sprintf("Ask for write permission on %s, or sign in as someone who has it.", s.Spelled(a))}
	}
	return State{}
}

func missing(s *model.Schema, a model.Attr) State {
	st := State{Code: model.NoSchema, Reason: fmt.Sprintf("This forest has no attribute %s.", a)}
	switch {
	case strings.HasPrefix(strings.ToLower(string(a)), "msds-cloudextensionattribute"):
		st.Hint = "It comes with the schema of Windows Server 2012."
	case s.Exchange() == 0:
		st.Reason = fmt.Sprintf("This forest has no attribute %s: the Exchange schema extension is not installed.", a)
		st.Hint = "Extending the schema (Exchange setup, PrepareSchema) adds it; that cannot be undone."
	default:
		st.Hint = "A newer Exchange schema may add it."
	}
	return st
}

func lastClass(e model.Entry) string {
	if v := e.Values(model.ObjectClass); len(v) > 0 {
		return v[len(v)-1]
	}
	return "unknown"
}
