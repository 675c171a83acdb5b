package sim

import (
	"encoding/binary"
	"encoding/json"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"recipientdesk/model"
)

// A CloudObject is an object of a tenant as it is at one moment. It is immutable.
type CloudObject struct {
	ID      model.GUID
	Class   model.CloudClass // CloudUser, CloudGroup or CloudContact, also when deleted
	Deleted time.Time        // zero: it is not
	Version uint64           // of the tenant when it became as it is

	props  []byte // the properties that have a value: place, length as a varint, JSON
	shadow []byte // what addresses and names are computed from: the last export, packed; nil for what AD did not make
	hash   uint64 // of the last export
}

// Schema returns what objects of its class may have.
func (o *CloudObject) Schema() *CloudSchema { return cloudSchemas[o.Class] }

// All yields the properties that have a value, in the order of the schema, as JSON.
// The bytes must not be changed.
func (o *CloudObject) All() iter.Seq2[CloudProp, []byte] {
	return func(yield func(CloudProp, []byte) bool) {
		for b := o.props; len(b) > 0; {
			n, w := binary.Uvarint(b[1:])
			end := 1 + w + int(n)
			if !yield(CloudProp(b[0]), b[1+w:end]) {
				return
			}
			b = b[end:]
		}
	}
}

// Raw returns the JSON of a property, nil if it has no value.
func (o *CloudObject) Raw(p CloudProp) []byte {
	for q, raw := range o.All() {
		if q >= p {
			if q == p {
				return raw
			}
			return nil
		}
	}
	return nil
}

// Text returns a property of one value as text, "" if it has none.
func (o *CloudObject) Text(name string) string {
	return jsonText(o.Raw(o.Schema().Must(name)))
}

// Texts returns the values of a list of texts.
func (o *CloudObject) Texts(name string) []string {
	return jsonTexts(o.Raw(o.Schema().Must(name)))
}

// Is reports whether a Boolean property is true.
func (o *CloudObject) Is(name string) bool { return o.Text(name) == "true" }

// Synced reports whether the object is synchronized from AD now.
func (o *CloudObject) Synced() bool { return o.Is("onPremisesSyncEnabled") }

// Anchor returns what links the object with AD.
func (o *CloudObject) Anchor() string {
	if o.Class == model.CloudUser {
		return o.Text("onPremisesImmutableId")
	}
	return o.Text("x-onPremisesImmutableId")
}

// jsonText returns a JSON string, number or Boolean as text, "" for null and nothing.
func jsonText(raw []byte) string {
	if len(raw) < 2 || raw[0] != '"' {
		if string(raw) == "null" {
			return ""
		}
		return string(raw)
	}
	if body := raw[1 : len(raw)-1]; !slices.Contains(body, '\\') {
		return string(body)
	}
	var s string
	_ = json.Unmarshal(raw, &s) // the store holds valid JSON only
	return s
}

func jsonTexts(raw []byte) (out []string) {
	if len(raw) > 2 {
		_ = json.Unmarshal(raw, &out)
	}
	return out
}

// A cloudPatch is what becomes of properties: JSON by name, nil or null to remove.
type cloudPatch map[string][]byte

func (c cloudPatch) text(name, v string) {
	c[name] = nil
	if v != "" {
		c[name] = appendJSON(nil, v)
	}
}

func (c cloudPatch) texts(name string, vs []string) {
	c[name] = nil
	if len(vs) > 0 {
		c[name] = appendJSONList(nil, vs)
	}
}

func (c cloudPatch) bool(name string, v bool) {
	c[name] = []byte("false")
	if v {
		c[name] = []byte("true")
	}
}

func (c cloudPatch) time(name string, t time.Time) { c[name] = appendJSON(nil, CloudTimeText(t)) }

// CloudTimeText writes a time as Graph does.
func CloudTimeText(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// with returns the object with a patch applied. Names that the class lacks are
// left out. changed is false if nothing differs; then the object is the same.
func (o *CloudObject) with(c cloudPatch) (n *CloudObject, changed bool) {
	s := o.Schema()
	patch := make(map[CloudProp][]byte, len(c))
	for name, raw := range c {
		if p := s.Must(name); p != noProp {
			patch[p] = raw
		}
	}
	order := slices.Sorted(maps.Keys(patch))
	out := make([]byte, 0, len(o.props)+64)
	put := func(p CloudProp, raw []byte) {
		if unset := len(raw) == 0 || string(raw) == "null" || string(raw) == "[]"; !unset {
			out = append(binary.AppendUvarint(append(out, byte(p)), uint64(len(raw))), raw...)
		}
	}
	for p, raw := range o.All() {
		for len(order) > 0 && order[0] < p {
			put(order[0], patch[order[0]])
			order = order[1:]
		}
		if len(order) > 0 && order[0] == p {
			put(p, patch[p])
			order = order[1:]
		} else {
			put(p, raw)
		}
	}
	for _, p := range order {
		put(p, patch[p])
	}
	if string(out) == string(o.props) {
		return o, false
	}
	m := *o
	m.props = slices.Clip(slices.Clone(out))
	return &m, true
}

// appendJSON appends s as a JSON string.
func appendJSON(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for _, r := range s { // what is no UTF-8 becomes U+FFFD
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r < ' ':
			dst = append(dst, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return append(dst, '"')
}

func appendJSONList(dst []byte, vs []string) []byte {
	dst = append(dst, '[')
	for i, v := range vs {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendJSON(dst, v)
	}
	return append(dst, ']')
}

// packEntry and unpackEntry keep the named attributes of an export in compact form.
func packEntry(e model.Entry, attrs []model.Attr) []byte {
	var out []byte
	for i, a := range attrs {
		for _, v := range e.Values(a) {
			out = append(binary.AppendUvarint(append(out, byte(i)), uint64(len(v))), v...)
		}
	}
	return slices.Clip(out)
}

func unpackEntry(b []byte, attrs []model.Attr) model.Entry {
	m := map[model.Attr][]string{}
	for len(b) > 0 {
		n, w := binary.Uvarint(b[1:])
		a := attrs[b[0]]
		m[a] = append(m[a], string(b[1+w:1+w+int(n)]))
		b = b[1+w+int(n):]
	}
	return model.NewEntry(model.Ref{}, m)
}

// bareAddress is an SMTP address without its prefix, in lower case; "" for others.
func bareAddress(v string) string {
	if prefix, rest, ok := strings.Cut(v, ":"); ok {
		if !strings.EqualFold(prefix, "smtp") {
			return ""
		}
		v = rest
	}
	return strings.ToLower(v)
}
