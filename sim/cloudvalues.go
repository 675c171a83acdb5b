package sim

import (
	"bytes"
	"encoding/json"
	"strings"

	"recipientdesk/model"
)

// entry returns an object with the named properties, all that are set if none is.
func (t *Tenant) entry(o *CloudObject, props []model.Attr) model.Entry {
	if len(props) == 0 {
		props = []model.Attr{"id"}
		for p := range o.All() {
			if d := &o.Schema().Defs[p]; !d.Hidden && d.Name != "onPremisesExtensionAttributes" {
				props = append(props, model.Attr(d.Name))
			}
		}
		for _, n := range extensionNames {
			props = append(props, model.Attr(n))
		}
	}
	m := make(map[model.Attr][]string, len(props))
	for _, a := range props {
		m[a] = t.values(o, a)
	}
	return model.NewEntry(model.Ref{GUID: o.ID.String()}, m)
}

// values returns a property as model.Tenant describes it.
func (t *Tenant) values(o *CloudObject, a model.Attr) []string {
	s, name := o.Schema(), string(a)
	if strings.EqualFold(name, "id") {
		return []string{o.ID.String()}
	}
	if len(name) > 18 && strings.EqualFold(name[:18], "extensionAttribute") {
		return extensionValue(o.Raw(s.Must("onPremisesExtensionAttributes")), name)
	}
	p, ok := s.Prop(name)
	if !ok || s.Defs[p].Hidden {
		return nil
	}
	raw := o.Raw(p)
	if raw == nil {
		if raw = t.Derived(o, s.Defs[p].Name); raw == nil {
			return nil
		}
	}
	switch s.Defs[p].Kind {
	case CloudTexts:
		return jsonTexts(raw)
	case CloudNested:
		return []string{string(raw)}
	case CloudList:
		return listValues(raw, s.Defs[p].Name == "assignedLicenses")
	}
	return []string{jsonText(raw)}
}

func extensionValue(raw []byte, name string) []string {
	var m map[string]*string
	if len(raw) > 0 && json.Unmarshal(raw, &m) == nil {
		for k, v := range m {
			if v != nil && strings.EqualFold(k, name) {
				return []string{*v}
			}
		}
	}
	return nil
}

func listValues(raw []byte, licenses bool) (out []string) {
	var elems []json.RawMessage
	_ = json.Unmarshal(raw, &elems) // the store holds valid JSON only
	for _, e := range elems {
		if licenses {
			var l CloudLicense
			_ = json.Unmarshal(e, &l)
			out = append(out, l.SKU)
			continue
		}
		var b bytes.Buffer
		_ = json.Compact(&b, e)
		out = append(out, b.String())
	}
	return out
}
