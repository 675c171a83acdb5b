package forecast

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"recipientdesk/model"
)

// An object is a JSON object of attributes: a text, a number, a truth value, octets
// as {"base64":"…"}, an array of these, or null for an attribute that is not set.
type object struct{ model.Entry }

func (o *object) UnmarshalJSON(b []byte) (err error) {
	o.Entry, err = attributes(b, func(name string, err error) error { return fmt.Errorf("%s: %w", name, err) })
	return err
}

// A loose is an object of which what is no attribute is passed over.
type loose struct{ model.Entry }

func (o *loose) UnmarshalJSON(b []byte) (err error) {
	o.Entry, err = attributes(b, func(string, error) error { return nil })
	return err
}

// attributes reads an object. bad says what becomes of a value that is none.
func attributes(b []byte, bad func(name string, err error) error) (model.Entry, error) {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		return model.Entry{}, err
	}
	attrs, spelled := make(map[model.Attr][]string, len(raw)), make(map[string]model.Attr, len(raw))
	for _, name := range slices.Sorted(maps.Keys(raw)) {
		vals, err := values(raw[name])
		if err != nil {
			if err = bad(name, err); err != nil {
				return model.Entry{}, err
			}
			continue
		}
		a, there := spelled[strings.ToLower(name)] // names that differ in case are one attribute
		if !there {
			a = model.Attr(name)
			spelled[strings.ToLower(name)] = a
		}
		attrs[a] = append(attrs[a], vals...)
	}
	return model.NewEntry(model.Ref{}, attrs), nil
}

// values reads the values of one attribute. Empty texts are values that are not set.
func values(raw json.RawMessage) ([]string, error) {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		list = []json.RawMessage{raw}
	}
	var out []string
	for _, r := range list {
		var s scalar
		if err := json.Unmarshal(r, &s); err != nil {
			return nil, err
		}
		if s != "" {
			out = append(out, string(s))
		}
	}
	return out, nil
}

// A scalar is one value as text; "" for null.
type scalar string

func (s *scalar) UnmarshalJSON(b []byte) error {
	switch {
	case string(b) == "null":
		*s = ""
	case string(b) == "true" || string(b) == "false":
		*s = scalar(b)
	case b[0] == '"':
		var t string
		if err := json.Unmarshal(b, &t); err != nil {
			return err
		}
		*s = scalar(t)
	case b[0] == '{':
		var o struct {
			Base64 string `json:"base64"`
		}
		if err := json.Unmarshal(b, &o); err != nil {
			return err
		}
		octets, err := base64.StdEncoding.DecodeString(o.Base64)
		if err != nil || o.Base64 == "" {
			return fmt.Errorf(`an object must be {"base64":"…"}`)
		}
		*s = scalar(octets)
	case b[0] == '[':
		return fmt.Errorf("a value cannot be a list")
	default:
		var n json.Number
		if err := json.Unmarshal(b, &n); err != nil {
			return err
		}
		*s = scalar(n)
	}
	return nil
}

// An other is an object of the tenant, or one of its addresses alone.
type other Other

func (o *other) UnmarshalJSON(b []byte) error {
	var address string
	if json.Unmarshal(b, &address) == nil {
		*o = other{Addresses: []string{address}}
		return nil
	}
	var e loose
	if err := json.Unmarshal(b, &e); err != nil {
		return err
	}
	first := func(names ...model.Attr) string {
		for _, n := range names {
			if v := e.First(n); v != "" {
				return v
			}
		}
		return ""
	}
	*o = other{Name: first("displayName", "name"), Class: strings.ToLower(first("class", "type", "kind")), UPN: first("userPrincipalName"), Role: maybe(first("hasRole")),
		Anchor: first("onPremisesImmutableId", "immutableId", "sourceAnchor"), Addresses: slices.Concat(e.Values("proxyAddresses"), e.Values("mail"))}
	if e.Has(model.ObjectClass) {
		o.Class = strings.Replace(classOf(e.Entry), "inetOrgPerson", "user", 1)
	}
	if o.CloudOnly = maybe(first("cloudOnly")); o.Anchor != "" {
		o.CloudOnly = model.No
	} else if o.CloudOnly == model.Unsure && namesAnchor(b) {
		o.CloudOnly = model.Yes // the case says that there is none
	}
	return nil
}

// others are the objects of the tenant that a case names: an array, or one alone.
type others []Other

func (o *others) UnmarshalJSON(b []byte) error {
	if b[0] == '{' || b[0] == '"' {
		b = slices.Concat([]byte("["), b, []byte("]"))
	}
	var list []other
	if err := json.Unmarshal(b, &list); err != nil {
		return err
	}
	for _, x := range list {
		*o = append(*o, Other(x))
	}
	return nil
}

// texts are the values of an attribute, in its usual forms.
type texts []string

func (t *texts) UnmarshalJSON(b []byte) (err error) {
	*t, err = values(b)
	return err
}

func namesAnchor(b []byte) bool {
	var keys map[string]json.RawMessage
	_ = json.Unmarshal(b, &keys) // was read before
	for k := range keys {
		if strings.EqualFold(k, "onPremisesImmutableId") || strings.EqualFold(k, "immutableId") {
			return true
		}
	}
	return false
}

func maybe(s string) model.Maybe {
	if s == "" {
		return model.Unsure
	}
	return model.MaybeOf(strings.EqualFold(s, "true"))
}
