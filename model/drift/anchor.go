package drift

import (
	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

const consistencyGUID model.Attr = "mS-DS-ConsistencyGuid"

// An AnchorRow is a line of the hard-match table: what could link an object of AD with
// one of the tenant, in the tenant's form.
type AnchorRow struct {
	ObjectGUID      string     // Base64 of objectGUID
	ConsistencyGUID string     // Base64 of mS-DS-ConsistencyGuid, "" if it is not set
	Exported        string     // the anchor that the rules export, "" if nothing is exported
	ImmutableID     string     // onPremisesImmutableId of the tenant, "" if it is not set
	Equals          model.Attr // the attribute that ImmutableID was made of, "" if of none
	Linked          bool       // the exported anchor is that of the tenant
	Why             string     // a sentence without a period
}

// HardMatch compares the anchors of an object of AD with that of one of the tenant.
// Anchors compare with case
// (https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-design-concepts#sourceanchor).
func HardMatch(in forecast.Input, now model.Entry) AnchorRow {
	r := AnchorRow{anchorOf(in.AD, model.ObjectGUID), anchorOf(in.AD, consistencyGUID), in.Export.First("sourceAnchor"), now.First(PropAnchor), "", false, ""}
	r.Linked = r.ImmutableID != "" && r.ImmutableID == r.Exported
	switch id := r.ImmutableID; {
	case id == "" && CloudClass(in.Class) != model.CloudUser:
		r.Why = "Microsoft Graph shows anchors of users alone; the link of the two is their " + linkOf[CloudClass(in.Class)]
		return r
	case id == "":
		r.Why = "the object of the tenant has no anchor: it was never synchronized, or its anchor was cleared"
		return r
	case id == r.ConsistencyGUID:
		r.Equals = consistencyGUID
	case id == r.ObjectGUID:
		r.Equals = model.ObjectGUID
	}
	switch {
	case r.Linked:
		r.Why = "the anchors are equal"
	case r.Equals != "" && r.Exported != "":
		r.Why = "the tenant has the anchor made of " + string(r.Equals) + ", and the rules export another: the link is lost, and the export is refused or makes a second object"
	case r.Equals != "":
		r.Why = "the tenant has the anchor made of " + string(r.Equals) + ", and nothing is exported"
	default:
		r.Why = "the tenant's anchor is made of neither attribute: the object is linked with another object of AD, a former one perhaps"
	}
	return r
}

// linkOf is what stands for the anchor of a class that Graph shows none of.
var linkOf = map[model.CloudClass]string{model.CloudGroup: "security identifier", model.CloudContact: "address"}

// anchorOf returns the anchor made of an attribute with the octets of a GUID.
func anchorOf(e model.Entry, a model.Attr) string {
	g, ok := model.GUIDFromBytes([]byte(e.First(a)))
	if !ok && a == model.ObjectGUID {
		g, _ = model.ParseGUID(e.Ref.GUID)
	}
	if g.IsZero() {
		return ""
	}
	return g.ImmutableID()
}
