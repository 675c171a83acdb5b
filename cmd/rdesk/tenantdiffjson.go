package main

import (
	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
)

// A diffDoc is an object of the directory beside what is to come and its twin.
type diffDoc struct {
	DN         string       `json:"dn"`
	ObjectGUID string       `json:"objectGUID"`
	Class      string       `json:"class"` // of the directory
	Name       string       `json:"name"`
	InScope    bool         `json:"inScope"`
	Summary    string       `json:"summary"` // of what is to come
	Twin       *twinDoc     `json:"twin"`    // null: there is none
	Others     othersDoc    `json:"others"`
	Status     string       `json:"status"`
	Property   model.Attr   `json:"property"` // with the most serious difference; "": the object as a whole
	State      drift.State  `json:"state"`
	Why        string       `json:"why"`
	Source     string       `json:"source"`
	Authority  authorityDoc `json:"authority"`
	Anchors    anchorsDoc   `json:"anchors"`
	Rows       []rowDoc     `json:"rows"`
	Members    *[]partyDoc  `json:"members,omitempty"` // of a group, as the tenant has them
	Owners     *[]partyDoc  `json:"owners,omitempty"`
	Licenses   []string     `json:"licenses"`
	Remedies   []remedyDoc  `json:"remedies"`
	Gaps       []gapDoc     `json:"gaps"`

	status drift.Status
}

// A twinDoc is the object of the tenant that belongs to one of the directory.
type twinDoc struct {
	ID    string    `json:"id"`
	Class string    `json:"class"`
	Name  string    `json:"name"`
	How   drift.How `json:"how"` // anchor, sid or address
}

// An othersDoc are further objects of the tenant that may be meant.
type othersDoc struct {
	Also    []objectDoc `json:"also"`    // fit just as well
	Rivals  []objectDoc `json:"rivals"`  // have an address of it, and belong elsewhere
	Deleted []objectDoc `json:"deleted"` // can be restored
}

// An objectDoc names an object of the tenant.
type objectDoc struct {
	ID      string `json:"id"`
	Class   string `json:"class"`
	Name    string `json:"name"`
	Deleted bool   `json:"deleted"`
}

// An anchorsDoc is what links an object of the directory with its twin.
type anchorsDoc struct {
	ObjectGUID  string     `json:"objectGUID"`      // Base64, as the others
	Consistency string     `json:"consistencyGUID"` // ms-DS-ConsistencyGuid
	Exported    string     `json:"exported"`        // what the rules export
	ImmutableID string     `json:"onPremisesImmutableId"`
	Equals      model.Attr `json:"equals"` // the attribute that onPremisesImmutableId is made of
	Linked      bool       `json:"linked"`
	Why         string     `json:"why"`
}

// A rowDoc follows one property.
type rowDoc struct {
	Property  model.Attr        `json:"property"`
	Attribute model.Attr        `json:"attribute"`
	Label     string            `json:"label"`
	AD        []string          `json:"ad"`
	After     []string          `json:"after"`
	Now       []string          `json:"now"`
	State     drift.State       `json:"state"`
	Why       string            `json:"why"`
	Source    string            `json:"source"`
	Addresses []addressStateDoc `json:"addresses,omitempty"` // of proxyAddresses, one by one
}

// An addressStateDoc follows one address; "" where it does not stand.
type addressStateDoc struct {
	AD     string      `json:"ad"`
	After  string      `json:"after"`
	Now    string      `json:"now"`
	State  drift.State `json:"state"`
	Why    string      `json:"why"`
	Source string      `json:"source"`
}

// statusIDs are the names of statuses in JSON, and for --status.
var statusIDs = []string{drift.StatusEqual: "equal", drift.StatusWaiting: "waiting", drift.StatusDifferent: "different",
	drift.StatusOnlyAD: "onlyAD", drift.StatusOnlyCloud: "onlyCloud", drift.StatusError: "error", drift.StatusUnknown: "unknown"}

func diffOf(c desk.Comparison) diffDoc {
	d := diffDoc{DN: c.Item.Ref.DN, ObjectGUID: c.Item.Ref.GUID, Class: c.Item.Class, Name: c.Item.Name, InScope: c.Item.InScope, Summary: c.Summary(),
		Others: othersDoc{objectDocs(c.Twin.Also), objectDocs(c.Twin.Rivals), objectDocs(c.Twin.Deleted)},
		Status: statusIDs[c.Item.Status], Property: c.Item.Property, State: c.Item.State, Why: c.Item.Why, Source: c.Item.Source,
		Authority: authorityOf(c.Sides.Standing), Anchors: anchorsOf(c.Anchors), Rows: []rowDoc{},
		Members: partiesOf(c.Members), Owners: partiesOf(c.Owners), Licenses: append([]string{}, c.Licenses...),
		Remedies: remedyDocs(c.Item.Remedies(c.Twin.Object, c.Twin.Deleted)), Gaps: gapDocs(c.Gaps), status: c.Item.Status}
	if t := c.Twin; t.Found() {
		d.Twin = &twinDoc{t.ID(), string(t.Class), t.Name(), t.How}
	}
	for _, r := range c.Rows {
		d.Rows = append(d.Rows, rowOf(r))
	}
	return d
}

func rowOf(r drift.Row) rowDoc {
	d := rowDoc{Property: r.Property, Attribute: r.Attr, Label: r.Label, AD: texts(r.Attr, r.AD), After: texts(r.Property, r.After), Now: texts(r.Property, r.Now),
		State: r.State, Why: r.Why, Source: r.Source}
	for _, x := range r.Addresses {
		d.Addresses = append(d.Addresses, addressStateDoc{x.AD, x.After, x.Now, x.State, x.Why, x.Source})
	}
	return d
}

func anchorsOf(r drift.AnchorRow) anchorsDoc {
	return anchorsDoc{r.ObjectGUID, r.ConsistencyGUID, r.Exported, r.ImmutableID, r.Equals, r.Linked, r.Why}
}

// partiesOf keeps apart a group without members from what is none, or was not read.
func partiesOf(es []model.Entry) *[]partyDoc {
	if es == nil {
		return nil
	}
	out := []partyDoc{}
	for _, e := range es {
		out = append(out, partyOf(e))
	}
	return &out
}

func objectDocs(os []drift.Object) []objectDoc {
	out := []objectDoc{}
	for _, o := range os {
		out = append(out, objectOfTenant(o))
	}
	return out
}

func objectOfTenant(o drift.Object) objectDoc {
	return objectDoc{o.ID(), string(live(o.Class)), o.Name(), o.Deleted()}
}

func (d diffDoc) json(b []byte) []byte { return document(b, d) }
func (d diffDoc) csv() []string        { return nil }
func (d diffDoc) table() []string      { return nil }

// A diffLine is one property as a row of CSV.
type diffLine struct {
	d *diffDoc
	r rowDoc
}

func (l diffLine) json(b []byte) []byte { return b }
func (l diffLine) table() []string      { return nil }
func (l diffLine) csv() []string {
	twin := ""
	if l.d.Twin != nil {
		twin = l.d.Twin.ID
	}
	return []string{l.d.DN, l.d.ObjectGUID, twin, l.d.Status, string(l.r.Property), string(l.r.Attribute), l.r.Label,
		joined(l.r.AD), joined(l.r.After), joined(l.r.Now), string(l.r.State), l.r.Why, l.r.Source}
}
