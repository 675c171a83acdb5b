package main

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/forecast"
)

// An anchorDoc is a line of the hard-match table.
type anchorDoc struct {
	refDoc
	Name     string      `json:"name"`
	Anchors  anchorsDoc  `json:"anchors"`
	Tenant   *objectDoc  `json:"tenant"`             // null: there is none
	Remedies []remedyDoc `json:"remedies,omitempty"` // of anchors that do not agree
}

func ptr[T any](v T) *T { return &v }

// An anchorsListing is what tenant anchors prints.
type anchorsListing struct {
	Users []anchorDoc `json:"users"`
	Gaps  []gapDoc    `json:"gaps"`

	broken error // of a part whose reading broke off
}

func (a *app) tenantAnchors() *cobra.Command {
	var mismatch bool
	var v drifting
	c := &cobra.Command{
		Use: "anchors", Short: "List what links users with the tenant: the hard-match table", Args: cobra.NoArgs,
		Long: `List for every user of the directory what could link it with a user of the tenant:
objectGUID and ms-DS-ConsistencyGuid in the tenant's form, what the rules export, and
onPremisesImmutableId of the tenant. Microsoft Graph shows no anchors of groups and
contacts.

--mismatch lists those that have a user in the tenant and are not linked with it, or
with another anchor.`,
		Example: "  rdesk tenant anchors --mismatch -o table",
		RunE: a.runs(func(ctx context.Context, _ []string) error {
			doc, err := a.anchorTable(ctx, func(r anchorDoc) bool {
				return (!mismatch || r.Tenant != nil && !r.Anchors.Linked) && v.finds(r.Name, r.DN, r.Anchors.ImmutableID, r.Anchors.ObjectGUID)
			})
			if err != nil {
				return err
			}
			return cmp.Or(a.showAnchors(doc), doc.broken)
		})}
	c.Flags().BoolVar(&mismatch, "mismatch", false, "only anchors that do not agree")
	c.Flags().StringVar(&v.search, "search", "", "only what has this in its name, its place or an anchor")
	return c
}

// anchorTable pairs every user of the directory with one of the tenant.
func (a *app) anchorTable(ctx context.Context, keep func(anchorDoc) bool) (*anchorsListing, error) {
	s, err := a.withTenant(ctx)
	if err != nil {
		return nil, err
	}
	view, err := a.readTenant(ctx, s)
	if err != nil {
		return nil, err
	}
	a.tellGaps(view.Gaps)
	doc := &anchorsListing{[]anchorDoc{}, gapDocs(view.Gaps), broken(view.Gaps)}
	add := func(r anchorDoc) {
		if keep(r) {
			doc.Users = append(doc.Users, r)
		}
	}
	var alone []pairing
	linked := map[string]bool{} // users of the tenant that belong to one of the directory
	for in, err := range s.Desk.Exports(ctx) {
		if err != nil {
			return nil, err
		}
		if drift.CloudClass(in.Class) != model.CloudUser {
			continue
		}
		if p := (pairing{in, view.Index.Pair(drift.KeyOf(in))}); p.twin.Found() {
			linked[p.twin.ID()] = true
			add(p.line(nil, ""))
		} else {
			alone = append(alone, p)
		}
	}
	for _, p := range alone {
		add(p.line(linked, view.Incomplete(model.CloudUser)))
	}
	slices.SortStableFunc(doc.Users, func(a, b anchorDoc) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return doc, nil
}

// A pairing is a user of the directory with what belongs to it in the tenant.
type pairing struct {
	in   forecast.Input
	twin drift.Twin
}

// line compares the anchors of a user with those of its twin, or of a user that has an
// address of it, another anchor, and belongs to nobody else. unread says why a user that
// belongs to it may have been missed.
func (p pairing) line(linked map[string]bool, unread string) anchorDoc {
	o, found := p.twin.Object, p.twin.Found()
	for _, r := range p.twin.Rivals {
		if !found && r.Class == model.CloudUser && !linked[r.ID()] {
			o, found = r, true
		}
	}
	row := drift.HardMatch(p.in, o.Entry)
	d := anchorDoc{refDoc: refOf(p.in.AD.Ref), Name: model.Recipient{Entry: p.in.AD}.Name(), Anchors: anchorsOf(row)}
	if !found {
		if d.Anchors.Why = "no user of the tenant belongs to it"; unread != "" {
			d.Anchors.Why = "whether a user of the tenant belongs to it is not known: " + unread
		}
		return d
	}
	if d.Tenant = ptr(objectOfTenant(o)); row.ImmutableID != "" && !row.Linked {
		d.Remedies = remedyDocs(drift.AnchorMismatch{AD: drift.Item{Ref: p.in.AD.Ref}, Object: o, AnchorRow: row}.Remedies())
	}
	return d
}

func (a *app) showAnchors(doc *anchorsListing) error {
	if a.format() == formatJSON {
		return writeJSON(a.out(), doc, true)
	}
	w, err := a.stream("user", []string{"distinguishedName", "objectGUID", "name", "anchorOfObjectGUID", "anchorOfConsistencyGUID", "exported", "onPremisesImmutableId", "equals", "linked", "tenantId", "tenantName", "why"},
		column{"NAME", 26}, column{"OBJECTGUID", 24}, column{"CONSISTENCYGUID", 24}, column{"IMMUTABLEID", 24}, column{"LINKED", 6}, column{"WHY", 0})
	if err != nil {
		return err
	}
	for _, r := range doc.Users {
		w.add(r)
	}
	return w.end()
}

func (r anchorDoc) json(b []byte) []byte { return document(b, r) }

func (r anchorDoc) csv() []string {
	linked, id, name := "false", "", ""
	if r.Anchors.Linked {
		linked = "true"
	}
	if r.Tenant != nil {
		id, name = r.Tenant.ID, r.Tenant.Name
	}
	x := r.Anchors
	return []string{r.DN, r.ObjectGUID, r.Name, x.ObjectGUID, x.Consistency, x.Exported, x.ImmutableID, string(x.Equals), linked, id, name, x.Why}
}

func (r anchorDoc) table() []string {
	linked := "no"
	if r.Anchors.Linked {
		linked = "yes"
	}
	x := r.Anchors
	return []string{r.Name, x.ObjectGUID, x.Consistency, x.ImmutableID, linked, x.Why}
}
