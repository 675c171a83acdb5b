package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/lifecycle"
	"recipientdesk/model/sheet"
)

// An object is one directory object as JSON shows it.
type object struct {
	DN         string                  `json:"dn"`
	ObjectGUID string                  `json:"objectGUID"`
	Class      string                  `json:"objectClass"` // the most special one
	Kind       string                  `json:"kind"`
	Attributes map[model.Attr]any      `json:"attributes"`
	GUIDs      map[model.Attr][]string `json:"guids,omitempty"` // octets that are GUIDs, as text

	// Of a new object.
	Journal   *int              `json:"journal,omitempty"`
	Journals  []int             `json:"journals,omitempty"` // if it became a member of groups
	Authority *authorityDoc     `json:"authority,omitempty"`
	Forecast  *aheadDoc         `json:"forecast,omitempty"` // what the next synchronization makes of it
	Cloud     *[]lifecycle.Step `json:"cloud,omitempty"`
	Notes     *[]string         `json:"notes,omitempty"`
}

// namedEntry reads the object that somebody names.
func namedEntry(ctx context.Context, s *session.Session, id string) (model.Entry, error) {
	ref, err := s.Desk.Find(ctx, id)
	if err != nil {
		return model.Entry{}, err
	}
	return s.Desk.Get(ctx, ref)
}

// objectOf shows the named attributes of e, which has been read with
// model.KindAttrs; none: all that e has.
func objectOf(s *model.Schema, e model.Entry, attrs ...model.Attr) object {
	o := object{DN: e.Ref.DN, ObjectGUID: e.Ref.GUID, Class: classOf(e), Kind: model.Recipient{Entry: e}.Kind().String(),
		Attributes: map[model.Attr]any{}}
	for a, vals := range e.Only(attrs...).All() {
		name := s.Spelled(a)
		o.Attributes[name] = jsonValues(s, a, vals)
		if f := guidField(s, a); f != nil {
			if o.GUIDs == nil {
				o.GUIDs = map[model.Attr][]string{}
			}
			o.GUIDs[name] = f.Values(e)
		}
	}
	return o
}

func classOf(e model.Entry) string {
	if v := e.Values(model.ObjectClass); len(v) > 0 {
		return v[len(v)-1]
	}
	return ""
}

func guidField(s *model.Schema, a model.Attr) *sheet.Field {
	d, ok := s.Lookup(a)
	if !ok || !d.Syntax.Binary() {
		return nil
	}
	f := sheet.Raw(d)
	if _, ok := f.Edit.(sheet.GUID); !ok && !a.Is(model.ObjectGUID) {
		return nil
	}
	f.Edit = sheet.GUID{Several: !d.Single}
	return &f
}

// jsonValues writes the values of an attribute: as an array, unless the schema says
// that there is never more than one.
func jsonValues(s *model.Schema, a model.Attr, vals []string) any {
	d, _ := s.Lookup(a)
	out := make([]jsonValue, len(vals))
	for i, v := range vals {
		out[i] = jsonValue{v, d.Syntax.Binary()}
	}
	if d.Single && len(out) == 1 {
		return out[0]
	}
	return out
}

func jsonList(s *model.Schema, a model.Attr, vals []string) []jsonValue {
	d, _ := s.Lookup(a)
	out := make([]jsonValue, 0, len(vals))
	for _, v := range vals {
		out = append(out, jsonValue{v, d.Syntax.Binary()})
	}
	return out
}

// A jsonValue is one value. Octets are Base64; what should be text and is not, is
// {"base64":"…"}, so that it can be told from text that looks the same.
type jsonValue struct {
	v      string
	octets bool
}

