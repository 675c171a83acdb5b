package main

import (
	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
)

// A driftDoc is a whole directory beside its tenant.
type driftDoc struct {
	Directory      string         `json:"directory"`
	Tenant         string         `json:"tenant"` // its initial domain
	LastSync       *string        `json:"lastSync"`
	Read           *string        `json:"read"` // when the reading of the tenant began
	Counts         map[string]int `json:"counts"`
	Items          []itemDoc      `json:"items"`
	Types          []typeDoc      `json:"types"`
	Unsynced       []itemDoc      `json:"unsynced"`
	Orphans        []orphanDoc    `json:"orphans"`
	Former         []orphanDoc    `json:"former"` // synchronized once, and without an object in the directory
	Duplicates     []duplicateDoc `json:"duplicates"`
	Candidates     []candidateDoc `json:"candidates"`
	Anchors        []anchorDoc    `json:"anchors"` // that do not agree
	CloudBorn      int            `json:"cloudBorn"`
	FormerlySynced int            `json:"formerlySynced"`
	Gaps           []gapDoc       `json:"gaps"`
}

// A refDoc names an object of the directory.
type refDoc struct {
	DN         string `json:"dn"`
	ObjectGUID string `json:"objectGUID"`
}

// An itemDoc is the result for one object of the directory.
type itemDoc struct {
	refDoc
	Name      string          `json:"name"`
	Class     string          `json:"class"`
	Twin      string          `json:"twin"` // object ID; "": there is none
	How       drift.How       `json:"how"`
	Status    string          `json:"status"`
	InScope   bool            `json:"inScope"`
	Authority drift.Authority `json:"authority"`
	Property  model.Attr      `json:"property"`
	State     drift.State     `json:"state"`
	Why       string          `json:"why"`
	Source    string          `json:"source"`
}

// A typeDoc is a mailbox of another type than AD asks for.
type typeDoc struct {
	refDoc
	Name     string      `json:"name"`
	Twin     string      `json:"twin"`
	Want     string      `json:"want"`
	Cloud    string      `json:"cloud"`
	Why      string      `json:"why"`
	Remedies []remedyDoc `json:"remedies"`
}

// A duplicateDoc is an anchor or address that several objects claim.
type duplicateDoc struct {
	What      string      `json:"what"`
	Value     string      `json:"value"`
	Directory []refDoc    `json:"directory"`
	Tenant    []objectDoc `json:"tenant"`
	Why       string      `json:"why"`
	Remedies  []remedyDoc `json:"remedies"`
}

// A candidateDoc is a match by address or sign-in name that is to come.
type candidateDoc struct {
	refDoc
	Name     string      `json:"name"`
	Tenant   objectDoc   `json:"tenant"`
	Kind     string      `json:"kind"`
	Why      string      `json:"why"`
	Remedies []remedyDoc `json:"remedies"`
}

func refOf(r model.Ref) refDoc { return refDoc{r.DN, r.GUID} }

func itemOf(it drift.Item) itemDoc {
	return itemDoc{refOf(it.Ref), it.Name, it.Class, it.CloudID, it.How, statusIDs[it.Status], it.InScope, it.Authority, it.Property, it.State, it.Why, it.Source}
}

func driftOf(directory string, d *desk.Drift, v drifting) driftDoc {
	i := d.View.Info
	out := driftDoc{Directory: directory, Tenant: i.InitialDomain, LastSync: rfc3339(i.LastSync), Read: rfc3339(d.View.Read),
		Counts: map[string]int{}, Items: []itemDoc{}, Types: []typeDoc{}, Unsynced: []itemDoc{}, Orphans: []orphanDoc{}, Former: []orphanDoc{}, Duplicates: []duplicateDoc{},
		Candidates: []candidateDoc{}, Anchors: []anchorDoc{}, CloudBorn: d.Result.CloudBorn, FormerlySynced: d.Result.Formerly, Gaps: gapDocs(d.View.Gaps)}
	for status, n := range d.Result.Counts {
		out.Counts[statusIDs[status]] = n
	}
	for _, it := range d.Items {
		if v.keeps(it) {
			out.Items = append(out.Items, itemOf(it))
		}
	}
	for _, t := range d.Result.Types {
		if v.finds(t.AD.Name, t.AD.Ref.DN) {
			out.Types = append(out.Types, typeDoc{refOf(t.AD.Ref), t.AD.Name, t.AD.CloudID, t.Want, t.Cloud, t.Why, remedyDocs(t.Remedies())})
		}
	}
	for _, it := range d.Result.Unsynced {
		if v.finds(it.Name, it.Ref.DN) {
			out.Unsynced = append(out.Unsynced, itemOf(it))
		}
	}
	out.tenantSide(d, v)
	return out
}

// tenantSide adds the lists that begin at objects of the tenant.
func (out *driftDoc) tenantSide(d *desk.Drift, v drifting) {
	for _, o := range d.Result.Orphans {
		if v.finds(o.Object.Name(), o.Why) {
			out.Orphans = append(out.Orphans, orphanOf(o))
		}
	}
	for _, o := range d.Result.Former {
		if v.finds(o.Object.Name(), o.Why) {
			out.Former = append(out.Former, orphanOf(o))
		}
	}
	for _, x := range d.Result.Duplicates {
		if !v.finds(x.Value, x.Why) {
			continue
		}
		one := duplicateDoc{x.What, x.Value, []refDoc{}, objectDocs(x.Objects), x.Why, remedyDocs(x.Remedies())}
		for _, r := range x.AD {
			one.Directory = append(one.Directory, refOf(r))
		}
		out.Duplicates = append(out.Duplicates, one)
	}
	for _, c := range d.Result.Candidates {
		if v.finds(c.AD.Name, c.Object.Name()) {
			out.Candidates = append(out.Candidates, candidateDoc{refOf(c.AD.Ref), c.AD.Name, objectOfTenant(c.Object), c.Kind, c.Why, remedyDocs(c.Remedies(""))})
		}
	}
	for _, m := range d.Result.Anchors {
		if v.finds(m.AD.Name, m.AD.Ref.DN) {
			out.Anchors = append(out.Anchors, anchorDoc{refOf(m.AD.Ref), m.AD.Name, anchorsOf(m.AnchorRow), ptr(objectOfTenant(m.Object)), remedyDocs(m.Remedies())})
		}
	}
}
