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

func (o *object) UnmarshalJSON(b []byte) error {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		return err
	}
	attrs, spelled := make(map[model.Attr][]string, len(raw)), make(map[string]model.Attr, len(raw))
	for _, name := range slices.Sorted(maps.Keys(raw)) {
		vals, err := values(raw[name])
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		a, there := spelled[strings.ToLower(name)] // names that differ in case are one attribute
		if !there {
			a = model.Attr(name)
			spelled[strings.ToLower(name)] = a
		}
		attrs[a] = append(attrs[a], vals...)
	}
	o.Entry = model.NewEntry(model.Ref{}, attrs)
	return nil
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
	var e object
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
	*o = other{Name: first("displayName", "name"), Class: first("objectClass", "class", "type"), UPN: first("userPrincipalName"),
		Anchor: first("onPremisesImmutableId", "immutableId", "sourceAnchor"), Addresses: e.Values("proxyAddresses")}
	o.Class = strings.ToLower(o.Class)
	if m := e.First("mail"); m != "" {
		o.Addresses = append(append([]string{}, o.Addresses...), m)
	}
	o.Role = maybe(first("hasRole"))
	if o.CloudOnly = maybe(first("cloudOnly")); o.Anchor != "" {
		o.CloudOnly = model.No
	} else if o.CloudOnly == model.Unsure && namesAnchor(b) {
		o.CloudOnly = model.Yes // the case says that there is none
	}
	return nil
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