func (j jsonValue) MarshalJSON() ([]byte, error) {
	switch {
	case j.octets:
		return json.Marshal([]byte(j.v))
	case !utf8.ValidString(j.v):
		return json.Marshal(map[string][]byte{"base64": []byte(j.v)})
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(j.v)
	return []byte(strings.TrimSpace(b.String())), err
}

// textValue writes a value for a table or a CSV cell: as its editor does, or as
// Base64.
func textValue(s *model.Schema, a model.Attr, v string) string {
	d, ok := s.Lookup(a)
	switch {
	case ok && d.Syntax.Binary():
		t := sheet.FormatValue(d.Syntax, v)
		if f := guidField(s, a); f != nil {
			t = f.Value(model.NewEntry(model.Ref{}, map[model.Attr][]string{a: {v}}))
		}
		return t
	case !utf8.ValidString(v):
		return base64.StdEncoding.EncodeToString([]byte(v))
	}
	return v
}

// cell joins the values of an attribute for CSV: with a semicolon between them, and
// a backslash before a semicolon or backslash within one.
func cell(s *model.Schema, a model.Attr, vals []string) string {
	parts := make([]string, len(vals))
	for i, v := range vals {
		parts[i] = textValue(s, a, v)
	}
	return joined(parts)
}

// joined makes one cell of several values; one value stands as it is.
func joined(vals []string) string {
	if len(vals) == 1 {
		return vals[0]
	}
	parts := make([]string, len(vals))
	for i, v := range vals {
		parts[i] = cellEscapes.Replace(v)
	}
	return strings.Join(parts, ";")
}

var cellEscapes = strings.NewReplacer(`\`, `\\`, `;`, `\;`)

// attrNames reads a list of attributes or field IDs. "*" asks for all, as nil does.
func attrNames(s *model.Schema, lists []string) ([]model.Attr, error) {
	var out []model.Attr
	for _, list := range lists {
		for name := range strings.SplitSeq(list, ",") {
			name = strings.TrimSpace(name)
			if name == "*" {
				return nil, nil
			}
			attrs, err := attrsNamed(s, name)
			if err != nil {
				return nil, err
			}
			out = append(out, attrs...)
		}
	}
	return out, nil
}

func attrsNamed(s *model.Schema, name string) ([]model.Attr, error) {
	if d, ok := s.Lookup(model.Attr(name)); ok {
		return []model.Attr{d.Name}, nil
	}
	f, err := sheet.Find(s, name)
	if err != nil {
		return nil, err
	}
	return f.Attrs, nil
}

// with adds the attributes that a command needs for itself.
func with(attrs []model.Attr, more ...model.Attr) []model.Attr {
	if attrs == nil {
		return nil
	}
	out := slices.Clone(attrs)
	for _, m := range more {
		if !slices.ContainsFunc(out, m.Is) {
			out = append(out, m)
		}
	}
	return out
}

// printObject writes an object as attribute and value, a line each.
func printObject(w io.Writer, s *model.Schema, e model.Entry, attrs ...model.Attr) error {
	rows := [][]string{{"dn", e.Ref.DN}, {"objectGUID", e.Ref.GUID}, {"kind", model.Recipient{Entry: e}.Kind().Label()}}
	for a, vals := range e.Only(attrs...).All() {
		name := string(s.Spelled(a))
		if a.Is(model.ObjectGUID) {
			continue
		}
		for _, v := range vals {
			rows = append(rows, []string{name, shortValue(s, a, v)})
			name = ""
		}
	}
	width := 0
	for _, r := range rows {
		width = max(width, len(r[0]))
	}
	for _, r := range rows {
		if _, err := fmt.Fprintf(w, "%-*s  %s\n", width, r[0], oneLine(r[1])); err != nil {
			return err
		}
	}
	return nil
}

// shortValue is textValue, with long octets as their length.
func shortValue(s *model.Schema, a model.Attr, v string) string {
	if t := textValue(s, a, v); len(t) <= 200 {
		return t
	}
	if d, _ := s.Lookup(a); d.Syntax.Binary() || !utf8.ValidString(v) {
		return fmt.Sprintf("(%d bytes)", len(v))
	}
	return v
}

// objectView shows one object.
func objectView(s *model.Schema, e model.Entry, attrs []model.Attr) view {
	return view{
		json: func() (any, error) { return objectOf(s, e, attrs...), nil },
		rows: func() ([]string, [][]string) {
			names := attrs
			if names == nil {
				for a := range e.All() {
					names = append(names, s.Spelled(a))
				}
			}
			return csvHeader(names), [][]string{csvRow(s, e, names)}
		},
		table: func(w io.Writer) { _ = printObject(w, s, e, attrs...) },
		ldif: func(w io.Writer) error {
			return session.WriteLDIF(w, e.Only(attrs...))
		},
	}
}

func csvHeader(attrs []model.Attr) []string {
	out := []string{"distinguishedName", "objectGUID", "kind"}
	for _, a := range columns(attrs) {
		out = append(out, string(a))
	}
	return out
}

func csvRow(s *model.Schema, e model.Entry, attrs []model.Attr) []string {
	out := []string{e.Ref.DN, e.Ref.GUID, model.Recipient{Entry: e}.Kind().String()}
	for _, a := range columns(attrs) {
		out = append(out, cell(s, a, e.Values(a)))
	}
	return out
}

// columns leaves out what the first two columns say.
func columns(attrs []model.Attr) []model.Attr {
	return slices.DeleteFunc(slices.Clone(attrs), func(a model.Attr) bool { return a.Is("distinguishedName") || a.Is(model.ObjectGUID) })
}
