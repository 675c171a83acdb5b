package drift

import "recipientdesk/model"

// Linked returns the line of the hard-match table of an object that was paired by the
// anchor, which is id.
func (it Item) Linked(id string) AnchorRow {
	r := AnchorRow{Exported: id, ImmutableID: id, Linked: true, Why: "the anchors are equal"}
	if g, err := model.ParseGUID(it.Ref.GUID); err == nil {
		r.ObjectGUID = g.ImmutableID()
	}
	if !it.ConsistencyGUID.IsZero() {
		r.ConsistencyGUID = it.ConsistencyGUID.ImmutableID()
	}
	switch id {
	case "":
	case r.ConsistencyGUID:
		r.Equals = consistencyGUID
	case r.ObjectGUID:
		r.Equals = model.ObjectGUID
	}
	return r
}
