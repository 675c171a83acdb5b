package check

import (
	"encoding/json"

	"recipientdesk/model"
)

// MarshalJSON writes the finding in the form of "rdesk check".
func (f Finding) MarshalJSON() ([]byte, error) {
	type other struct {
		DN         string     `json:"dn"`
		ObjectGUID string     `json:"objectGUID,omitempty"`
		Attribute  model.Attr `json:"attribute"`
		Value      string     `json:"value"`
	}
	others := make([]other, 0, len(f.Others))
	for _, o := range f.Others {
		others = append(others, other{o.Ref.DN, o.Ref.GUID, o.Attr, o.Value})
	}
	return json.Marshal(struct {
		Rule       string     `json:"rule"`
		Title      string     `json:"title"`
		Severity   string     `json:"severity"`
		DN         string     `json:"dn"`
		ObjectGUID string     `json:"objectGUID"`
		Attribute  model.Attr `json:"attribute"`
		Value      string     `json:"value"`
		Text       string     `json:"text"`
		Errors     []string   `json:"errors"`
		Action     Action     `json:"action"`
		Proposed   string     `json:"proposed"`
		Others     []other    `json:"others"`
		Source     string     `json:"source"`
	}{f.Rule.ID, f.Rule.Title, f.Rule.Severity.String(), f.Ref.DN, f.Ref.GUID, f.Attr, f.Value, f.Text,
		append([]string{}, f.Errors...), f.Action, f.Proposed, others, f.Rule.Source})
}
